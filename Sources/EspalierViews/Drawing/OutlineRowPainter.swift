import MetaCoT
import TerminalUI

/// Draws rows of an outline, aligned with each other.
struct OutlineRowPainter {
  let source: TreeSource
  let columns: TreeColumns
  /// What has been drawn.
  private(set) var drawing: Drawing
  /// The path from the root to the current node, and of each node on it the next.
  private let path: Set<NodeID>
  private let nextOnPath: [NodeID: NodeID]
  /// The siblings that stand before the one on the path, by their parent.
  private var beforePath: [NodeID: Set<NodeID>] = [:]
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

  init(_ source: TreeSource, columns: TreeColumns, width: Int, height: Int) {
    self.source = source
    self.columns = columns
    drawing = Drawing(width: width, height: height)
    let tree = source.tree
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

  private var tree: SearchTree { source.tree }

  /// Decides where the texts of these rows stand.
  mutating func measure(_ rows: [OutlineRow], _ outline: inout Outline) {
    textEnd = drawing.width - columns.width - 1
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
    bringColumnsNear(rows)
  }

  /// Figures stand near their rows: room that no row needs is left at the right.
  private mutating func bringColumnsNear(_ rows: [OutlineRow]) {
    var widest = Self.leastText
    for row in rows where !row.isMore {
      let state = row.node == 0 ? 0 : TextWidth.columns(of: tree.state(row.node))
      let below = source.sizes.below(row.node) > 0 ? Self.noteWidth : 0
      widest = max(widest, stateColumn + state + below)
    }
    // In steps, so that the columns do not move with every row.
    textEnd = min(textEnd, (widest + 15) / 16 * 16)
  }

  /// Columns that texts have at least, and that a note of what is below a row takes.
  private static let (leastText, noteWidth) = (48, 16)

  /// Columns before the text of a row: the gutter, the guides, the mark.
  private func indent(_ row: OutlineRow, _ outline: inout Outline) -> Int {
    let level = outline.level(of: row)
    return 4 + max(0, level - base) * unit - (level > base ? 1 : 0)
  }

  mutating func draw(_ row: OutlineRow, y: Int, _ outline: inout Outline) {
    let node = row.node
    drawing.targets.append(
      Drawing.Target(row: row, rect: Rect(x: 0, y: y, width: drawing.width, height: 1)))
    drawGuides(row, y: y, &outline)
    let indent = indent(row, &outline)
    if row.isMore {
      let hidden = outline.children(of: node).hidden
      drawing.text(
        "⋯ \(NumberFormat.grouped(hidden)) more", x: indent - 3, y: y, Style(.dim), end: textEnd)
      return
    }
    drawGutter(node, y: y)
    let open = outline.showsChildren(node)
    let ink = textInk(node)
    drawMark(node, open: open, x: indent - 3, y: y)
    if let shared = source.shared, shared.contains(node) {
      // Where an event stands in the margin, before the step.
      let x = recent[node] == nil ? 0 : indent - 1
      drawing.text("≈", x: x, y: y, Style(.shared), end: textEnd)
    }
    let words = node == 0 ? tree.state(0) : tree.step(node)
    let end = node == 0 ? textEnd : max(stateColumn - 1, indent + 8)
    let style = Style(ink, on: .plain, node == current ? .bold : [])
    drawing.text(
      NumberFormat.clipped(words, to: min(end, textEnd) - indent), x: indent, y: y, style,
      end: textEnd)
    let isHighlighted = source.isHighlighted(node)
    if source.marked.contains(node) || isHighlighted {
      let x = min(indent + TextWidth.columns(of: words), end)
      drawing.text(
        isHighlighted ? "◈" : "⚑", x: x, y: y, Style(isHighlighted ? .warning : .strong),
        end: textEnd)
    }
    var below = ""
    if open {
      let children = outline.children(of: node)
      if children.hidden > 0, !children.hasMoreRow {
        below = "⋯ \(NumberFormat.grouped(children.hidden)) more"
      }
    } else if tree.firstChild(of: node) >= 0 {
      let count = source.sizes.below(node)
      below = "⋯ \(NumberFormat.grouped(count)) node" + (count == 1 ? "" : "s")
    }
    drawState(node, below: below, after: indent + TextWidth.columns(of: words), y: y)
    drawFigures(node, y: y)
  }

  private mutating func drawState(_ node: NodeID, below: String, after: Int, y: Int) {
    var x = max(stateColumn, after + 2)
    let right = textEnd
    if node > 0 {
      let room = right - x - (below.isEmpty ? 0 : TextWidth.columns(of: below) + 2)
      if room >= 4 {
        let state = NumberFormat.clipped(tree.state(node), to: room)
        let ink: Ink = path.contains(node) ? .text : .dim
        x = drawing.text(state, x: x, y: y, Style(ink), end: textEnd) + 2
      }
    } else {
      x = after + 2
    }
    if !below.isEmpty {
      let short = TextWidth.columns(of: below) <= right - x
      let words = short ? below : "⋯" + below.filter(\.isNumber)
      if TextWidth.columns(of: words) <= right - x {
        drawing.text(words, x: x, y: y, Style(.dim), end: textEnd)
      }
    }
  }

  private func textInk(_ node: NodeID) -> Ink {
    let status = tree.status(node)
    if source.isHighlighted(node) { return .warning }
    if status.contains(.goal) { return .goal }
    if path.contains(node) { return .live }
    return status.isDisjoint(with: .closed) ? .text : .dim
  }

  private mutating func drawGutter(_ node: NodeID, y: Int) {
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
      drawing.text(glyph, x: 0, y: y, Style(.live, on: .plain, fading), end: drawing.width)
    }
  }

  /// `▾ ▸ ·` for open, closed and without children; `★ ≠ ✗ d p ⊘` for what became of it.
  private mutating func drawMark(_ node: NodeID, open: Bool, x: Int, y: Int) {
    let mark = NodeMark(of: node, in: tree)
    guard tree.firstChild(of: node) >= 0 else {
      let lone = node == 0 ? "●" : tree.transposition(of: node) == nil ? "·" : "="
      let alive: Ink = path.contains(node) ? .live : .dim
      drawing.text(
        mark?.glyph ?? lone, x: node == 0 ? x : x + 1, y: y, Style(mark?.ink ?? alive),
        end: textEnd)
      return
    }
    let fold = open ? (node == 0 ? "●" : "▾") : "▸"
    drawing.text(fold, x: x, y: y, Style(path.contains(node) ? .live : .dim), end: textEnd)
    if let mark { drawing.text(mark.glyph, x: x + 1, y: y, Style(mark.ink), end: textEnd) }
  }

  private mutating func drawGuides(_ row: OutlineRow, y: Int, _ outline: inout Outline) {
    guard row.isMore || row.node > 0 else { return }
    let level = outline.level(of: row)
    let parent = row.isMore ? row.node : tree.parent(row.node)
    if base > 0, level <= base {
      drawing.text("‹", x: 1, y: y, Style(.dim), end: drawing.width)
      return
    }
    let top = Double(y)
    for guide in guides(below: parent, &outline) where guide.level >= base {
      let x = guideColumn(guide.level)
      drawing.add(
        .line(.init(x, top), .init(x, top + 1), guide.isLit ? .live : .dim))
    }
    // An only child stands right below its parent and needs no elbow.
    if !row.isMore, level == outline.level(of: OutlineRow(parent)) { return }
    let isOnPath = !row.isMore && path.contains(row.node)
    let isLit = isOnPath || leadsToPath(row, &outline)
    let ink: Ink = isLit ? .live : .dim
    let (x, middle) = (guideColumn(level - 1), top + 0.5)
    drawing.add(.line(.init(x, top), .init(x, outline.isLast(row) ? middle : top + 1), ink))
    drawing.add(.line(.init(x, middle), .init(x + 0.5, middle), ink))
    if unit > 2 {
      drawing.add(
        .line(.init(x + 0.5, middle), .init(x + 1.5, middle), isOnPath ? .live : .dim))
    }
  }

  /// Whether the path goes on to a later sibling of the row.
  private mutating func leadsToPath(_ row: OutlineRow, _ outline: inout Outline) -> Bool {
    guard !row.isMore, let next = nextOnPath[tree.parent(row.node)], next != row.node else {
      return false
    }
    let parent = tree.parent(row.node)
    if beforePath[parent] == nil {
      let shown = outline.children(of: parent).shown
      beforePath[parent] = Set(shown.firstIndex(of: next).map { shown[..<$0] } ?? [])
    }
    return beforePath[parent]?.contains(row.node) == true
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

  /// The middle of the column that the lines of a level stand in.
  private func guideColumn(_ level: Int) -> Double { 1.5 + Double((level - base) * unit) }

  private mutating func drawFigures(_ node: NodeID, y: Int) {
    let displayValue = tree.displayValue(node)
    let closed = !tree.status(node).isDisjoint(with: .closed)
    var right = textEnd + columns.width
    for field in columns.fields.reversed() {
      let lead = field == columns.lead
      if let text = FieldText.text(field, of: node, in: tree) {
        let ink: Ink = lead ? displayValue.map { .value($0) } ?? .dim : .dim
        drawing.text(
          text, x: right - TextWidth.columns(of: text), y: y, Style(closed ? .dim : ink),
          end: drawing.width)
      }
      right -= columns.width(field)
      if lead {
        if let displayValue {
          drawing.text(
            String(Bars.glyph(displayValue)), x: right, y: y, Style(.value(displayValue)),
            end: drawing.width)
        }
        right -= 2
      }
    }
  }

  /// The titles of the columns, over them.
  mutating func drawTitles() {
    var right = textEnd + columns.width
    for field in columns.fields.reversed() {
      let title = columns.title(field)
      drawing.title(" " + title + " ", x: right - TextWidth.columns(of: title) - 1, Style(.dim))
      right -= columns.width(field)
      if field == columns.lead { right -= 2 }
    }
  }
}
