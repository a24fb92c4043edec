import Foundation
import MetaCoTEvaluation
import TerminalUI

/// A scaling curve in braille, as text for a terminal.
struct CurveText {
  let curve: ScalingCurve

  /// The axes that the screen and the file share.
  static func axes(of curve: ScalingCurve) -> (x: PlotAxis, y: PlotAxis) {
    let unit: PlotAxis.Unit = curve.axis == .spent(.seconds) ? .number : .count
    return (
      PlotAxis(curve.axis.title, isLogarithmic: true, unit: unit),
      PlotAxis("solved", range: 0...1, unit: .share)
    )
  }

  /// So many columns wide, with a legend above.
  func text(width: Int) -> String {
    let (x, y) = Self.axes(of: curve)
    let series = curve.lines.enumerated().map { number, line in
      PlotSeries(
        line.name,
        points: line.points.map { .init(x: $0.cost, y: $0.share, interval: $0.interval) },
        ink: PlotSeries.ink(number), mark: PlotSeries.mark(number), spread: .bars)
    }
    var canvas = Canvas(width: width, height: 24)
    BraillePlot(x: x, y: y, series: series).draw(in: canvas.bounds, of: &canvas)
    return canvas.text + "\n"
  }
}
