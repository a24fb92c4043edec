import MetaCoT
import TerminalUI

/// A way to lay a tree out: an outline, a tidy tree, an icicle. The one in use holds which part of its
/// drawing is on the screen; what is selected and open is in the `TreeSelection`, so it stays when
/// another drawing is chosen.
///
/// Moves of the selection go by where nodes stand in the drawing, unless a drawing knows better.
package protocol TreeDrawing: Sendable {
  /// The name on the command line and the screen.
  static var name: String { get }
  /// What it shows, in half a line.
  static var help: String { get }

  /// Columns and rows that suit it on paper.
  static var page: (width: Int, height: Int) { get }

  /// A drawing of which nothing has been shown yet.
  init()

  /// The part of the drawing that is on the screen: how far it is scrolled, and how large it is.
  var window: Rect { get set }
  /// Whether the corner of the window is where the selection is seen: the next frame, or the next key,
  /// puts it there.
  var isSettled: Bool { get set }

  /// How many rows of an outline it has room for, so that folds can make themselves.
  var outlineRows: Int { get }

  /// Lays a tree out. A function of what is given and of the window; so the same moment always looks
  /// the same.
  func drawing(of source: TreeSource, _ selection: TreeSelection) -> Drawing

  /// Stops following the search: all stays as it is on the screen.
  mutating func stay(_ selection: inout TreeSelection, in source: TreeSource)

  /// Moves the selection, so many times, and stops following.
  mutating func move(
    _ move: TreeMove, times: Int, _ selection: inout TreeSelection, in source: TreeSource)

  /// Selects a node wherever it is: its ancestors open. Stops following.
  mutating func select(_ row: OutlineRow, _ selection: inout TreeSelection, in source: TreeSource)

  /// Selects what stands at a cell of the window; a second click on it opens or closes it. Returns
  /// whether there is anything.
  mutating func click(
    x: Int, y: Int, _ selection: inout TreeSelection, in source: TreeSource
  ) -> Bool

  /// Scrolls by rows, and columns where the drawing is wider than the window.
  mutating func scroll(
    rows: Int, columns: Int, _ selection: inout TreeSelection, in source: TreeSource)

  /// Opens a closed node and closes an open one; shows more of what is not shown.
  mutating func toggleFold(_ selection: inout TreeSelection, in source: TreeSource)
}

/// All ways to draw a tree.
package enum TreeDrawingRegistry {
  /// In the order in which the key goes through them.
  package static let all: [any TreeDrawing.Type] = [
    OutlineDrawing.self, TidyDrawing.self, IcicleDrawing.self, PixelDrawing.self,
  ]

  /// The names.
  package static var names: [String] { all.map { $0.name } }

  /// The drawing of a name.
  package static func named(_ name: String) -> (any TreeDrawing.Type)? {
    all.first { $0.name == name }
  }
}

/// A move of the selection in a tree.
package enum TreeMove: Sendable, CaseIterable {
  case up, down, halfPageUp, halfPageDown, pageUp, pageDown, home, end
  case parent, bestChild, nextSibling, previousSibling
  /// In an outline: closes an open node, goes to the parent from a closed one.
  case left
  /// In an outline: opens a closed node, goes to the best child from an open one.
  case right
}

extension TreeDrawing {
  /// As long as the tree has rows.
  package static var page: (width: Int, height: Int) { (120, 10_000) }

  /// A row a row.
  package var outlineRows: Int { window.height }

  /// What the drawing calls itself.
  var name: String { Self.name }

  /// The corner of the part that is shown: around the selection while it follows the search, else
  /// where it was, but so that the selection is seen.
  func corner(of drawing: Drawing, following: Bool) -> (x: Int, y: Int) {
    let target = drawing.selectedPlace
    func place(_ old: Int, _ room: Int, _ size: Int, _ from: Int?, _ length: Int) -> Int {
      guard size > room else { return 0 }
      var corner = old
      if let from {
        let margin = min(2, max(0, (room - length) / 2))
        if following {
          corner = from + length / 2 - room / 2
        } else if from - margin < corner {
          corner = from - margin
        } else if from + length + margin > corner + room {
          corner = min(from - margin, from + length + margin - room)
        }
      }
      return max(0, min(corner, size - room))
    }
    return (
      place(window.x, window.width, drawing.width, target?.x, target?.width ?? 0),
      place(window.y, window.height, drawing.height, target?.y, target?.height ?? 0)
    )
  }

  /// Puts the window where a drawing of the tree is looked at.
  mutating func settle(at corner: (x: Int, y: Int)) {
    (window.x, window.y) = (corner.x, corner.y)
    isSettled = true
  }

  /// Keeps the corner that is shown, and what is open.
  package mutating func stay(_ selection: inout TreeSelection, in source: TreeSource) {
    guard selection.following || !isSettled else { return }
    settle(at: corner(of: drawing(of: source, selection), following: selection.following))
    guard selection.following else { return }
    var outline = selection.outline(of: source, rows: outlineRows)
    let anchor = selection.anchor(in: &outline)
    let rows = outline.window(around: anchor, above: outlineRows / 2, height: outlineRows)
    selection.stay(&outline, rows: rows, height: outlineRows)
  }

  /// Goes to what stands nearest in a direction, or to a relative.
  /// - Complexity: O(steps × targets).
  package mutating func move(
    _ move: TreeMove, times: Int, _ selection: inout TreeSelection, in source: TreeSource
  ) {
    stay(&selection, in: source)
    let tree = source.tree
    let drawing = drawing(of: source, selection)
    guard var row = drawing.selected else { return }
    let page: (direction: TreeMove, steps: Int)? =
      switch move {
      case .halfPageUp: (.up, window.height / 2)
      case .halfPageDown: (.down, window.height / 2)
      case .pageUp: (.up, window.height - 2)
      case .pageDown: (.down, window.height - 2)
      default: nil
      }
    let steps = times * max(1, page?.steps ?? 1)
    for _ in 0..<min(steps, drawing.targets.count + 1) {
      let next: OutlineRow?
      switch page?.direction ?? move {
      case .home: next = OutlineRow(selection.top(in: tree))
      case .end: next = drawing.targets.last?.row
      case .parent: next = OutlineRow(row.isMore ? row.node : max(0, tree.parent(row.node)))
      case .bestChild:
        next = tree.children(of: row.node).min { tree.isBetter($0, $1) }.map { OutlineRow($0) }
      case .nextSibling: next = drawing.sibling(of: row, forward: true, in: tree)
      case .previousSibling: next = drawing.sibling(of: row, forward: false, in: tree)
      case let direction: next = drawing.neighbour(of: row, direction)
      }
      guard let next, next != row else { break }
      row = next
    }
    select(row, &selection, in: source)
  }

  /// Selects it, and scrolls until it is seen.
  package mutating func select(
    _ row: OutlineRow, _ selection: inout TreeSelection, in source: TreeSource
  ) {
    stay(&selection, in: source)
    selection.select(source.tree.existing(row.node), in: source.tree)
    if row.isMore, row.node == selection.selected.node { selection.selected.isMore = true }
    isSettled = false
  }

  /// Selects the smallest target there.
  package mutating func click(
    x: Int, y: Int, _ selection: inout TreeSelection, in source: TreeSource
  ) -> Bool {
    stay(&selection, in: source)
    let drawing = drawing(of: source, selection)
    guard let target = drawing.target(atX: x + window.x, y: y + window.y) else { return false }
    if target.row == drawing.selected {
      toggleFold(&selection, in: source)
    } else {
      select(target.row, &selection, in: source)
    }
    return true
  }

  /// Scrolls as far as the drawing goes.
  package mutating func scroll(
    rows: Int, columns: Int, _ selection: inout TreeSelection, in source: TreeSource
  ) {
    stay(&selection, in: source)
    let drawing = drawing(of: source, selection)
    window.x = max(0, min(window.x + columns, drawing.width - window.width))
    window.y = max(0, min(window.y + rows, drawing.height - window.height))
    // The selection stays on the screen: the nearest row that is takes it.
    guard let place = drawing.selectedPlace, place.clipped(to: window).isEmpty else { return }
    let middle = (x: window.x + window.width / 2, y: window.y + window.height / 2)
    let nearest = drawing.targets.filter {
      window.contains(x: $0.rect.x, y: $0.rect.y)
    }.min { $0.rect.distance(to: middle) < $1.rect.distance(to: middle) }
    if let nearest { selection.selected = nearest.row }
  }

  /// Opens or closes the selected row.
  package mutating func toggleFold(_ selection: inout TreeSelection, in source: TreeSource) {
    stay(&selection, in: source)
    var outline = selection.outline(of: source, rows: outlineRows)
    let row = selection.anchor(in: &outline)
    selection.toggleFold(row, &outline, in: source, room: outlineRows)
    isSettled = false
  }
}

extension Drawing {
  /// The target that stands nearest to that of a row in a direction.
  func neighbour(of row: OutlineRow, _ direction: TreeMove) -> OutlineRow? {
    guard let from = target(of: row)?.rect else { return targets.first?.row }
    /// How far a rectangle lies in the direction, and how far beside it; nil behind.
    func distance(_ rect: Rect) -> Int? {
      let (dx, dy) = (2 * (rect.x - from.x), 2 * (rect.y - from.y))
      let ahead: Int
      let beside: Int
      switch direction {
      case .up: (ahead, beside) = (-dy, from.gapAcross(to: rect))
      case .down: (ahead, beside) = (dy, from.gapAcross(to: rect))
      case .left: (ahead, beside) = (-dx, 2 * from.gapDown(to: rect))
      default: (ahead, beside) = (dx, 2 * from.gapDown(to: rect))
      }
      return ahead > 0 ? ahead + 3 * beside : nil
    }
    var best: (distance: Int, row: OutlineRow)?
    for target in targets {
      guard let distance = distance(target.rect) else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (distance, target.row) }
    }
    return best?.row
  }

  /// The sibling that is drawn next to a row.
  func sibling(of row: OutlineRow, forward: Bool, in tree: SearchTree) -> OutlineRow? {
    guard row.isMore || row.node > 0 else { return nil }
    let parent = row.isMore ? row.node : tree.parent(row.node)
    let siblings = targets.map(\.row).filter {
      $0.isMore ? $0.node == parent : $0.node > 0 && tree.parent($0.node) == parent
    }
    guard let place = siblings.firstIndex(of: row) else { return nil }
    let next = place + (forward ? 1 : -1)
    return siblings.indices.contains(next) ? siblings[next] : nil
  }
}

extension Rect {
  /// Columns between two rectangles; 0 where they overlap.
  fileprivate func gapAcross(to other: Rect) -> Int {
    max(0, max(other.x - (x + width), x - (other.x + other.width)))
  }

  /// Rows between two rectangles; 0 where they overlap.
  fileprivate func gapDown(to other: Rect) -> Int {
    max(0, max(other.y - (y + height), y - (other.y + other.height)))
  }

  /// How far its corner is from a cell, in half cells.
  fileprivate func distance(to place: (x: Int, y: Int)) -> Int {
    abs(x - place.x) + 2 * abs(y - place.y)
  }
}
