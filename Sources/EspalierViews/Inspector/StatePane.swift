import MetaCoT
import TerminalUI

/// The problem's picture at the selected node, and the node's figures; with the whole screen, or
/// scrolled down, all else that is known of the node.
package struct StatePane: Sendable {
  private var history: NodeHistory?
  /// Lines that are scrolled away.
  private var top = 0
  /// Lines that there were, and rows for them.
  private var extent = (lines: 0, rows: 1)
  private var cache: (now: Int, node: NodeID, events: Int, picture: Picture?)?
  private var markedFor: (node: NodeID, now: Int, reason: String)?

  /// A node with all below it, as figures.
  package struct Subtree: Sendable, Equatable {
    /// How many nodes there are.
    package var nodes: Int
    /// What the model took for them.
    package var cost: ModelCost
  }

  /// A pane.
  package init() {}

  /// Whether something is scrolled away.
  var isScrolled: Bool { top > 0 }

  /// Rows of the pane: moves by pages go by it.
  var height: Int { extent.rows }

  /// Scrolls through the lines.
  mutating func move(_ move: RowMove) {
    top = move.row(from: top, of: max(1, extent.lines - extent.rows) + 1)
  }

  /// Whether there is more to read of what happened to the node that was inspected last.
  func isReadingHistory(of tree: SearchTree) -> Bool { history?.isRead(upTo: tree.now) == false }

  /// Reads further what happened to it, with so much effort at most.
  mutating func readHistory(of tree: SearchTree, effort: Effort) {
    history?.update(to: tree, effort: effort)
  }

  /// Draws all that is known of a node: in two columns where there is room for them.
  package mutating func drawInspector(
    _ tree: SearchTree, node: NodeID, subtree: Subtree? = nil, problem: (any Problem)?,
    focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let (heading, body) = rect.splitTop(1)
    let words = statusWords(node, tree)
    PaneHeading.draw(
      "node #\(node)", notes: [words], focused: focused, in: heading, of: &canvas)
    if history?.node != node { history = NodeHistory(of: node, in: tree) }
    history?.update(to: tree, effort: .key)
    guard let history else { return }
    let inspector = Inspector(
      tree: tree, node: node, history: history, facts: facts(of: node, subtree, tree),
      picture: pictureLines(of: node, tree, problem))
    let inner = body.inset(x: 1)
    if inner.width >= 110 {
      let (left, rest) = inner.splitLeft(inner.width * 2 / 5)
      let right = Rect(x: rest.x + 2, y: rest.y, width: rest.width - 2, height: rest.height)
      let description = inspector.description(width: left.width)
      let account = inspector.account(width: right.width)
      extent = (max(description.count, account.count), max(1, inner.height))
      draw(description, in: left, of: &canvas)
      draw(account, in: right, of: &canvas)
    } else {
      var lines = inspector.account(width: inner.width)
      lines.head = inspector.description(width: inner.width) + [StyledLine()] + lines.head
      extent = (lines.count, max(1, inner.height))
      draw(lines, in: inner, of: &canvas)
    }
    if extent.lines > extent.rows {
      let place = " \(min(extent.lines, top + extent.rows)) of \(extent.lines) "
      canvas.draw(
        place, x: heading.x + heading.width - place.count - 1, y: heading.y, Style(.dim),
        in: heading)
    }
  }

  /// Draws lines as far as they are scrolled; their last stays at the bottom.
  private func draw(
    _ lines: some RandomAccessCollection<StyledLine>, in rect: Rect, of canvas: inout Canvas
  ) {
    let first = max(0, min(top, lines.count - rect.height))
    StyledLine.draw(lines.dropFirst(first), in: rect, of: &canvas)
  }

  private mutating func pictureLines(
    of node: NodeID, _ tree: SearchTree, _ problem: (any Problem)?
  ) -> [StyledLine] {
    guard let picture = picture(of: node, tree, problem) else { return [] }
    return picture.rows.map { cells in
      var line = StyledLine()
      for cell in cells { line.add(String(cell.glyph), Self.style(of: cell.role)) }
      return line
    }
  }

  /// Draws the heading, the picture cropped around its focus, and the figures: beneath it, or
  /// beside it where the pane is wide and low. Without a `subtree` nothing is said of it. One of many
  /// small pictures has no heading, and figures where the picture leaves room.
  package mutating func draw(
    _ tree: SearchTree, node: NodeID, subtree: Subtree? = nil, problem: (any Problem)?,
    isSmall: Bool = false, focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let (heading, body) = rect.splitTop(isSmall ? 0 : 1)
    if !isSmall { PaneHeading.draw("state", focused: focused, in: heading, of: &canvas) }
    guard body.height > 0 else { return }
    // One line further begins what there is no room for here.
    extent = (2, body.height)
    let picture = picture(of: node, tree, problem)
    let facts = facts(of: node, subtree, tree)
    let inner = Rect(x: body.x + 1, y: body.y, width: body.width - 2, height: body.height)
    guard let picture, !picture.rows.isEmpty else {
      var line = inner
      drawWrapped(tree.state(node), Style(.strong), in: &line, of: &canvas)
      drawFacts(facts, in: line, of: &canvas)
      return
    }
    let wide = picture.rows.map(\.count).max() ?? 0
    let factsWidth =
      facts.map { TextWidth.columns(of: $0.0) + 1 + TextWidth.columns(of: $0.1) }
      .max() ?? 0
    if picture.rows.count + facts.count > inner.height, wide + factsWidth + 3 <= inner.width {
      let (left, right) = inner.splitLeft(wide)
      draw(picture, in: left, of: &canvas)
      let beside = Rect(x: right.x + 3, y: right.y, width: right.width - 3, height: right.height)
      drawFacts(facts, in: beside, of: &canvas)
    } else {
      let room = isSmall ? inner.height : max(inner.height - 2, inner.height * 2 / 3)
      let rows = min(picture.rows.count, room)
      let (top, rest) = inner.splitTop(rows)
      draw(picture, in: top, of: &canvas)
      drawFacts(facts, in: rest, of: &canvas)
    }
  }

  private mutating func picture(
    of node: NodeID, _ tree: SearchTree, _ problem: (any Problem)?
  ) -> Picture? {
    guard let problem = problem as? any PicturedProblem else { return nil }
    let showsSearch = problem.pictureShowsSearch
    if let cache, cache.node == node, !showsSearch || cache.now == tree.now { return cache.picture }
    let searched = showsSearch ? Self.searched(around: node, tree) : SearchedStates()
    let picture = problem.picture(ofState: tree.state(node), amid: searched)
    cache = (tree.now, node, tree.events.count, picture)
    return picture
  }

  /// The states on the path to a node, and those waiting and expanded, of the newest nodes first;
  /// a picture holds no more than some thousands of cells.
  private static func searched(around node: NodeID, _ tree: SearchTree) -> SearchedStates {
    var states = SearchedStates(path: tree.path(to: node).map { tree.state($0) })
    let first = max(0, tree.nodeCount - 20_000)
    for other in first..<tree.nodeCount {
      let status = tree.status(NodeID(other))
      if status.contains(.expanded) {
        states.closed.append(tree.state(NodeID(other)))
      } else if status.isDisjoint(with: .settled) {
        states.frontier.append(tree.state(NodeID(other)))
      }
    }
    return states
  }

  private func draw(_ picture: Picture, in rect: Rect, of canvas: inout Canvas) {
    let wide = picture.rows.map(\.count).max() ?? 0
    let left = Self.offset(focus: picture.focus.column, size: wide, room: rect.width)
    let top = Self.offset(focus: picture.focus.row, size: picture.rows.count, room: rect.height)
    for (row, cells) in picture.rows.dropFirst(top).prefix(rect.height).enumerated() {
      for (column, cell) in cells.dropFirst(left).prefix(rect.width).enumerated() {
        canvas.draw(
          String(cell.glyph), x: rect.x + column, y: rect.y + row, Self.style(of: cell.role),
          in: rect)
      }
    }
  }

  private static func offset(focus: Int, size: Int, room: Int) -> Int {
    max(0, min(size - room, focus - room / 2))
  }

  private static func style(of role: Picture.Role) -> Style {
    switch role {
    case .plain: Style(.text)
    case .dim: Style(.dim)
    case .wall: Style(.wall)
    case .start: Style(.strong)
    case .goal: Style(.goal)
    case .current: Style(.live, on: .plain, .bold)
    case .path: Style(.live)
    case .frontier: Style(.accent)
    case .closed: Style(.dim)
    case .right: Style(.goal)
    }
  }

  private func drawWrapped(
    _ text: String, _ style: Style, in rect: inout Rect, of canvas: inout Canvas
  ) {
    for line in TextWrapping.lines(text, width: rect.width) {
      guard rect.height > 0 else { return }
      canvas.draw(line, x: rect.x, y: rect.y, style, in: rect)
      rect = Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
    }
  }

  /// Names and values, as many to a line as fit.
  private func drawFacts(_ facts: [(String, String)], in rect: Rect, of canvas: inout Canvas) {
    var x = rect.x
    var y = rect.y
    for (name, value) in facts {
      let name = name.isEmpty ? "" : name + " "
      let width = TextWidth.columns(of: name) + TextWidth.columns(of: value)
      if x > rect.x, x + width > rect.x + rect.width {
        x = rect.x
        y += 1
      }
      guard y < rect.y + rect.height else { return }
      let after = canvas.draw(name, x: x, y: y, Style(.dim), in: rect)
      x = canvas.draw(value, x: after, y: y, Style(.text), in: rect) + 3
    }
  }

  private mutating func facts(
    of node: NodeID, _ subtree: Subtree?, _ tree: SearchTree
  ) -> [(String, String)] {
    var facts: [(String, String)] = [("", statusWords(node, tree))]
    facts[0].0 = "#\(node)"
    let fields: [NodeField] =
      [.N, .Q, .P, .V, .U, .g, .h, .f] + tree.metrics.indices.map { .metric($0) }
    for field in fields {
      guard let value = tree.value(field, of: node) else { continue }
      // Here is room for every visit.
      let text =
        field == .N
        ? NumberFormat.grouped(Int(saturating: value)) : FieldText.text(value, of: field, in: tree)
      facts.append((tree.name(of: field), text))
    }
    if let subtree { facts += Self.facts(of: subtree) }
    facts.append(("depth", "\(tree.depth(node))"))
    let children = tree.childCount(of: node, upTo: 100_000)
    if children > 0 { facts.append(("children", NumberFormat.grouped(children))) }
    if let same = tree.transposition(of: node) { facts.append(("same state as", "#\(same)")) }
    return facts
  }

  /// As in `subtree 42 nodes   120 calls   3.2k tokens`.
  private static func facts(of subtree: Subtree) -> [(String, String)] {
    func counted(_ count: Int, _ noun: String) -> String {
      NumberFormat.counted(count, noun, as: NumberFormat.short)
    }
    return [
      ("subtree", counted(subtree.nodes, "node")), ("", counted(subtree.cost.calls, "call")),
      ("", counted(subtree.cost.tokens, "token")),
    ]
  }

  private mutating func statusWords(_ node: NodeID, _ tree: SearchTree) -> String {
    let status = tree.status(node)
    if status.contains(.forbidden) { return "forbidden" }
    if status.contains(.goal) { return "goal" }
    if status.contains(.mistaken) {
      let words = reason(of: .mistake, node, tree)
      return words.isEmpty ? "mistake" : "mistake: " + words
    }
    if status.contains(.deadEnd) { return "dead end" }
    if status.contains(.exhausted) { return "exhausted" }
    if status.contains(.pruned) {
      let words = reason(of: .prune, node, tree)
      return words.isEmpty ? "pruned" : "pruned: " + words
    }
    if status.contains(.expanded) { return "expanded" }
    return status.contains(.evaluated) ? "evaluated, waiting" : "waiting"
  }

  /// Why the node was marked so last, up to now.
  private mutating func reason(
    of kind: Event.Kind, _ node: NodeID, _ tree: SearchTree
  ) -> String {
    if let known = markedFor, known.node == node, known.now == tree.now { return known.reason }
    let event = tree.events.withUnsafeBufferPointer { events -> Int? in
      var index = tree.now - 1
      while index >= 0 {
        if events[index].kind == kind, events[index].node == node { return index }
        index -= 1
      }
      return nil
    }
    let reason = event.map { BacktrackLog.words(forEvent: $0, in: tree) } ?? ""
    markedFor = (node, tree.now, reason)
    return reason
  }
}
