import MetaCoT

/// Which nodes of an outline are open, and how many of their children are shown.
package struct OutlineFolds: Sendable, Equatable {
  /// Open nodes.
  package var opened: Set<NodeID> = []
  /// Nodes that a person closed.
  package var closed: Set<NodeID> = []
  /// Nodes below which every node is open that a person has not closed.
  package var allOpenBelow: Set<NodeID> = []
  /// Of more children than this the best are shown, and a row that says how many more there are.
  /// 0: on the path to the selected node that path alone, and the parent's row says how many more.
  package var limit = 12
  /// Nodes with another limit.
  package var childLimits: [NodeID: Int] = [:]

  /// Everything folded.
  package init() {}

  /// Whether the node is open by itself or because everything is.
  func isOpen(_ node: NodeID) -> Bool {
    !closed.contains(node) && (opened.contains(node) || allOpenBelow.contains(0))
  }
}

/// The order of siblings in an outline.
package enum SiblingOrder: Sendable, CaseIterable {
  /// As they were created.
  case creation
  /// The best first: by visits, value, estimated cost.
  case best
}

/// One row of an outline: a node, or the children of a node that are not shown.
package struct OutlineRow: Sendable, Hashable {
  /// The node; for a `more` row the parent of what is not shown.
  package var node: NodeID
  /// Whether the row stands for children that are not shown.
  package var isMore = false

  /// A row.
  package init(_ node: NodeID, isMore: Bool = false) {
    self.node = node
    self.isMore = isMore
  }
}

/// A tree as rows, without ever making all rows: a walker that knows the row after and before any
/// row. Complexity of a step: O(fanout) the first time a node's children are met, then O(shown).
struct Outline {
  let tree: SearchTree
  /// The node of the first row: nothing is shown but what is below it.
  let top: NodeID
  let folds: OutlineFolds
  let order: SiblingOrder
  /// Nodes that a filter lets through; nil without a filter.
  let filter: NodeFilter?
  /// Whether a subtree is too small to be opened by itself.
  private let isSmall: ((NodeID) -> Bool)?
  private let kept: [NodeID]
  private let keptDepth: Int
  /// How many levels above a row are looked at. Deeper than any screen is high.
  static let maxAncestors = 1024
  private var cache: [NodeID: Children] = [:]
  private var levels: [NodeID: Int] = [:]
  /// Whether all is open at a node because it is so above, as far as that has been asked.
  private var belowAllOpen: [NodeID: Bool] = [:]

  struct Children {
    var shown: [NodeID] = []
    /// How many are not shown.
    var hidden = 0
    /// Whether a row of its own says so; else the parent's row does.
    var hasMoreRow = false
    /// Whether it is the only row below its parent, which then needs no deeper indent.
    var isAlone: Bool { shown.count == 1 && !hasMoreRow }
  }

  /// `keeping` is a node that is never among those not shown; its ancestors neither.
  init(
    _ tree: SearchTree, below top: NodeID = 0, folds: OutlineFolds, order: SiblingOrder,
    keeping node: NodeID, filter: NodeFilter? = nil, isSmall: ((NodeID) -> Bool)? = nil
  ) {
    self.tree = tree
    self.top = top
    self.isSmall = isSmall
    self.folds = folds
    self.order = order
    self.filter = filter
    kept = tree.boundedPath(to: node)
    keptDepth = tree.depth(kept[0])
  }

  mutating func children(of node: NodeID) -> Children {
    if let known = cache[node] { return known }
    var all: [NodeID] = []
    var child = tree.firstChild(of: node)
    while child >= 0 {
      if filter?.admits(child) ?? true { all.append(child) }
      child = tree.sibling(after: child)
    }
    let limit = folds.childLimits[node] ?? folds.limit
    let place = tree.depth(node) - keptDepth
    let keep = place >= 0 && place + 1 < kept.count && kept[place] == node ? kept[place + 1] : -1
    var result = Children()
    if limit > 0 ? all.count <= limit + 1 : all.count <= 1 || keep < 0 {
      result.shown = all
    } else {
      result.shown = limit > 0 ? best(limit, of: all, keeping: keep) : [keep]
      result.hidden = all.count - result.shown.count
      result.hasMoreRow = limit > 0
    }
    if order == .best {
      result.shown = result.shown.map { SiblingOrderKey(of: $0, in: tree) }.sorted().map(\.node)
    }
    cache[node] = result
    return result
  }

  /// The best few in the order of creation.
  private func best(_ count: Int, of all: [NodeID], keeping keep: NodeID) -> [NodeID] {
    var best: [NodeID] = keep >= 0 ? [keep] : []
    var ranked: [SiblingOrderKey] = []
    let room = count - best.count
    for node in all where node != keep && room > 0 {
      let key = SiblingOrderKey(of: node, in: tree)
      if ranked.count == room, key > ranked[room - 1] { continue }
      ranked.insert(key, at: ranked.partitioningIndex { $0 >= key })
      if ranked.count > room { ranked.removeLast() }
    }
    best += ranked.map(\.node)
    return best.sorted()
  }

  mutating func isOpen(_ node: NodeID) -> Bool {
    if filter != nil { return !folds.closed.contains(node) }
    if let isSmall, isSmall(node), !isKept(node) { return false }
    return folds.isOpen(node) || !folds.closed.contains(node) && isBelowAllOpen(node)
  }

  /// Whether the node is on the path that is never among what is not shown.
  private func isKept(_ node: NodeID) -> Bool {
    let place = tree.depth(node) - keptDepth
    return place >= 0 && place < kept.count - 1 && kept[place] == node
  }

  /// Whether the node or one above it is among those below which all is open.
  private mutating func isBelowAllOpen(_ node: NodeID) -> Bool {
    if folds.allOpenBelow.isEmpty { return false }
    var climbed: [NodeID] = []
    var above = node
    var isBelow = false
    while above >= 0 {
      if let known = belowAllOpen[above] ?? (folds.allOpenBelow.contains(above) ? true : nil) {
        isBelow = known
        break
      }
      climbed.append(above)
      above = tree.parent(above)
    }
    for node in climbed { belowAllOpen[node] = isBelow }
    return isBelow
  }

  mutating func showsChildren(_ node: NodeID) -> Bool {
    isOpen(node) && tree.firstChild(of: node) >= 0 && !children(of: node).shown.isEmpty
  }

  /// Whether nothing follows the row under the same parent.
  mutating func isLast(_ row: OutlineRow) -> Bool {
    if row.isMore || row.node == top { return true }
    let siblings = children(of: tree.parent(row.node))
    return !siblings.hasMoreRow && siblings.shown.last == row.node
  }

  /// How many levels a row is indented: chains of only children stay in one column.
  mutating func level(of row: OutlineRow) -> Int {
    if row.isMore { return level(of: OutlineRow(row.node)) + 1 }
    if row.node == top { return 0 }
    if let known = levels[row.node] { return known }
    // Upwards to what is known, then down again: chains can be long.
    var chain: [NodeID] = []
    var node = row.node
    while node != top, node > 0, levels[node] == nil, tree.depth(node) > keptDepth {
      chain.append(node)
      node = tree.parent(node)
    }
    var level = levels[node] ?? 0
    for node in chain.reversed() {
      let parent = tree.parent(node)
      if parent == top || !children(of: parent).isAlone { level += 1 }
      levels[node] = level
    }
    return level
  }

  mutating func row(after row: OutlineRow) -> OutlineRow? {
    if !row.isMore, showsChildren(row.node) {
      return OutlineRow(children(of: row.node).shown[0])
    }
    var node = row.node
    var levels = 0
    while node != top, node > 0, levels < Self.maxAncestors {
      levels += 1
      let parent = tree.parent(node)
      let siblings = children(of: parent)
      if let index = siblings.shown.firstIndex(of: node) {
        if index + 1 < siblings.shown.count { return OutlineRow(siblings.shown[index + 1]) }
        if siblings.hasMoreRow { return OutlineRow(parent, isMore: true) }
      }
      node = parent
    }
    return nil
  }

  mutating func row(before row: OutlineRow) -> OutlineRow? {
    if row.isMore {
      let shown = children(of: row.node).shown
      return shown.last.map { last(below: $0) } ?? OutlineRow(row.node)
    }
    guard row.node > 0, row.node != top else { return nil }
    let parent = tree.parent(row.node)
    let shown = children(of: parent).shown
    guard let index = shown.firstIndex(of: row.node), index > 0 else { return OutlineRow(parent) }
    return last(below: shown[index - 1])
  }

  /// The last row of the subtree.
  mutating func last(below node: NodeID) -> OutlineRow {
    var node = node
    while showsChildren(node) {
      let children = children(of: node)
      if children.hasMoreRow { return OutlineRow(node, isMore: true) }
      node = children.shown[children.shown.count - 1]
    }
    return OutlineRow(node)
  }

  /// The rows of a window of `height` that holds `row`, which stands `above` rows below the top if
  /// there are as many rows before it, with no blank rows at the end unless all rows fit.
  mutating func window(around row: OutlineRow, above: Int, height: Int) -> [OutlineRow] {
    guard height > 0 else { return [] }
    var before: [OutlineRow] = []
    var top = row
    while before.count < min(above, height - 1), let previous = self.row(before: top) {
      before.append(previous)
      top = previous
    }
    var rows = Array(before.reversed())
    rows.append(row)
    var bottom = row
    while rows.count < height, let next = self.row(after: bottom) {
      rows.append(next)
      bottom = next
    }
    if rows.count < height {
      before.removeAll()
      while rows.count + before.count < height, let previous = self.row(before: top) {
        before.append(previous)
        top = previous
      }
      rows.insert(contentsOf: before.reversed(), at: 0)
    }
    return rows
  }
}

/// The folds that show most of a tree in a window: the path to the current node with its best
/// siblings, and as many other subtrees as there is room for.
///
/// A function of the tree at `now`, the height and what a person folded; it remembers nothing, so
/// the same moment always looks the same.
struct AutomaticFolds {
  let tree: SearchTree
  let sizes: SubtreeSizes
  let height: Int

  /// - Complexity: O(height × fanout + depth).
  func folds(path: [NodeID], closed: Set<NodeID>) -> OutlineFolds {
    var folds = OutlineFolds()
    folds.closed = closed.subtracting(path.dropLast())
    folds.opened.formUnion(path.dropLast())
    if sizes.below(0) < height {
      folds.allOpenBelow = [0]
      folds.limit = height
      return folds
    }
    let open = tree.firstChild(of: path[path.count - 1]) >= 0 ? path : Array(path.dropLast())
    folds.opened.formUnion(open)
    let counts = open.map { tree.childCount(of: $0, upTo: 8 * height) }
    func rows(_ limit: Int) -> Int {
      1
        + zip(open, counts).reduce(0) {
          $0 + (limit > 0 || $1.0 == path.last ? rowsOf($1.1, limit: limit) : 1)
        }
    }
    var limit = 0
    while limit < height, rows(limit + 1) <= max(height * 2 / 3, min(height, open.count * 3 + 1)) {
      limit += 1
    }
    folds.limit = limit
    var left = height - rows(limit)
    guard left > 0 else { return folds }
    openOthers(&folds, path: path, left: &left)
    for (node, count) in zip(open, counts) where left > 0 && count > limit + 1 {
      let more = min(left, count - limit - 1)
      if limit + more + 1 >= count {
        folds.childLimits[node] = count
        left -= max(0, count - limit - 1)
      } else {
        folds.childLimits[node] = limit + more
        left -= more
      }
    }
    return folds
  }

  private func rowsOf(_ count: Int, limit: Int) -> Int {
    limit == 0 || count <= limit + 1 ? count : limit + 1
  }

  /// Opens the most visited, largest subtrees that are shown and still fit.
  private func openOthers(_ folds: inout OutlineFolds, path: [NodeID], left: inout Int) {
    var outline = Outline(
      tree, folds: folds, order: .creation, keeping: path[path.count - 1])
    var candidates: [NodeID] = []
    func consider(_ node: NodeID) {
      if !folds.opened.contains(node), !folds.closed.contains(node),
        tree.firstChild(of: node) >= 0, tree.status(node).isDisjoint(with: .closed)
      {
        candidates.append(node)
      }
    }
    for node in folds.opened.sorted() { outline.children(of: node).shown.forEach(consider) }
    while left > 0, !candidates.isEmpty {
      var chosen = 0
      for index in candidates.indices.dropFirst()
      where isMoreInteresting(candidates[index], candidates[chosen]) {
        chosen = index
      }
      let node = candidates.remove(at: chosen)
      let children = outline.children(of: node)
      let rows = children.shown.count + (children.hidden > 0 ? 1 : 0)
      guard rows <= left else { continue }
      left -= rows
      folds.opened.insert(node)
      children.shown.forEach(consider)
    }
  }

  private func isMoreInteresting(_ a: NodeID, _ b: NodeID) -> Bool {
    let (nA, nB) = (tree.N(a), tree.N(b))
    if nA != nB { return nA > nB }
    let (sizeA, sizeB) = (sizes.below(a), sizes.below(b))
    return sizeA == sizeB ? a < b : sizeA > sizeB
  }
}

extension SubtreeSizes {
  /// Nodes below a node, itself not counted, as of the last update.
  func below(_ node: NodeID) -> Int { Int(node) < sizes.count ? self[node] - 1 : 0 }
}
