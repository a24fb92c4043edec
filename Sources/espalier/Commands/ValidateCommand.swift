import ArgumentParser
import Foundation
import MetaCoT
import TerminalUI

/// `espalier validate`: the first line of a trace that is wrong, and why.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check traces: name the first line that is wrong, and why.",
    discussion: """
      Of every trace that is good, one line on stdout says what is in it, and what of it is not \
      known here; of every other, stderr says what is wrong: the first line that cannot be read, or \
      everything in which the trace contradicts itself. The exit status is 0 if all are good, 1 \
      otherwise. A trace without an end is good; one that is cut off in the middle of a line is not.
      """)

  @Argument(
    help: "Traces; - is standard input.", completion: .file(extensions: ["jsonl", "zst"]))
  var traces: [String]

  func run() throws {
    var allGood = true
    for trace in try traces.flatMap({ try TraceFile.searches(at: $0) }) {
      let verdict = Self.verdict(on: trace)
      allGood = allGood && verdict.isGood
      let output = verdict.isGood ? FileHandle.standardOutput : FileHandle.standardError
      for sentence in verdict.sentences {
        output.write(Data((TextWidth.sanitized(sentence) + "\n").utf8))
      }
    }
    if !allGood { throw ExitCode(1) }
  }

  /// What is in a good trace, or what is wrong with another.
  static func verdict(on path: String) -> (isGood: Bool, sentences: [String]) {
    do {
      let opened = try TraceFile.open(path: path)
      let reader = opened.reader
      var batch = EventBatch()
      var outcome: Outcome?
      var audit = TraceAudit(header: reader.header)
      while try reader.next(into: &batch) {
        outcome = batch.outcome ?? outcome
        audit.append(batch)
      }
      if let truncation = reader.truncation { return (false, [truncation]) }
      let contradictions = audit.contradictions.map { contradiction in
        // Where there are blank lines, nobody knows which line an event is on.
        let hasBlankLines = reader.lineCount != reader.eventCount + 1
        let line = hasBlankLines ? nil : contradiction.event.map { $0 + 2 }
        return FileError(file: reader.name, line: line, contradiction.message).description
      }
      if !contradictions.isEmpty { return (false, contradictions) }
      let ending = outcome.map { $0.solved ? "solved" : "not solved" } ?? "no end yet"
      let events = "\(reader.eventCount) \(reader.eventCount == 1 ? "event" : "events")"
      let nodes = "\(reader.nodeCount) \(reader.nodeCount == 1 ? "node" : "nodes")"
      let format = opened.format.map { "; imported (\($0))" } ?? ""
      let unknown = reader.unknownWords.summary.map { "; " + $0 } ?? ""
      return (true, ["\(reader.name): \(events), \(nodes), \(ending)\(unknown)\(format)"])
    } catch {
      return (false, ["\(error)"])
    }
  }
}
