import MetaCoT
import TerminalUI

/// The Meta-CoT text up to the moment of the tree, linked with the tree in both directions.
///
/// Writes only the fragments that it shows. It follows the end of the text until a person moves the
/// text cursor; then the line under the cursor stays where it is on the screen.
package struct TextPane: Sendable {
  /// Whether the last line is shown as the text grows.
  package private(set) var following = true
  /// What is sought in the text, if anything is.
  package private(set) var search: TextSearch?
  /// Only fragments that match are shown, if it is set.
  package private(set) var filter: TextSearch?
  /// Place and number of the match last gone to.
  package private(set) var matchPlace: (place: Int, count: Int)?
  /// Columns and rows of the text; moves and wrapping go by them.
  package var width = 40
  /// See `width`.
  package var height = 20
  private var cursor = TextPlace(event: -1, line: 0)
  private var above = 0

  /// A pane that follows its text.
  package init() {}

  /// A place in the text: a fragment, by its event, and a line of it as it is wrapped.
  struct TextPlace: Sendable, Hashable {
    var event: Int
    var line: Int
  }

  /// A line as it is on the screen.
  struct Line: Sendable, Equatable {
    var place: TextPlace
    var node: NodeID
    var indent: Int
    var text: Substring
    var spans: [TextFragment.Span]
    /// Where `text` begins in the fragment, in UTF-8.
    var start: Int
  }

  // MARK: Fragments and lines

  private func lines(at event: Int, _ linearizer: any Linearizer, _ tree: SearchTree) -> [Line]? {
    linearizer.text(at: event, in: tree).map { TextWrapping.lines(of: $0, width: width) }
  }

  /// The lines of the nearest fragment before an event.
  private func lines(
    before event: Int, _ linearizer: any Linearizer, _ tree: SearchTree
  ) -> [Line]? {
    var event = event - 1
    while event >= -1 {
      if let filter, event >= 0 {
        guard let match = filter.match(before: event + 1) else { return nil }
        event = match
      } else if filter != nil {
        return nil
      }
      if let lines = lines(at: event, linearizer, tree), !lines.isEmpty { return lines }
      event -= 1
    }
    return nil
  }

  /// The lines of the nearest fragment after an event and before the moment of the tree.
  private func lines(
    after event: Int, _ linearizer: any Linearizer, _ tree: SearchTree
  ) -> [Line]? {
    var event = event + 1
    while event < tree.now {
      if let filter {
        guard let match = filter.match(after: event - 1), match < tree.now else { return nil }
        event = match
      }
      if let lines = lines(at: event, linearizer, tree), !lines.isEmpty { return lines }
      event += 1
    }
    return nil
  }

  /// The lines on the screen and the index of the one under the cursor.
  func window(
    _ linearizer: any Linearizer, _ tree: SearchTree
  ) -> (lines: [Line], cursor: Int) {
    guard height > 0, width > 0 else { return ([], 0) }
    var rows: [Line] = []
    var place: Int
    if following || cursor.event >= tree.now {
      rows = lines(before: tree.now, linearizer, tree) ?? []
      place = rows.count - 1
    } else {
      let isShown = filter?.contains(cursor.event) ?? true
      rows =
        (isShown ? lines(at: cursor.event, linearizer, tree) : nil)
        ?? lines(before: cursor.event, linearizer, tree)
        ?? lines(after: cursor.event, linearizer, tree) ?? []
      place = max(0, min(cursor.line, rows.count - 1))
    }
    guard !rows.isEmpty else { return ([], 0) }
    let wanted = following ? height - 1 : min(above, height - 1)
    func extendUp() -> Bool {
      guard let before = lines(before: rows[0].place.event, linearizer, tree) else { return false }
      rows.insert(contentsOf: before, at: 0)
      place += before.count
      return true
    }
    while place < wanted, extendUp() {}
    while rows.count - place < height - min(wanted, place),
      let after = lines(after: rows[rows.count - 1].place.event, linearizer, tree)
    {
      rows.append(contentsOf: after)
    }
    while rows.count < height, extendUp() {}
    var top = max(0, place - wanted)
    top = max(0, min(top, rows.count - height))
    if place - top >= height { top = place - height + 1 }
    return (Array(rows[top..<min(rows.count, top + height)]), place - top)
  }

  // MARK: Moving

  /// Follows the end of the text again.
  package mutating func follow() {
    following = true
    matchPlace = nil
  }

  /// Moves the text cursor by lines, and stops following. Returns the node it now stands on.
  @discardableResult
  package mutating func move(
    by lines: Int, _ linearizer: any Linearizer, in tree: SearchTree
  ) -> NodeID? {
    let (rows, index) = window(linearizer, tree)
    guard !rows.isEmpty else { return nil }
    following = false
    var place = rows[index].place
    var inFragment = self.lines(at: place.event, linearizer, tree) ?? []
    var left = lines
    var node = rows[index].node
    while left != 0 {
      let target = place.line + left
      if inFragment.indices.contains(target) {
        place.line = target
        left = 0
      } else if left < 0 {
        guard let before = self.lines(before: place.event, linearizer, tree) else {
          place.line = 0
          break
        }
        left += place.line + 1
        inFragment = before
        place = before[before.count - 1].place
      } else {
        guard let after = self.lines(after: place.event, linearizer, tree) else {
          place.line = max(0, inFragment.count - 1)
          break
        }
        left -= inFragment.count - place.line
        inFragment = after
        place = after[0].place
      }
    }
    if inFragment.indices.contains(place.line) { node = inFragment[place.line].node }
    cursor = place
    above = max(0, min(height - 1, index + max(-height, min(height, lines))))
    return node
  }

  /// Goes to the first line. Returns its node.
  @discardableResult
  package mutating func moveToStart(_ linearizer: any Linearizer, in tree: SearchTree) -> NodeID? {
    following = false
    cursor = TextPlace(event: -1, line: 0)
    above = 0
    let (rows, index) = window(linearizer, tree)
    return rows.isEmpty ? nil : rows[index].node
  }

  /// Goes to the last line before the moment, without following.
  @discardableResult
  package mutating func moveToEnd(_ linearizer: any Linearizer, in tree: SearchTree) -> NodeID? {
    following = true
    let (rows, index) = window(linearizer, tree)
    guard !rows.isEmpty else { return nil }
    following = false
    cursor = rows[index].place
    above = index
    return rows[index].node
  }

  /// Puts the cursor on a row of the pane. Returns its node.
  @discardableResult
  package mutating func click(
    row: Int, _ linearizer: any Linearizer, in tree: SearchTree
  ) -> NodeID? {
    let (rows, _) = window(linearizer, tree)
    guard rows.indices.contains(row) else { return nil }
    following = false
    cursor = rows[row].place
    above = row
    return rows[row].node
  }

  /// The event that the line under the cursor tells of; -1 for the opening.
  package func cursorEvent(_ linearizer: any Linearizer, in tree: SearchTree) -> Int {
    let (rows, index) = window(linearizer, tree)
    return rows.isEmpty ? -1 : rows[index].place.event
  }

  /// Brings the latest words about a node into view, if there are any.
  /// - Complexity: O(events back to them).
  package mutating func reveal(_ node: NodeID, _ linearizer: any Linearizer, in tree: SearchTree) {
    let (rows, _) = window(linearizer, tree)
    if let row = rows.firstIndex(where: { line in
      line.node == node || line.spans.contains { $0.node == node }
    }) {
      cursor = rows[row].place
      above = row
      following = false
      return
    }
    guard let event = lastEvent(about: node, linearizer, tree) else { return }
    following = false
    let lines = lines(at: event, linearizer, tree) ?? []
    let line = lines.firstIndex { $0.spans.contains { $0.node == node } } ?? 0
    cursor = TextPlace(event: event, line: line)
    above = height / 2
  }

  /// Brings the text of an event into view, or of the nearest before it that has text.
  package mutating func show(event: Int, _ linearizer: any Linearizer, in tree: SearchTree) {
    following = false
    let lines = lines(at: event, linearizer, tree) ?? lines(before: event, linearizer, tree)
    cursor = lines?.first?.place ?? TextPlace(event: -1, line: 0)
    above = height / 2
  }

  private func lastEvent(
    about node: NodeID, _ linearizer: any Linearizer, _ tree: SearchTree
  ) -> Int? {
    var event = tree.now
    for _ in 0..<Self.eventsLookedAt {
      guard let found = tree.lastEvent(about: node, before: event) else { break }
      if linearizer.fragment(at: found, in: tree) != nil { return found }
      event = found
    }
    // What is visited often may be spoken of only when it was made.
    let birth = tree.eventThatCreated(node) ?? 0
    for event in birth..<min(tree.now, birth + Self.eventsLookedAt) {
      let isAbout = event == birth || tree.events[event].node == node
      if isAbout, linearizer.fragment(at: event, in: tree) != nil { return event }
    }
    return nil
  }

  /// Events in which words about a node are looked for, from the moment back and from its creation on.
  private static let eventsLookedAt = 256

  // MARK: Searching

  /// Seeks a pattern from the cursor on; nil or an empty one ends the search. Returns false if it
  /// is not a regular expression.
  @discardableResult
  package mutating func seek(
    _ pattern: String?, _ linearizer: any Linearizer, in tree: SearchTree
  ) -> Bool {
    matchPlace = nil
    guard let pattern, !pattern.isEmpty else {
      search = nil
      return true
    }
    guard let new = TextSearch(pattern) else { return false }
    search = new
    return true
  }

  /// Searches further for what is sought and for what is shown alone, with so much effort at most.
  package mutating func update(
    _ linearizer: any Linearizer, to tree: SearchTree, effort: Effort = .key
  ) {
    search?.advance(linearizer, in: tree, effort: effort)
    filter?.advance(linearizer, in: tree, effort: effort)
  }

  /// Whether there is text that has not been searched for what is sought or shown alone.
  package func isSearching(in tree: SearchTree) -> Bool {
    [search, filter].contains { $0?.isComplete(before: tree.now) == false }
  }

  /// Goes to the next match, or the one before. Returns the node it speaks of; nil if there is none,
  /// or none is known yet.
  @discardableResult
  package mutating func nextMatch(
    backwards: Bool = false, _ linearizer: any Linearizer, in tree: SearchTree
  ) -> NodeID? {
    guard search != nil else { return nil }
    search?.advance(linearizer, in: tree)
    let event = cursorEvent(linearizer, in: tree)
    guard
      let match = search?.match(
        from: following ? tree.now : event, backwards: backwards, before: tree.now)
    else {
      matchPlace = nil
      return nil
    }
    following = false
    let lines = lines(at: match.event, linearizer, tree) ?? []
    let line = lines.firstIndex { search?.pattern.matches(String($0.text)) ?? false } ?? 0
    cursor = TextPlace(event: match.event, line: line)
    above = height / 2
    matchPlace = (match.place, match.count)
    return lines.indices.contains(line) ? lines[line].node : nil
  }

  /// Shows only fragments that match; nil or an empty pattern shows all. Returns false if it is no
  /// regular expression.
  @discardableResult
  package mutating func filter(
    _ pattern: String?, _ linearizer: any Linearizer, in tree: SearchTree
  ) -> Bool {
    guard let pattern, !pattern.isEmpty else {
      filter = nil
      return true
    }
    guard var new = TextSearch(pattern) else { return false }
    new.advance(linearizer, in: tree)
    filter = new
    return true
  }

  /// Forgets what depends on the style: call it when another style is chosen.
  package mutating func styleChanged() {
    cursor.line = 0
    search?.restart()
    filter?.restart()
    matchPlace = nil
  }

  // MARK: Drawing

  /// Draws the heading and the text up to the moment of the tree.
  /// - Complexity: O(rows) fragments.
  package mutating func draw(
    _ tree: SearchTree, _ linearizer: any Linearizer, selected: NodeID, focused: Bool,
    title: String,
    in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let (heading, body) = rect.splitTop(1)
    width = max(1, body.width - 3)
    height = body.height
    update(linearizer, to: tree)
    var notes: [String] = []
    if !following { notes.append("reading") }
    if let filter { notes.append("& " + filter.pattern.text) }
    if let search {
      let place = matchPlace.map { "\($0.place) of \($0.count)" } ?? "\(search.events.count)"
      let more = search.isComplete(before: tree.now) ? "" : "…"
      notes.append("/" + search.pattern.text + " " + place + more)
    }
    PaneHeading.draw(title, notes: notes, focused: focused, in: heading, of: &canvas)
    guard body.height > 0 else { return }
    let (lines, index) = window(linearizer, tree)
    let latest = lines.last?.place.event ?? -1
    for (row, line) in lines.enumerated() {
      let y = body.y + row
      if row == index, focused {
        canvas.shade(Rect(x: body.x, y: y, width: body.width, height: 1), .cursor)
      }
      let paper: Paper = row == index && focused ? .cursor : .plain
      if line.node == selected {
        canvas.draw("▎", x: body.x, y: y, Style(.accent, on: paper), in: body)
      }
      let newest = following && line.place.event == latest && latest >= 0
      drawLine(line, tree, selected: selected, newest: newest, paper: paper, y: y, body, &canvas)
    }
  }

  private func drawLine(
    _ line: Line, _ tree: SearchTree, selected: NodeID, newest: Bool, paper: Paper, y: Int,
    _ rect: Rect, _ canvas: inout Canvas
  ) {
    var x = rect.x + 2 + line.indent
    var offset = line.start
    let utf8 = line.text.utf8
    func part(_ from: Int, _ to: Int) -> Substring {
      let start = utf8.index(utf8.startIndex, offsetBy: from - line.start)
      let end = utf8.index(utf8.startIndex, offsetBy: to - line.start)
      return line.text[start..<end]
    }
    let end = line.start + utf8.count
    for span in line.spans {
      let from = max(span.range.lowerBound, line.start)
      let to = min(span.range.upperBound, end)
      if offset < from {
        x = canvas.draw(part(offset, from), x: x, y: y, Style(.text, on: paper), in: rect)
      }
      let linked = span.node == selected
      let style = Style(
        ink(of: span, tree), on: linked ? .linked : paper,
        span.kind == .mistake ? .underline : newest && span.kind == .step ? .bold : [])
      x = canvas.draw(part(from, to), x: x, y: y, style, in: rect)
      offset = to
    }
    if offset < end {
      canvas.draw(part(offset, end), x: x, y: y, Style(.text, on: paper), in: rect)
    }
  }

  private func ink(of span: TextFragment.Span, _ tree: SearchTree) -> Ink {
    switch span.kind {
    case .plain: .text
    case .step: .strong
    case .state: .text
    case .value:
      Int(span.node) < tree.nodeCount
        ? tree.displayValue(span.node).map { .value($0) } ?? .text : .text
    case .goal: .goal
    case .deadEnd: .dead
    case .backtrack: .back
    case .check: .accent
    case .note: .dim
    case .mistake: .warning
    }
  }
}
