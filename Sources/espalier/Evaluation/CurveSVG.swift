import Foundation
import MetaCoTEvaluation
import TerminalUI

/// A scaling curve as an SVG file: axes, a line a row of the table, its intervals as bands, a legend
/// at the right. Equal curves give equal files.
struct CurveSVG {
  let curve: ScalingCurve

  private static let field = Rect(x: 64, y: 24, width: 560, height: 360)
  /// Colours that most people can tell apart (Okabe and Ito 2008).
  private static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000",
  ]
  /// Lines beyond the colours differ in their dashes.
  private static let dashes = ["", "6 3", "2 3", "8 3 2 3"]

  /// The file.
  var text: String {
    let (x, y) = CurveText.axes(of: curve)
    let places = Places(
      x: x, y: y, across: x.extent(of: curve.lines.flatMap(\.points).map(\.cost)),
      field: Self.field)
    let legend = (curve.lines.map { TextWidth.columns(of: $0.name) }.max() ?? 0) * 8 + 56
    let width = Self.field.x + Self.field.width + legend
    let height = max(Self.field.y + Self.field.height + 56, Self.field.y + 20 * curve.lines.count)
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="sans-serif" font-size="13">
      <rect width="100%" height="100%" fill="#ffffff"/>

      """
    text += Self.axes(places)
    for number in curve.lines.indices { text += band(number, places) }
    for number in curve.lines.indices { text += line(number, places) }
    return text + "</svg>\n"
  }

  /// Where values lie.
  private struct Places {
    let x: PlotAxis
    let y: PlotAxis
    let across: ClosedRange<Double>
    let field: Rect

    func across(_ value: Double) -> String {
      NumberFormat.fixed(
        Double(field.x) + x.place(value, in: across) * Double(field.width), decimals: 1)
    }

    func down(_ value: Double) -> String {
      NumberFormat.fixed(
        Double(field.y) + (1 - y.place(value, in: 0...1)) * Double(field.height), decimals: 1)
    }

    func point(_ cost: Double, _ share: Double) -> String { across(cost) + "," + down(share) }
  }

  private static func axes(_ places: Places) -> String {
    let (left, right) = (field.x, field.x + field.width)
    let (top, bottom) = (field.y, field.y + field.height)
    var text = ""
    for tick in places.y.ticks(in: 0...1, atMost: 6) {
      let y = places.down(tick.value)
      text += """
        <path d="M\(left) \(y)H\(right)" stroke="#dddddd"/>
        <text x="\(left - 8)" y="\(y)" dy="4" text-anchor="end">\(XMLText.escaped(tick.label))</text>

        """
    }
    for tick in places.x.ticks(in: places.across, atMost: 8) {
      let x = places.across(tick.value)
      text += """
        <path d="M\(x) \(bottom)v5" stroke="#444444"/>
        <text x="\(x)" y="\(bottom + 20)" text-anchor="middle">\(XMLText.escaped(tick.label))</text>

        """
    }
    return text + """
      <path d="M\(left) \(top)V\(bottom)H\(right)" fill="none" stroke="#444444"/>
      <text x="\((left + right) / 2)" y="\(bottom + 42)" text-anchor="middle">\
      \(XMLText.escaped(places.x.title)), log</text>
      <text x="\(left)" y="\(top - 9)" text-anchor="middle">\(XMLText.escaped(places.y.title))</text>

      """
  }

  private func band(_ number: Int, _ places: Places) -> String {
    let points = curve.lines[number].points
    guard points.count > 1 else { return "" }
    let upper = points.map { places.point($0.cost, $0.interval.upperBound) }
    let lower = points.reversed().map { places.point($0.cost, $0.interval.lowerBound) }
    return """
      <polygon points="\((upper + lower).joined(separator: " "))" \
      fill="\(Self.colour(number))" fill-opacity="0.12"/>

      """
  }

  private func line(_ number: Int, _ places: Places) -> String {
    let line = curve.lines[number]
    let colour = Self.colour(number)
    let dash = Self.dashes[number / Self.colours.count % Self.dashes.count]
    let look = "stroke=\"\(colour)\" stroke-width=\"2\" stroke-dasharray=\"\(dash)\""
    let points = line.points.map { places.point($0.cost, $0.share) }.joined(separator: " ")
    let (x, y) = (Self.field.x + Self.field.width + 16, Self.field.y + 10 + 20 * number)
    var text = """
      <polyline points="\(points)" fill="none" \(look)/>
      <path d="M\(x) \(y)h24" \(look)/>
      <text x="\(x + 32)" y="\(y + 4)">\(XMLText.escaped(line.name))</text>

      """
    for point in line.points {
      text += """
        <path d="M\(places.across(point.cost)) \(places.down(point.interval.upperBound))\
        V\(places.down(point.interval.lowerBound))" stroke="\(colour)" stroke-opacity="0.5"/>
        <circle cx="\(places.across(point.cost))" cy="\(places.down(point.share))" r="3.5" \
        fill="\(colour)"/>

        """
    }
    return text
  }

  private static func colour(_ number: Int) -> String { colours[number % colours.count] }
}
