import MetaCoT
import TerminalUI

/// The backtracks up to the moment of the tree: when, from where, to where, and why.
package struct BacktrackLog: Sendable {
  /// Whether the last backtrack is selected as more happen.
  package private(set) var following = true
  /// Rows of the pane.
  package var height = 4
  private var selected = 0
  private var filter: Filter?

  /// A log that follows its search.
  package init() {}

  /// How many rows there are.
  private func count(in tree: SearchTree) -> Int {
    filter?.count(in: tree) ?? tree.backtrackCount
  }

  /// The event of a row.
  private func event(at row: Int, in tree: SearchTree) -> Int {
    Int(filter?.events[row] ?? tree.backtracks[row])
  }

  /// The event of the selected backtrack; nil if there is none yet.
  package func selectedEvent(in tree: SearchTree) -> Int? {
    let count = count(in: tree)
    guard count > 0 else { return nil }
    return event(at: following ? count - 1 : min(selected, count - 1), in: tree)
  }

  // MARK: Filter

  /// Those backtracks alone whose row has a pattern.
  private struct Filter: Sendable {
    let pattern: Pattern
    /// The backtracks that match, as far as they have been looked at.
    private(set) var events: [Int32] = []
    private var read = 0

    init(_ pattern: Pattern) { self.pattern = pattern }

    func isComplete(in tree: SearchTree) -> Bool { read == tree.backtracks.count }

    /// How many of them have happened at the tree's moment. - Complexity: O(log matches).
    func count(in tree: SearchTree) -> Int {
      events.partitioningIndex { Int($0) >= tree.now }
    }

    mutating func advance(in tree: SearchTree, effort: Effort) {
      var effort = effort
      while read < tree.backtracks.count, effort.remains {
        let event = tree.backtracks[read]
        let row = BacktrackLog.row(ofEvent: Int(event), in: tree)
        if pattern.matches(row) { events.append(event) }
        read += 1
        effort.spend(1000 + 20 * row.utf8.count)
      }
    }
  }

  /// What is shown alone; nil where all are.
  package var filterText: String? { filter?.pattern.text }

  /// Shows only backtracks whose row has a pattern; without one, all. Returns whether it is a pattern.
  package mutating func filter(_ pattern: String?, in tree: SearchTree) -> Bool {
    following = true
    guard let pattern, !pattern.isEmpty else {
      filter = nil
      return true
    }
    guard let pattern = try? Pattern.smartCase(pattern) else { return false }
    filter = Filter(pattern)
    update(to: tree, effort: .key)
    return true
  }

  /// Whether there are backtracks that the filter has not looked at.
  package func isSearching(in tree: SearchTree) -> Bool {
    filter.map { !$0.isComplete(in: tree) } ?? false
  }

  /// Looks at further backtracks, with so much effort.
  package mutating func update(to tree: SearchTree, effort: Effort) {
    filter?.advance(in: tree, effort: effort)
  }

  /// What a row says.
  private static func row(ofEvent index: Int, in tree: SearchTree) -> String {
    let (from, to) = ends(ofEvent: index, in: tree)
    return "\(from) → \(to) \(words(forEvent: index, in: tree))"
  }

  /// What is left, and where to.
  private static func ends(
    ofEvent index: Int, in tree: SearchTree
  ) -> (from: String, to: String) {
    let event = tree.events[index]
    let from = event.node == 0 ? tree.state(0) : tree.step(event.node)
    return (from, tree.state(max(0, event.other)))
  }

  // MARK: Moving

  /// Follows the last backtrack again.
  package mutating func follow() { following = true }

  /// Moves the selection; stops following. Returns the node of the backtrack.
  @discardableResult
  mutating func move(_ move: RowMove, in tree: SearchTree) -> NodeID? {
    let count = count(in: tree)
    guard count > 0 else { return nil }
    selected = move.row(from: following ? count - 1 : min(selected, count - 1), of: count)
    following = false
    return tree.events[event(at: selected, in: tree)].node
  }

  /// Selects the backtrack at a row of the pane. Returns its node.
  @discardableResult
  package mutating func click(row: Int, in tree: SearchTree) -> NodeID? {
    let shown = window(in: tree)
    guard row >= 0, row < shown.count else { return nil }
    following = false
    selected = shown.lowerBound + row
    return tree.events[event(at: selected, in: tree)].node
  }

  private func window(in tree: SearchTree) -> Range<Int> {
    let count = count(in: tree)
    let place = following ? count - 1 : min(selected, count - 1)
    let top = max(0, min(count - height, place - height / 2))
    return top..<min(count, top + height)
  }

  /// Draws the heading and the backtracks around the selected one.
  /// - Complexity: O(rows).
  package mutating func draw(
    _ tree: SearchTree, focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let (heading, body) = rect.splitTop(1)
    height = max(1, body.height)
    let count = count(in: tree)
    var title = "backtracks " + (tree.knownBacktracks.map(NumberFormat.grouped) ?? "–")
    if let filter { title += " · \(NumberFormat.grouped(count)) with \(filter.pattern.text)" }
    PaneHeading.draw(title, focused: focused, in: heading, of: &canvas)
    guard body.height > 0 else { return }
    let shown = window(in: tree)
    let place = following ? count - 1 : min(selected, count - 1)
    let digits = NumberFormat.grouped(tree.now).count
    for (row, index) in shown.enumerated() {
      let event = event(at: index, in: tree)
      drawRow(event, digits: digits, tree, y: body.y + row, in: body, of: &canvas)
      if index == place, focused || !following {
        canvas.shade(
          Rect(x: body.x, y: body.y + row, width: body.width, height: 1),
          focused ? .cursor : .linked)
      }
    }
  }

  private func drawRow(
    _ index: Int, digits: Int, _ tree: SearchTree, y: Int, in rect: Rect,
    of canvas: inout Canvas
  ) {
    let number = NumberFormat.grouped(index + 1)
    canvas.draw(number, x: rect.x + 1 + digits - number.count, y: y, Style(.dim), in: rect)
    let reason = NumberFormat.clipped(Self.words(forEvent: index, in: tree), to: 16)
    let reasonWidth = rect.width >= 30 ? TextWidth.columns(of: reason) + 1 : 0
    let start = rect.x + digits + 3
    let room = max(0, rect.x + rect.width - reasonWidth - 1 - start)
    let (from, to) = Self.ends(ofEvent: index, in: tree)
    let half = max(0, room - 5) / 2
    let fromWidth = max(half, room - 5 - TextWidth.columns(of: to))
    var x = canvas.draw("↶ ", x: start, y: y, Style(.back), in: rect)
    x = canvas.draw(
      NumberFormat.clipped(from, to: fromWidth - 2), x: x, y: y, Style(.text), in: rect)
    x = canvas.draw(" → ", x: x, y: y, Style(.dim), in: rect)
    canvas.draw(
      NumberFormat.clipped(to, to: max(0, start + room - x)), x: x, y: y, Style(.dim), in: rect)
    if reasonWidth > 0 {
      canvas.draw(reason, x: rect.x + rect.width - reasonWidth, y: y, Style(.dim), in: rect)
    }
  }

  /// Why an event happened, in a word or two.
  package static func words(forEvent index: Int, in tree: SearchTree) -> String {
    let reason = tree.events[index].reason
    return reason == .other ? tree.reason(ofEvent: index) : words(for: reason)
  }

  /// A reason in a word or two.
  package static func words(for reason: Event.Reason) -> String {
    switch reason {
    case .none: ""
    case .deadEnd, .hopeless: "dead end"
    case .exhausted: "exhausted"
    case .duplicate: "duplicate"
    case .superseded: "superseded"
    case .bound: "bound"
    case .width: "beam width"
    case .depth: "depth limit"
    case .better: "better elsewhere"
    case .solved: "solved here"
    case .restart: "restart"
    case .cached: "cached"
    case .illegal: "not legal"
    case .wrong: "wrong state"
    case .unreached: "never reached"
    case .rejected: "no goal"
    case .unreadable: "not readable"
    case .unfinished: "cut off"
    case .failed: "model failed"
    case .expandNext: "expand next"
    case .forbid: "forbidden"
    case .allow: "allowed"
    case .favour: "favoured"
    case .budget: "budget"
    case .other: "other"
    }
  }
}
