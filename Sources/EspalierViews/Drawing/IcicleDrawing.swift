import MetaCoT
import TerminalUI

/// The tree as boxes under boxes: a node is as wide as its share of what is measured, so what took the
/// most is seen first (Kruskal and Landwehr 1983). What a node's children do not fill is its own.
struct IcicleDrawing: TreeDrawing {
  static let name = "icicle"
  static let help = "boxes as wide as their share of visits, nodes, tokens or seconds"

  static var page: (width: Int, height: Int) { (160, 60) }

  var window = Rect(x: 0, y: 0, width: 80, height: 20)
  var isSettled = true

  init() {}

  /// Levels that are drawn.
  private static let limit = 500

  /// A node and where its box lies; of some nodes that are too narrow by themselves, where these do.
  private struct Box {
    var node: NodeID?
    var level: Int
    var x: Double
    var width: Double
  }

  func drawing(of source: TreeSource, _ selection: TreeSelection) -> Drawing {
    let boxes = boxes(of: source, selection)
    let levels = (boxes.map(\.level).max() ?? 0) + 1
    let rows = max(1, min(3, window.height / levels))
    var drawing = Drawing(width: window.width, height: levels * rows)
    let tree = source.tree
    let measure = selection.measure(in: tree)
    drawing.title(" width: \(measure.name(in: tree)) ", x: window.width - 20, Style(.dim))
    for box in boxes {
      let y = box.level * rows
      let corner = Drawing.Point(box.x, Double(y))
      guard let node = box.node else {
        drawing.add(.box(corner, width: box.width, rows: rows, .wall, label: "⋯"))
        continue
      }
      let mark = NodeMark(of: node, in: tree)
      let isHighlighted = source.isHighlighted(node)
      let step = node == 0 ? tree.state(0) : tree.step(node)
      drawing.add(
        .box(
          corner, width: box.width, rows: rows,
          isHighlighted ? .warning : ink(of: node, mark, tree),
          label: (isHighlighted ? "◈ " : "") + (mark.map { $0.glyph + " " } ?? "") + step))
      let left = Int(saturating: box.x.rounded())
      let width = max(1, Int(saturating: (box.x + box.width).rounded()) - left)
      drawing.targets.append(
        Drawing.Target(
          row: OutlineRow(node), rect: Rect(x: left, y: y, width: width, height: rows)))
    }
    drawing.selected = nearest(to: selection.node(in: tree), drawn: boxes, in: tree)
    return drawing
  }

  private func ink(of node: NodeID, _ mark: NodeMark?, _ tree: SearchTree) -> Ink {
    if let mark { return mark.ink }
    return tree.displayValue(node).map { .value($0) } ?? .text
  }

  /// The boxes, parents before children. What is narrower than a column shares a box with those
  /// beside it.
  private func boxes(of source: TreeSource, _ selection: TreeSelection) -> [Box] {
    let tree = source.tree
    let measure = selection.measure(in: tree)
    let root = selection.top(in: tree)
    var boxes = [Box(node: root, level: 0, x: 0, width: Double(window.width))]
    var next = 0
    while next < boxes.count {
      let box = boxes[next]
      next += 1
      guard let node = box.node, box.level + 1 < Self.limit,
        !selection.folds.closed.contains(node)
      else { continue }
      var children = tree.children(of: node)
      if let filter = source.filter { children.removeAll { !filter.admits($0) } }
      if selection.order == .best {
        children = children.map { SiblingOrderKey(of: $0, in: tree) }.sorted().map(\.node)
      }
      let sizes = children.map { measure.size(of: $0, in: source) }
      let all = max(measure.size(of: node, in: source), sizes.reduce(0, +))
      guard all > 0 else { continue }
      var x = box.x
      var narrow = Box(node: nil, level: box.level + 1, x: x, width: 0)
      func closeNarrow() {
        if narrow.width >= 0.5 { boxes.append(narrow) }
        narrow.width = 0
      }
      for (child, size) in zip(children, sizes) {
        let width = box.width * size / all
        if width >= 1 {
          closeNarrow()
          boxes.append(Box(node: child, level: box.level + 1, x: x, width: width))
        } else {
          if narrow.width == 0 { narrow.x = x }
          narrow.width += width
        }
        x += width
      }
      closeNarrow()
    }
    return boxes
  }

  /// The node, or its nearest ancestor that has a box.
  private func nearest(to node: NodeID, drawn boxes: [Box], in tree: SearchTree) -> OutlineRow {
    let drawn = Set(boxes.compactMap(\.node))
    var node = node
    while node > 0, !drawn.contains(node) { node = tree.parent(node) }
    return OutlineRow(node)
  }

  /// Gives the whole width to the selected node; if it has it, to its parent.
  mutating func toggleFold(_ selection: inout TreeSelection, in source: TreeSource) {
    stay(&selection, in: source)
    let node = selection.node(in: source.tree)
    let isTop = node == selection.top(in: source.tree)
    selection.top = isTop ? max(0, source.tree.parent(node)) : node
  }
}
