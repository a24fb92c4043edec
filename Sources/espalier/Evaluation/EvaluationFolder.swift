import Foundation
import MetaCoT
import MetaCoTEvaluation
import MetaCoTNeural

/// The folder of an evaluation, which one process at a time writes:
///
///     eval.json       the plan
///     results.jsonl   a `EvaluationRecord` a line, in the order in which work was finished
///     table.json      what came out, once all is measured
///     curve.svg       the scaling curve
///     lock            held by the process that writes
///
/// An evaluation that was cut off goes on where it stopped: what was measured as a whole is kept.
///
/// Used from one thread at a time.
final class EvaluationFolder: @unchecked Sendable {
  /// What is measured already.
  private(set) var measurements: [EvaluationRecord] = []
  private let path: String
  private let lock: FolderLock
  private let results: FileHandle

  /// Opens the folder for a plan, or makes it. Throws a `FileError` if another process writes it, if
  /// it holds anything else, or if it was begun with another plan.
  init(at path: String, plan: EvaluationPlan) throws {
    self.path = path
    let planPath = path + "/eval.json"
    let manager = FileManager.default
    let isBegun = manager.fileExists(atPath: planPath)
    if isBegun { try Self.requireSamePlan(plan, to: planPath) } else { try Self.make(path) }
    lock = try FolderLock(folder: path)
    let resultsPath = path + "/results.jsonl"
    var kept = 0
    if isBegun {
      (measurements, kept) = try Self.wholeWork(in: resultsPath, of: plan)
    } else {
      try RunFolder.write(JSONEncoder.documents.encodedLine(plan), to: planPath)
    }
    if !manager.fileExists(atPath: resultsPath) { try RunFolder.write(Data(), to: resultsPath) }
    do {
      results = try FileHandle(forUpdating: URL(filePath: resultsPath))
      try results.truncate(atOffset: UInt64(kept))
      try results.seek(toOffset: UInt64(kept))
    } catch {
      throw FileError(file: resultsPath, "the results cannot be opened for writing")
    }
  }

  /// Appends what one piece of work gave: its lines are with the system when this returns.
  func append(_ work: [EvaluationRecord]) throws {
    do {
      try results.write(contentsOf: work.reduce(into: Data()) { $0 += $1.line })
    } catch {
      throw FileError(
        file: path + "/results.jsonl",
        "the results could not be written", writing: error)
    }
  }

  /// Writes one of the files that are made when all is measured, as a whole.
  func write(_ data: Data, to name: String) throws {
    try RunFolder.write(data, to: path + "/" + name)
  }

  private static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      guard names.allSatisfy({ $0 == FolderLock.name }) else {
        throw FileError(
          file: path, "there are other files in this folder; an evaluation needs one of its own")
      }
    } catch let error as CocoaError {
      throw FileError(file: path, "the folder of the evaluation cannot be made", writing: error)
    }
  }

  private static func requireSamePlan(_ plan: EvaluationPlan, to path: String) throws {
    guard let data = FileManager.default.contents(atPath: path),
      let old = try? JSONDecoder().decode(JSONValue.self, from: data)
    else { throw FileError(file: path, "this is not a plan of an evaluation; name another folder") }
    let new = try JSONDecoder().decode(
      JSONValue.self, from: JSONEncoder.documents.encodedLine(plan))
    if let difference = RunFolder.difference(old, new) {
      throw FileError(
        file: path,
        difference + "; go on with the plan that it began with, or name another folder")
    }
  }

  /// The measurements of all work that was written as a whole, and the bytes that they take. What
  /// follows them was cut off while it was written.
  private static func wholeWork(
    in path: String, of plan: EvaluationPlan
  ) throws -> (measurements: [EvaluationRecord], length: Int) {
    let data = FileManager.default.contents(atPath: path) ?? Data()
    let planned = Set(plan.workItems)
    var measurements: [EvaluationRecord] = []
    var (whole, length, position) = (0, 0, 0)
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.dropLast().enumerated() {
      position += line.count + 1
      guard let measurement = try? JSONDecoder().decode(EvaluationRecord.self, from: line),
        planned.contains(measurement.item)
      else {
        throw FileError(
          file: path, line: number + 1,
          "this is not a measurement of the plan; a line is one, as it was written")
      }
      if whole < measurements.count, measurements[whole].item != measurement.item {
        throw FileError(
          file: path, line: number + 1,
          "the measurements before this line are not whole: some lines are missing")
      }
      measurements.append(measurement)
      if measurements.count - whole == plan.measurementCount(of: measurement.item) {
        (whole, length) = (measurements.count, position)
      }
    }
    return (Array(measurements.prefix(whole)), length)
  }
}
