import ArgumentParser
import Foundation
import MetaCoT
import TerminalUI

/// `espalier import`: searches of other programs as traces.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read searches of other programs, and write them as traces.",
    discussion: """
      A file is told by its content. Without --out, one line on stdout for each search in the files: \
      the path that the other commands take, the format, and what is in it. replay, compare, \
      validate and linearize open the files themselves; --list names the formats.
      """)

  @Argument(help: "Files of other programs; FILE#ID is one search of a file.", completion: .file())
  var files: [String] = []

  @OptionGroup var pick: PickOptions

  @Option(help: "The folder that the traces are written to.", completion: .directory)
  var out: String?

  @Flag(help: "List the formats that are known.")
  var list = false

  func validate() throws {
    if files.isEmpty, !list { throw ValidationError("give a file, or --list") }
  }

  func run() throws {
    if list {
      AlignedRows.lines(ImporterRegistry.all.map { [$0.name, $0.summary] }) { _ in false }
        .forEach(StandardOutput.writeLine)
    }
    if let out {
      do {
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      } catch {
        throw FileError(file: out, "the folder cannot be made", writing: error)
      }
    }
    var hasFailures = false
    var names = TraceDestination.Names()
    for file in files {
      func tell(_ error: any Error) throws {
        // What cannot be written now cannot be written later.
        if let error = error as? FileError, error.isAboutWriting { throw error }
        hasFailures = true
        StandardError.writeLine("\(error)")
      }
      do {
        try pick.forEach(in: file) { search in
          do {
            try take(search, name: names.name(of: Self.id(of: search)) + ".jsonl")
          } catch { try tell(error) }
        }
      } catch { try tell(error) }
    }
    if hasFailures { throw ExitCode(.no) }
  }

  private func take(_ search: TraceFile, name: String) throws {
    let reader = try search.reader()
    guard let format = search.format else {
      throw FileError(file: search.path, "this is a trace already")
    }
    var tree = SearchTree(header: reader.header)
    let writer = try out.map {
      try TraceWriter(path: "\($0)/\(name)", header: reader.header)
    }
    var eventCount = 0
    while let batch = try reader.next() {
      eventCount += batch.events.count
      try writer?.write(batch)
      tree.append(batch)
    }
    try writer?.close()
    let ending = tree.outcome.map { $0.solved ? "solved" : "not solved" } ?? "no verdict"
    let count = search.leftOut.total
    let leftOut = count > 0 ? ", \(count) left out" : ""
    let nodes = NumberFormat.counted(tree.records.count, "node")
    let events = NumberFormat.counted(eventCount, "event")
    let figures = "\(nodes), \(events), \(ending)\(leftOut)"
    StandardOutput.writeLine("\(search.path): \(format), \(figures)", linking: search.path)
  }

  /// `log-910` of `logs/log.json#910`.
  private static func id(of search: TraceFile) -> String {
    let parts = URL(filePath: search.path).lastPathComponent.split(separator: "#", maxSplits: 1)
    let stem = parts.first?.split(separator: ".").first.map(String.init) ?? "trace"
    return parts.count > 1 ? stem + "-" + parts[1] : stem
  }
}
