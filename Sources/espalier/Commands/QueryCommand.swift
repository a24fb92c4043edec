import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT

/// `espalier query`: the nodes of a trace for which something holds.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Print the nodes of a trace for which an expression holds.",
    discussion: """
      Figures: N Q P V U g h f rank tokens seconds US$ depth children node parent, and the trace's \
      metrics by name. Texts: status, why, step, state. Comparisons: = != < <= > >=, and ~ for a regular \
      expression in a text; and, or, not, parentheses; `has P` for nodes that have a figure; `is` \
      preferred, principal, solution or failed for where they stand.

      espalier query trace.jsonl 'N > 10 and V < 0.3 and why = duplicate'

      The exit status is 1 where nothing matches.
      """)

  @Argument(
    help: "The trace; '-' for standard input.", completion: .file(extensions: ["jsonl", "zst"]))
  var trace: String

  @Argument(help: "What must hold of a node.")
  var expression: String

  @OptionGroup var pick: PickOptions

  @Option(help: "The moment: an event ('120'), a part ('50%') or 'end'.")
  var at = TraceMoment.end

  @Option(help: "table, jsonl or csv.")
  var format = CellTable.Format.table

  func run() throws {
    let tree = try at.tree(ofTrace: try pick.path(in: trace))
    let query: NodeQuery
    do {
      query = try NodeQuery(expression, metrics: tree.metrics)
    } catch {
      StandardError.writeLine(error.illustrated)
      throw ExitCode(.usage)
    }
    if query.asksChanges {
      StandardError.writeLine(
        "\(expression)\nchanges(…) speaks of events, not of nodes at a moment: it is for :watch on the screen"
      )
      throw ExitCode(.usage)
    }
    var answers = QueryAnswers()
    let nodes = answers.nodes(query, in: tree)
    if !nodes.isEmpty {
      let table = NodeTable(tree, nodes: nodes).text(format)
      StandardOutput.write(data: table.utf8)
    }
    if nodes.isEmpty { throw ExitCode(.no) }
  }
}

extension CellTable.Format: ExpressibleByArgument {}

/// A moment of a trace as the command line names it: `120`, `50%` or `end`.
struct TraceMoment: ExpressibleByArgument {
  private let start: SearchScreen.Start
  let defaultValueDescription: String

  /// The last event.
  static let end = TraceMoment(start: .present, defaultValueDescription: "end")

  private init(start: SearchScreen.Start, defaultValueDescription: String) {
    self.start = start
    self.defaultValueDescription = defaultValueDescription
  }

  init?(argument: String) {
    guard let start = argument == "end" ? .present : SearchScreen.Start(argument) else {
      return nil
    }
    self.start = start
    defaultValueDescription = argument
  }

  /// The tree of a trace at the moment. Where the file is cut off, or something in it was put right, stderr
  /// says so.
  func tree(ofTrace path: String) throws -> SearchTree {
    let reader = try TraceFile(path: path).tellingReader()
    var tree = SearchTree(header: reader.header)
    if let failure = try reader.tell({ tree.append($0) }) { throw failure }
    switch start {
    case .event(let event):
      guard event <= tree.events.count else {
        throw Failure("\(path): there is no event \(event): it has \(tree.events.count)")
      }
      tree.seek(to: event)
    case .percent(let percent): tree.seek(to: tree.events.count * percent / 100)
    case .present, .left: break
    }
    return tree
  }
}
