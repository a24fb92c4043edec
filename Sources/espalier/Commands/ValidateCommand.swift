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

  @OptionGroup var pick: PickOptions

  func run() throws {
    var allGood = true
    func tell(_ verdict: Verdict) {
      allGood = allGood && verdict.isGood
      for sentence in verdict.sentences {
        if verdict.isGood {
          StandardOutput.writeLine(sentence)
        } else {
          StandardError.writeLine(sentence)
        }
      }
    }
    for path in traces {
      do {
        try pick.forEach(in: path) { tell(Self.verdict(on: $0)) }
      } catch {
        tell((false, ["\(error)"]))
      }
    }
    if !allGood { throw ExitCode(.no) }
  }

  private typealias Verdict = (isGood: Bool, sentences: [String])

  /// What is in a good trace, or what is wrong with another.
  private static func verdict(on file: TraceFile) -> Verdict {
    do {
      let reader = try file.reader()
      var audit = TraceAudit(header: reader.header)
      let failure = check(reader, &audit)
      var wrong = reader.mendedLines.map(\.description)
      let more = reader.mendedLineCount - wrong.count
      if more > 0 { wrong.append("\(reader.name): \(more) more lines like these") }
      if let failure {
        wrong.append(failure)
      } else {
        wrong += audit.contradictions.map { contradiction in
          // Where there are blank lines, nobody knows which line an event is on; nor in the file of
          // another program.
          let isOurs = file.format == nil && reader.lineCount == reader.eventCount + 1
          let event = contradiction.event.map { isOurs ? "" : "event \($0 + 1): " } ?? ""
          let line = isOurs ? contradiction.event.map { $0 + 2 } : nil
          return FileError(file: reader.name, line: line, event + contradiction.message).description
        }
      }
      if let remark = file.leftOut.remark { wrong.append("\(reader.name): \(remark)") }
      let format = file.format.map { "; imported (\($0))" } ?? ""
      return wrong.isEmpty ? (true, [summary(of: reader, audit) + format]) : (false, wrong)
    } catch {
      return (false, ["\(error)"])
    }
  }

  /// Reads all of a trace; gives what is wrong with the first line that cannot be read, or where the
  /// file is cut off.
  private static func check(_ reader: TraceReader, _ audit: inout TraceAudit) -> String? {
    var batch = EventBatch()
    do {
      while try reader.next(into: &batch) { audit.append(batch) }
      return reader.truncation
    } catch {
      return "\(error)"
    }
  }

  private static func summary(of reader: TraceReader, _ audit: TraceAudit) -> String {
    let ending = audit.isSolved.map { $0 ? "solved" : "not solved" } ?? "no end yet"
    let events = NumberFormat.counted(reader.eventCount, "event")
    let nodes = NumberFormat.counted(reader.nodeCount, "node")
    let remarks = [reader.unknownWords.summary].compactMap { $0 } + audit.remarks
    return (["\(reader.name): \(events), \(nodes), \(ending)"] + remarks).joined(separator: "; ")
  }
}
