import MetaCoT

/// What views ask of a tree beyond the figures of a node.
extension SearchTree {
  /// The event applied last that says where the search is; -1 before the first.
  /// Complexity: O(events in a row that say nothing of the kind), bounded.
  package var currentEvent: Int {
    var index = now - 1
    let stop = max(-1, now - 256)
    while index > stop {
      switch events[index].kind {
      case .modelCall, .failed, .text, .link, .prune, .note, .mistake, .end, .steer, .other:
        index -= 1
      default: return index
      }
    }
    return -1
  }

  /// Where the search is at `now`: the node of the last event, and after a backtrack the ancestor
  /// that it went back to.
  package var currentNode: NodeID {
    let index = currentEvent
    guard index >= 0 else { return 0 }
    let event = events[index]
    let node = event.kind == .backtrack ? event.other : event.node
    return node >= 0 && node < nodeCount ? node : 0
  }

  /// Nodes expanded so far; nil for a snapshot, which is told by other events than the search's.
  var knownExpansions: Int? { isSnapshot ? nil : expansions }

  /// `backtrack` events so far; nil where it is not known what came after what.
  var knownBacktracks: Int? { isSnapshot ? nil : backtrackCount }

  /// Whether it is solved: what the end says, before it whether there is a goal; nil where all events
  /// that there are tell of neither.
  var isSolved: Bool? {
    if now == events.count, let outcome { return outcome.solved }
    return goalCount > 0 ? true : now == events.count ? nil : false
  }

  /// The node itself if it exists at `now`, else its nearest ancestor that does.
  package func existing(_ node: NodeID) -> NodeID {
    var node = Int(node) < records.count ? node : 0
    while node >= nodeCount { node = parent(node) }
    return max(0, node)
  }

  /// How good a node looks, in 0...1, whatever the search measures; 1 for a goal, nil where nothing is
  /// known.
  package func displayValue(_ node: NodeID) -> Float? {
    status(node).contains(.goal) ? 1 : judgement(of: node).map { Float($0.share) }
  }

  /// Whether the first is the better of two siblings.
  func isBetter(_ a: NodeID, _ b: NodeID) -> Bool {
    SiblingOrderKey(of: a, in: self) < SiblingOrderKey(of: b, in: self)
  }

  /// The last nodes of the path from the root to a node, no more than a screen could ever need.
  /// - Complexity: O(1) in the depth.
  func boundedPath(to node: NodeID) -> [NodeID] {
    var path: [NodeID] = []
    var node = node
    while node >= 0, path.count < Outline.maxAncestors {
      path.append(node)
      node = parent(node)
    }
    return path.reversed()
  }

  /// Whether an event of the trace touches a node: it is about it, made it, led back to it, or backed a
  /// value up through it. - Complexity: O(levels).
  func isTouched(_ node: NodeID, by event: Event) -> Bool {
    if event.node == node { return true }
    switch event.kind {
    case .expand: return node >= event.other && node < event.other + NodeID(event.count)
    case .backtrack, .link: return event.other == node
    case .backup: return event.node > node && isDescendant(event.node, of: node)
    default: return false
    }
  }

  /// The next event from the moment on that touches a node, or the one that comes before the last.
  /// - Complexity: O(events passed · levels).
  func event(touching node: NodeID, backwards: Bool) -> Int? {
    let birth = eventThatCreated(node) ?? 0
    var index = backwards ? now - 2 : now
    while index >= birth, index < events.count {
      if isTouched(node, by: events[index]) { return index }
      index += backwards ? -1 : 1
    }
    return nil
  }
}
