import MetaCoT
import TerminalUI

/// Depth over time: where the search was, and when. Depth-first searches are slopes, breadth-first ones
/// stairs, backtracks the drops between (as in the pixel trees of CP-Viz and cp-profiler).
///
/// A column is a stretch of events, a lane a depth; the higher a lane is filled, the more happened there
/// then.
struct PixelDrawing: TreeDrawing {
  static let name = "pixel"
  static let help = "depth over time: the shape of backtracking"

  static var page: (width: Int, height: Int) { (160, 40) }

  var window = Rect(x: 0, y: 0, width: 80, height: 20)
  var isSettled = true

  init() {}

  /// Events of a column that are read; of more, as many are read evenly.
  private static let limit = 64

  func drawing(of source: TreeSource, _ selection: TreeSelection) -> Drawing {
    let tree = source.tree
    let axis = 5
    var drawing = Drawing(width: window.width, height: window.height)
    guard window.width > axis + 2 else { return drawing }
    let columns = 2 * (window.width - axis - 1)
    let lanes = Lanes(
      depths: tree.greatestDepth + 1, rows: window.height, columns: columns,
      events: max(1, tree.events.count))
    let cells = cells(of: source, below: selection.top(in: tree), lanes)
    let most = cells.reduce(0) { max($0, $1.count) }
    for cell in cells {
      let dots = max(1, (cell.count * lanes.fill + most - 1) / max(1, most))
      let bottom = lanes.bottom(ofDepth: cell.place.depth)
      let x = Double(axis) + Double(cell.place.column) / 2 + 0.25
      let ink = ink(of: cell, tree)
      for dot in 0..<dots {
        drawing.add(.dot(.init(x, (Double(bottom - dot) - 0.5) / 4), ink))
      }
    }
    drawAxis(lanes, on: &drawing)
    let now = axis + lanes.column(ofEvent: max(0, tree.now - 1)) / 2
    drawing.text("▼", x: now, y: 0, Style(.live), end: window.width)
    addTargets(cells, lanes, selection.node(in: tree), tree, axis: axis, on: &drawing)
    return drawing
  }

  /// Where depths and events lie, in dots.
  private struct Lanes {
    /// Depths that there are.
    let depths: Int
    /// Dots from a lane to the next; less than 1 where several depths share a row of dots.
    let pitch: Double
    /// Dots that a lane can be filled with.
    let fill: Int
    let columns: Int
    let events: Int

    init(depths: Int, rows: Int, columns: Int, events: Int) {
      self.depths = max(1, depths)
      // The first row is for the mark of the moment.
      pitch = Double(4 * max(1, rows - 1)) / Double(self.depths)
      fill = max(1, min(24, Int(saturating: pitch) - (pitch >= 4 ? 2 : 0)))
      self.columns = columns
      self.events = events
    }

    func column(ofEvent event: Int) -> Int { min(columns - 1, event * columns / events) }

    /// The row of dots below the lane's lowest one.
    func bottom(ofDepth depth: Int) -> Int {
      4 + Int(saturating: (Double(depth + 1) * pitch).rounded(.down))
    }
  }

  private struct Place {
    var column: Int
    var depth: Int
  }

  /// What happened at a depth in a column of time.
  private struct Cell {
    var place: Place
    var count = 0
    var hasGoal = false
    /// Whether something of what stands out happened.
    var isHighlighted = false
    /// The node of the last event.
    var node: NodeID = 0
  }

  /// The cells in which something happened, in the order of columns, in each from the least depth on.
  /// - Complexity: O(events), but no more than some hundred a column.
  private func cells(of source: TreeSource, below top: NodeID, _ lanes: Lanes) -> [Cell] {
    let tree = source.tree
    // Children come after their parents.
    var isBelow = Array(repeating: false, count: top == 0 ? 0 : tree.nodeCount)
    for node in top..<max(top, NodeID(isBelow.count)) {
      isBelow[Int(node)] = node == top || isBelow[Int(tree.parent(node))]
    }
    var cells: [Cell] = []
    // Where the cell of each depth is in the column at hand, which begins with the cell `first`.
    var places = Array(repeating: -1, count: lanes.depths)
    var (column, first) = (0, 0)
    func close() {
      for cell in cells[first...] { places[cell.place.depth] = -1 }
      cells[first...].sort { $0.place.depth < $1.place.depth }
      first = cells.count
    }
    let stride = max(1, tree.events.count / lanes.columns / Self.limit)
    for index in Swift.stride(from: 0, to: tree.now, by: stride) {
      let event = tree.events[index]
      let node: NodeID
      switch event.kind {
      case .select, .evaluate, .goal, .mistake, .answer: node = event.node
      case .expand where event.count > 0: node = event.other
      default: continue
      }
      if top > 0, !isBelow[Int(node)] { continue }
      let depth = tree.depth(node)
      if column != lanes.column(ofEvent: index) {
        close()
        column = lanes.column(ofEvent: index)
      }
      if places[depth] < 0 {
        places[depth] = cells.count
        cells.append(Cell(place: Place(column: column, depth: depth)))
      }
      cells[places[depth]].count += event.kind == .expand ? Int(event.count) : 1
      cells[places[depth]].node = node
      if tree.status(node).contains(.goal) { cells[places[depth]].hasGoal = true }
      if source.isHighlighted(node) { cells[places[depth]].isHighlighted = true }
    }
    close()
    return cells
  }

  private func ink(of cell: Cell, _ tree: SearchTree) -> Ink {
    if cell.isHighlighted { return .warning }
    if cell.hasGoal { return .goal }
    return NodeMark(of: cell.node, in: tree)?.ink
      ?? tree.displayValue(cell.node).map { .value($0) } ?? .text
  }

  private func drawAxis(_ lanes: Lanes, on drawing: inout Drawing) {
    drawing.text("depth", x: 0, y: 0, Style(.dim), end: 5)
    var free = 1
    for depth in 0..<lanes.depths {
      let row = (lanes.bottom(ofDepth: depth) - 1) / 4
      guard row >= free, row < window.height else { continue }
      let text = "\(depth)"
      drawing.text(text, x: 4 - text.count, y: row, Style(.dim), end: 4)
      free = row + (lanes.pitch < 8 ? 3 : 1)
    }
  }

  private func addTargets(
    _ cells: [Cell], _ lanes: Lanes, _ selected: NodeID, _ tree: SearchTree,
    axis: Int,
    on drawing: inout Drawing
  ) {
    func target(_ place: Place, _ node: NodeID) -> Drawing.Target {
      let bottom = (lanes.bottom(ofDepth: place.depth) - 1) / 4
      let top = (lanes.bottom(ofDepth: place.depth) - lanes.fill) / 4
      return Drawing.Target(
        row: OutlineRow(node),
        rect: Rect(x: axis + place.column / 2, y: top, width: 1, height: bottom - top + 1))
    }
    let birth = Place(
      column: lanes.column(ofEvent: tree.eventThatCreated(selected) ?? 0),
      depth: tree.depth(selected))
    drawing.targets.append(target(birth, selected))
    drawing.selected = OutlineRow(selected)
    for cell in cells where cell.node != selected {
      drawing.targets.append(target(cell.place, cell.node))
    }
  }
}
