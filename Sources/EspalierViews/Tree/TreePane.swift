import MetaCoT

/// A search tree as an outline with figures, at the moment of the tree.
///
/// It follows the search until a person moves: then what is open stays open, the selection stays
/// where it is on the screen, and the tree changes around it. While it follows it remembers
/// nothing: what it shows is a function of the tree, the size and the folds a person made.
public struct TreePane: Sendable {
  /// Whether the selection is the current node.
  public private(set) var following = true
  /// What is open while the pane does not follow; what a person closed, always.
  public private(set) var folds = OutlineFolds()
  /// The order of siblings.
  public private(set) var order = SiblingOrder.creation
  /// What is sought, if anything is.
  public var search: NodeSearch?
  /// What the rows are filtered by, if they are.
  public private(set) var filter: NodeFilter?
  /// Place and number of the match last gone to.
  public private(set) var matchPlace: (place: Int, count: Int)?
  /// Rows of the pane; moves by pages and folding by itself go by it.
  public var height = 20
  private var selected = OutlineRow(0)
  private var above = 0
  private(set) var sizes = SubtreeSizes()

  /// A pane that follows its search.
  public init() {}

  /// The selected row at `now`: the current node while following, and the nearest ancestor of what
  /// was selected if that does not exist yet.
  public func selection(in tree: SearchTree) -> OutlineRow {
    if following { return OutlineRow(tree.currentNode) }
    let node = tree.existing(selected.node)
    return OutlineRow(node, isMore: selected.isMore && node == selected.node)
  }

  /// The selected node; the parent for a row of nodes that are not shown.
  public func selectedNode(in tree: SearchTree) -> NodeID { selection(in: tree).node }

  /// Catches up with the tree. Call it before `draw` and after the tree has changed.
  public mutating func update(to tree: SearchTree) {
    sizes.update(for: tree)
    search?.advance(in: tree)
    filter?.update(to: tree)
  }

  /// How large the subtree of a node is at the tree's moment and what it has cost, where tokens are
  /// counted.
  mutating func subtree(of node: NodeID, in tree: SearchTree) -> StatePane.Subtree? {
    guard tree.hasTokens else { return nil }
    sizes.update(for: tree)
    return StatePane.Subtree(nodes: sizes[node], cost: tree.cost(of: node) ?? ModelCost())
  }

  // MARK: Rows

  func outline(of tree: SearchTree) -> Outline {
    let node = selectedNode(in: tree)
    let path = tree.boundedPath(to: node)
    var folds: OutlineFolds
    if following {
      let automatic = AutomaticFolds(tree: tree, sizes: sizes, height: height)
      folds = automatic.folds(path: path, closed: self.folds.closed)
    } else {
      folds = self.folds
      folds.opened.formUnion(path.dropLast())
      folds.closed.subtract(path.dropLast())
    }
    return Outline(tree, folds: folds, order: order, keeping: node, filter: filter)
  }

  /// The selected row as the outline has it: a row of what is not shown becomes its parent where
  /// everything is shown, and a node that a filter hides its nearest ancestor that is not hidden.
  func anchor(in outline: inout Outline) -> OutlineRow {
    var row = selection(in: outline.tree)
    if row.isMore {
      if outline.isOpen(row.node), outline.children(of: row.node).hasMoreRow { return row }
      row.isMore = false
    }
    while let filter, row.node > 0, !filter.admits(row.node) {
      row.node = outline.tree.parent(row.node)
    }
    return row
  }

  /// The rows on the screen.
  func rows(of outline: inout Outline) -> [OutlineRow] {
    let anchor = anchor(in: &outline)
    let above = following ? height * 2 / 3 : min(above, height - 1)
    return outline.window(around: anchor, above: above, height: height)
  }

  // MARK: Following

  /// Follows the search again: the selection is the current node, and folds make themselves.
  public mutating func follow() {
    following = true
    folds.opened = []
    folds.allOpenBelow = []
    folds.childLimits = [:]
    selected = OutlineRow(0)
  }

  /// Stops following: all stays as it is on the screen.
  public mutating func stay(in tree: SearchTree) {
    guard following else { return }
    update(to: tree)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    let anchor = anchor(in: &outline)
    above = rows.firstIndex(of: anchor) ?? 0
    folds = outline.folds
    selected = anchor
    following = false
    if !folds.allOpenBelow.isEmpty {
      folds.allOpenBelow = []
      for row in rows where !row.isMore && outline.isOpen(row.node) {
        folds.opened.insert(row.node)
      }
      folds.limit = max(12, height / 2)
      for row in rows where row.isMore == false {
        let shown = outline.children(of: row.node)
        if shown.shown.count > folds.limit { folds.childLimits[row.node] = shown.shown.count }
      }
    }
  }

  // MARK: Moving

  /// A move of the selection.
  public enum Move: Sendable, CaseIterable {
    case up, down, halfPageUp, halfPageDown, pageUp, pageDown, home, end
    case parent, bestChild, nextSibling, previousSibling
    /// Closes an open node, goes to the parent from a closed one.
    case left
    /// Opens a closed node, goes to the best child from an open one.
    case right
  }

  /// Moves the selection, so many times, and stops following.
  /// - Complexity: O(rows passed) up and down, O(levels) to an ancestor.
  public mutating func move(_ move: Move, times: Int = 1, in tree: SearchTree) {
    guard times > 0 else { return }
    switch move {
    case .up: walk(-times, alongTheScreen: true, in: tree)
    case .down: walk(times, alongTheScreen: true, in: tree)
    case .halfPageUp: walk(-times * max(1, height / 2), in: tree)
    case .halfPageDown: walk(times * max(1, height / 2), in: tree)
    case .pageUp: walk(-times * max(1, height - 2), in: tree)
    case .pageDown: walk(times * max(1, height - 2), in: tree)
    case .parent: climb(times, in: tree)
    case .home, .end, .bestChild, .nextSibling, .previousSibling, .left, .right:
      for _ in 0..<times {
        let before = selected
        step(move, in: tree)
        if selected == before, move != .left, move != .right { break }
      }
    }
  }

  /// Moves the selection by rows: along the screen, or the rows under it.
  private mutating func walk(_ lines: Int, alongTheScreen: Bool = false, in tree: SearchTree) {
    stay(in: tree)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    let from = anchor(in: &outline)
    let old = rows.firstIndex(of: from) ?? 0
    jump(lines, from: from, &outline, row: alongTheScreen ? old + lines : old)
  }

  /// Moves the selection to the ancestor so many levels above, or to the root.
  private mutating func climb(_ levels: Int, in tree: SearchTree) {
    stay(in: tree)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    var row = anchor(in: &outline)
    for _ in 0..<levels where row.isMore || row.node > 0 {
      row = OutlineRow(row.isMore ? row.node : tree.parent(row.node))
    }
    go(to: row, among: rows)
  }

  /// Makes one of the moves that depend on what is open where the selection stands.
  private mutating func step(_ move: Move, in tree: SearchTree) {
    stay(in: tree)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    let from = anchor(in: &outline)
    let old = rows.firstIndex(of: from) ?? 0
    switch move {
    case .home: go(to: OutlineRow(0), row: 0)
    case .end: go(to: outline.last(below: 0), row: height - 1)
    case .bestChild: goToBestChild(of: from, &outline, rows)
    case .nextSibling, .previousSibling:
      sibling(of: from, forward: move == .nextSibling, &outline, rows)
    case .left:
      if !from.isMore, outline.showsChildren(from.node), from.node > 0 || !folds.closed.contains(0)
      {
        close(from.node)
        go(to: from, row: old)
      } else {
        goToParent(of: from, &outline, rows)
      }
    case .right:
      if from.isMore {
        showMore(of: from.node, &outline, row: old)
      } else if outline.showsChildren(from.node) {
        goToBestChild(of: from, &outline, rows)
      } else {
        open(from.node)
        go(to: from, row: old)
      }
    default: break
    }
  }

  private mutating func jump(_ rows: Int, from: OutlineRow, _ outline: inout Outline, row: Int) {
    var target = from
    for _ in 0..<abs(rows) {
      guard let next = rows < 0 ? outline.row(before: target) : outline.row(after: target) else {
        break
      }
      target = next
    }
    go(to: target, row: row)
  }

  private mutating func go(to row: OutlineRow, row screenRow: Int) {
    selected = row
    let margin = min(2, max(0, (height - 1) / 2))
    above = max(margin, min(height - 1 - margin, screenRow))
    if row.node == 0 { above = 0 }
  }

  /// Goes to a row that may be on the screen already, and then stays where it is.
  private mutating func go(to row: OutlineRow, among rows: [OutlineRow]) {
    go(to: row, row: rows.firstIndex(of: row) ?? height / 3)
  }

  private mutating func goToParent(
    of row: OutlineRow, _ outline: inout Outline, _ rows: [OutlineRow]
  ) {
    let parent = row.isMore ? row.node : outline.tree.parent(row.node)
    go(to: OutlineRow(max(0, parent)), among: rows)
  }

  private mutating func goToBestChild(
    of row: OutlineRow, _ outline: inout Outline, _ rows: [OutlineRow]
  ) {
    guard !row.isMore,
      let child = outline.children(of: row.node).shown.min(by: { outline.tree.isBetter($0, $1) })
    else { return }
    open(row.node)
    let place = rows.firstIndex(of: OutlineRow(child))
    go(to: OutlineRow(child), row: place ?? (rows.firstIndex(of: row) ?? 0) + 1)
  }

  private mutating func sibling(
    of row: OutlineRow, forward: Bool, _ outline: inout Outline, _ rows: [OutlineRow]
  ) {
    guard row.isMore || row.node > 0 else { return }
    let parent = row.isMore ? row.node : outline.tree.parent(row.node)
    let siblings = outline.children(of: parent)
    let index = row.isMore ? siblings.shown.count : siblings.shown.firstIndex(of: row.node) ?? 0
    let target = forward ? index + 1 : index - 1
    if siblings.shown.indices.contains(target) {
      go(to: OutlineRow(siblings.shown[target]), among: rows)
    } else if target == siblings.shown.count, siblings.hasMoreRow {
      go(to: OutlineRow(parent, isMore: true), among: rows)
    }
  }

  /// Selects a node wherever it is: its ancestors open. Stops following.
  public mutating func select(_ node: NodeID, in tree: SearchTree) {
    stay(in: tree)
    let node = tree.existing(node)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    let path = tree.boundedPath(to: node).dropLast()
    folds.opened.formUnion(path)
    folds.closed.subtract(path)
    go(to: OutlineRow(node), among: rows)
  }

  /// Selects the row at a place of the pane (0 is the first row below the heading); a second click
  /// on the selected row folds it. Returns whether there is a row.
  @discardableResult
  public mutating func click(row: Int, in tree: SearchTree) -> Bool {
    stay(in: tree)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    guard rows.indices.contains(row) else { return false }
    if anchor(in: &outline) == rows[row] {
      toggleFold(in: tree)
    } else {
      selected = rows[row]
      above = row
    }
    return true
  }

  /// Scrolls by rows; the selection moves only where it would leave the pane.
  public mutating func scroll(by lines: Int, in tree: SearchTree) {
    stay(in: tree)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    let from = anchor(in: &outline)
    guard let first = rows.first, let last = rows.last else { return }
    if lines < 0, outline.row(before: first) == nil { return }
    if lines > 0, outline.row(after: last) == nil { return }
    let target = (rows.firstIndex(of: from) ?? 0) - lines
    let inside = max(0, min(height - 1, target))
    if inside != target { jump(inside - target, from: from, &outline, row: inside) }
    above = inside
  }

  // MARK: Folding

  /// Opens a closed node and closes an open one; shows more of what is not shown.
  public mutating func toggleFold(in tree: SearchTree) {
    stay(in: tree)
    var outline = outline(of: tree)
    let rows = rows(of: &outline)
    let row = anchor(in: &outline)
    let place = rows.firstIndex(of: row) ?? 0
    if row.isMore {
      showMore(of: row.node, &outline, row: place)
    } else if outline.showsChildren(row.node) {
      close(row.node)
      above = place
    } else {
      open(row.node)
      above = place
    }
  }

  /// Closes every node but the path to the selected one.
  public mutating func collapseAll(in tree: SearchTree) {
    stay(in: tree)
    folds.allOpenBelow = []
    folds.opened = [0]
    folds.closed = []
    folds.childLimits = [:]
    selected = OutlineRow(selectedNode(in: tree))
    folds.opened.formUnion(tree.boundedPath(to: selected.node).dropLast())
  }

  /// Opens every node below the selected one, and it too.
  public mutating func expandAll(in tree: SearchTree) {
    stay(in: tree)
    let node = selectedNode(in: tree)
    folds.allOpenBelow.insert(node)
    folds.closed = folds.closed.filter {
      Int($0) < tree.nodeCount && !tree.isOnPath(node, to: $0)
    }
  }

  private mutating func open(_ node: NodeID) {
    folds.closed.remove(node)
    folds.opened.insert(node)
    if (folds.childLimits[node] ?? folds.limit) < 3 { folds.childLimits[node] = 12 }
  }

  private mutating func close(_ node: NodeID) {
    folds.opened.remove(node)
    folds.closed.insert(node)
  }

  private mutating func showMore(of node: NodeID, _ outline: inout Outline, row: Int) {
    let children = outline.children(of: node)
    let known = Set(children.shown)
    folds.childLimits[node] = children.shown.count + max(height, 20)
    var wider = self.outline(of: outline.tree)
    let shown = wider.children(of: node).shown
    let target = shown.first { !known.contains($0) } ?? shown.last ?? node
    go(to: OutlineRow(target), row: row)
  }

  /// Sorts siblings the other way.
  public mutating func toggleOrder(in tree: SearchTree) {
    stay(in: tree)
    order = order == .creation ? .best : .creation
  }

  // MARK: Searching

  /// Seeks a pattern from the selection on; nil or an empty one ends the search. Returns false if
  /// it is no regular expression.
  @discardableResult
  public mutating func seek(_ pattern: String?, in tree: SearchTree) -> Bool {
    matchPlace = nil
    guard let pattern, !pattern.isEmpty else {
      search = nil
      return true
    }
    guard let search = NodeSearch(pattern) else { return false }
    self.search = search
    nextMatch(in: tree)
    return true
  }

  /// Goes to the next match, or to the one before; returns its place, as in `2 of 3`.
  @discardableResult
  public mutating func nextMatch(
    backwards: Bool = false, in tree: SearchTree
  ) -> (place: Int, count: Int)? {
    search?.advance(in: tree, limit: 200_000)
    let node = selectedNode(in: tree)
    guard let match = search?.match(after: node, backwards: backwards, in: tree) else {
      matchPlace = nil
      return nil
    }
    select(match.node, in: tree)
    matchPlace = (match.place, match.count)
    return matchPlace
  }

  /// Shows only nodes that match a pattern, and their ancestors; nil or an empty one shows all.
  /// Returns false if it is no regular expression.
  @discardableResult
  public mutating func filter(_ pattern: String?, in tree: SearchTree) -> Bool {
    stay(in: tree)
    guard let pattern, !pattern.isEmpty else {
      filter = nil
      return true
    }
    guard var filter = NodeFilter(pattern) else { return false }
    filter.search.advance(in: tree, limit: 200_000)
    filter.update(to: tree)
    self.filter = filter
    return true
  }
}
