import MetaCoT
import TerminalUI

/// The tree as rows with figures: what is open below what, a node a row.
///
/// Only the rows on the screen are ever made. The selected row stays where it is on the screen, and
/// the tree changes around it.
struct OutlineDrawing: TreeDrawing {
  static let name = "outline"
  static let help = "a node a row, with its figures"

  var window = Rect(x: 0, y: 0, width: 80, height: 20)
  var isSettled = true
  /// Rows above the selected one.
  private var above = 0

  init() {}

  private var height: Int { window.height }

  func drawing(of source: TreeSource, _ selection: TreeSelection) -> Drawing {
    let all = TreeColumns(of: source.tree)
    let columns = all.fitting(
      width: window.width - 2, text: min(34, window.width * 3 / 5))
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    var painter = OutlineRowPainter(
      source, columns: columns, width: window.width, height: rows.count)
    painter.measure(rows, &outline)
    painter.drawTitles()
    for (y, row) in rows.enumerated() { painter.draw(row, y: y, &outline) }
    var drawing = painter.drawing
    drawing.selected = selection.anchor(in: &outline)
    return drawing
  }

  /// What is open.
  func outline(of source: TreeSource, _ selection: TreeSelection) -> Outline {
    selection.outline(of: source, rows: height)
  }

  /// The rows on the screen.
  func rows(of outline: inout Outline, _ selection: TreeSelection) -> [OutlineRow] {
    let anchor = selection.anchor(in: &outline)
    let above = selection.following ? height * 2 / 3 : min(above, height - 1)
    return outline.window(around: anchor, above: above, height: height)
  }

  // MARK: Following

  mutating func stay(_ selection: inout TreeSelection, in source: TreeSource) {
    guard selection.following else { return }
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    above = rows.firstIndex(of: selection.anchor(in: &outline)) ?? 0
    selection.stay(&outline, rows: rows, height: height)
  }

  // MARK: Moving

  /// - Complexity: O(rows passed) up and down, O(levels) to an ancestor.
  mutating func move(
    _ move: TreeMove, times: Int, _ selection: inout TreeSelection, in source: TreeSource
  ) {
    stay(&selection, in: source)
    let page = max(1, height - 2)
    switch move {
    case .up: walk(-times, alongTheScreen: true, &selection, source)
    case .down: walk(times, alongTheScreen: true, &selection, source)
    case .halfPageUp: walk(-times * max(1, height / 2), &selection, source)
    case .halfPageDown: walk(times * max(1, height / 2), &selection, source)
    case .pageUp: walk(-times * page, &selection, source)
    case .pageDown: walk(times * page, &selection, source)
    case .parent: climb(times, &selection, source)
    case .home, .end, .bestChild, .nextSibling, .previousSibling, .left, .right:
      for _ in 0..<times {
        let before = (selection.selected, selection.folds)
        step(move, &selection, source)
        if selection.selected == before.0, selection.folds == before.1 { break }
      }
    }
  }

  /// Moves the selection by rows: along the screen, or the rows under it.
  private mutating func walk(
    _ lines: Int, alongTheScreen: Bool = false, _ selection: inout TreeSelection,
    _ source: TreeSource
  ) {
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    let from = selection.anchor(in: &outline)
    let old = rows.firstIndex(of: from) ?? 0
    jump(lines, from: from, &outline, row: alongTheScreen ? old + lines : old, &selection)
  }

  /// Moves the selection to the ancestor so many levels above, or to the root.
  private mutating func climb(
    _ levels: Int, _ selection: inout TreeSelection, _ source: TreeSource
  ) {
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    var row = selection.anchor(in: &outline)
    for _ in 0..<levels where row.isMore || row.node > 0 {
      row = OutlineRow(row.isMore ? row.node : source.tree.parent(row.node))
    }
    go(to: row, among: rows, &selection)
  }

  /// Makes one of the moves that depend on what is open where the selection stands.
  private mutating func step(
    _ move: TreeMove, _ selection: inout TreeSelection, _ source: TreeSource
  ) {
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    let from = selection.anchor(in: &outline)
    let old = rows.firstIndex(of: from) ?? 0
    switch move {
    case .home: go(to: OutlineRow(outline.top), row: 0, &selection)
    case .end: go(to: outline.last(below: outline.top), row: height - 1, &selection)
    case .bestChild: goToBestChild(of: from, &outline, rows, &selection)
    case .nextSibling, .previousSibling:
      sibling(of: from, forward: move == .nextSibling, &outline, rows, &selection)
    case .left:
      let canClose = from.node > 0 || !selection.folds.closed.contains(0)
      if !from.isMore, outline.showsChildren(from.node), canClose {
        selection.close(from.node)
        go(to: from, row: old, &selection)
      } else {
        let parent = from.isMore ? from.node : source.tree.parent(from.node)
        go(to: OutlineRow(max(0, parent)), among: rows, &selection)
      }
    case .right:
      if from.isMore {
        let target = selection.showMore(of: from.node, &outline, in: source, room: height)
        go(to: target, row: old, &selection)
      } else if outline.showsChildren(from.node) {
        goToBestChild(of: from, &outline, rows, &selection)
      } else {
        selection.open(from.node)
        go(to: from, row: old, &selection)
      }
    default: break
    }
  }

  private mutating func jump(
    _ rows: Int, from: OutlineRow, _ outline: inout Outline, row: Int,
    _ selection: inout TreeSelection
  ) {
    var target = from
    for _ in 0..<abs(rows) {
      guard let next = rows < 0 ? outline.row(before: target) : outline.row(after: target) else {
        break
      }
      target = next
    }
    go(to: target, row: row, &selection)
  }

  private mutating func go(
    to row: OutlineRow, row screenRow: Int, _ selection: inout TreeSelection
  ) {
    selection.selected = row
    let margin = min(2, max(0, (height - 1) / 2))
    above = max(margin, min(height - 1 - margin, screenRow))
    if row.node == 0 { above = 0 }
  }

  /// Goes to a row that may be on the screen already, and then stays where it is.
  private mutating func go(
    to row: OutlineRow, among rows: [OutlineRow], _ selection: inout TreeSelection
  ) {
    go(to: row, row: rows.firstIndex(of: row) ?? height / 3, &selection)
  }

  private mutating func goToBestChild(
    of row: OutlineRow, _ outline: inout Outline, _ rows: [OutlineRow],
    _ selection: inout TreeSelection
  ) {
    guard !row.isMore,
      let child = outline.children(of: row.node).shown.min(by: { outline.tree.isBetter($0, $1) })
    else { return }
    selection.open(row.node)
    let place = rows.firstIndex(of: OutlineRow(child))
    go(to: OutlineRow(child), row: place ?? (rows.firstIndex(of: row) ?? 0) + 1, &selection)
  }

  private mutating func sibling(
    of row: OutlineRow, forward: Bool, _ outline: inout Outline, _ rows: [OutlineRow],
    _ selection: inout TreeSelection
  ) {
    guard row.isMore || row.node > 0 else { return }
    let parent = row.isMore ? row.node : outline.tree.parent(row.node)
    let siblings = outline.children(of: parent)
    let index = row.isMore ? siblings.shown.count : siblings.shown.firstIndex(of: row.node) ?? 0
    let target = forward ? index + 1 : index - 1
    if siblings.shown.indices.contains(target) {
      go(to: OutlineRow(siblings.shown[target]), among: rows, &selection)
    } else if target == siblings.shown.count, siblings.hasMoreRow {
      go(to: OutlineRow(parent, isMore: true), among: rows, &selection)
    }
  }

  mutating func select(
    _ row: OutlineRow, _ selection: inout TreeSelection, in source: TreeSource
  ) {
    stay(&selection, in: source)
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    selection.select(source.tree.existing(row.node), in: source.tree)
    go(to: selection.selected, among: rows, &selection)
  }

  mutating func click(
    x: Int, y: Int, _ selection: inout TreeSelection, in source: TreeSource
  ) -> Bool {
    stay(&selection, in: source)
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    guard rows.indices.contains(y) else { return false }
    if selection.anchor(in: &outline) == rows[y] {
      toggleFold(&selection, in: source)
    } else {
      selection.selected = rows[y]
      above = y
    }
    return true
  }

  /// Scrolls by rows; the selection moves only where it would leave the window.
  mutating func scroll(
    rows lines: Int, columns: Int, _ selection: inout TreeSelection, in source: TreeSource
  ) {
    stay(&selection, in: source)
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    let from = selection.anchor(in: &outline)
    guard let first = rows.first, let last = rows.last else { return }
    if lines < 0, outline.row(before: first) == nil { return }
    if lines > 0, outline.row(after: last) == nil { return }
    let target = (rows.firstIndex(of: from) ?? 0) - lines
    let inside = max(0, min(height - 1, target))
    if inside != target {
      jump(inside - target, from: from, &outline, row: inside, &selection)
    }
    above = inside
  }

  mutating func toggleFold(_ selection: inout TreeSelection, in source: TreeSource) {
    stay(&selection, in: source)
    var outline = outline(of: source, selection)
    let rows = rows(of: &outline, selection)
    let row = selection.anchor(in: &outline)
    let place = rows.firstIndex(of: row) ?? 0
    selection.toggleFold(row, &outline, in: source, room: height)
    if row.isMore {
      go(to: selection.selected, row: place, &selection)
    } else {
      above = place
    }
  }
}
