extension EventBatch {
  /// Gives every node but the root a number that is greater by `offset`: the batch then tells of a
  /// tree that shares no more than its root with the nodes before. Complexity: linear.
  mutating func moveNodes(by offset: NodeID) {
    guard offset != 0 else { return }
    func move(_ node: inout NodeID) { if node > 0 { node += offset } }
    for index in events.indices {
      move(&events[index].node)
      switch events[index].kind {
      case .expand, .backtrack, .link: move(&events[index].other)
      default: break
      }
    }
    for index in nodes.indices {
      move(&nodes[index].parent)
      move(&nodes[index].same)
    }
    for index in figures.indices { move(&figures[index].node) }
  }
}
