import Foundation
import MetaCoT
import MetaCoTEvaluation
import MetaCoTNeural
import TrainingLog

/// What results of `espalier claims` say of networks of several sizes and amounts of training.
struct TrainedArms {
  /// An arm of a result, and the network that it has.
  struct Cell: Encodable, Sendable {
    /// The folder of the result.
    var result: String
    /// The arm's name.
    var arm: String
    /// The arm's model.
    var model: String
    /// Parameters of the network.
    var parameters: Int
    /// Tokens that it learned from, those of the runs that it began with included.
    var tokens: Int
    /// The share that it solves under its largest budget.
    var solvedShare: Double
    /// Its 95 % interval.
    var interval: WilsonInterval

    /// Operations of training.
    var operations: Double { 6 * Double(parameters) * Double(tokens) }
  }

  /// The law of an arm.
  struct Law: Encodable, Sendable {
    /// The arm's name.
    var arm: String
    /// Nil where there are too few sizes and amounts.
    var law: ScalingLaw?
  }

  /// In the order of the arms, then of what training took.
  let cells: [Cell]
  /// The arms, in the order of the first result.
  let arms: [String]

  /// Reads results. Models are looked for where the results name them, from the folder at hand. Throws a
  /// `FileError`.
  init(results: [String]) throws {
    let cells = try results.flatMap(Self.cells)
    var arms: [String] = []
    for cell in cells where !arms.contains(cell.arm) { arms.append(cell.arm) }
    self.arms = arms
    self.cells = arms.flatMap { arm in
      cells.filter { $0.arm == arm }.sorted { $0.operations < $1.operations }
    }
  }

  /// How what each arm leaves unsolved falls with size and training.
  var laws: [Law] {
    arms.map { arm in
      Law(
        arm: arm,
        law: ScalingLaw(
          cells.filter { $0.arm == arm }.map {
            .init(
              parameters: Double($0.parameters), tokens: Double($0.tokens),
              unsolved: 1 - $0.solvedShare)
          }))
    }
  }

  /// Solved shares against what training took: a point a cell.
  var curve: ScalingCurve {
    ScalingCurve(
      .training,
      lines: arms.map { arm in
        .init(
          name: arm,
          points: cells.filter { $0.arm == arm }.map {
            ($0.operations, $0.solvedShare, $0.interval.range)
          })
      })
  }

  // MARK: Reading

  /// What is read of `arms.json`.
  private struct Result: Decodable {
    struct Table: Decodable { var rows: [Row] }
    struct Row: Decodable {
      var arm: Arm
      var points: [Point]
    }
    struct Point: Decodable {
      var budget: Int
      var tokens: Double?
      var solvedShare: Double
      var interval: WilsonInterval
    }
    var table: Table
  }

  private static func cells(of result: String) throws -> [Cell] {
    let read = try RunFiles.decode(Result.self, at: result + "/arms.json")
    return try read.table.rows.compactMap { row in
      guard let point = row.points.max(by: { $0.budget < $1.budget }), point.tokens != nil else {
        return nil
      }
      return Cell(
        result: result, arm: row.arm.name, model: row.arm.model,
        parameters: try Checkpoint.shape(in: ModelSource.checkpointFolder(row.arm.model))
          .parameterCount,
        tokens: try tokens(learnedBy: row.arm.model), solvedShare: point.solvedShare,
        interval: point.interval)
    }
  }

  private struct Configuration: Decodable { var base: String? }

  /// The tokens of a run and of all that it goes back to.
  private static func tokens(learnedBy run: String) throws -> Int {
    var total = 0
    var seen: Set<String> = []
    var next: String? = run
    while let path = next, seen.insert(path).inserted {
      let folder = path.hasSuffix("/checkpoint") ? String(path.dropLast("/checkpoint".count)) : path
      let configuration = try RunFiles.decode(
        Configuration.self, at: RunFiles.configurationPath(in: folder))
      var reader = TrainingLogReader(folder: folder)
      _ = try reader.read()
      guard reader.log.tokens > 0 else {
        throw FileError(
          file: RunFiles.logPath(in: folder), "it does not say from how many tokens the run learned"
        )
      }
      total += reader.log.tokens
      next = configuration.base
    }
    return total
  }
}
