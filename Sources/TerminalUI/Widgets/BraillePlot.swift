/// Curves over two axes in braille dots: several series with marks, intervals and a legend, linear
/// or logarithmic axes with labelled ticks.
///
/// A value, drawn as a whole. Where there is little room the legend goes first, then the labels: the
/// curves stay.
package struct BraillePlot: Sendable, Equatable {
  /// The horizontal axis.
  package var x: PlotAxis
  /// The vertical axis.
  package var y: PlotAxis
  /// What is plotted; later series lie over earlier ones.
  package var series: [PlotSeries]

  /// A plot.
  package init(x: PlotAxis, y: PlotAxis, series: [PlotSeries]) {
    self.x = x
    self.y = y
    self.series = series
  }

  /// Draws it.
  /// - Complexity: O(points × height of an interval + cells).
  package func draw(in rect: Rect, of canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    var rest = rect
    if rect.height >= 5, rect.width >= 16 {
      rest = rect.splitTop(legendRows(width: rect.width, atMost: max(1, rect.height / 4))).rest
      drawLegend(
        in: Rect(x: rect.x, y: rect.y, width: rect.width, height: rest.y - rect.y), &canvas)
    }
    let hasLabels = rest.height >= 4 && rest.width >= 16
    let rows = hasLabels ? rest.height - 2 : rest.height
    let extents = (
      x: x.extent(of: series.lazy.flatMap(\.points).map(\.x)),
      y: y.extent(of: series.lazy.flatMap(\.points).flatMap(Self.heights))
    )
    let ticks = hasLabels ? y.ticks(in: extents.y, atMost: max(2, rows / 3)) : []
    let margin = hasLabels ? (ticks.map { TextWidth.columns(of: $0.label) }.max() ?? 0) + 2 : 0
    let field = Rect(
      x: rest.x + margin, y: rest.y, width: rest.width - margin, height: rows)
    guard !field.isEmpty else { return }
    let frame = PlotFrame(plot: self, extents: extents, field: field)
    if hasLabels {
      frame.drawVerticalAxis(ticks, on: &canvas)
      frame.drawHorizontalAxis(below: rest, on: &canvas)
    }
    frame.drawSeries(on: &canvas)
  }

  private static func heights(_ point: PlotSeries.Point) -> [Double] {
    point.interval.map { [point.y, $0.lowerBound, $0.upperBound] } ?? [point.y]
  }

  // MARK: The legend

  private struct LegendItem {
    var text: String
    var style: Style
    var sign: Unicode.Scalar?
    var ink = Ink.text
    var columns: Int { TextWidth.columns(of: text) + (sign == nil ? 0 : 2) }
  }

  private var legend: [LegendItem] {
    var items: [LegendItem] = []
    if !y.title.isEmpty {
      let scale = y.isLogarithmic ? ", log" : ""
      items.append(LegendItem(text: y.title + scale, style: Style(.strong)))
    }
    for one in series where !one.name.isEmpty {
      items.append(
        LegendItem(
          text: one.name, style: Style(.dim), sign: one.mark ?? (one.look == .line ? "─" : "·"),
          ink: one.ink))
    }
    return items
  }

  private func legendRows(width: Int, atMost most: Int) -> Int {
    var rows = 0
    layOutLegend(width: width) { _, _, row in rows = max(rows, row + 1) }
    return min(most, rows)
  }

  private func layOutLegend(width: Int, _ place: (LegendItem, _ x: Int, _ row: Int) -> Void) {
    var (x, row) = (0, 0)
    for item in legend {
      if x > 0, x + item.columns > width { (x, row) = (0, row + 1) }
      place(item, x, row)
      x += item.columns + 3
    }
  }

  private func drawLegend(in rect: Rect, _ canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    layOutLegend(width: rect.width) { item, x, row in
      guard row < rect.height else { return }
      var x = rect.x + x
      let y = rect.y + row
      if let sign = item.sign {
        canvas.draw(String(sign), x: x, y: y, Style(item.ink), in: rect)
        x += 2
      }
      canvas.draw(
        NumberFormat.clipped(item.text, to: rect.x + rect.width - x), x: x, y: y, item.style,
        in: rect)
    }
  }
}

/// Where the values of a plot lie on the canvas.
private struct PlotFrame {
  let plot: BraillePlot
  let extents: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  /// The cells between the axes.
  let field: Rect

  /// The place of a point in dots from the top left; nil if it has none.
  private func dots(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
    let across = plot.x.place(x, in: extents.x)
    let up = plot.y.place(y, in: extents.y)
    guard across.isFinite, up.isFinite else { return nil }
    return (across * Double(2 * field.width - 1), (1 - up) * Double(4 * field.height - 1))
  }

  /// The cell of a point; nil if it lies outside the field.
  private func cell(_ point: PlotSeries.Point) -> (x: Int, y: Int)? {
    guard let place = dots(point.x, point.y),
      place.x > -0.5, place.x < Double(2 * field.width) - 0.5,
      place.y > -0.5, place.y < Double(4 * field.height) - 0.5
    else { return nil }
    return (
      field.x + Int(saturating: place.x.rounded()) / 2,
      field.y + Int(saturating: place.y.rounded()) / 4
    )
  }

  // MARK: Axes

  func drawVerticalAxis(_ ticks: [PlotAxis.Tick], on canvas: inout Canvas) {
    let line = field.x - 1
    for row in 0..<field.height {
      canvas[line, field.y + row] = Canvas.Cell("│", Style(.dim))
    }
    for tick in ticks {
      let up = plot.y.place(tick.value, in: extents.y)
      let row = field.y + Int(saturating: ((1 - up) * Double(4 * field.height - 1)).rounded()) / 4
      canvas[line, row] = Canvas.Cell("┤", Style(.dim))
      canvas.draw(
        tick.label, x: line - TextWidth.columns(of: tick.label), y: row, Style(.dim))
    }
  }

  func drawHorizontalAxis(below rect: Rect, on canvas: inout Canvas) {
    let y = field.y + field.height
    canvas[field.x - 1, y] = Canvas.Cell("└", Style(.dim))
    canvas.fill(Rect(x: field.x, y: y, width: field.width, height: 1), "─", Style(.dim))
    let title = plot.x.title + (plot.x.isLogarithmic && !plot.x.title.isEmpty ? ", log" : "")
    let titleWidth = TextWidth.columns(of: title)
    let ends = rect.x + rect.width
    let showsTitle = titleWidth > 0 && titleWidth + 12 <= field.width
    if showsTitle { canvas.draw(title, x: ends - titleWidth, y: y + 1, Style(.dim), in: rect) }
    let limit = showsTitle ? ends - titleWidth - 2 : ends
    var free = rect.x
    for tick in plot.x.ticks(in: extents.x, atMost: max(2, field.width / 10)) {
      let across = plot.x.place(tick.value, in: extents.x)
      let column = field.x + Int(saturating: (across * Double(2 * field.width - 1)).rounded()) / 2
      let width = TextWidth.columns(of: tick.label)
      let start = max(free, min(column - width / 2, ends - width))
      guard start + width <= limit, start <= column else { continue }
      canvas[column, y] = Canvas.Cell("┬", Style(.dim))
      canvas.draw(tick.label, x: start, y: y + 1, Style(.dim), in: rect)
      free = start + width + 1
    }
  }

  // MARK: Series

  func drawSeries(on canvas: inout Canvas) {
    var grid = DotGrid(columns: field.width, rows: field.height)
    for series in plot.series { drawIntervals(of: series, on: &grid) }
    for series in plot.series { drawPoints(of: series, on: &grid) }
    grid.draw(x: field.x, y: field.y, on: &canvas)
    for series in plot.series { drawMarks(of: series, on: &canvas) }
  }

  private func drawPoints(of series: PlotSeries, on grid: inout DotGrid) {
    var last: (x: Double, y: Double)?
    for point in series.points {
      let place = dots(point.x, point.y)
      if let place {
        grid.line(from: series.look == .line ? last ?? place : place, to: place, series.ink)
      }
      last = place
    }
  }

  private func drawIntervals(of series: PlotSeries, on grid: inout DotGrid) {
    var last: (x: Double, low: Double, high: Double)?
    for point in series.points {
      guard let interval = point.interval, let low = dots(point.x, interval.lowerBound)?.y,
        let place = dots(point.x, interval.upperBound)
      else {
        last = nil
        continue
      }
      let here = (x: place.x, low: low, high: place.y)
      switch series.spread {
      case .bars: grid.line(from: (here.x, here.low), to: (here.x, here.high), .dim)
      case .band: drawBand(from: last ?? here, to: here, on: &grid)
      }
      last = here
    }
  }

  /// Every other dot between two intervals.
  private func drawBand(
    from a: (x: Double, low: Double, high: Double), to b: (x: Double, low: Double, high: Double),
    on grid: inout DotGrid
  ) {
    let first = max(0, Int(saturating: min(max(a.x, -1), Double(grid.width)).rounded()))
    let last = min(grid.width - 1, Int(saturating: min(max(b.x, -1), Double(grid.width)).rounded()))
    guard first <= last else { return }
    for x in first...last {
      let share = b.x > a.x ? min(1, max(0, (Double(x) - a.x) / (b.x - a.x))) : 1
      let high = a.high + (b.high - a.high) * share
      let low = a.low + (b.low - a.low) * share
      let top = max(0, Int(saturating: max(-1, min(high, Double(grid.height))).rounded()))
      let bottom = min(
        grid.height - 1, Int(saturating: max(-1, min(low, Double(grid.height))).rounded()))
      guard top <= bottom else { continue }
      for y in top...bottom where (x + y).isMultiple(of: 2) { grid.set(x: x, y: y, .dim) }
    }
  }

  /// From the last point on, so that the end of a line always has its mark.
  private func drawMarks(of series: PlotSeries, on canvas: inout Canvas) {
    guard let mark = series.mark else { return }
    var next: (x: Int, y: Int)?
    for point in series.points.reversed() {
      guard let cell = cell(point) else { continue }
      if let next, next.x - cell.x < 3, (next.y - cell.y).magnitude < 2 { continue }
      canvas[cell.x, cell.y] = Canvas.Cell(mark, Style(series.ink))
      next = cell
    }
  }
}
