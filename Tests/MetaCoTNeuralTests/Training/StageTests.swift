import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural
@testable import TrainingLog

/// The stages of training, on networks that are far too small for what they are taught.
@Suite struct StageTests {
  static let dataSet = try! DataSetFixtures().make().folder

  static func settings(steps: Int) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.steps = steps
    settings.batchTokens = 400
    settings.rate = 3e-3
    settings.warmup = 2
    settings.evaluateEvery = 3
    settings.checkpointEvery = 2
    settings.logEvery = 1
    return settings
  }

  static func tuning(steps: Int) -> SFTStage.Configuration {
    var configuration = SFTStage.Configuration(data: [dataSet])
    var shape = ShapeSettings()
    shape.width = 16
    shape.layers = 1
    shape.heads = 2
    shape.keyValueHeads = 1
    shape.feedForward = 16
    shape.context = 128
    configuration.shape = shape
    configuration.training = settings(steps: steps)
    return configuration
  }

  /// A checkpoint to begin from.
  static let base: String = {
    let path = FileManager.default.temporaryDirectory.path + "/stage-base-\(getpid())"
    let folder = try! RunFolder.begin(at: path, configuration: tuning(steps: 4))
    try! SFTStage(tuning(steps: 4)).run(in: folder, control: TrainingControl())
    atexit {
      let path = FileManager.default.temporaryDirectory.path + "/stage-base-\(getpid())"
      try? FileManager.default.removeItem(atPath: path)
    }
    return RunFolder.checkpointPath(in: path)
  }()

  /// A checkpoint that has no room for a problem and a line.
  static let narrow: String = {
    let path = FileManager.default.temporaryDirectory.path + "/stage-narrow-\(getpid())"
    let shape = TransformerShape(
      vocabulary: 512, width: 16, layers: 1, heads: 2, keyValueHeads: 1, feedForward: 16,
      context: 40)
    try! Checkpoint(
      weights: .initial(shape, seed: 1), card: .init(name: "narrow", kinds: ["countdown"])
    ).save(to: path)
    atexit {
      let path = FileManager.default.temporaryDirectory.path + "/stage-narrow-\(getpid())"
      try? FileManager.default.removeItem(atPath: path)
    }
    return path
  }()

  /// A stage, whatever its configuration.
  enum Stage: String, CaseIterable {
    case sft, prm, rollouts, retries, rl, star

    func run(
      in path: String, base: String = StageTests.base, resume: Bool, stopAfter stop: Int?
    ) throws {
      switch self {
      case .sft:
        let configuration = StageTests.tuning(steps: 6)
        try StageTests.run(
          SFTStage(configuration), configuration, path, resume: resume, stop)
      case .prm, .rollouts:
        var configuration = PRMStage.Configuration(
          data: [StageTests.dataSet], base: base)
        configuration.labels = self == .prm ? .outcomes : .rollouts
        configuration.rollouts = 4
        configuration.training = StageTests.settings(steps: 6)
        try StageTests.run(
          PRMStage(configuration), configuration, path, resume: resume, stop)
      case .retries:
        var configuration = RetriesStage.Configuration(
          data: [StageTests.dataSet], base: base)
        configuration.problems = 6
        configuration.stepsPerRound = 2
        configuration.longest = 40
        configuration.training = StageTests.settings(steps: 6)
        try StageTests.run(
          RetriesStage(configuration), configuration, path, resume: resume, stop)
      case .rl:
        var configuration = GRPOStage.Configuration(
          data: [StageTests.dataSet], base: base)
        configuration.problems = 3
        configuration.answers = 4
        configuration.longest = 24
        configuration.training = StageTests.settings(steps: 6)
        try StageTests.run(
          GRPOStage(configuration), configuration, path, resume: resume, stop)
      case .star:
        var configuration = STaRStage.Configuration(
          data: [StageTests.dataSet], base: base,
          strategies: [.init(name: "mcts", choice: .init("mcts"))])
        configuration.problems = 6
        configuration.stepsPerRound = 2
        configuration.training = StageTests.settings(steps: 6)
        try StageTests.run(
          STaRStage(configuration), configuration, path, resume: resume, stop)
      }
    }
  }

  static func run(
    _ job: some TrainingJob, _ configuration: some Codable, _ path: String, resume: Bool,
    _ stop: Int?
  ) throws {
    let folder =
      try resume
      ? RunFolder.resume(at: path, configuration: configuration)
      : RunFolder.begin(at: path, configuration: configuration)
    let control = TrainingControl()
    folder.onRecord = { record in
      if case .step(let figures) = record, figures.step == stop { control.requestStop() }
    }
    try job.run(in: folder, control: control)
    folder.close()
  }

  @Test(arguments: Stage.allCases)
  func `A stage that was stopped goes on as if it had not been`(stage: Stage) throws {
    let (whole, cut) = (ScratchFolder(), ScratchFolder())
    try stage.run(in: whole.path, resume: false, stopAfter: nil)
    try stage.run(in: cut.path, resume: false, stopAfter: 3)
    try stage.run(in: cut.path, resume: true, stopAfter: nil)
    for name in ["model.safetensors", "value_head.safetensors", "optimizer.bin", "lesson.json"] {
      let paths = [whole, cut].map { RunFolder.checkpointPath(in: $0.path) + "/" + name }
      #expect(FileManager.default.contentsEqual(atPath: paths[0], andPath: paths[1]), "\(name)")
    }
    var logs: [TrainingLog] = []
    for folder in [whole, cut] {
      var reader = TrainingLogReader(folder: folder.path)
      _ = try reader.read()
      logs.append(reader.log)
    }
    #expect(logs[0].step == 6)
    #expect(logs[0].end?.reason == "finished")
    #expect(logs[0].samples == logs[1].samples)
    #expect(logs[0].measures == logs[1].measures)
  }

  @Test func `A stage that was stopped before its first step begins once`() throws {
    let (whole, cut) = (ScratchFolder(), ScratchFolder())
    try Stage.sft.run(in: whole.path, resume: false, stopAfter: nil)
    let configuration = Self.tuning(steps: 6)
    let folder = try RunFolder.begin(at: cut.path, configuration: configuration)
    let control = TrainingControl()
    control.requestStop()
    try SFTStage(configuration).run(in: folder, control: control)
    folder.close()
    try Stage.sft.run(in: cut.path, resume: true, stopAfter: nil)
    let log = try String(contentsOfFile: RunFiles.logPath(in: cut.path), encoding: .utf8)
    #expect(log.split(separator: "\n").count { $0.contains("\"start\"") } == 1)
    let paths = [whole, cut].map { RunFolder.checkpointPath(in: $0.path) + "/model.safetensors" }
    #expect(FileManager.default.contentsEqual(atPath: paths[0], andPath: paths[1]))
  }

  @Test func `Where there is no problem to train on, the data set is named`() throws {
    let set = ProblemSet(
      name: "few",
      items: try ["4 5 6 10 → 24", "2 3 4 → 24"].enumerated().map {
        .init(id: "\($0.offset)", problem: try ProblemRegistry.problem(text: $0.element))
      })
    let made = try DataSetFixtures {
      $0.sources = [.set(set)]
      ($0.heldOut, $0.test) = (0.5, 0.4999)
    }.make([set])
    #expect(try made.problems(of: .train).items.isEmpty)
    #expect {
      _ = try TrainingProblems([made])
    } throws: { ($0 as? FileError)?.file == made.folder }
  }

  @Test(arguments: [Stage.prm, .retries, .rl, .star])
  func `Where no problem fits the network, that is said before anything is trained`(
    stage: Stage
  ) throws {
    let scratch = ScratchFolder()
    #expect {
      try stage.run(in: scratch.path, base: Self.narrow, resume: false, stopAfter: nil)
    } throws: {
      "\($0)".contains("no problem fits the network: the shortest, of countdown:count=3,largest=12")
    }
    #expect(try String(contentsOfFile: RunFiles.logPath(in: scratch.path), encoding: .utf8).isEmpty)
  }

  @Test func `Tuning lowers the loss, on held-out records too`() throws {
    let scratch = ScratchFolder()
    let configuration = Self.tuning(steps: 60)
    try Self.run(SFTStage(configuration), configuration, scratch.path, resume: false, nil)
    var reader = TrainingLogReader(folder: scratch.path)
    _ = try reader.read()
    let loss = try #require(reader.log.measures.first { $0.name == "held-out loss, search" })
    let first = try #require(loss.buckets.first?.mean)
    #expect(loss.latest < 0.8 * first)
    #expect(try Checkpoint.load(RunFolder.checkpointPath(in: scratch.path)).card.stage == "sft")
  }

  @Test func `Values of process supervision are those of the state space`() throws {
    let problem = try Countdown<WholeNumber>(text: "3 4 6 9 → 30")
    let space = try #require(StateSpace(problem, limit: 10_000))
    let labeller = StateLabeller(source: .outcomes, discount: 0.9, count: 20)
    var random = SeededRandom(seed: 2)
    let positions = try labeller.positions(of: problem, using: &random)
    #expect(positions.count == 20)
    for position in positions {
      let number = try #require(
        space.states.firstIndex { problem.text(of: $0) == position.state })
      let steps = Double(space.stepsToGo[number])
      #expect(abs(Double(position.value) - (steps < 0 ? 0 : pow(0.9, steps))) < 1e-5)
      let best = space.bestSteps(from: number).map {
        problem.text(of: $0, from: space.states[number])
      }
      #expect(best.isEmpty ? position.step == nil : best.contains(position.step ?? ""))
    }
    #expect(Set(positions.map(\.state)).count == 20)
    #expect(Set(positions.map(\.value)).count > 1)
  }

  @Test func `A round in which nothing verified is an error`() throws {
    let scratch = ScratchFolder()
    var configuration = STaRStage.Configuration(
      data: [Self.dataSet], base: Self.base,
      strategies: [.init(name: "mcts", choice: .init("mcts"))])
    configuration.budget = "1"
    configuration.problems = 4
    configuration.training = Self.settings(steps: 4)
    #expect {
      try Self.run(
        STaRStage(configuration), configuration, scratch.path, resume: false, nil)
    } throws: { "\($0)".contains("none of 4 searches of a round verified") }
  }

  @Test func `Sources are drawn from by their weights`() throws {
    let dataSet = try DataSetFixtures {
      $0.sources = ([2, 3] as [JSONValue]).map {
        .generated(kind: "countdown", count: 30, parameters: ["count": $0, "largest": 12])
      }
    }.make()
    let problems = try TrainingProblems([dataSet])
    #expect(problems.names == ["countdown:count=2,largest=12", "countdown:count=3,largest=12"])
    let network = try Checkpoint.load(Self.base)
    var random = SeededRandom(seed: 4)
    func sources(_ weights: [Double]?) throws -> Set<Int> {
      Set(
        try problems.assignments(
          40, mode: .search, weights: weights, for: network, using: &random
        ).map(\.source))
    }
    #expect(try sources(nil) == [0, 1])
    #expect(try sources([0, 1]) == [1])
  }

  @Test func `Problems to train on never belong to another part`() throws {
    let dataSet = try DataSet.open(Self.dataSet)
    let problems = try TrainingProblems([dataSet])
    var random = SeededRandom(seed: 8)
    for _ in 0..<200 {
      let problem = try problems.next(using: &random)
      #expect(dataSet.settings.split(ofHash: problem.canonicalHash) == .train)
    }
  }
}
