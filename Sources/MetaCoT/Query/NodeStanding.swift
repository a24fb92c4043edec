/// Where a node stands in its tree at a moment: what `is` asks in a `NodeQuery`.
package enum NodeStanding: String, Sendable, CaseIterable {
  /// The child of its parent that is visited most, of those the one that is judged best; where visits are
  /// not counted, the one that is judged best. One that has failed only where all have.
  case preferred
  /// On the principal variation: the way to the cheapest goal; as long as there is none, the way from the
  /// root over preferred children.
  case principal
  /// A goal, or on the way to one.
  case solution
  /// A dead end, or all below it was searched in vain; or it lies below such a node.
  case failed

  /// Whether a single event can change it for nodes far from what the event touches.
  var isOfWholeTree: Bool { self != .preferred }
}

/// Where nodes of one tree stand at one moment: looked up once, and kept until the tree moves.
struct NodeStandings: Sendable {
  private var now = -1
  private var events = -1
  private var preferred: [NodeID: NodeID] = [:]
  private var principal: Set<NodeID>?
  private var solutions: [Bool]?
  /// Of the nodes that have been asked about, and those above them; nil for others.
  private var failed: [Bool?] = []
  /// Nodes that were gone through to know it, since it was asked last.
  private var work = 0

  /// How many nodes were gone through since this was asked last.
  mutating func takeWork() -> Int {
    defer { work = 0 }
    return work
  }

  /// Forgets what held at another moment.
  mutating func moveOn(to tree: SearchTree) {
    guard now != tree.now || events != tree.events.count else { return }
    (now, events) = (tree.now, tree.events.count)
    preferred.removeAll(keepingCapacity: true)
    principal = nil
    solutions = nil
    failed.removeAll(keepingCapacity: true)
  }

  /// Whether a node stands so.
  /// - Complexity: the first time at a moment O(siblings), O(depth · fanout), O(nodes on ways to goals) or
  ///   O(nodes above it), as it is asked; then O(1). Once a moment it clears a byte a node.
  mutating func holds(_ standing: NodeStanding, of node: NodeID, in tree: SearchTree) -> Bool {
    switch standing {
    case .preferred: return isPreferred(node, tree)
    case .principal:
      let known = principal ?? principalVariation(tree)
      principal = known
      return known.contains(node)
    case .solution:
      if solutions == nil { work += tree.nodeCount }
      let known = solutions ?? Self.solutions(tree)
      solutions = known
      return known[Int(node)]
    case .failed: return hasFailed(node, tree)
    }
  }

  private mutating func hasFailed(_ node: NodeID, _ tree: SearchTree) -> Bool {
    if failed.isEmpty {
      failed = Array(repeating: nil, count: tree.nodeCount)
      work += tree.nodeCount / 64
    }
    var (top, answer) = (node, failed[Int(node)])
    while answer == nil {
      if !tree.status(top).isDisjoint(with: [.deadEnd, .exhausted]) {
        answer = true
      } else if top == 0 {
        answer = false
      } else {
        top = tree.parent(top)
        answer = failed[Int(top)]
      }
      work += 1
    }
    // It is the same for all on the way.
    var below = node
    while below != top {
      failed[Int(below)] = answer
      below = tree.parent(below)
    }
    failed[Int(top)] = answer
    return answer == true
  }

  private mutating func isPreferred(_ node: NodeID, _ tree: SearchTree) -> Bool {
    guard node > 0 else { return false }
    let parent = tree.parent(node)
    if let known = preferred[parent] { return known == node }
    let child = tree.preferredChild(of: parent) ?? -1
    preferred[parent] = child
    return child == node
  }

  private func principalVariation(_ tree: SearchTree) -> Set<NodeID> {
    // What is found is preferred to what was visited most.
    if let way = tree.pathToGoal { return Set(way) }
    var path: Set<NodeID> = [0]
    var node: NodeID = 0
    while let child = tree.preferredChild(of: node) {
      path.insert(child)
      node = child
    }
    return path
  }

  private static func solutions(_ tree: SearchTree) -> [Bool] {
    var leadsToGoal = Array(repeating: false, count: tree.nodeCount)
    for index in tree.goals.prefix(while: { Int($0) < tree.now }) {
      var node = tree.events[Int(index)].node
      while node >= 0, !leadsToGoal[Int(node)] {
        leadsToGoal[Int(node)] = true
        node = tree.parent(node)
      }
    }
    return leadsToGoal
  }
}

extension SearchTree {
  /// The child that is visited most, of those the one that is judged best; where visits are not counted,
  /// the one that is judged best. One that has failed only where all have. Of equals the oldest; nil
  /// where none has been visited or judged. - Complexity: O(children).
  package func preferredChild(of node: NodeID) -> NodeID? {
    let countsVisits = extent(of: .N) != nil
    var best: (node: NodeID, key: (Double, Double, Double))?
    var child = firstChild(of: node)
    while child >= 0 {
      let judged = judgement(of: child).map { $0.isLowerBetter ? -$0.value : $0.value }
      let visits = countsVisits ? Double(N(child)) : 0
      if countsVisits ? visits > 0 : judged != nil {
        let stands = status(child).isDisjoint(with: .closed) ? 1.0 : 0
        let key = (stands, visits, judged ?? -.infinity)
        if best.map({ key > $0.key }) ?? true { best = (child, key) }
      }
      child = sibling(after: child)
    }
    return best?.node
  }
}
