/// A moment at which two searches of one problem part: until now they chose the same node in each
/// turn, and in this turn they do not.
package struct Divergence: Sendable, Equatable {
  /// The turn, from 0.
  package var turn: Int
  /// The moment just after the first search's choice; its end, if it has ended.
  package var first: Int
  /// The moment just after the second search's choice; its end, if it has ended.
  package var second: Int
  /// The nodes that were chosen; -1 by a search that has ended.
  package var nodes: MergedTree.Place

  /// Where two searches part, in order: after each they may come together again. A choice is a
  /// `select` event, or in a trace that has none an `expand` event; nodes are the same where the same
  /// steps lead to them.
  ///
  /// Complexity: linear in events and nodes.
  package static func all(_ first: SearchTree, _ second: SearchTree) -> [Divergence] {
    var finder = DivergenceFinder()
    return finder.all(first, second)
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
}

/// Finds divergences while the searches go on: every event, node and turn is looked at once.
package struct DivergenceFinder: Sendable {
  private var first = Choices()
  private var second = Choices()
  /// How many turns have been compared, and whether the searches agreed in the last of them.
  private var turns = 0
  private var agree = true
  private var found: [Divergence] = []

  /// Nothing found.
  package init() {}

  /// Where two searches part, in order; those that were given before, with what has come since.
  /// - Complexity: linear in the events and nodes that are new.
  package mutating func all(_ a: SearchTree, _ b: SearchTree) -> [Divergence] {
    let kinds = (first.kind, second.kind)
    first.read(a)
    second.read(b)
    if kinds != (first.kind, second.kind) { (turns, agree, found) = (0, true, []) }
    while turns < min(first.events.count, second.events.count) {
      let nodes = MergedTree.Place(first: first.node(turns, a), second: second.node(turns, b))
      let same = first.paths[nodes.first] == second.paths[nodes.second]
      if agree, !same { found.append(divergence(nodes, a, b)) }
      agree = same
      turns += 1
    }
    // One that goes on may still choose the same.
    let isOver = (turns == first.events.count ? a : b).outcome != nil
    guard agree, isOver, first.events.count != second.events.count else { return found }
    let nodes = MergedTree.Place(first: first.node(turns, a), second: second.node(turns, b))
    return found + [divergence(nodes, a, b)]
  }

  private func divergence(
    _ nodes: MergedTree.Place, _ a: SearchTree, _ b: SearchTree
  ) -> Divergence {
    Divergence(
      turn: turns, first: first.moment(turns, a), second: second.moment(turns, b), nodes: nodes)
  }

  /// The choices of a search.
  private struct Choices: Sendable {
    private var selects: [Int] = []
    private var expansions: [Int] = []
    private var read = 0
    /// Where the same steps lead.
    private(set) var paths = StepPaths()

    /// What is a choice.
    var kind: Event.Kind { selects.isEmpty ? .expand : .select }
    /// The events that are choices.
    var events: [Int] { selects.isEmpty ? expansions : selects }

    mutating func read(_ tree: SearchTree) {
      for index in read..<tree.events.count {
        switch tree.events[index].kind {
        case .select: selects.append(index)
        case .expand: expansions.append(index)
        default: break
        }
      }
      read = tree.events.count
      paths.read(tree)
    }

    func node(_ turn: Int, _ tree: SearchTree) -> NodeID {
      turn < events.count ? tree.events[events[turn]].node : -1
    }

    func moment(_ turn: Int, _ tree: SearchTree) -> Int {
      turn < events.count ? events[turn] + 1 : tree.events.count
    }
  }
}
