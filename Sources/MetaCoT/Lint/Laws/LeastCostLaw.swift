extension TraceLaw {
  /// A* takes the open node with the least f.
  static let leastCost = TraceLaw(
    name: "least-f", statement: "A* selects an open node of the least f = g + w·h.",
    source: "Hart, Nilsson and Raphael 1968; Pohl 1970 for w"
  ) { tree in
    guard !tree.isSnapshot, let weight = tree.weightOfCostToGo, (tree.header.window ?? 1) == 1
    else {
      return nil
    }
    return LeastCostCheck(weight: Float(weight))
  }
}

private struct LeastCostCheck: LawCheck {
  let weight: Float
  /// What may be open, the least f first.
  private var open = KeyHeap()
  private var expanded: Set<String> = []
  private var inserted: UInt32 = 0
  private var isSteered = false

  init(weight: Float) { self.weight = weight }

  private func f(_ node: NodeID, _ tree: SearchTree) -> Float? {
    guard let g = tree.g(node), let h = tree.h(node) else { return nil }
    return g + weight * h
  }

  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    switch event.kind {
    // A person may prefer another.
    case .steer where event.reason != .budget: isSteered = true
    case .expand:
      let state = tree.state(event.node)
      if !state.isEmpty { expanded.insert(state) }
      for child in tree.created(by: event) {
        guard let f = f(child, tree), f.isFinite, f >= 0 else { continue }
        inserted += 1
        // The bits of floats that are not negative are ordered as they are.
        open.insert(
          KeyHeap.Entry(key: UInt64(f.bitPattern), number: inserted, content: Int32(child)))
      }
    case .select where !isSteered:
      while let first = open.first, !isOpen(NodeID(first.content), tree) { open.removeFirst() }
      guard let own = f(event.node, tree), let first = open.first else { return }
      let least = Float(bitPattern: UInt32(first.key))
      guard own > least + SearchTree.tolerance(own) * max(1, weight) else { return }
      report.add(
        event: index, node: event.node,
        "node \(event.node) is selected, whose f is \(own.written), but that of node "
          + "\(first.content), which is open, is \(least.written)")
    default: break
    }
  }

  /// Whether a node still waits: a state that was expanded is passed over in silence by many.
  private func isOpen(_ node: NodeID, _ tree: SearchTree) -> Bool {
    tree.status(node).isDisjoint(with: .settled) && !expanded.contains(tree.state(node))
  }
}
