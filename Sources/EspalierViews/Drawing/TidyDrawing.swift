import MetaCoT
import TerminalUI

/// The tree as a tree: parents amid their children, a level a column or a row. The root stands on top
/// where all of that fits into the window, else at the left.
struct TidyDrawing: TreeDrawing {
  static let name = "tidy"
  static let help = "parents amid their children, the root on top or at the left"

  var window = Rect(x: 0, y: 0, width: 80, height: 20)
  var isSettled = true

  init() {}

  /// Nodes with children stand beside these, and take no row of their own.
  var outlineRows: Int { window.height * 4 / 3 }

  /// Columns of a step at most.
  private static let widest = 28

  func drawing(of source: TreeSource, _ selection: TreeSelection) -> Drawing {
    let shown = ShownTree(source, selection, rows: outlineRows)
    let path = Set(source.tree.boundedPath(to: source.tree.currentNode))
    let labels = shown.rows.indices.map { Label(shown, $0, source, path) }
    var drawing = hanging(shown, labels) ?? growingRight(shown, labels)
    drawing.selected = shown.selected
    return drawing
  }

  /// The root on top; nil where that does not fit into the window.
  private func hanging(_ shown: ShownTree, _ labels: [Label]) -> Drawing? {
    let height = 3 * ((shown.levels.max() ?? 0) + 1) - 2
    guard height <= window.height else { return nil }
    let widths = labels.map(\.width)
    let layout = TidyLayout(children: shown.children, extents: widths.map(Double.init), gap: 2)
    let lefts = zip(layout.middles, widths).map {
      Int(saturating: ($0 - Double($1) / 2).rounded(.down))
    }
    let width = zip(lefts, widths).map { $0 + $1 }.max() ?? 0
    guard width <= window.width else { return nil }
    var drawing = Drawing(width: width, height: height)
    for (index, label) in labels.enumerated() {
      let y = 3 * shown.levels[index]
      label.draw(x: lefts[index], y: y, on: &drawing)
      drawing.targets.append(
        Drawing.Target(
          row: label.row, rect: Rect(x: lefts[index], y: y, width: label.width, height: 1)))
      let below = shown.children[index]
      guard !below.isEmpty else { continue }
      let trunk = Double(lefts[index] + widths[index] / 2) + 0.5
      let bar = Double(y) + 1.5
      for child in below.sorted(by: { !labels[$0].isOnPath && labels[$1].isOnPath }) {
        let ink: Ink = labels[child].isOnPath ? .live : .dim
        let x = Double(lefts[child] + widths[child] / 2) + 0.5
        drawing.add(.line(.init(trunk, bar - 0.5), .init(trunk, bar), ink))
        drawing.add(.line(.init(trunk, bar), .init(x, bar), ink))
        drawing.add(.line(.init(x, bar), .init(x, bar + 1.5), ink))
      }
    }
    return drawing
  }

  /// The root at the left, a row a leaf.
  private func growingRight(_ shown: ShownTree, _ labels: [Label]) -> Drawing {
    let extents = labels.map { _ in 1.0 }
    let layout = TidyLayout(children: shown.children, extents: extents, gap: 0)
    var widths: [Int] = []
    for (index, level) in shown.levels.enumerated() {
      if level == widths.count { widths.append(0) }
      widths[level] = max(widths[level], labels[index].width)
    }
    var lefts: [Int] = [1]
    for width in widths { lefts.append(lefts[lefts.count - 1] + width + 4) }
    // Middles lie at least a row apart, so do what they are rounded to.
    let tops = layout.middles.map { Int(saturating: ($0 - 0.5).rounded(.down)) }
    var drawing = Drawing(
      width: lefts[widths.count] - 3, height: (tops.max() ?? 0) + 1)
    for (index, label) in labels.enumerated() {
      let (x, y) = (lefts[shown.levels[index]], tops[index])
      label.draw(x: x, y: y, on: &drawing)
      drawing.targets.append(
        Drawing.Target(row: label.row, rect: Rect(x: x, y: y, width: label.width, height: 1)))
      let below = shown.children[index]
      guard !below.isEmpty else { continue }
      let middle = Double(y) + 0.5
      let trunk = Double(lefts[shown.levels[index] + 1]) - 2.5
      for child in below.sorted(by: { !labels[$0].isOnPath && labels[$1].isOnPath }) {
        let ink: Ink = labels[child].isOnPath ? .live : .dim
        let end = Double(tops[child]) + 0.5
        drawing.add(.line(.init(Double(x + label.width + 1), middle), .init(trunk, middle), ink))
        drawing.add(.line(.init(trunk, middle), .init(trunk, end), ink))
        drawing.add(.line(.init(trunk, end), .init(trunk + 1.5, end), ink))
      }
    }
    return drawing
  }

  /// What stands for a node: its mark, its step, how good it is, and how many are hidden below.
  private struct Label {
    let row: OutlineRow
    let isOnPath: Bool
    private(set) var width = 0
    private var parts: [(text: String, style: Style)] = []

    init(_ shown: ShownTree, _ index: Int, _ source: TreeSource, _ path: Set<NodeID>) {
      let tree = source.tree
      row = shown.rows[index]
      isOnPath = !row.isMore && path.contains(row.node)
      let hidden = shown.hidden[index]
      if row.isMore {
        add("⋯ \(NumberFormat.grouped(hidden)) more", Style(.dim))
      } else {
        let node = row.node
        let status = tree.status(node)
        let mark = NodeMark(of: node, in: tree)
        let isClosed = !status.isDisjoint(with: .closed)
        let isHighlighted = source.isHighlighted(node)
        let ink: Ink =
          isHighlighted
          ? .warning
          : status.contains(.goal) ? .goal : isOnPath ? .live : isClosed ? .dim : .text
        let isCurrent = node == tree.currentNode
        if isHighlighted { add("◈ ", Style(.warning), width: 2) }
        if let mark { add(mark.glyph + " ", Style(mark.ink), width: 2) }
        let step = node == 0 ? tree.state(0) : tree.step(node)
        add(
          NumberFormat.clipped(step.isEmpty ? "#\(node)" : step, to: TidyDrawing.widest),
          Style(ink, on: .plain, isCurrent ? .bold : []))
        if let value = tree.displayValue(node), mark?.glyph != "★" {
          add(" " + String(Bars.glyph(value)), Style(.value(value)), width: 2)
        }
        if hidden > 0 { add(" ⋯" + NumberFormat.short(hidden), Style(.dim)) }
      }
    }

    private mutating func add(_ text: String, _ style: Style, width: Int? = nil) {
      parts.append((text, style))
      self.width += width ?? TextWidth.columns(of: text)
    }

    func draw(x: Int, y: Int, on drawing: inout Drawing) {
      var x = x
      for part in parts { x = drawing.text(part.text, x: x, y: y, part.style, end: .max / 2) }
    }
  }
}
