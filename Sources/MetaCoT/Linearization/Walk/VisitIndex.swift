import Synchronization

/// When a search first came to each node and to each state: what `WalkLinearizer` needs to know of
/// the events before one, found once. It holds nothing that does not follow from the events.
///
/// Events are taken in when a question needs them. 12 bytes a node, and some 16 a state visited.
final class VisitIndex: Sendable {
  fileprivate struct Known {
    var count = 0
    var firstVisit: [Int32] = []
    var firstEvaluation: [Int32] = []
    /// How many nodes were visited when each was, itself among them; the root is not counted.
    var numbers: [Int32] = []
    var visited: Int32 = 0
    /// The first node but the root that was visited.
    var first: NodeID?
    /// Whether the steps are told in words that are not the problem's, once it is known.
    var isTold: Bool?
    var firstOfState: [UInt64: NodeID] = [:]
    var mistakes: [NodeID: Event.Reason] = [:]
  }

  private let known = Mutex(Known())

  /// The first event that the search was at the node with (a `select`, `expand`, `evaluate` or
  /// `goal`); nil as long as it has not been there.
  func firstVisit(_ node: NodeID, in tree: SearchTree) -> Int? {
    known.withLock { known in
      known.extend(to: tree)
      return known.firstVisit[Int(node)] < 0 ? nil : Int(known.firstVisit[Int(node)])
    }
  }

  /// The first event at which the model was asked for the node's value, or a dead end found.
  func firstEvaluation(_ node: NodeID, in tree: SearchTree) -> Int? {
    known.withLock { known in
      known.extend(to: tree)
      return known.firstEvaluation[Int(node)] < 0 ? nil : Int(known.firstEvaluation[Int(node)])
    }
  }

  /// The place of a node among those but the root that were visited, from 1; 0 for the root, nil where it was
  /// not visited.
  func number(of node: NodeID, in tree: SearchTree) -> Int? {
    known.withLock { known in
      known.extend(to: tree)
      return known.numbers[Int(node)] < 0 ? nil : Int(known.numbers[Int(node)])
    }
  }

  /// Whether the steps are told in somebody else's words: the first that is taken is none of the problem's,
  /// which `isKnown` says. False before there is one, and where a mistake made it.
  func isTold(in tree: SearchTree, isKnown: (NodeID) -> Bool) -> Bool {
    known.withLock { known in
      known.extend(to: tree)
      if let isTold = known.isTold { return isTold }
      guard let first = known.first else { return false }
      let isTold = known.mistakes[first] == nil && !isKnown(first)
      known.isTold = isTold
      return isTold
    }
  }

  /// The mistake that made the node, if one did: `illegal`, `wrong` or `unreached`.
  func mistake(thatMade node: NodeID, in tree: SearchTree) -> Event.Reason? {
    known.withLock { known in
      known.extend(to: tree)
      return known.mistakes[node]
    }
  }

  /// Whether no other node of the same state was visited before it; so is the root.
  func isFirstOfItsState(_ node: NodeID, in tree: SearchTree) -> Bool {
    known.withLock { known in
      known.extend(to: tree)
      return known.firstOfState[Known.hash(of: node, in: tree)] == node
    }
  }
}

extension VisitIndex.Known {
  /// Takes in the events and nodes that have arrived.
  fileprivate mutating func extend(to tree: SearchTree) {
    guard count < tree.events.count || firstVisit.count < tree.records.count else { return }
    let missing = tree.records.count - firstVisit.count
    numbers.append(contentsOf: repeatElement(-1, count: missing))
    if firstVisit.isEmpty {
      firstOfState[Self.hash(of: 0, in: tree)] = 0
      numbers[0] = 0
    }
    firstVisit.append(contentsOf: repeatElement(-1, count: missing))
    firstEvaluation.append(contentsOf: repeatElement(-1, count: missing))
    while count < tree.events.count {
      let event = tree.events[count]
      let node = Int(event.node)
      switch event.kind {
      case .select, .expand, .evaluate, .goal:
        if firstVisit[node] < 0 {
          firstVisit[node] = Int32(count)
          if node > 0 {
            visited += 1
            numbers[node] = visited
            first = first ?? event.node
          }
          // Where two texts have one hash, the later is reached step by step, which is as right.
          let hash = Self.hash(of: event.node, in: tree)
          if firstOfState[hash] == nil { firstOfState[hash] = event.node }
        }
        if event.kind == .evaluate, event.reason != .cached, firstEvaluation[node] < 0 {
          firstEvaluation[node] = Int32(count)
        }
      case .mistake:
        let makesNodes = [.illegal, .wrong, .unreached].contains(event.reason)
        if makesNodes, node > 0, firstVisit[node] < 0 { mistakes[event.node] = event.reason }
      default: break
      }
      count += 1
    }
  }

  /// FNV-1a of the state's text.
  fileprivate static func hash(of node: NodeID, in tree: SearchTree) -> UInt64 {
    tree.withStateBytes(of: node) { fnv1a($0) }
  }
}
