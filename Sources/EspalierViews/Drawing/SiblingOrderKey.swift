import MetaCoT

/// Where a node stands among its siblings, the best first: goals, then by visits, estimated cost,
/// worth, age.
struct SiblingOrderKey: Comparable {
  let node: NodeID
  private let isGoal: Bool
  private let visits: Int
  private let f: Float
  private let h: Float
  private let displayValue: Float

  init(of node: NodeID, in tree: SearchTree) {
    self.node = node
    isGoal = tree.status(node).contains(.goal)
    visits = tree.N(node)
    f = tree.f(node) ?? .infinity
    h = tree.h(node) ?? .infinity
    displayValue = tree.displayValue(node) ?? -1
  }

  static func < (a: SiblingOrderKey, b: SiblingOrderKey) -> Bool {
    if a.isGoal != b.isGoal { return a.isGoal }
    if a.visits != b.visits { return a.visits > b.visits }
    if a.f != b.f { return a.f < b.f }
    if a.h != b.h { return a.h < b.h }
    if a.displayValue != b.displayValue { return a.displayValue > b.displayValue }
    return a.node < b.node
  }
}
