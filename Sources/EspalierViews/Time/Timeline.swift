import MetaCoT
import TerminalUI

/// Where the moment lies among all events: a line with the backtracks, the goals and a cursor, and
/// the course of the best value. Where backtracks would be most of the line, it shows instead how deep the
/// search is.
package struct Timeline: Sendable {
  /// Where the line itself was drawn last, for clicks.
  package private(set) var track = Rect(x: 0, y: 0, width: 0, height: 0)

  /// Events that are marked beside those that tell of themselves, each list in rising order.
  package struct Marks: Sendable {
    /// Hits of what is watched for.
    package var hits: [Int32] = []
    /// Where another search parts from this one.
    package var divergences: [Int32] = []
    /// What a person marked.
    package var bookmarks: [Int32] = []

    /// No marks.
    package init() {}
  }

  /// A timeline.
  package init() {}

  /// Draws it in one row.
  /// - Complexity: O(width × log marks).
  package mutating func draw(
    _ tree: SearchTree, values: ValueCurve, marks: Marks = Marks(), playback: Playback,
    mode: PlayMode, unit: String = "", in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let count = tree.events.count
    var words = "event \(NumberFormat.grouped(tree.now)) of \(NumberFormat.grouped(count))"
    if rect.width < 60 { words = "\(NumberFormat.short(tree.now))/\(NumberFormat.short(count))" }
    if tree.isSnapshot, rect.width >= 60 { words += ", in no known order" }
    var right = [words]
    if rect.width >= 70, mode == .replaying { right.append(playback.speedText) }
    if rect.width >= 70, !unit.isEmpty { right.append(unit) }
    let curve = rect.width >= 100 ? values.samples(16, upTo: tree.now) : []
    if !curve.isEmpty { right.append("value " + Bars.braille(curve)) }
    let tail = "  " + right.joined(separator: "   ")
    let tailWidth = TextWidth.columns(of: tail)
    track = Rect(
      x: rect.x + 1, y: rect.y, width: max(0, rect.width - 2 - tailWidth), height: 1)
    if track.width >= 5 { drawTrack(tree, marks, on: &canvas) } else { track.width = 0 }
    canvas.draw(
      tail, x: rect.x + 1 + track.width, y: rect.y, Style(.dim), in: rect)
  }

  private func drawTrack(_ tree: SearchTree, _ marks: Marks, on canvas: inout Canvas) {
    let count = max(1, tree.events.count)
    let last = track.width - 1
    let here = tree.now * last / count
    let ranges = (0..<track.width).map {
      $0 * count / track.width..<($0 + 1) * count / track.width
    }
    let places = ranges.map { Self.mark(tree, in: $0) }
    let isCrowded = places.count { $0.isBacktrack } * 2 > places.count
    let depths = isCrowded ? ranges.map { Self.depth(tree, in: $0) } : []
    let deepest = Float(max(1, depths.max() ?? 1))
    for (column, range) in ranges.enumerated() {
      let past = column <= here
      var glyph: Unicode.Scalar = column == 0 ? "├" : column == last ? "┤" : past ? "━" : "─"
      var ink = Ink.dim
      let place = places[column]
      switch place {
      case .goal: (glyph, ink) = ("★", .goal)
      case .mistake: (glyph, ink) = ("≠", past ? .warning : .dim)
      case .failure: (glyph, ink) = ("✗", past ? .back : .dim)
      case .turn: glyph = past ? "┷" : "┴"
      case .nothing: break
      }
      if isCrowded, place.isBacktrack || place == .nothing {
        glyph = Bars.glyph(Float(depths[column]) / deepest)
        if place != .failure { ink = past ? .text : .dim }
      }
      if Self.first(of: marks.divergences, in: range) != nil { (glyph, ink) = ("◇", .shared) }
      if Self.first(of: marks.hits, in: range) != nil { (glyph, ink) = ("◆", .accent) }
      if Self.first(of: marks.bookmarks, in: range) != nil { (glyph, ink) = ("⚑", .strong) }
      canvas[track.x + column, track.y] = Canvas.Cell(glyph, Style(ink))
    }
    canvas[track.x + here, track.y] = Canvas.Cell("●", Style(.live, on: .plain, .bold))
  }

  /// What a part of the line stands for: a goal, a mistake, a backtrack from a failure, or one to
  /// what only looked better.
  private enum Mark {
    case nothing, turn, failure, mistake, goal

    var isBacktrack: Bool { self == .turn || self == .failure }
  }

  /// The deepest node that a few of the events in a range are about.
  private static func depth(_ tree: SearchTree, in range: Range<Int>) -> Int {
    stride(from: range.lowerBound, to: range.upperBound, by: max(1, range.count / 8))
      .map { tree.depth(tree.events[$0].node) }.max() ?? 0
  }

  /// The most telling of the events in a range; of many backtracks only the first few are read.
  private static func mark(_ tree: SearchTree, in range: Range<Int>) -> Mark {
    if first(of: tree.goals, in: range) != nil { return .goal }
    if first(of: tree.mistakes, in: range) != nil { return .mistake }
    guard let start = first(of: tree.backtracks, in: range) else { return .nothing }
    for index in tree.backtracks[start...].prefix(4) where Int(index) < range.upperBound {
      if tree.events[Int(index)].reason != .better { return .failure }
    }
    return .turn
  }

  private static func first(of indices: [Int32], in range: Range<Int>) -> Int? {
    let place = indices.partitioningIndex { Int($0) >= range.lowerBound }
    return place < indices.count && Int(indices[place]) < range.upperBound ? place : nil
  }

  /// The moment that a click at a place means; nil beside the line.
  package func moment(atX x: Int, y: Int, of tree: SearchTree) -> Int? {
    guard track.width > 1, track.contains(x: x, y: y) else { return nil }
    return (x - track.x) * tree.events.count / (track.width - 1)
  }
}

/// Whether time runs on a screen, and which time.
package enum PlayMode: Sendable, Equatable {
  /// The present of a search that runs.
  case live
  /// The present of a search that stands still.
  case paused
  /// The past, or a trace, standing still.
  case replayPaused
  /// The past, or a trace, running.
  case replaying
  /// The end of a search or a trace.
  case ended
}

/// The course of the best value: how it rose from event to event.
///
/// What is best: the best value given by the model; where a trace has no values, the best of the
/// metric that stands in for them; for searches that estimate costs, how much of the estimated cost
/// the nearest node has behind it.
package struct ValueCurve: Sendable {
  private let list: [SearchTree.Best]
  private let judge: SearchTree.Judgement
  /// Whether the figure itself is shown, and not how good it is.
  private let showsFigure: Bool

  /// The curve of a tree. - Complexity: O(1).
  package init(of tree: SearchTree) {
    (list, judge) = tree.bestCurve
    showsFigure = judge.field != .h
  }

  /// How good the best is at a moment, in 0...1; nil before the first. - Complexity: O(log rises).
  package func best(at moment: Int) -> Float? {
    figure(at: moment).map {
      var judge = judge
      judge.value = $0
      return Float(judge.share)
    }
  }

  /// The best as the screen writes it.
  func text(at moment: Int, in tree: SearchTree) -> String? {
    guard let value = figure(at: moment), let share = best(at: moment) else { return nil }
    return showsFigure
      ? FieldText.text(value, of: judge.field, in: tree) : NumberFormat.value(share)
  }

  private func figure(at moment: Int) -> Double? {
    list[..<list.partitioningIndex { Int($0.event) >= moment }].last?.value
  }

  /// The best value at evenly spaced moments from the start to `moment`.
  package func samples(_ count: Int, upTo moment: Int) -> [Float] {
    guard count > 0, best(at: moment) != nil else { return [] }
    return (1...count).map { best(at: moment * $0 / count) ?? .nan }
  }
}
