import ArgumentParser
import Foundation
import MetaCoT

/// `espalier validate`: the first line of a trace that is wrong, and why.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check traces: name the first line that is wrong, and why.",
    discussion: """
      Of every trace that is good, one line on stdout says what is in it; of every other, one line \
      on stderr says what is wrong. The exit status is 0 if all are good, 1 otherwise. A trace \
      without an end is good; one that is cut off in the middle of a line is not.
      """)

  @Argument(
    help: "Traces; - is standard input.", completion: .file(extensions: ["jsonl", "zst"]))
  var traces: [String]

  func run() throws {
    var allGood = true
    for trace in traces {
      do {
        print(try Self.summary(of: trace))
      } catch let error as TraceError {
        allGood = false
        FileHandle.standardError.write(Data((error.description + "\n").utf8))
      }
    }
    if !allGood { throw ExitCode(1) }
  }

  /// What is in a good trace; throws a `TraceError` for another.
  static func summary(of path: String) throws -> String {
    let reader = try TraceReader(path: path)
    var batch = EventBatch()
    var outcome: Outcome?
    while try reader.next(into: &batch) { outcome = batch.outcome ?? outcome }
    if let truncation = reader.truncation { throw truncation }
    let ending = outcome.map { $0.solved ? "solved" : "not solved" } ?? "no end yet"
    let events = "\(reader.eventCount) \(reader.eventCount == 1 ? "event" : "events")"
    let nodes = "\(reader.nodeCount) \(reader.nodeCount == 1 ? "node" : "nodes")"
    return "\(reader.name): \(events), \(nodes), \(ending)"
  }
}
