import MetaCoT

/// What a person chose in a tree: the selected node, what is open, the order of siblings. Every
/// drawing of the tree takes it, so it stays when another drawing is chosen.
///
/// While it follows the search it remembers nothing but the folds a person made: the selection is the
/// current node, and what is open is a function of the tree and the room.
package struct TreeSelection: Sendable {
  /// Whether the selection is the current node.
  package internal(set) var following = true
  /// What is open while the selection does not follow; what a person closed, always.
  package internal(set) var folds = OutlineFolds()
  /// The order of siblings.
  package internal(set) var order = SiblingOrder.creation
  /// Of how many percent of the visits a subtree is opened.
  var leastPercent = 0
  /// What areas stand for, if a person chose it.
  var chosenMeasure: TreeMeasure?
  /// The node below which a person looks.
  var top: NodeID = 0
  /// What was selected last, if the selection does not follow.
  var selected = OutlineRow(0)

  /// Follows the search.
  package init() {}

  /// The selected row at the tree's moment: the current node while following, and the nearest
  /// ancestor of what was selected if that does not exist yet.
  package func row(in tree: SearchTree) -> OutlineRow {
    if following { return OutlineRow(tree.currentNode) }
    let node = tree.existing(selected.node)
    return OutlineRow(node, isMore: selected.isMore && node == selected.node)
  }

  /// The selected node; the parent for a row of nodes that are not shown.
  package func node(in tree: SearchTree) -> NodeID { row(in: tree).node }

  /// The node below which all that is shown lies: the one that a person chose, or the nearest above it
  /// that the selected node is below too.
  func top(in tree: SearchTree) -> NodeID {
    if following || top == 0 { return 0 }
    return commonAncestor(of: tree.existing(top), and: node(in: tree), parent: tree.parent)
  }

  // MARK: What is shown

  /// What is open, in a room of so many rows.
  func outline(of source: TreeSource, rows: Int) -> Outline {
    let tree = source.tree
    let node = node(in: tree)
    let path = tree.boundedPath(to: node)
    var folds: OutlineFolds
    if following {
      let automatic = AutomaticFolds(tree: tree, sizes: source.sizes, height: rows)
      folds = automatic.folds(path: path, closed: self.folds.closed)
    } else {
      folds = self.folds
      // Only what is not there, so that a large set is not copied for nothing.
      let above = path.dropLast()
      for node in above where !folds.opened.contains(node) { folds.opened.insert(node) }
      for node in above where folds.closed.contains(node) { folds.closed.remove(node) }
    }
    return Outline(
      tree, below: top(in: tree), folds: folds, order: order, keeping: node, filter: source.filter,
      isSmall: smallness(in: source))
  }

  /// Whether a subtree is below the share that is opened; nil where all are.
  private func smallness(in source: TreeSource) -> ((NodeID) -> Bool)? {
    guard leastPercent > 0 else { return nil }
    let isVisited = source.tree.extent(of: .N) != nil
    let measure: TreeMeasure = isVisited ? .field(.N) : .nodes
    let least = measure.size(of: 0, in: source) * Double(leastPercent) / 100
    return { measure.size(of: $0, in: source) < least }
  }

  /// The shares that the key goes through, in percent.
  private static let percents = [0, 1, 2, 5, 10, 20]

  /// Opens only subtrees with at least such a share of the visits (of the nodes, where there are none), in
  /// percent; without one, with the next greater share, and after the last all again.
  mutating func raiseLeastPercent(to percent: Int?) {
    leastPercent = min(100, percent ?? Self.percents.first { $0 > leastPercent } ?? 0)
  }

  /// The selected row as an outline has it: a row of what is not shown becomes its parent where
  /// everything is shown, and a node that a filter hides its nearest ancestor that is not hidden.
  func anchor(in outline: inout Outline) -> OutlineRow {
    var row = row(in: outline.tree)
    if row.isMore {
      if outline.isOpen(row.node), outline.children(of: row.node).hasMoreRow { return row }
      row.isMore = false
    }
    while let filter = outline.filter, row.node != outline.top, row.node > 0,
      !filter.admits(row.node)
    {
      row.node = outline.tree.parent(row.node)
    }
    return row
  }

  // MARK: Changes

  /// Follows the search again: the selection is the current node, and folds make themselves.
  mutating func follow() {
    following = true
    top = 0
    folds.opened = []
    folds.allOpenBelow = []
    folds.childLimits = [:]
    selected = OutlineRow(0)
  }

  /// Stops following: the selection and what is open stay what they are in an outline that shows
  /// `rows`.
  mutating func stay(_ outline: inout Outline, rows: [OutlineRow], height: Int) {
    selected = anchor(in: &outline)
    folds = outline.folds
    folds.opened.formUnion(outline.tree.path(to: selected.node).dropLast())
    following = false
    guard !folds.allOpenBelow.isEmpty else { return }
    folds.allOpenBelow = []
    for row in rows where !row.isMore && outline.isOpen(row.node) { folds.opened.insert(row.node) }
    folds.limit = max(12, height / 2)
    for row in rows where row.isMore == false {
      let shown = outline.children(of: row.node)
      if shown.shown.count > folds.limit { folds.childLimits[row.node] = shown.shown.count }
    }
  }

  /// Selects a node; its ancestors open. - Complexity: O(depth).
  mutating func select(_ node: NodeID, in tree: SearchTree) {
    let path = tree.path(to: node).dropLast()
    folds.opened.formUnion(path)
    folds.closed.subtract(path)
    selected = OutlineRow(node)
  }

  /// Opens a node, and shows more than a few of its children.
  mutating func open(_ node: NodeID) {
    folds.closed.remove(node)
    folds.opened.insert(node)
    if (folds.childLimits[node] ?? folds.limit) < 3 { folds.childLimits[node] = 12 }
  }

  /// Closes a node.
  mutating func close(_ node: NodeID) {
    folds.opened.remove(node)
    folds.closed.insert(node)
  }

  /// Closes every node but the path to the selected one.
  mutating func collapseAll(in tree: SearchTree) {
    folds.allOpenBelow = []
    folds.opened = [0]
    folds.closed = []
    folds.childLimits = [:]
    selected = OutlineRow(node(in: tree))
    folds.opened.formUnion(tree.boundedPath(to: selected.node).dropLast())
  }

  /// Opens every node below the selected one, and it too.
  mutating func expandAll(in tree: SearchTree) {
    let node = node(in: tree)
    folds.allOpenBelow.insert(node)
    folds.closed = folds.closed.filter {
      Int($0) < tree.nodeCount && !tree.isDescendant($0, of: node)
    }
  }

  /// Opens a closed row and closes an open one; of a row of what is not shown, shows more, as many as
  /// there is room for, and selects the first of them.
  mutating func toggleFold(
    _ row: OutlineRow, _ outline: inout Outline, in source: TreeSource, room: Int
  ) {
    if row.isMore {
      selected = showMore(of: row.node, &outline, in: source, room: room)
    } else if outline.showsChildren(row.node) {
      close(row.node)
    } else {
      open(row.node)
    }
  }

  /// Shows more children of a node; returns the first that was not shown before.
  mutating func showMore(
    of node: NodeID, _ outline: inout Outline, in source: TreeSource, room: Int
  ) -> OutlineRow {
    let children = outline.children(of: node)
    let known = Set(children.shown)
    folds.childLimits[node] = children.shown.count + max(room, 20)
    var wider = self.outline(of: source, rows: room)
    let shown = wider.children(of: node).shown
    return OutlineRow(shown.first { !known.contains($0) } ?? shown.last ?? node)
  }
}
