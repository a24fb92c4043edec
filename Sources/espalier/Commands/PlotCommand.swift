import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT

/// `espalier plot`: how a search went, what its nodes are like, and what a choice in it stood before.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Plot how a search went, what its nodes are like, or the choices at a node.",
    discussion: """
      espalier plot trace.jsonl --only frontier
      espalier plot trace.jsonl --at 50% --format csv

      P shows the same on the screen.
      """)

  @Argument(
    help: "The trace; '-' for standard input.", completion: .file(extensions: ["jsonl", "zst"]))
  var trace: String

  @OptionGroup var pick: PickOptions

  @Option(help: "The moment: an event ('120'), a part ('50%') or 'end'.")
  var at = TraceMoment.end

  @Option(
    help: ArgumentHelp(
      "Only this: \(SearchPlot.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "plot"))
  var only: [SearchPlot] = []

  @Option(help: "The node whose children 'children' shows.")
  var node = 0

  @Option(help: "table (plots in characters), jsonl or csv (their points).")
  var format = CellTable.Format.table

  func run() throws {
    let tree = try at.tree(ofTrace: try pick.path(in: trace))
    guard (0..<tree.nodeCount).contains(node) else {
      throw ValidationError(
        "--node: there is no node \(node) at this moment: give one from 0 to \(tree.nodeCount - 1)")
    }
    let text = SearchPlot.text(
      of: only.isEmpty ? SearchPlot.allCases : only, tree, at: NodeID(node), format,
      width: StandardOutput.width)
    guard !text.isEmpty else {
      StandardError.writeLine("there is nothing to plot: no figures of that kind at this moment")
      throw ExitCode(.no)
    }
    StandardOutput.write(data: text.utf8)
  }
}

extension SearchPlot: ExpressibleByArgument {}
