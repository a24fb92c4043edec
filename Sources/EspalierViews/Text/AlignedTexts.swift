import MetaCoT
import TerminalUI

/// The Meta-CoTs of two searches as a diff: what both say stands in one row, what they say otherwise of
/// the same step beside each other, and what one alone says opposite a gap. Both scroll together.
package struct AlignedTexts: Sendable {
  /// What a row holds: an event of either search, -1 for the opening.
  package struct Row: Sendable, Equatable {
    /// The event of the first search.
    package var first: Int?
    /// The event of the second search.
    package var second: Int?
    /// Whether both say the same.
    package var isEqual: Bool

    /// `=` where both say the same, `≠` where they say something else of the same step, else which of
    /// the two alone says it.
    package var mark: String {
      isEqual ? "=" : first == nil ? "2" : second == nil ? "1" : "≠"
    }
  }

  /// The rows.
  package let rows: [Row]
  /// How many events of each search they are of.
  let events: (Int, Int)
  /// The style of both texts.
  let style: String
  /// Whether the texts go on after the last row.
  package let isCut: Bool
  private(set) var cursor = 0
  private var top = 0
  private var height = 1

  /// Passages of each search that are read.
  private static let limit = 20_000

  /// The texts of all that has arrived.
  /// - Complexity: linear in the events and texts, and n log n in the passages.
  package init(
    _ first: SearchTree, _ second: SearchTree, linearizers: (any Linearizer, any Linearizer)
  ) {
    let a = Self.passages(first, linearizers.0)
    let b = Self.passages(second, linearizers.1)
    isCut = a.isCut || b.isCut
    events = (first.events.count, second.events.count)
    style = type(of: linearizers.0).name
    rows = SequenceAlignment(a.items, b.items).rows.map { row in
      switch row {
      case .equal(let i, let j): Row(first: a.events[i], second: b.events[j], isEqual: true)
      case .changed(let i, let j): Row(first: a.events[i], second: b.events[j], isEqual: false)
      case .first(let i): Row(first: a.events[i], second: nil, isEqual: false)
      case .second(let j): Row(first: nil, second: b.events[j], isEqual: false)
      }
    }
  }

  private static func passages(
    _ tree: SearchTree, _ linearizer: any Linearizer
  ) -> (events: [Int], items: [SequenceAlignment.Item], isCut: Bool) {
    var paths = StepPaths()
    paths.read(tree)
    var events = [-1]
    let opening = fnv1a(linearizer.opening(of: tree).text.utf8)
    var items = [SequenceAlignment.Item(text: opening, place: 0)]
    for event in tree.events.indices {
      guard let fragment = linearizer.fragment(at: event, in: tree) else { continue }
      guard items.count < limit else { return (events, items, true) }
      let kind = [tree.events[event].kind.rawValue]
      items.append(
        SequenceAlignment.Item(
          text: fnv1a(fragment.text.utf8), place: fnv1a(kind, after: paths[fragment.node])))
      events.append(event)
    }
    return (events, items, false)
  }

  /// How many rows say the same, how many something else, and how many are of one search alone.
  package var counts: (equal: Int, changed: Int, first: Int, second: Int) {
    var counts = (equal: 0, changed: 0, first: 0, second: 0)
    for row in rows {
      switch row.mark {
      case "=": counts.equal += 1
      case "≠": counts.changed += 1
      case "1": counts.first += 1
      default: counts.second += 1
      }
    }
    return counts
  }

  /// The counts in words.
  package var summary: String {
    let counts = counts
    return "\(NumberFormat.grouped(counts.equal)) equal, "
      + "\(NumberFormat.grouped(counts.changed)) changed, "
      + "\(NumberFormat.grouped(counts.first)) only 1, \(NumberFormat.grouped(counts.second)) only 2"
  }

  // MARK: Moving

  /// The row under the cursor.
  var row: Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }

  /// Goes to the last row of one of the searches, 0 or 1, up to a moment.
  mutating func show(moment: Int, of search: Int) {
    cursor =
      rows.lastIndex { row in
        (search == 0 ? row.first : row.second).map { $0 < moment } ?? false
      } ?? 0
  }

  /// Does what a command of moving asks.
  mutating func move(_ id: CommandID, _ count: Int) {
    let page = max(1, height - 2)
    switch id {
    case .up: go(to: cursor - count)
    case .down: go(to: cursor + count)
    case .halfPageUp: go(to: cursor - count * (page / 2 + 1))
    case .halfPageDown: go(to: cursor + count * (page / 2 + 1))
    case .pageUp: go(to: cursor - count * page)
    case .pageDown, .readOn: go(to: cursor + count * page)
    case .top: cursor = 0
    case .bottom: cursor = max(0, rows.count - 1)
    default: break
    }
  }

  private mutating func go(to row: Int) { cursor = max(0, min(rows.count - 1, row)) }

  /// Goes to the next place from which on the texts differ, or the previous; false if there is none.
  mutating func goToDifference(forward: Bool) -> Bool {
    let starts = rows.indices.filter { !rows[$0].isEqual && ($0 == 0 || rows[$0 - 1].isEqual) }
    let next = forward ? starts.first { $0 > cursor } : starts.last { $0 < cursor }
    if let next { cursor = next }
    return next != nil
  }

  // MARK: Drawing

  /// Draws the rows around the cursor: in two columns, or where there is no room in one.
  mutating func draw(
    _ trees: (SearchTree, SearchTree), _ linearizers: (any Linearizer, any Linearizer),
    in rect: Rect, of canvas: inout Canvas
  ) {
    let (heading, body) = rect.splitTop(1)
    PaneHeading.draw(
      "meta-cot · \(style), aligned", notes: [summary] + (isCut ? ["the texts go on"] : []),
      focused: true, in: heading, of: &canvas)
    guard body.height > 0, body.width > 8 else { return }
    height = body.height
    let isWide = body.width >= 60
    let width = isWide ? (body.width - 5) / 2 : body.width - 3
    func lines(_ index: Int) -> (first: [Substring], second: [Substring]) {
      let row = rows[index]
      func text(
        _ event: Int?, _ tree: SearchTree, _ linearizer: any Linearizer
      ) -> [Substring] {
        guard let event else { return [] }
        let fragment =
          event < 0 ? linearizer.opening(of: tree) : linearizer.fragment(at: event, in: tree)
        return fragment.map { TextWrapping.lines($0.text, width: width) } ?? []
      }
      return (
        text(row.first, trees.0, linearizers.0),
        !isWide && row.isEqual ? [] : text(row.second, trees.1, linearizers.1)
      )
    }
    func rowHeight(_ index: Int) -> Int {
      let lines = lines(index)
      return isWide
        ? max(lines.first.count, lines.second.count, 1)
        : max(1, lines.first.count + lines.second.count)
    }
    // The cursor's row is seen to its end, with as much before it as there is room for.
    top = min(top, cursor)
    var used = 0
    var first = cursor
    while first >= top, used + rowHeight(first) <= height || first == cursor {
      used += rowHeight(first)
      first -= 1
    }
    top = max(top, first + 1)
    var y = body.y
    for index in top..<rows.count where y < body.y + body.height {
      let (left, right) = lines(index)
      let start = y
      let row = rows[index]
      let style = Style(row.isEqual ? .dim : .text)
      let ink: Ink = row.mark == "=" ? .dim : row.mark == "≠" ? .warning : .accent
      if isWide {
        for (place, line) in left.enumerated() {
          canvas.draw(line, x: body.x + 1, y: y + place, style, in: body)
        }
        for (place, line) in right.enumerated() {
          canvas.draw(line, x: body.x + width + 4, y: y + place, style, in: body)
        }
        canvas.draw(row.mark, x: body.x + width + 2, y: y, Style(ink), in: body)
      } else {
        for (place, line) in (left + right).enumerated() {
          let mark = row.isEqual ? "=" : place < left.count ? "1" : "2"
          canvas.draw(mark, x: body.x, y: y + place, Style(ink), in: body)
          canvas.draw(line, x: body.x + 2, y: y + place, style, in: body)
        }
      }
      y += rowHeight(index)
      if index == cursor {
        let end = min(y, body.y + body.height)
        canvas.shade(Rect(x: body.x, y: start, width: body.width, height: end - start), .cursor)
      }
    }
  }
}
