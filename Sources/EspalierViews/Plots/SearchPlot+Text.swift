import MetaCoT
import TerminalUI

extension SearchPlot {
  /// Plots of a tree at its moment, as text for people or as the points of all of them; of those for which
  /// the search has no figures, nothing.
  package static func text(
    of plots: [SearchPlot], _ tree: SearchTree, at node: NodeID, _ format: CellTable.Format,
    width: Int
  ) -> String {
    let made = plots.compactMap { kind in
      kind.plot(of: tree, at: node).map { (kind: kind, plot: $0) }
    }
    guard !made.isEmpty else { return "" }
    guard format == .table else { return points(of: made).text(format) }
    return made.map { kind, plot in
      var canvas = Canvas(width: width, height: 18)
      plot.draw(in: canvas.bounds, of: &canvas)
      return kind.title + "\n" + canvas.text + "\n"
    }.joined(separator: "\n")
  }

  private static func points(of made: [(kind: SearchPlot, plot: BraillePlot)]) -> CellTable {
    let rows = made.flatMap { kind, plot in
      plot.series.flatMap { series in
        series.points.map { point -> [CellTable.Cell] in
          [
            .text(kind.rawValue), .text(series.name), .number(point.x), .number(point.y),
            .number(point.interval?.lowerBound), .number(point.interval?.upperBound),
          ]
        }
      }
    }
    return CellTable(titles: ["plot", "series", "x", "y", "low", "high"], rows: rows)
  }
}
