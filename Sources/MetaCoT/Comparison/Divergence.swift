/// A moment at which two searches of one problem part: until now they chose the same node in each
/// turn, and in this turn they do not.
public struct Divergence: Sendable, Equatable {
  /// The turn, from 0.
  public var turn: Int
  /// The moment just after the first search's choice; its end, if it has ended.
  public var first: Int
  /// The moment just after the second search's choice; its end, if it has ended.
  public var second: Int
  /// The nodes that were chosen; -1 by a search that has ended.
  public var nodes: MergedTree.Place

  /// Where two searches part, in order: after each they may come together again. A choice is a
  /// `select` event, or in a trace that has none an `expand` event; nodes are the same where the same
  /// steps lead to them.
  ///
  /// Complexity: linear in events and nodes.
  public static func all(_ first: SearchTree, _ second: SearchTree) -> [Divergence] {
    let left = Choices(first)
    let right = Choices(second)
    var divergences: [Divergence] = []
    var agree = true
    for turn in 0..<max(left.events.count, right.events.count) {
      let place = MergedTree.Place(first: left.node(turn), second: right.node(turn))
      // One that goes on may still choose the same.
      if place.first < 0 && first.outcome == nil || place.second < 0 && second.outcome == nil {
        break
      }
      let same =
        place.first >= 0 && place.second >= 0
        && left.paths[Int(place.first)] == right.paths[Int(place.second)]
      if agree, !same {
        divergences.append(
          Divergence(
            turn: turn, first: left.moment(turn), second: right.moment(turn), nodes: place))
      }
      agree = same
      if place.first < 0 || place.second < 0 { break }
    }
    return divergences
  }

  /// What each search chooses here, in words: `mcts takes 10 − 4 = 6, astar has ended`.
  package func choices(
    _ first: SearchTree, _ second: SearchTree, names: (first: String, second: String)
  ) -> String {
    [(names.first, first, nodes.first), (names.second, second, nodes.second)].map {
      name, tree, node in
      node < 0
        ? "\(name) has ended"
        : node == 0 ? "\(name) is at the root" : "\(name) takes \(tree.step(node).shortened)"
    }.joined(separator: ", ")
  }

  /// The choices of a search.
  private struct Choices {
    let tree: SearchTree
    /// The events that are choices.
    var events: [Int] = []
    /// A hash of the steps that lead to each node.
    var paths: [UInt64] = []

    init(_ tree: SearchTree) {
      self.tree = tree
      let kind: Event.Kind =
        tree.events.contains { $0.kind == .select } ? .select : .expand
      events = tree.events.indices.filter { tree.events[$0].kind == kind }
      paths.reserveCapacity(tree.records.count)
      paths.append(0)
      for node in 1..<NodeID(max(tree.records.count, 1)) {
        let above = paths[Int(tree.records[Int(node)].parent)]
        let step = tree.withStepBytes(of: node) { bytes in
          bytes.isEmpty
            ? tree.withStateBytes(of: node) { fnv1a($0, after: above) }
            : fnv1a(bytes, after: above)
        }
        paths.append(mixed(step))
      }
    }

    func node(_ turn: Int) -> NodeID {
      turn < events.count ? tree.events[events[turn]].node : -1
    }

    func moment(_ turn: Int) -> Int {
      turn < events.count ? events[turn] + 1 : tree.events.count
    }
  }
}
