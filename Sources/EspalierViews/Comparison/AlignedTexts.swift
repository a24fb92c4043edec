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

  /// The rows, once both texts have been read.
  package private(set) var rows: [Row] = []
  /// How many events of each search they are of.
  var events: (Int, Int) { (first.end, second.end) }
  /// The style of both texts.
  let style: String
  private var first: Passages
  private var second: Passages
  /// How many rows say the same, how many something else, and how many are of one search alone.
  package private(set) var counts = (equal: 0, changed: 0, first: 0, second: 0)
  /// The moment that is shown, and of which search.
  private var shown: (moment: Int, search: Int)?
  private(set) var cursor = 0
  private var top = 0
  private var height = 1

  /// Passages of each search that are read.
  private static let limit = 20_000

  /// The passages of a text, as far as it has been read.
  private struct Passages: Sendable {
    var events: [Int] = []
    var items: [SequenceAlignment.Item] = []
    /// The event that is read next, and the one before which reading ends.
    var next = 0
    let end: Int
    /// Whether the text goes on after the last passage.
    var isCut = false
    var paths = StepPaths()

    init(of tree: SearchTree) { end = tree.events.count }

    var isRead: Bool { isCut || next == end }

    mutating func read(
      _ tree: SearchTree, _ linearizer: any Linearizer, _ effort: inout Effort
    ) {
      if events.isEmpty {
        events.append(-1)
        let opening = fnv1a(linearizer.opening(of: tree).text.utf8)
        items.append(SequenceAlignment.Item(text: opening, place: 0))
      }
      while !isRead, effort.remains {
        let event = next
        next += 1
        effort.spend(300)
        guard let fragment = linearizer.fragment(at: event, in: tree) else { continue }
        guard items.count < AlignedTexts.limit else {
          isCut = true
          return
        }
        effort.spend(5000 + 20 * fragment.text.utf8.count)
        paths.read(tree, upTo: Int(fragment.node) + 1)
        let kind = CollectionOfOne(tree.events[event].kind.rawValue)
        items.append(
          SequenceAlignment.Item(
            text: fnv1a(fragment.text.utf8), place: fnv1a(kind, after: paths[fragment.node])))
        events.append(event)
      }
    }
  }

  /// The texts of all that has arrived, of which nothing has been read.
  package init(
    _ first: SearchTree, _ second: SearchTree, linearizers: (any Linearizer, any Linearizer)
  ) {
    self.first = Passages(of: first)
    self.second = Passages(of: second)
    style = type(of: linearizers.0).name
  }

  /// Whether the texts go on after the last row.
  package var isCut: Bool { first.isCut || second.isCut }

  /// Whether both texts have been read, and stand beside each other.
  package var isComplete: Bool { !rows.isEmpty }

  /// Reads further, with so much effort at most; when both texts have been read, sets them beside each
  /// other.
  /// - Complexity: linear in the events and texts, and n log n in the passages, altogether.
  package mutating func advance(
    _ a: SearchTree, _ b: SearchTree, linearizers: (any Linearizer, any Linearizer),
    effort: Effort = .whole
  ) {
    guard !isComplete else { return }
    var left = effort
    first.read(a, linearizers.0, &left)
    second.read(b, linearizers.1, &left)
    guard first.isRead, second.isRead else { return }
    let (one, other) = (first.events, second.events)
    rows = SequenceAlignment(first.items, second.items).rows.map { row in
      switch row {
      case .equal(let i, let j): Row(first: one[i], second: other[j], isEqual: true)
      case .changed(let i, let j): Row(first: one[i], second: other[j], isEqual: false)
      case .first(let i): Row(first: one[i], second: nil, isEqual: false)
      case .second(let j): Row(first: nil, second: other[j], isEqual: false)
      }
    }
    for row in rows {
      if row.isEqual {
        counts.equal += 1
      } else if row.first == nil {
        counts.second += 1
      } else if row.second == nil {
        counts.first += 1
      } else {
        counts.changed += 1
      }
    }
    if let shown { show(moment: shown.moment, of: shown.search) }
  }

  /// The counts in words.
  package var summary: String {
    "\(NumberFormat.grouped(counts.equal)) equal, "
      + "\(NumberFormat.grouped(counts.changed)) changed, "
      + "\(NumberFormat.grouped(counts.first)) only 1, \(NumberFormat.grouped(counts.second)) only 2"
  }

  private var notes: [String] { [summary] + (isCut ? ["the texts go on"] : []) }

  private var progress: String {
    "\(NumberFormat.grouped(first.items.count + second.items.count)) passages read"
  }

  // MARK: Moving

  /// The row under the cursor.
  var row: Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }

  /// Goes to the last row of one of the searches, 0 or 1, up to a moment.
  mutating func show(moment: Int, of search: Int) {
    shown = (moment, search)
    cursor =
      rows.lastIndex { row in
        (search == 0 ? row.first : row.second).map { $0 < moment } ?? false
      } ?? 0
  }

  /// Does what a command of moving asks.
  mutating func move(_ invocation: CommandInvocation) {
    guard let move = RowMove(invocation, window: height) else { return }
    cursor = move.row(from: cursor, of: rows.count)
  }

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
      "meta-cot · \(style), aligned", notes: isComplete ? notes : [progress], focused: true,
      in: heading, of: &canvas)
    guard isComplete else { return }
    guard body.height > 0, body.width > 8 else { return }
    height = body.height
    let isWide = body.width >= 60
    let width = isWide ? (body.width - 5) / 2 : body.width - 3
    func lines(_ index: Int) -> (first: [Substring], second: [Substring]) {
      let row = rows[index]
      func text(
        _ event: Int?, _ tree: SearchTree, _ linearizer: any Linearizer
      ) -> [Substring] {
        guard let event, let fragment = linearizer.text(at: event, in: tree) else { return [] }
        return TextWrapping.lines(fragment.text, width: width)
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
