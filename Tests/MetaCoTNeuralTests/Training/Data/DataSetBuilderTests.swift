import Foundation
import MetaCoT
import MetaCoTNeural
import Synchronization
import Testing

/// What the records of a data set say, and that making it gives the same files in every way.
@Suite struct DataSetBuilderTests {
  @Test func `A record is the prompt and the text of its search`() throws {
    let records = try DataSetFixtures().make().records
    #expect(records.count > 300)
    for record in records {
      #expect(record.prompt == WalkLinearizer.prompt(for: record.problem, record.mode))
      let tokens = Tokenizer.puzzles.encode(record.prompt + record.completion).count
      #expect(record.tokens == tokens + 2)
      let target = record.problem.split(separator: " ").last!
      #expect(record.solved == record.completion.hasSuffix("\n\(target): goal"))
    }
    #expect(Set(records.map(\.strategy)) == ["astar", "depth-first", "mcts:c=2"])
    #expect(records.contains { !$0.solved })
  }

  @Test func `A final path leads to the goal`() throws {
    for record in try DataSetFixtures().make().records where record.mode == .solve {
      let problem = try Countdown<WholeNumber>(text: record.problem)
      var state = problem.start
      for line in record.completion.split(separator: "\n").dropLast() {
        let parts = line.split(separator: ": ")
        #expect(parts[0] == problem.text(of: state))
        var legal: [StepCode] = []
        problem.appendSteps(from: state, to: &legal)
        let step = try #require(
          legal.first { problem.text(of: $0, from: state) == parts[1] }, "\(record)")
        state = problem.apply(step, to: state)
      }
      #expect(problem.isGoal(state))
      #expect(record.steps == 2 && record.backtracks == 0)
    }
  }

  @Test func `The files are the same for any number of jobs`() throws {
    let (one, four) = (DataSetFixtures(), DataSetFixtures())
    _ = try one.make(jobs: 1)
    _ = try four.make(jobs: 4)
    #expect(try one.files == four.files)
  }

  @Test func `What was cut off goes on`() throws {
    let (whole, cut) = (DataSetFixtures(), DataSetFixtures())
    _ = try whole.make()
    let searched = Mutex(0)
    var builder: DataSetBuilder? = try DataSetBuilder(cut.settings, folder: cut.folder)
    let nothing = try builder!.run(
      jobs: 1, isCancelled: { searched.withLock { $0 } > 100 },
      progress: { progress in searched.withLock { $0 = progress.searched } })
    #expect(nothing == nil)
    #expect(throws: FileError.self) { try DataSet.open(cut.folder) }
    let finished = try cut.files.keys.count { $0.hasPrefix("shard-") }
    #expect((1...2).contains(finished))
    // Another process cannot write it meanwhile.
    #expect(throws: FileError.self) {
      try DataSetBuilder(cut.settings, folder: cut.folder)
    }
    builder = nil
    _ = try cut.make()
    #expect(try cut.files == whole.files)
  }

  @Test func `A folder of other settings is refused`() throws {
    let data = DataSetFixtures()
    _ = try data.make()
    let files = try data.files
    var settings = data.settings
    settings.seed = 4
    do {
      _ = try DataSetBuilder(settings, folder: data.folder)
      Issue.record("it was taken")
    } catch let error as FileError {
      #expect(error.description.contains("“seed” was 3 and is now 4"), "\(error)")
    }
    #expect(try data.files == files)
  }

  @Test func `A folder with other files is refused`() throws {
    let data = DataSetFixtures()
    try FileManager.default.createDirectory(
      atPath: data.folder, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(filePath: data.folder + "/notes.txt"))
    #expect(throws: FileError.self) { try data.make() }
    #expect(try data.files.count == 1)
  }

  @Test func `Long records are dropped and counted`() throws {
    let all = try DataSetFixtures().make()
    let short = try DataSetFixtures { $0.maxTokens = 60 }.make()
    let kept = try short.records
    #expect(try kept == all.records.filter { $0.tokens <= 60 })
    let dropped = try all.records.count - kept.count
    #expect(dropped > 10)
    #expect(short.statistics.making.tooLong.values.reduce(0, +) == dropped)
  }

  @Test func `A problem is searched by different strategies`() throws {
    let data = try DataSetFixtures { $0.perProblem = 2 }.make()
    let searches = Dictionary(
      grouping: try data.records.filter { $0.mode == .search }, by: \.problem)
    #expect(searches.count == 200)
    for (_, records) in searches {
      #expect(Set(records.map(\.strategy)).count == records.count)
    }
    // Where both find one path it is there once.
    let solutions = try data.records.filter { $0.mode == .solve }
    #expect(Set(solutions.map { $0.prompt + $0.completion }).count == solutions.count)
    let duplicates = try #require(data.statistics.making.duplicates["solve"])
    #expect(duplicates > 0)
    #expect(data.statistics.making.searches == 400)
    #expect(solutions.count + duplicates == data.statistics.making.solved)
  }

  @Test func `Statistics count what is there`() throws {
    let data = try DataSetFixtures().make()
    let records = try data.records(in: .train).filter { $0.mode == .search }
    let group = try #require(data.statistics.bySplit["train"]?["search"])
    #expect(group.records == records.count)
    #expect(group.solved == records.count { $0.solved })
    let tokens = records.map(\.tokens).sorted()
    #expect(group.tokens.most == tokens.last)
    #expect(group.tokens.median == tokens[(tokens.count - 1) / 2])
    #expect(tokens.count { $0 <= group.tokens.percentile95 } * 100 >= 95 * tokens.count)
    #expect(group.backtracks.total == records.reduce(0) { $0 + $1.backtracks })
    let byStrategy = data.statistics.byStrategy.values.flatMap(\.values)
    #expect(try byStrategy.reduce(0) { $0 + $1.records } == data.records.count)
    #expect(data.statistics.making.problems.values.reduce(0, +) == 200)
  }

  @Test func `Sets are sources, and problems that come again are left out`() throws {
    let set = ProblemSet(
      name: "mine",
      items: try ["4 5 6 10 → 24", "10 6 5 4 → 24", "4 5 6 10 → 24"].enumerated().map {
        .init(id: "\($0.offset)", problem: try ProblemRegistry.problem(text: $0.element))
      })
    let data = DataSetFixtures { $0.sources = [.set(set)] + $0.sources }
    let made = try data.make([set])
    #expect(made.statistics.duplicateProblems == 1)
    let problems = try Set(made.records.map(\.problem))
    #expect(problems.isSuperset(of: ["4 5 6 10 → 24", "10 6 5 4 → 24"]))
    _ = try made.verify()
  }

  @Test(arguments: ["thought", "stream-of-search", "searchformer"])
  func `Texts of other styles begin with their opening`(style: String) throws {
    let records = try DataSetFixtures {
      $0.style = style
      $0.sources = [.generated(kind: "countdown", count: 20, parameters: ["count": 3])]
    }.make().records
    for record in records {
      #expect(record.prompt == WalkLinearizer.prompt(for: record.problem, record.mode))
      let numbers = record.problem.split(separator: " ")[0]
      #expect(record.completion.split(separator: "\n")[0].contains(numbers))
    }
  }

  @Test func `Settings that make no sense are refused`() throws {
    func refusal(_ change: @escaping (inout DataSettings) -> Void) throws -> String {
      let data = DataSetFixtures(change)
      let error = #expect(throws: DataSettingsError.self) { try data.make() }
      #expect(!FileManager.default.fileExists(atPath: data.folder))
      return error?.description ?? ""
    }
    #expect(try refusal { $0.strategies = [] }.contains("no strategy"))
    #expect(try refusal { $0.strategies[2].choice.parameters = ["d": 2] }.contains("\"d\""))
    #expect(try refusal { $0.model.name = "oracle" }.contains("heuristic"))
    #expect(try refusal { $0.perProblem = 9 }.contains("give 1 to 3"))
    #expect(try refusal { $0.strategies[1].weight = 0 }.contains("depth-first"))
    #expect(try refusal { $0.heldOut = 0.95 }.contains("something to learn from"))
    #expect(try refusal { $0.budget = "2 s" }.contains("give expansions"))
    #expect(try refusal { $0.budget = "" }.contains("give expansions"))
    #expect(try refusal { $0.style = "walks" }.contains("walk"))
    #expect(try refusal { $0.shards = 0 }.contains("1 to 99999"))
  }
}
