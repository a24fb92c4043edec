import MetaCoT

/// Where the moment lies among all events: a line with the backtracks, the goals and a cursor, and
/// the course of the best value.
public struct Timeline: Sendable {
  /// Where the line itself was drawn last, for clicks.
  public private(set) var track = Rect(x: 0, y: 0, width: 0, height: 0)

  /// A timeline.
  public init() {}

  /// Draws it in one row.
  /// - Complexity: O(width × log marks).
  public mutating func draw(
    _ tree: SearchTree, values: ValueCurve, playback: Playback, mode: PlayMode, in rect: Rect,
    of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let count = tree.events.count
    var words = "event \(Figures.grouped(tree.now)) of \(Figures.grouped(count))"
    if rect.width < 60 { words = "\(Figures.short(tree.now))/\(Figures.short(count))" }
    var right = [words]
    if rect.width >= 70 { right.append(playback.speedText) }
    let curve = rect.width >= 100 ? values.samples(16, upTo: tree.now) : []
    if !curve.isEmpty { right.append("value " + Bars.braille(curve)) }
    let tail = "  " + right.joined(separator: "   ")
    let tailWidth = TextWidth.columns(of: tail)
    track = Rect(
      x: rect.x + 1, y: rect.y, width: max(0, rect.width - 2 - tailWidth), height: 1)
    if track.width >= 5 { drawTrack(tree, on: &canvas) } else { track.width = 0 }
    canvas.draw(
      tail, x: rect.x + 1 + track.width, y: rect.y, Style(.dim), in: rect)
  }

  private func drawTrack(_ tree: SearchTree, on canvas: inout Canvas) {
    let count = max(1, tree.events.count)
    let last = track.width - 1
    let here = tree.now * last / count
    for column in 0..<track.width {
      let from = column * count / track.width
      let to = (column + 1) * count / track.width
      let isGoal = Self.any(of: tree.goals, in: from..<to)
      let isBacktrack = Self.any(of: tree.backtracks, in: from..<to)
      let past = column <= here
      let line: Unicode.Scalar = column == 0 ? "├" : column == last ? "┤" : past ? "━" : "─"
      let (glyph, ink): (Unicode.Scalar, Ink) =
        isGoal ? ("★", .goal) : isBacktrack ? ("✗", past ? .back : .dim) : (line, .dim)
      canvas[track.x + column, track.y] = Canvas.Cell(glyph, Style(ink))
    }
    canvas[track.x + here, track.y] = Canvas.Cell("●", Style(.live, on: .plain, .bold))
  }

  private static func any(of indices: [Int32], in range: Range<Int>) -> Bool {
    var low = 0
    var high = indices.count
    while low < high {
      let middle = (low + high) / 2
      if Int(indices[middle]) < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < indices.count && Int(indices[low]) < range.upperBound
  }

  /// The moment that a click at a place means; nil beside the line.
  public func moment(atX x: Int, y: Int, of tree: SearchTree) -> Int? {
    guard track.width > 1, track.contains(x: x, y: y) else { return nil }
    return (x - track.x) * tree.events.count / (track.width - 1)
  }
}

/// Whether time runs on a screen, and which time.
public enum PlayMode: Sendable, Equatable {
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

/// The course of the best value: after which event it rose to what.
///
/// What is best: the highest value backed up or given by the model for what is not a dead end; for
/// searches that estimate costs, how far the nearest node is on its way. Twelve bytes a rise.
public struct ValueCurve: Sendable {
  private var moments: [Int32] = []
  private var values: [Float] = []
  private var read = 0

  /// A curve without points.
  public init() {}

  /// Reads the events that have arrived. - Complexity: O(new events).
  public mutating func update(to tree: SearchTree) {
    let end = tree.events.count
    guard read < end else { return }
    let whole = tree.h(0)
    var best = values.last ?? -.infinity
    tree.events.withUnsafeBufferPointer { events in
      tree.records.withUnsafeBufferPointer { records in
        for index in read..<end {
          let event = events[index]
          var value = -Float.infinity
          switch event.kind {
          case .goal: value = 1
          case .evaluate where whole == nil && event.reason != .deadEnd: value = event.value
          case .backup: value = event.value
          case .expand, .select:
            if let whole, whole > 0, Int(event.node) < records.count {
              let h = records[Int(event.node)].h
              if h == h { value = max(0, 1 - h / whole) }
            }
          default: break
          }
          if value > best {
            best = value
            moments.append(Int32(index + 1))
            values.append(value)
          }
        }
      }
    }
    read = end
  }

  /// The best value at a moment; nil before the first.
  public func best(at moment: Int) -> Float? {
    var low = 0
    var high = moments.count
    while low < high {
      let middle = (low + high) / 2
      if Int(moments[middle]) <= moment { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? values[low - 1] : nil
  }

  /// The best value at evenly spaced moments from the start to `moment`.
  public func samples(_ count: Int, upTo moment: Int) -> [Float] {
    guard count > 0, best(at: moment) != nil else { return [] }
    return (1...count).map { best(at: moment * $0 / count) ?? .nan }
  }
}
