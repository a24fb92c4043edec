import MetaCoT

/// What views ask of a tree beyond the figures of a node.
extension SearchTree {
  /// The event applied last that says where the search is; -1 before the first.
  /// Complexity: O(events in a row that say nothing of the kind), bounded.
  public var currentEvent: Int {
    var index = now - 1
    let stop = max(-1, now - 256)
    while index > stop {
      switch events[index].kind {
      case .modelCall, .note, .end, .steer: index -= 1
      default: return index
      }
    }
    return -1
  }

  /// Where the search is at `now`: the node of the last event, and after a backtrack the ancestor
  /// that it went back to.
  public var currentNode: NodeID {
    let index = currentEvent
    guard index >= 0 else { return 0 }
    let event = events[index]
    let node = event.kind == .backtrack ? event.other : event.node
    return node >= 0 && node < nodeCount ? node : 0
  }

  /// The node itself if it exists at `now`, else its nearest ancestor that does.
  public func existing(_ node: NodeID) -> NodeID {
    var node = Int(node) < records.count ? node : 0
    while node >= nodeCount { node = parent(node) }
    return max(0, node)
  }

  /// How good a node looks, in 0...1, whatever the search measures: Q, else V, else how much of
  /// the estimated cost is behind it. nil where nothing is known.
  public func worth(_ node: NodeID) -> Float? {
    let status = status(node)
    if status.contains(.goal) { return 1 }
    if let Q = Q(node) { return max(0, min(1, Q)) }
    if let V = V(node) { return max(0, min(1, V)) }
    if let h = h(node), let all = self.h(0), all > 0 { return max(0, min(1, 1 - h / all)) }
    return nil
  }

  /// Whether the first is the better of two siblings: visits, then worth, then f, then age.
  func isBetter(_ a: NodeID, _ b: NodeID) -> Bool {
    let goalA = status(a).contains(.goal)
    if goalA != status(b).contains(.goal) { return goalA }
    let (nA, nB) = (N(a), N(b))
    if nA != nB { return nA > nB }
    if let fA = f(a), let fB = f(b) {
      if fA != fB { return fA < fB }
      if let hA = h(a), let hB = h(b), hA != hB { return hA < hB }
    }
    let (worthA, worthB) = (worth(a) ?? -1, worth(b) ?? -1)
    return worthA == worthB ? a < b : worthA > worthB
  }

  /// Whether `ancestor` is on the path from the root to `node`, `node` included.
  /// Complexity: O(depth).
  func isOnPath(_ ancestor: NodeID, to node: NodeID) -> Bool {
    var above = node
    while above > ancestor { above = parent(above) }
    return above == ancestor
  }
}
