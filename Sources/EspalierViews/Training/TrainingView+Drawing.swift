import TerminalUI
import TrainingLog

extension TrainingView {
  mutating func draw(_ pane: TrainingPane, in rect: Rect, of canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    let focused = pane == focus
    switch pane {
    case .loss:
      let names = ["loss", "value loss"]
      let curves = names.compactMap { name in log.curves.first { $0.name == name } }
      let notes = curves.enumerated().map { ($0 == 0 ? "" : "value ") + $1.latestText }
      draw(
        curves.isEmpty ? nil : TrainingPlots.loss(log, isSmall: rect.height < 13), title: "loss",
        notes: notes, focused: focused, in: rect, of: &canvas)
    case .curve:
      let figure = list.selected(in: log)
      let plot = figure.map { TrainingPlots.figure($0, of: log) }
      var notes =
        figure.map { [$0.curve.latestText, $0.isHeldOut ? "held out" : "training"] } ?? []
      if plot?.y.isLogarithmic == true { notes.append("log") }
      draw(
        plot, title: figure?.curve.name ?? "curve", notes: notes, focused: focused, in: rect,
        of: &canvas)
    case .figures: list.draw(log, focused: focused, in: rect, of: &canvas)
    case .sample: samples.draw(log, focused: focused, in: rect, of: &canvas)
    case .settings: settings.draw(description, focused: focused, in: rect, of: &canvas)
    }
  }

  private func draw(
    _ plot: BraillePlot?, title: String, notes: [String], focused: Bool, in rect: Rect,
    of canvas: inout Canvas
  ) {
    let (heading, body) = rect.splitTop(1)
    PaneHeading.draw(title, notes: notes, focused: focused, in: heading, of: &canvas)
    let field = Rect(x: body.x + 1, y: body.y, width: body.width - 2, height: body.height)
    if let plot {
      plot.draw(in: field, of: &canvas)
    } else {
      canvas.draw("nothing measured yet", x: field.x, y: field.y, Style(.dim), in: field)
    }
  }

  // MARK: Status

  func drawStatus(in rect: Rect, of canvas: inout Canvas) {
    let quiet = Style(.dim, on: .bar)
    let text = Style(.text, on: .bar)
    let left = [
      StatusItem(
        parts: [(NumberFormat.clipped(description.name, to: 40), Style(.strong, on: .bar, .bold))],
        rank: 3),
      StatusItem(parts: [(description.stage, quiet)], rank: 5),
    ]
    let (words, ink) = stateWords
    var right = [StatusItem(parts: [(words, Style(ink, on: .bar, .bold))], rank: 1)]
    if let loss = log.latest?.loss {
      right.append(
        StatusItem(parts: [("loss ", quiet), (NumberFormat.significant(loss), text)], rank: 4))
    }
    if log.tokens > 0 {
      right.append(
        StatusItem(parts: [(NumberFormat.short(log.tokens), text), (" tokens", quiet)], rank: 7))
    }
    if let rate = tokensPerSecond {
      right.append(StatusItem(parts: [(NumberFormat.short(rate) + " tokens/s", quiet)], rank: 8))
    }
    let spent = log.trainingSeconds + log.evaluationSeconds
    if spent > 0 {
      right.append(
        StatusItem(
          parts: [(NumberFormat.duration(seconds: spent), text), (" spent", quiet)], rank: 6))
    }
    StatusItem.draw(left: left, right: right, in: rect, of: &canvas)
  }

  /// The speed of the last steps; nil once no more are made.
  private var tokensPerSecond: Int? {
    guard log.end == nil, state == .running,
      let mean = log.curves.first(where: { $0.name == "tokens per second" })?.buckets.last?.mean,
      mean.isFinite
    else { return nil }
    return Int(saturating: mean)
  }

  private var stateWords: (String, Ink) {
    if let end = log.end {
      switch end.reason {
      case "finished": return ("★ finished", .goal)
      case "stopped": return ("■ stopped", .strong)
      default: return ("✗ " + NumberFormat.clipped(end.reason, to: 40), .dead)
      }
    }
    switch state {
    case .running: return ("▶ running", .live)
    case .paused: return ("❚❚ paused", .strong)
    case .stopping: return ("■ stopping", .warning)
    case .quiet(let minutes): return ("· quiet for \(minutes) min", .warning)
    case .cutOff: return ("✗ cut off", .dead)
    case .failed: return ("✗ failed", .dead)
    }
  }

  // MARK: Progress

  /// How far the run is: a line up to the planned steps, and what is left.
  func drawProgress(in rect: Rect, of canvas: inout Canvas) {
    var words = ["step " + NumberFormat.grouped(log.step)]
    if let planned = log.plannedSteps, planned > 0 {
      if rect.width < 60 {
        words = [NumberFormat.short(log.step) + "/" + NumberFormat.short(planned)]
      } else {
        words[0] += " of " + NumberFormat.grouped(planned)
        words.append("\(min(100, log.step * 100 / planned))%")
      }
      if let left = log.secondsLeft, state != .cutOff, state != .failed {
        words.append(NumberFormat.duration(seconds: left) + " left")
      }
    }
    let tail = "  " + words.joined(separator: "   ")
    let track = Rect(
      x: rect.x + 1, y: rect.y, width: rect.width - 2 - TextWidth.columns(of: tail), height: 1)
    if track.width >= 5 {
      let last = track.width - 1
      let here = min(last, log.step * last / max(1, log.plannedSteps ?? 1, log.step))
      for column in 0...last {
        let glyph: Unicode.Scalar =
          column == 0 ? "├" : column == last ? "┤" : column <= here ? "━" : "─"
        canvas[track.x + column, track.y] = Canvas.Cell(glyph, Style(.dim))
      }
      let isGoing = log.end == nil && state != .cutOff && state != .failed
      canvas[track.x + here, track.y] = Canvas.Cell(
        "●", Style(isGoing ? .live : .strong, on: .plain, .bold))
    }
    canvas.draw(tail, x: rect.x + 1 + max(0, track.width), y: rect.y, Style(.dim), in: rect)
  }
}
