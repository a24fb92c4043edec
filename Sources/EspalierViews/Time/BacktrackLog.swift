import MetaCoT
import TerminalUI

/// The backtracks up to the moment of the tree: when, from where, to where, and why.
package struct BacktrackLog: Sendable {
  /// Whether the last backtrack is selected as more happen.
  package private(set) var following = true
  /// Rows of the pane.
  package var height = 4
  private var selected = 0

  /// A log that follows its search.
  package init() {}

  /// The event of the selected backtrack; nil if there is none yet.
  package func selectedEvent(in tree: SearchTree) -> Int? {
    let count = tree.backtrackCount
    guard count > 0 else { return nil }
    return Int(tree.backtracks[following ? count - 1 : min(selected, count - 1)])
  }

  /// Follows the last backtrack again.
  package mutating func follow() { following = true }

  /// Moves the selection; stops following. Returns the node of the backtrack.
  @discardableResult
  mutating func move(_ move: RowMove, in tree: SearchTree) -> NodeID? {
    let count = tree.backtrackCount
    guard count > 0 else { return nil }
    selected = move.row(from: following ? count - 1 : min(selected, count - 1), of: count)
    following = false
    return tree.events[Int(tree.backtracks[selected])].node
  }

  /// Selects the backtrack at a row of the pane. Returns its node.
  @discardableResult
  package mutating func click(row: Int, in tree: SearchTree) -> NodeID? {
    let shown = window(in: tree)
    guard row >= 0, row < shown.count else { return nil }
    following = false
    selected = shown.lowerBound + row
    return tree.events[Int(tree.backtracks[selected])].node
  }

  private func window(in tree: SearchTree) -> Range<Int> {
    let count = tree.backtrackCount
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
    let count = tree.backtrackCount
    PaneHeading.draw(
      "backtracks " + (tree.knownBacktracks.map(NumberFormat.grouped) ?? "–"), focused: focused,
      in: heading, of: &canvas)
    guard body.height > 0 else { return }
    let shown = window(in: tree)
    let place = following ? count - 1 : min(selected, count - 1)
    let digits = NumberFormat.grouped(tree.now).count
    for (row, index) in shown.enumerated() {
      let event = Int(tree.backtracks[index])
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
    let event = tree.events[index]
    let number = NumberFormat.grouped(index + 1)
    canvas.draw(number, x: rect.x + 1 + digits - number.count, y: y, Style(.dim), in: rect)
    let reason = NumberFormat.clipped(Self.words(forEvent: index, in: tree), to: 16)
    let reasonWidth = rect.width >= 30 ? TextWidth.columns(of: reason) + 1 : 0
    let start = rect.x + digits + 3
    let room = max(0, rect.x + rect.width - reasonWidth - 1 - start)
    let from = event.node == 0 ? tree.state(0) : tree.step(event.node)
    let to = tree.state(max(0, event.other))
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
