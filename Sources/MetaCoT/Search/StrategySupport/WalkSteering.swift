/// What a person's steering does to a search that walks down from the root: where the next walks
/// begin, and what they keep away from.
struct WalkSteering: Sendable {
  private var forced: Int32 = -1
  private var favoured: Int32 = -1
  private var favouredIterations = 0
  private var forbidden: Set<Int32> = []

  /// Where the next walk begins.
  @inline(__always)
  mutating func origin(_ nodes: borrowing NodeArena) -> Int32 {
    if forced >= 0 {
      let node = forced
      forced = -1
      if canBegin(at: node, nodes) { return node }
    }
    if favouredIterations > 0 {
      favouredIterations -= 1
      if canBegin(at: favoured, nodes) { return favoured }
    }
    return 0
  }

  /// Whether neither the node is closed nor anything on the way to it forbidden.
  private func canBegin(at node: Int32, _ nodes: borrowing NodeArena) -> Bool {
    nodes.flags[node].isDisjoint(with: .barred) && !nodes.isForbidden(node)
  }

  /// Applies a command; false if it makes no sense for its node. `restore` is told of each node that
  /// can be selected again.
  mutating func steer(
    _ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune],
    restore: (borrowing NodeArena, Int32) -> Void = { _, _ in }
  ) -> Bool {
    switch command {
    case .expandNext(let node):
      guard canBegin(at: node, nodes) else { return false }
      forced = node
    case .favour(let node, let iterations):
      guard canBegin(at: node, nodes) else { return false }
      favoured = node
      favouredIterations = iterations
    case .forbid(let node):
      guard nodes.flags[node].isDisjoint(with: .barred) else { return false }
      forbidden.insert(node)
      nodes.bar(node, &prunes)
    case .allow(let node):
      guard forbidden.remove(node) != nil else { return false }
      nodes.unbar(node, unless: { forbidden.contains($0) }, restore: restore)
    case .raiseBudget:
      return false
    }
    return true
  }
}
