import MetaCoT
import TerminalUI

extension TreePane {
  /// What a tree pane needs to know besides the tree.
  public struct DrawContext: Sendable {
    /// Whether keys go to this pane.
    public var focused = true
    /// Nodes that another search has visited too are marked.
    public var shared: SharedStates?
    /// What stands in the heading.
    public var title = "tree"

    /// The surroundings of a search that stands alone.
    public init() {}
  }

  /// Draws the heading and the rows of the tree at its moment.
  /// - Complexity: O(rows × fanout).
  public mutating func draw(
    _ tree: SearchTree, in rect: Rect, of canvas: inout Canvas,
    _ context: DrawContext = DrawContext()
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    height = max(1, rect.height - 1)
    update(to: tree)
    let (heading, body) = rect.splitTop(1)
    let all = TreeColumns(of: tree)
    let columns = all.fitting(width: rect.width - 2, text: min(34, rect.width * 3 / 5))
    drawHeading(columns, tree, in: heading, of: &canvas, context)
    guard body.height > 0 else { return }
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    let selection = anchor(in: &outline)
    var painter = RowPainter(
      tree: tree, sizes: sizes, columns: columns, rect: body, shared: context.shared)
    painter.measure(rows, &outline)
    for (index, row) in rows.prefix(body.height).enumerated() {
      let y = body.y + index
      painter.draw(row, y: y, &outline, search: search, on: &canvas)
      if row == selection {
        let paper: Paper = context.focused ? .cursor : .linked
        canvas.shade(Rect(x: body.x, y: y, width: body.width, height: 1), paper)
      }
    }
  }

  private func drawHeading(
    _ columns: TreeColumns, _ tree: SearchTree, in rect: Rect, of canvas: inout Canvas,
    _ context: DrawContext
  ) {
    var notes: [String] = []
    if !following { notes.append("selected") }
    if order == .best { notes.append("best first") }
    if let filter { notes.append("& " + filter.search.matcher.pattern) }
    if let search {
      let place = matchPlace.map { "\($0.place) of \($0.count)" } ?? "\(search.count(in: tree))"
      notes.append("/" + search.matcher.pattern + " " + place)
    }
    PaneHeading.draw(
      context.title, notes: notes, focused: context.focused, in: rect, of: &canvas)
    var right = rect.x + rect.width - 1
    for field in columns.fields.reversed() {
      let title = columns.title(field)
      let x = right - TextWidth.columns(of: title)
      canvas.draw(" " + title + " ", x: x - 1, y: rect.y, Style(.dim), in: rect)
      right -= columns.width(field)
      if field == columns.lead { right -= 2 }
    }
  }
}

/// The line over a pane: its title, in few words what is special, and a rule.
enum PaneHeading {
  static func draw(
    _ title: String, notes: [String] = [], focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    canvas.fill(rect, "─", Style(.dim))
    let style = focused ? Style(.strong, on: .plain, .bold) : Style(.dim)
    var x = canvas.draw(" " + title + " ", x: rect.x + 1, y: rect.y, style, in: rect)
    for note in notes {
      let text = "· " + note + " "
      guard x + TextWidth.columns(of: text) <= rect.x + rect.width else { return }
      x = canvas.draw(text, x: x, y: rect.y, Style(.dim), in: rect)
    }
  }
}

/// Paints rows of the outline, aligned with each other.
struct RowPainter {
  let tree: SearchTree
  let sizes: SubtreeSizes
  let columns: TreeColumns
  let rect: Rect
  let shared: SharedStates?
  /// The path from the root to the current node, and of each node on it the next.
  private let path: Set<NodeID>
  private let nextOnPath: [NodeID: NodeID]
  private let current: NodeID
  private let recent: [NodeID: RecentEvent]
  private var unit = 3
  private var base = 0
  private var stateColumn = 0
  private var textEnd = 0
  private var guides: [NodeID: [Guide]] = [0: []]

  /// A line down past a row, from an ancestor to a later sibling of the row's ancestor.
  private struct Guide {
    var level: Int
    var isLit: Bool
  }

  /// A recent event at a node: how many events ago, and what it was.
  private struct RecentEvent {
    var age: Int
    var kind: Event.Kind
  }

  init(
    tree: SearchTree, sizes: SubtreeSizes, columns: TreeColumns, rect: Rect,
    shared: SharedStates?
  ) {
    self.tree = tree
    self.sizes = sizes
    self.columns = columns
    self.rect = rect
    self.shared = shared
    current = tree.currentNode
    let path = tree.boundedPath(to: current)
    self.path = Set(path)
    nextOnPath = Dictionary(uniqueKeysWithValues: zip(path, path.dropFirst()))
    var recent: [NodeID: RecentEvent] = [:]
    for age in 0..<min(8, tree.now) {
      let event = tree.events[tree.now - 1 - age]
      guard event.kind != .modelCall, event.kind != .end, event.kind != .note else { continue }
      if recent[event.node] == nil { recent[event.node] = RecentEvent(age: age, kind: event.kind) }
    }
    self.recent = recent
  }

  /// Decides where the texts of these rows stand.
  mutating func measure(_ rows: [OutlineRow], _ outline: inout Outline) {
    textEnd = rect.width - columns.width - 1
    var deepest = 0
    for row in rows { deepest = max(deepest, outline.level(of: row)) }
    unit = deepest * 3 <= textEnd * 2 / 5 ? 3 : 2
    let levels = max(1, textEnd * 2 / 5 / unit)
    base = max(0, deepest - levels)
    var widest = 0
    for row in rows where !row.isMore {
      widest = max(widest, indent(row, &outline) + TextWidth.columns(of: tree.step(row.node)))
    }
    stateColumn = widest + 2
    if stateColumn + 6 > textEnd { stateColumn = textEnd < 48 ? textEnd : textEnd * 3 / 5 }
  }

  /// Columns before the text of a row: the gutter, the guides, the mark.
  private func indent(_ row: OutlineRow, _ outline: inout Outline) -> Int {
    let level = outline.level(of: row)
    return 4 + max(0, level - base) * unit - (level > base ? 1 : 0)
  }

  mutating func draw(
    _ row: OutlineRow, y: Int, _ outline: inout Outline, search: NodeSearch?,
    on canvas: inout Canvas
  ) {
    let node = row.node
    let line = Rect(x: rect.x, y: y, width: rect.width, height: 1)
    drawGuides(row, y: y, &outline, on: &canvas)
    let indent = indent(row, &outline)
    let text = Rect(x: rect.x, y: y, width: textEnd, height: 1)
    if row.isMore {
      let hidden = outline.children(of: node).hidden
      canvas.draw(
        "⋯ \(NumberFormat.grouped(hidden)) more", x: rect.x + indent - 3, y: y, Style(.dim),
        in: text)
      return
    }
    drawGutter(node, y: y, on: &canvas, in: line)
    let open = outline.showsChildren(node)
    let ink = textInk(node)
    drawMark(node, open: open, x: rect.x + indent - 3, y: y, on: &canvas, in: text)
    let words = node == 0 ? tree.state(0) : tree.step(node)
    let end = rect.x + (node == 0 ? textEnd : max(stateColumn - 1, indent + 8))
    let style = Style(ink, on: .plain, node == current ? .bold : [])
    let start = rect.x + indent
    canvas.draw(
      NumberFormat.clipped(words, to: min(end, rect.x + textEnd) - start), x: start, y: y, style,
      in: text)
    var below = ""
    if open {
      let children = outline.children(of: node)
      if children.hidden > 0, !children.hasMoreRow {
        below = "⋯ \(NumberFormat.grouped(children.hidden)) more"
      }
    } else if tree.firstChild(of: node) >= 0 {
      let count = sizes.below(node)
      below = "⋯ \(NumberFormat.grouped(count)) node" + (count == 1 ? "" : "s")
    }
    drawState(node, below: below, after: start + TextWidth.columns(of: words), y: y, &canvas, text)
    drawFigures(node, y: y, on: &canvas, in: line)
  }

  private func drawState(
    _ node: NodeID, below: String, after: Int, y: Int, _ canvas: inout Canvas, _ text: Rect
  ) {
    var x = max(rect.x + stateColumn, after + 2)
    let right = rect.x + textEnd
    if node > 0 {
      let room = right - x - (below.isEmpty ? 0 : TextWidth.columns(of: below) + 2)
      if room >= 4 {
        let state = NumberFormat.clipped(tree.state(node), to: room)
        let ink: Ink = path.contains(node) ? .text : .dim
        x = canvas.draw(state, x: x, y: y, Style(ink), in: text) + 2
      }
    } else {
      x = after + 2
    }
    if !below.isEmpty {
      let short = TextWidth.columns(of: below) <= right - x
      let words = short ? below : "⋯" + below.filter(\.isNumber)
      if TextWidth.columns(of: words) <= right - x {
        canvas.draw(words, x: x, y: y, Style(.dim), in: text)
      }
    }
  }

  private func textInk(_ node: NodeID) -> Ink {
    let status = tree.status(node)
    if status.contains(.goal) { return .goal }
    if path.contains(node) { return .live }
    return status.isDisjoint(with: .closed) ? .text : .dim
  }

  private func drawGutter(_ node: NodeID, y: Int, on canvas: inout Canvas, in line: Rect) {
    if let touch = recent[node] {
      let glyph: String =
        switch touch.kind {
        case .select: "›"
        case .expand: "+"
        case .evaluate: "?"
        case .backup: "↑"
        case .backtrack: "↶"
        case .prune: "×"
        case .goal: "★"
        case .steer: "!"
        case .mistake: "≠"
        case .answer: "="
        case .modelCall, .failed, .text, .link, .note, .end, .other: " "
        }
      let fading: Style.Attributes = touch.age == 0 ? .bold : touch.age < 4 ? [] : .faint
      canvas.draw(glyph, x: line.x, y: y, Style(.live, on: .plain, fading), in: line)
    } else if let shared, shared.contains(node) {
      canvas.draw("≈", x: line.x, y: y, Style(.shared), in: line)
    }
  }

  /// `▾ ▸ ·` for open, closed and without children; `★ ≠ ✗ d p ⊘` for what became of it.
  private func drawMark(
    _ node: NodeID, open: Bool, x: Int, y: Int, on canvas: inout Canvas, in line: Rect
  ) {
    let status = tree.status(node)
    let (mark, ink): (String, Ink) =
      if status.contains(.goal) {
        ("★", .goal)
      } else if status.contains(.forbidden) {
        ("⊘", .warning)
      } else if status.contains(.mistaken) {
        ("≠", .warning)
      } else if !status.isDisjoint(with: [.deadEnd, .exhausted]) {
        ("✗", .dead)
      } else if status.contains(.pruned) {
        (tree.transposition(of: node) == nil ? "p" : "d", .dim)
      } else {
        ("", .dim)
      }
    guard tree.firstChild(of: node) >= 0 else {
      let lone = node == 0 ? "●" : tree.transposition(of: node) == nil ? "·" : "="
      let alive: Ink = path.contains(node) ? .live : .dim
      canvas.draw(
        mark.isEmpty ? lone : mark, x: node == 0 ? x : x + 1, y: y,
        Style(mark.isEmpty ? alive : ink), in: line)
      return
    }
    let fold = open ? (node == 0 ? "●" : "▾") : "▸"
    canvas.draw(fold, x: x, y: y, Style(path.contains(node) ? .live : .dim), in: line)
    canvas.draw(mark, x: x + 1, y: y, Style(ink), in: line)
  }

  private mutating func drawGuides(
    _ row: OutlineRow, y: Int, _ outline: inout Outline, on canvas: inout Canvas
  ) {
    guard row.isMore || row.node > 0 else { return }
    let level = outline.level(of: row)
    let parent = row.isMore ? row.node : tree.parent(row.node)
    if base > 0, level <= base {
      canvas.draw("‹", x: rect.x + 1, y: y, Style(.dim), in: rect)
      return
    }
    for guide in guides(below: parent, &outline) where guide.level >= base {
      canvas.draw(
        "│", x: guideColumn(guide.level), y: y, Style(guide.isLit ? .live : .dim), in: rect)
    }
    // An only child stands right below its parent and needs no elbow.
    if !row.isMore, level == outline.level(of: OutlineRow(parent)) { return }
    let isOnPath = !row.isMore && path.contains(row.node)
    let isLit = isOnPath || leadsToPath(row, &outline)
    let elbow = guideColumn(level - 1)
    canvas.draw(
      outline.isLast(row) ? "└" : "├", x: elbow, y: y, Style(isLit ? .live : .dim), in: rect)
    if unit > 2 {
      canvas.draw("─", x: elbow + 1, y: y, Style(isOnPath ? .live : .dim), in: rect)
    }
  }

  /// Whether the path goes on to a later sibling of the row.
  private func leadsToPath(_ row: OutlineRow, _ outline: inout Outline) -> Bool {
    guard !row.isMore, let next = nextOnPath[tree.parent(row.node)], next != row.node else {
      return false
    }
    let shown = outline.children(of: tree.parent(row.node)).shown
    guard let place = shown.firstIndex(of: next) else { return false }
    return shown[..<place].contains(row.node)
  }

  /// The lines that pass the rows below a node.
  private mutating func guides(below node: NodeID, _ outline: inout Outline) -> [Guide] {
    var chain: [NodeID] = []
    var known = node
    while guides[known] == nil, outline.level(of: OutlineRow(known)) > 0 {
      chain.append(known)
      known = tree.parent(known)
    }
    var lines = guides[known] ?? []
    for node in chain.reversed() {
      let level = outline.level(of: OutlineRow(node))
      if level > outline.level(of: OutlineRow(tree.parent(node))),
        !outline.isLast(OutlineRow(node))
      {
        lines.append(Guide(level: level - 1, isLit: leadsToPath(OutlineRow(node), &outline)))
      }
      guides[node] = lines
    }
    return lines
  }

  private func guideColumn(_ level: Int) -> Int { rect.x + 1 + (level - base) * unit }

  private func drawFigures(_ node: NodeID, y: Int, on canvas: inout Canvas, in line: Rect) {
    let displayValue = tree.displayValue(node)
    let closed = !tree.status(node).isDisjoint(with: .closed)
    var right = line.x + line.width - 1
    for field in columns.fields.reversed() {
      let lead = field == columns.lead
      if let text = FieldText.text(field, of: node, in: tree) {
        let ink: Ink = lead ? displayValue.map { .value($0) } ?? .dim : .dim
        canvas.draw(
          text, x: right - TextWidth.columns(of: text), y: y, Style(closed ? .dim : ink), in: line)
      }
      right -= columns.width(field)
      if lead {
        if let displayValue {
          canvas[right, y] = Canvas.Cell(Bars.glyph(displayValue), Style(.value(displayValue)))
        }
        right -= 2
      }
    }
  }
}
