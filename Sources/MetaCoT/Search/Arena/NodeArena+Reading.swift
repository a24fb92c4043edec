// What a strategy of another package reads of a node. Figures are defined where the strategy asked for
// their columns.
extension NodeArena {
  /// The node above; -1 for the root.
  public func parent(of node: Int32) -> Int32 { parent[node] }

  /// Whether a node can still be expanded: it was not, is not a goal, and was not given up.
  public func isOpen(_ node: Int32) -> Bool {
    flags[node].isDisjoint(with: [.expanded, .goal, .deadEnd, .closed, .forbidden])
  }

  /// Whether a goal was found here.
  public func isGoal(_ node: Int32) -> Bool { flags[node].contains(.goal) }

  /// V: the model's value. Needs `Columns.values`.
  public func value(of node: Int32) -> Float { V[node] }

  /// P: the prior of the step that leads here. Needs `Columns.priors`.
  public func prior(of node: Int32) -> Float { P[node] }

  /// g: the cost of the path from the root. Needs `Columns.costs`.
  public func pathCost(of node: Int32) -> Float { g[node] }

  /// h: the estimated cost to go. Needs `Columns.costs`.
  public func costToGo(of node: Int32) -> Float { h[node] }

  /// N: visits. Needs `Columns.statistics`.
  public func visits(of node: Int32) -> Int { Int(N[node]) }

  /// Q: the mean of the values that were backed up. Needs `Columns.statistics`.
  public func meanValue(of node: Int32) -> Float { Q[node] }
}
