import TestSupport
import Testing

@testable import MetaCoT

/// What is asked of nodes and events in slices, against what is asked at once by brute force.
struct SlicedQueryTests {
  private static func tree(_ strategy: String) throws -> SearchTree {
    try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown(), strategy: .init(strategy),
        budget: Budget(expansions: 60), until: .tree, seed: 3)
    ).tree
  }

  private static let atoms = [
    "N > 2", "Q >= 0.4", "V < 0.3", "V = 0.5", "P <= 0.2", "g = 1", "h < 9", "f > 6", "U > 0.5",
    "rank = 1", "depth >= 2", "children > 1", "node < 30", "status = expanded", "why = exhausted",
    "why != better", "step ~ \"[×+]\"", "has V", "Q > V", "V != P", "N >= children", "parent < 4",
    "is preferred",
  ]

  /// What an event does not tell.
  private static let standings = ["is principal", "is solution", "is failed"]

  /// A question of some atoms, with words between them.
  private static func question(_ random: inout SeededRandom, changes: Bool) -> String {
    var text = ""
    for place in 0...random.below(3) {
      if place > 0 { text += random.below(2) == 0 ? " and " : " or " }
      if random.below(4) == 0 { text += "not " }
      let atom =
        changes && random.below(3) == 0
        ? ["changes(N)", "changes(V)", "changes(Q)"][random.below(3)]
        : !changes && random.below(5) == 0
          ? standings[random.below(standings.count)] : atoms[random.below(atoms.count)]
      text += random.below(3) == 0 ? "(\(atom) or node = 1)" : atom
    }
    return text
  }

  /// What a condition says of a node, by its definition.
  private struct Reference {
    let tree: SearchTree
    let before: SearchTree?

    func holds(_ condition: NodeQuery.Condition, _ node: NodeID) -> Bool {
      switch condition {
      case .and(let a, let b): return holds(a, node) && holds(b, node)
      case .or(let a, let b): return holds(a, node) || holds(b, node)
      case .not(let a): return !holds(a, node)
      case .compare(let a, let comparison, let b):
        guard let a = number(a, node, tree), let b = number(b, node, tree) else { return false }
        return comparison.holds(a, b)
      case .isWord(let word, let comparison, let text):
        return self.text(word, node).map { ($0 == text) == (comparison == .equal) } ?? false
      case .matches(let word, let pattern):
        guard let text = text(word, node), let regex = try? Regex(pattern.text) else {
          return false
        }
        return text.contains(regex)
      case .has(let a): return number(a, node, tree) != nil
      case .changes(let a):
        guard let before else { return false }
        let old = Int(node) < before.nodeCount ? number(a, node, before) : nil
        return number(a, node, tree) != old
      case .stands(let standing): return stands(standing, node)
      }
    }

    private func stands(_ standing: NodeStanding, _ node: NodeID) -> Bool {
      let path = tree.path(to: node)
      func isBelow(_ other: NodeID) -> Bool { tree.path(to: other).contains(node) }
      switch standing {
      case .preferred:
        guard node > 0 else { return false }
        func merit(_ node: NodeID) -> (Double, Double, Double)? {
          let judged = tree.judgement(of: node).map { $0.isLowerBetter ? -$0.value : $0.value }
          let stands = tree.status(node).isDisjoint(with: .closed) ? 1.0 : 0
          if tree.extent(of: .N) != nil {
            return tree.N(node) > 0 ? (stands, Double(tree.N(node)), judged ?? -.infinity) : nil
          }
          return judged.map { (stands, 0, $0) }
        }
        guard let own = merit(node) else { return false }
        return tree.children(of: tree.parent(node)).allSatisfy { sibling in
          guard let other = merit(sibling) else { return true }
          return sibling < node ? other < own : other <= own
        }
      case .principal:
        if let way = tree.pathToGoal { return way.contains(node) }
        return path.dropFirst().allSatisfy { stands(.preferred, $0) }
      case .solution:
        return (0..<NodeID(tree.nodeCount)).contains {
          tree.status($0).contains(.goal) && isBelow($0)
        }
      case .failed:
        return path.contains { !tree.status($0).isDisjoint(with: [.deadEnd, .exhausted]) }
      }
    }

    private func number(
      _ number: NodeQuery.Number, _ node: NodeID, _ tree: SearchTree
    ) -> Double? {
      switch number {
      case .constant(let value): return value
      case .depth: return Double(tree.path(to: node).count - 1)
      case .children: return Double(tree.children(of: node).count)
      case .node: return Double(node)
      case .parent: return node > 0 ? Double(tree.parent(node)) : nil
      case .field(.N): return Double(tree.N(node))
      case .field(let field):
        guard let value = tree.value(field, of: node) else { return nil }
        return Double(Float(value)) == value ? Double("\(Float(value))") : value
      }
    }

    private func text(_ word: NodeQuery.Word, _ node: NodeID) -> String? {
      switch word {
      case .status: return tree.statusWord(of: node)
      case .step: return tree.step(node)
      case .state: return tree.state(node)
      case .why:
        let kinds: Set<Event.Kind> = [.prune, .mistake, .evaluate, .steer, .backtrack]
        let event = tree.events[..<tree.now].lastIndex {
          $0.node == node && $0.reason != .none && kinds.contains($0.kind)
        }
        return event.map { tree.reason(ofEvent: $0) }
      }
    }
  }

  @Test(arguments: ["mcts", "astar", "beam", "depth-first"])
  func `Nodes asked in slices are those of which a question holds`(strategy: String) throws {
    var random = SeededRandom(seed: 5)
    var tree = try Self.tree(strategy)
    for _ in 0..<60 {
      tree.seek(to: random.below(tree.events.count + 1))
      let text = Self.question(&random, changes: false)
      let query = try NodeQuery(text)
      var parser = QueryParser(text, metrics: [])
      let condition = try parser.parse()
      let reference = Reference(tree: tree, before: nil)
      let expected = (0..<NodeID(tree.nodeCount)).filter { reference.holds(condition, $0) }
      var answers = QueryAnswers()
      var found: [NodeID] = []
      var asked = 0
      while asked < tree.nodeCount {
        var effort = Effort(1 + random.below(2000))
        answers.ask(query, from: &asked, in: tree, &effort) { found.append($0) }
      }
      #expect(found == expected, "\(text) after \(tree.now)")
      #expect(answers.nodes(query, in: tree) == expected, "\(text) after \(tree.now)")
    }
  }

  /// The nodes that an event can concern, as `Watch` puts them in order.
  private static func touched(_ event: Event, _ tree: SearchTree) -> [NodeID] {
    switch event.kind {
    case .expand: [event.node] + (0..<NodeID(event.count)).map { event.other + $0 }
    case .backup: tree.path(to: event.node).reversed()
    default: [event.node]
    }
  }

  @Test(arguments: ["mcts", "astar", "beam", "depth-first"])
  func `A watch in slices stops where a question begins to hold`(strategy: String) throws {
    var random = SeededRandom(seed: 6)
    let tree = try Self.tree(strategy)
    for _ in 0..<25 {
      let text = Self.question(&random, changes: true)
      var parser = QueryParser(text, metrics: [])
      let condition = try parser.parse()
      var expected: [(Int32, NodeID)] = []
      var (before, after) = (tree, tree)
      for index in tree.events.indices {
        before.seek(to: index)
        after.seek(to: index + 1)
        let (old, new) = (
          Reference(tree: before, before: nil), Reference(tree: after, before: before)
        )
        let hit = Self.touched(tree.events[index], tree).first { node in
          let held = Int(node) < before.nodeCount && old.holds(condition, node)
          return !held && new.holds(condition, node)
        }
        if let hit { expected.append((Int32(index), hit)) }
      }
      var watch = Watch(try NodeQuery(text))
      var moment = tree
      while true {
        moment.seek(to: random.below(tree.events.count))
        if random.below(4) == 0 { watch.letGo() }
        var effort = Effort(1 + random.below(20_000))
        if watch.advance(in: moment, &effort) { break }
      }
      #expect(
        zip(watch.hits, watch.nodes).elementsEqual(expected, by: ==) && watch.searched > 0,
        "\(text): \(watch.hits), not \(expected)")
    }
  }

  @Test func `A figure of 32 bits is compared as it is written`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<500 {
      let value = Float(random.below(2000)) / Float([10, 100, 1000][random.below(3)])
      var tree = SearchTree(
        header: TraceHeader(
          problem: .init(kind: "k", text: "t"), strategy: .init("s"), model: nil,
          root: .init(state: "start")))
      var batch = EventBatch()
      batch.events = [Event(.evaluate, 0, value: value)]
      tree.append(batch)
      let near = [value, value.nextUp, value.nextDown][random.below(3)]
      for sign in ["=", "!=", "<", "<=", ">", ">="] {
        let comparison = try #require(NodeQuery.Comparison(rawValue: sign))
        let written = try #require(Double("\(value)"))
        let constant = try #require(Double("\(near)"))
        var answers = QueryAnswers()
        let query = try NodeQuery("V \(sign) \(near)")
        #expect(
          answers.holds(query, of: 0, in: tree) == comparison.holds(written, constant),
          "\(value) \(sign) \(near)")
      }
    }
  }
}
