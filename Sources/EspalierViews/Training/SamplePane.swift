import TerminalUI
import TrainingLog

/// What the model writes: the newest sample, or an older one that a person went to.
struct SamplePane: Sendable {
  /// The sample that stays, whatever comes; nil while the newest is shown.
  private var kept: TrainingLog.Sample?
  private var rows = ScrolledRows()

  /// The place of the sample that is shown; nil if there is none. One that the log no longer holds
  /// gives way to the oldest there is.
  func place(in log: TrainingLog) -> Int? {
    guard let kept else { return log.samples.indices.last }
    return log.samples.lastIndex(of: kept) ?? log.samples.indices.first
  }

  /// The sample that is shown.
  func sample(in log: TrainingLog) -> TrainingLog.Sample? {
    place(in: log).map { log.samples[$0] }
  }

  /// Goes to another sample; false if there is none there. The newest one gives way to what comes.
  mutating func go(by count: Int, in log: TrainingLog) -> Bool {
    guard let place = place(in: log) else { return false }
    let target = max(0, min(log.samples.count - 1, place + count))
    guard target != place else { return false }
    kept = target == log.samples.count - 1 ? nil : log.samples[target]
    rows.rewind()
    return true
  }

  /// Shows the newest sample again.
  mutating func follow() {
    kept = nil
    rows.rewind()
  }

  /// Scrolls; false for a command that is none of moving up or down.
  mutating func handle(_ invocation: CommandInvocation) -> Bool { rows.handle(invocation) }

  /// Scrolls by rows.
  mutating func scroll(by count: Int) { rows.scroll(by: count) }

  /// Draws the heading and the rows of the text that there is room for.
  mutating func draw(_ log: TrainingLog, focused: Bool, in rect: Rect, of canvas: inout Canvas) {
    let (heading, below) = rect.splitTop(1)
    let body = Rect(x: below.x + 1, y: below.y, width: below.width - 2, height: below.height)
    guard let place = place(in: log) else {
      PaneHeading.draw("sample", focused: focused, in: heading, of: &canvas)
      canvas.draw("nothing written yet", x: body.x, y: body.y, Style(.dim), in: body)
      return
    }
    let sample = log.samples[place]
    let lines = TextWrapping.lines(sample.text, width: body.width)
    let shown = rows.window(count: lines.count, room: body.height)
    var notes = ["step " + NumberFormat.grouped(sample.step)]
    notes.append(
      place == log.samples.count - 1 ? "newest" : "\(place + 1) of \(log.samples.count)")
    if lines.count > body.height, body.height > 0 {
      notes.append("lines \(shown.lowerBound + 1)–\(shown.upperBound) of \(lines.count)")
    }
    PaneHeading.draw("sample", notes: notes, focused: focused, in: heading, of: &canvas)
    for (row, line) in lines[shown].enumerated() {
      canvas.draw(line, x: body.x, y: body.y + row, Style(.text), in: body)
    }
  }
}

/// The settings that a run began with.
struct RunSettingsPane: Sendable {
  private var rows = ScrolledRows()

  /// Scrolls; false for a command that is none of moving up or down.
  mutating func handle(_ invocation: CommandInvocation) -> Bool { rows.handle(invocation) }

  /// Scrolls by rows.
  mutating func scroll(by count: Int) { rows.scroll(by: count) }

  /// Draws the heading and a setting a row.
  mutating func draw(
    _ description: RunDescription, focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    let (heading, body) = rect.splitTop(1)
    let settings = description.settings
    PaneHeading.draw(
      "settings", notes: [description.stage], focused: focused, in: heading, of: &canvas)
    let longest = settings.map { TextWidth.columns(of: $0.name) }.max() ?? 0
    let nameWidth = min(longest, max(8, body.width / 2))
    for (row, index) in rows.window(count: settings.count, room: body.height).enumerated() {
      let y = body.y + row
      canvas.draw(
        NumberFormat.clipped(settings[index].name, to: nameWidth), x: body.x + 1, y: y, Style(.dim),
        in: body)
      let x = body.x + nameWidth + 3
      canvas.draw(
        NumberFormat.clipped(settings[index].value, to: max(0, body.x + body.width - x)), x: x,
        y: y,
        Style(.text), in: body)
    }
  }
}
