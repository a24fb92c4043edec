import MetaCoT

/// The part of a tree that is open, as a tree of rows: nodes in preorder, and with them what is not
/// shown.
struct ShownTree {
  /// The rows, parents before their children.
  private(set) var rows: [OutlineRow] = []
  /// The children of each, as indices.
  private(set) var children: [[Int]] = []
  /// Levels below the root of each.
  private(set) var levels: [Int] = []
  /// Of how many nodes each row shows nothing: those below a closed node, or the children that a row
  /// stands for.
  private(set) var hidden: [Int] = []
  /// The selected row.
  let selected: OutlineRow

  /// What is open in a room of so many rows. Of far more than these the nearest to the selection are open.
  /// - Complexity: O(rows × fanout).
  init(_ source: TreeSource, _ selection: TreeSelection, rows room: Int) {
    var outline = selection.outline(of: source, rows: room)
    selected = selection.anchor(in: &outline)
    let path = source.tree.boundedPath(to: selected.node)
    let opened = Self.opened(&outline, from: path, rows: max(1000, room * 3 / 2))
    var open: [(row: OutlineRow, parent: Int)] = [(OutlineRow(outline.top), -1)]
    while let (row, parent) = open.popLast() {
      let index = rows.count
      rows.append(row)
      children.append([])
      levels.append(parent < 0 ? 0 : levels[parent] + 1)
      if parent >= 0 { children[parent].append(index) }
      guard !row.isMore else {
        hidden.append(outline.children(of: row.node).hidden)
        continue
      }
      guard opened.contains(row.node) else {
        hidden.append(source.sizes.below(row.node))
        continue
      }
      let below = outline.children(of: row.node)
      hidden.append(below.hasMoreRow ? 0 : below.hidden)
      if below.hasMoreRow { open.append((OutlineRow(row.node, isMore: true), index)) }
      for child in below.shown.reversed() { open.append((OutlineRow(child), index)) }
    }
  }

  /// The open nodes, as many as have so many rows: those of a path, then what is fewest levels below it.
  private static func opened(
    _ outline: inout Outline, from path: [NodeID], rows: Int
  ) -> Set<NodeID> {
    var opened: Set<NodeID> = []
    var left = rows
    var queue = Array(path.reversed())
    var next = 0
    while next < queue.count, next < path.count || left > 0 {
      let node = queue[next]
      next += 1
      guard outline.showsChildren(node), opened.insert(node).inserted else { continue }
      let children = outline.children(of: node)
      left -= children.shown.count + (children.hasMoreRow ? 1 : 0)
      queue += children.shown
    }
    return opened
  }
}
