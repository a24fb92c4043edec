/// The nodes that wait to be expanded, the most urgent first, and what a person's steering does to
/// them. Shared by all strategies that keep such a list.
///
/// A node is never taken out of the middle: one that was closed or expanded meanwhile is skipped
/// when it comes up.
struct Frontier: Sendable {
  private var queue = NodeQueue()
  /// What lies below the favoured node, while one is favoured.
  private var favoured = NodeQueue()
  private var favouredNode: Int32 = -1
  private var favouredIterations = 0
  /// Nodes that came up while they were forbidden.
  private var shelf: [(node: Int32, key: UInt64)] = []
  private var next: Int32 = -1

  /// Nodes, those included that will be skipped.
  var count: Int { queue.count + favoured.count }

  /// Bytes in use.
  var bytes: Int { queue.bytes + favoured.bytes + shelf.count * 16 }

  /// Adds a node: the least key comes first; among equal keys the node that was added last.
  @inline(__always)
  mutating func push(_ node: Int32, key: UInt64, _ nodes: borrowing NodeArena) {
    if favouredNode >= 0, nodes.isDescendant(node, of: favouredNode) {
      favoured.insert(node, key: key, nodes)
    } else {
      queue.insert(node, key: key, nodes)
    }
  }

  /// Takes the most urgent node out; nil if none is left that may be expanded.
  @inline(__always)
  mutating func pop(_ nodes: borrowing NodeArena) -> Int32? {
    if next >= 0 {
      let node = next
      next = -1
      if nodes.flags[node].isDisjoint(with: Self.done), !nodes.isForbidden(node) { return node }
    }
    if favouredNode >= 0, let node = popFavoured(nodes) { return node }
    while let entry = queue.popFirst(nodes) {
      guard nodes.flags[entry.node].isDisjoint(with: Self.done) else { continue }
      if nodes.isForbidden(entry.node) {
        shelf.append(entry)
        continue
      }
      return entry.node
    }
    return nil
  }

  private static let done: NodeArena.Flags = [.closed, .expanded]

  private mutating func popFavoured(_ nodes: borrowing NodeArena) -> Int32? {
    while favouredIterations > 0, let entry = favoured.popFirst(nodes) {
      guard nodes.flags[entry.node].isDisjoint(with: Self.done) else { continue }
      if nodes.flags[entry.node].contains(.goal) {
        // A goal must wait for its turn, or the first found would not be the cheapest.
        queue.insert(entry.node, key: entry.key, nodes)
      } else if nodes.isForbidden(entry.node) {
        shelf.append(entry)
      } else {
        favouredIterations -= 1
        return entry.node
      }
    }
    favourNone(nodes)
    return nil
  }

  private mutating func favourNone(_ nodes: borrowing NodeArena) {
    for entry in favoured.removeAll(nodes) { queue.insert(entry.node, key: entry.key, nodes) }
    favouredNode = -1
  }

  /// Applies a person's command; false if it makes no sense for the node. Complexity: linear in the
  /// frontier, times the depth for `favour`.
  mutating func steer(_ command: SteeringCommand, _ nodes: inout NodeArena) -> Bool {
    switch command {
    case .expandNext(let node):
      let barred: NodeArena.Flags = [.closed, .expanded, .goal, .deadEnd]
      guard nodes.flags[node].isDisjoint(with: barred), !nodes.isForbidden(node) else {
        return false
      }
      next = node
    case .forbid(let node):
      guard nodes.forbid(node) else { return false }
    case .allow(let node):
      guard nodes.allow(node) else { return false }
      for entry in shelf.reversed() { push(entry.node, key: entry.key, nodes) }
      shelf.removeAll()
    case .favour(let node, let iterations):
      guard !nodes.flags[node].contains(.closed), !nodes.isForbidden(node) else { return false }
      favourNone(nodes)
      for entry in queue.removeAll(nodes) {
        if nodes.isDescendant(entry.node, of: node) {
          favoured.insert(entry.node, key: entry.key, nodes)
        } else {
          queue.insert(entry.node, key: entry.key, nodes)
        }
      }
      guard !favoured.isEmpty else { return false }
      favouredNode = node
      favouredIterations = iterations
    case .raiseBudget:
      return false
    }
    return true
  }

  /// A key under which smaller non-negative numbers come first, `major` before `minor`.
  @inline(__always)
  static func key(_ major: Float, _ minor: Float) -> UInt64 {
    UInt64(major.bitPattern) << 32 | UInt64(minor.bitPattern)
  }
}
