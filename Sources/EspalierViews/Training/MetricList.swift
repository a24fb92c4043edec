import TerminalUI
import TrainingLog

/// The figures of a run in rows: latest and best value, and their course. One is chosen, and plotted.
struct MetricList: Sendable {
  /// The figure that a person chose; nil while the first one worth looking at is shown.
  private var chosen: TrainingMetric.ID?
  private var rows = ScrolledRows()

  /// The figure that is plotted; nil if there is none yet.
  func selected(in log: TrainingLog) -> TrainingMetric? {
    log.figures.first { $0.id == chosen } ?? log.firstFigure
  }

  /// Chooses another figure, so many further; after the last comes the first.
  mutating func choose(by count: Int, in log: TrainingLog) {
    let figures = log.figures
    guard let selected = selected(in: log),
      let place = figures.firstIndex(where: { $0.id == selected.id })
    else { return }
    let target = (place + count % figures.count + figures.count) % figures.count
    chosen = figures[target].id
  }

  /// Chooses the first figure, or the last.
  mutating func choose(last: Bool, in log: TrainingLog) {
    let figures = log.figures
    chosen = (last ? figures.last : figures.first)?.id
  }

  /// Chooses the figure in a row of the pane, counted from beneath its heading.
  mutating func click(row: Int, in log: TrainingLog) {
    let lines = Self.lines(of: log)
    guard row >= 0, lines.indices.contains(rows.top + row),
      case .figure(let figure) = lines[rows.top + row]
    else { return }
    chosen = figure.id
  }

  /// Rows that the list of a log takes.
  static func height(_ log: TrainingLog) -> Int { lines(of: log).count }

  private enum Line {
    case title(String, isHeldOut: Bool)
    case figure(TrainingMetric)
  }

  private static func lines(of log: TrainingLog) -> [Line] {
    let figures = log.figures
    return [true, false].flatMap { isHeldOut -> [Line] in
      let group = figures.filter { $0.isHeldOut == isHeldOut }
      guard !group.isEmpty else { return [] }
      return [.title(isHeldOut ? "held out" : "training", isHeldOut: isHeldOut)]
        + group.map(Line.figure)
    }
  }

  /// Draws the heading and the rows around the chosen one.
  mutating func draw(_ log: TrainingLog, focused: Bool, in rect: Rect, of canvas: inout Canvas) {
    let (heading, body) = rect.splitTop(1)
    PaneHeading.draw("figures", focused: focused, in: heading, of: &canvas)
    guard !body.isEmpty else { return }
    let lines = Self.lines(of: log)
    guard let selected = selected(in: log) else {
      canvas.draw("nothing measured yet", x: body.x + 1, y: body.y, Style(.dim), in: body)
      return
    }
    let place = lines.firstIndex {
      if case .figure(let figure) = $0 { figure.id == selected.id } else { false }
    }
    rows.reveal(place ?? 0, room: body.height)
    // The title of the first group is seen with its first row.
    if place == 1, body.height > 1 { rows.rewind() }
    let columns = Columns(body)
    for (row, index) in rows.window(count: lines.count, room: body.height).enumerated() {
      let y = body.y + row
      switch lines[index] {
      case .title(let title, let isHeldOut):
        columns.drawTitle(title, isHeldOut: isHeldOut, y: y, on: &canvas)
      case .figure(let figure):
        columns.draw(figure, isChosen: index == place, y: y, on: &canvas)
        if index == place {
          canvas.shade(
            Rect(x: body.x, y: y, width: body.width, height: 1), focused ? .cursor : .linked)
        }
      }
    }
  }

  /// Where the columns of the list stand; those that there is no room for are left out.
  private struct Columns {
    let rect: Rect
    /// The column after the latest value, the best one, its step, and the course.
    var latest, best, step, course: Int?
    var nameWidth: Int

    init(_ rect: Rect) {
      self.rect = rect
      var end = rect.x + rect.width - 1
      func take(_ columns: Int, ifWidth least: Int) -> Int? {
        guard rect.width >= least else { return nil }
        defer { end -= columns }
        return end
      }
      course = take(12, ifWidth: 62)
      step = take(9, ifWidth: 46)
      best = take(9, ifWidth: 36)
      latest = take(10, ifWidth: 18)
      nameWidth = max(0, end - rect.x - 2)
    }

    func drawTitle(_ title: String, isHeldOut: Bool, y: Int, on canvas: inout Canvas) {
      let words: [(String, Int?)] =
        [("latest", latest)]
        + (isHeldOut
          ? [("best", best), ("at step", step), ("course", course)] : [("course", course)])
      canvas.draw(
        NumberFormat.clipped(title, to: nameWidth), x: rect.x + 1, y: y, Style(.dim, on: .plain),
        in: rect)
      for (word, end) in words {
        if let end { draw(word, to: word == "latest" ? end - 2 : end, y, Style(.dim), &canvas) }
      }
    }

    func draw(_ figure: TrainingMetric, isChosen: Bool, y: Int, on canvas: inout Canvas) {
      let curve = figure.curve
      if isChosen { canvas.draw("›", x: rect.x, y: y, Style(.accent), in: rect) }
      canvas.draw(
        NumberFormat.clipped(curve.name, to: nameWidth), x: rect.x + 2, y: y,
        Style(isChosen ? .strong : .text), in: rect)
      guard let latest else { return }
      draw(curve.latestText, to: latest - 2, y, Style(isChosen ? .strong : .text), &canvas)
      if let course { drawCourse(of: curve, to: course, y, &canvas) }
      guard figure.isHeldOut, let best = curve.best else { return }
      if best.value == curve.latest, curve.lowest?.value != curve.highest?.value {
        canvas.draw("★", x: latest - 1, y: y, Style(.goal), in: rect)
      }
      if let end = self.best { draw(curve.text(best.value), to: end, y, Style(.dim), &canvas) }
      if let step { draw(NumberFormat.grouped(best.step), to: step, y, Style(.dim), &canvas) }
    }

    /// The last values, from the least to the greatest of them.
    private func drawCourse(
      of curve: TrainingCurve, to end: Int, _ y: Int, _ canvas: inout Canvas
    ) {
      let values = curve.buckets.suffix(10).map(\.mean)
      let finite = values.filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max(), high > low else { return }
      let bars = Bars.row(values.map { $0.isFinite ? Float(($0 - low) / (high - low)) : .nan })
      draw(bars, to: end, y, Style(.dim), &canvas)
    }

    private func draw(
      _ text: String, to end: Int, _ y: Int, _ style: Style, _ canvas: inout Canvas
    ) {
      canvas.draw(text, x: end - TextWidth.columns(of: text), y: y, style, in: rect)
    }
  }
}
