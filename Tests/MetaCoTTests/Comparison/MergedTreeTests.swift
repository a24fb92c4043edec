import TestSupport
import Testing

@testable import MetaCoT

/// Two searches as one tree, against what each of them says.
struct MergedTreeTests {
  private static func tree(
    _ strategy: String, _ problem: any Problem = ProblemFixtures.countdown(), seed: UInt64 = 1,
    expansions: Int = 60
  ) throws -> SearchTree {
    try Recorded(
      SearchConfiguration(
        problem: problem, strategy: .init(strategy), budget: Budget(expansions: expansions),
        until: .tree, seed: seed)
    ).tree
  }

  private static let pairs = [
    ("mcts", "astar"), ("mcts", "mcts"), ("breadth-first", "depth-first"), ("beam", "best-of-n"),
  ]

  /// The steps to each node, which are told apart where equal ones lead from one place.
  private static func paths(_ tree: SearchTree) -> [[String]: Int] {
    var count: [[String]: Int] = [:]
    for node in 0..<NodeID(tree.nodeCount) {
      count[tree.path(to: node).dropFirst().map { tree.step($0) }, default: 0] += 1
    }
    return count
  }

  @Test(arguments: pairs)
  func `Every place of either search stands there once, with the figures of both`(
    first: String, second: String
  ) throws {
    for moment in [0, 7, 100, Int.max] {
      var trees = (try Self.tree(first), try Self.tree(second, seed: 2))
      trees.0.seek(to: min(moment, trees.0.events.count))
      trees.1.seek(to: min(moment, trees.1.events.count))
      let merged = MergedTree(trees.0, trees.1, names: (first, second))
      var tree = SearchTree(header: merged.header)
      tree.append(merged.events)
      #expect(tree.brokenInvariants() == [])
      #expect(tree.nodeCount == merged.places.count)
      // Brute force: the paths of both.
      let paths = (Self.paths(trees.0), Self.paths(trees.1))
      #expect(Self.paths(tree) == paths.0.merging(paths.1) { max($0, $1) })
      for (index, place) in merged.places.enumerated() {
        let node = NodeID(index)
        let closed = [(place.first, trees.0), (place.second, trees.1)].filter { $0.0 >= 0 }
          .map { !$1.status($0).isDisjoint(with: .closed) }
        #expect(!tree.status(node).isDisjoint(with: .closed) == !closed.contains(false))
        for (own, other) in [(place.first, trees.0), (place.second, trees.1)] where own >= 0 {
          #expect(other.state(own) == tree.state(node))
          #expect(merged.path(to: node) == other.path(to: own).dropFirst().map { other.step($0) })
        }
        for (metric, declared) in tree.metrics.enumerated() {
          let (own, other) =
            declared.key.hasSuffix("1") ? (place.first, trees.0) : (place.second, trees.1)
          let field = try #require(
            [NodeField.N, .Q, .V, .P, .g, .h, .f].first { declared.key.hasPrefix($0.symbol) })
          let value = own < 0 ? nil : other.value(field, of: own)
          #expect(tree.value(.metric(metric), of: node) == value)
        }
      }
    }
  }

  @Test func `A merged tree is a trace that reads back`() throws {
    let merged = MergedTree(
      try Self.tree("mcts"), try Self.tree("astar"), names: ("mcts", "astar"))
    var encoder = TraceEncoder(header: merged.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(merged.events, from: &cursor)
    let reader = try TraceReader(bytes: Array(encoder.output.bytes), name: "merged")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    #expect(tree.nodeCount == merged.places.count)
    #expect(tree.header == merged.header)
    let query = try NodeQuery("N1 > 3 and h2 >= 0", metrics: tree.metrics)
    var answers = QueryAnswers()
    let found = (0..<NodeID(tree.nodeCount)).filter { answers.holds(query, of: $0, in: tree) }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { merged.places[Int($0)].second >= 0 })
  }

  @Test func `A search does not differ from itself`() throws {
    let tree = try Self.tree("mcts")
    let merged = MergedTree(tree, tree, names: ("a", "b"))
    #expect(merged.places.allSatisfy { $0.first == $0.second })
    #expect(merged.differences(tree, tree).isEmpty)
    #expect(Divergence.all(tree, tree).isEmpty)
  }

  @Test func `A search that goes on has not parted from one that is ahead`() throws {
    let tree = try Self.tree("mcts")
    let search = try Search(
      SearchConfiguration(
        problem: ProblemFixtures.countdown(), strategy: .init("mcts"),
        budget: Budget(expansions: 60), until: .tree, seed: 1))
    search.advance(iterations: 30)
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    var beginning = SearchTree(header: search.header)
    beginning.append(batch)
    #expect(Divergence.all(beginning, tree).isEmpty)
    #expect(Divergence.all(tree, beginning).isEmpty)
  }

  @Test(arguments: pairs)
  func `Differences are what they say, the greatest first`(first: String, second: String) throws {
    let trees = (try Self.tree(first), try Self.tree(second, seed: 2))
    let merged = MergedTree(trees.0, trees.1, names: (first, second))
    let differences = merged.differences(trees.0, trees.1)
    #expect(zip(differences, differences.dropFirst()).allSatisfy { $0.weight >= $1.weight })
    var onlyNodes = 0
    for difference in differences {
      let place = merged.places[Int(difference.node)]
      #expect(difference.weight > 0)
      switch difference.kind {
      case .only(let search, let nodes):
        #expect((place.first < 0) == (search == 2) && (place.second < 0) == (search == 1))
        onlyNodes += nodes
      case .valued(let a, let b):
        #expect(trees.0.judgement(of: place.first)?.share == a)
        #expect(trees.1.judgement(of: place.second)?.share == b)
      case .visited(let a, let b):
        #expect(a == Double(trees.0.N(place.first)) / Double(trees.0.N(0)))
        #expect(b == Double(trees.1.N(place.second)) / Double(trees.1.N(0)))
      }
    }
    #expect(onlyNodes == merged.places.count { $0.first < 0 || $0.second < 0 })
  }

  @Test(arguments: pairs)
  func `Searches part where their choices differ for the first time`(
    first: String, second: String
  ) throws {
    let trees = (try Self.tree(first), try Self.tree(second, seed: 2))
    func choices(_ tree: SearchTree) -> [(moment: Int, path: [String])] {
      let kind: Event.Kind = tree.events.contains { $0.kind == .select } ? .select : .expand
      return tree.events.enumerated().filter { $0.element.kind == kind }.map {
        ($0.offset + 1, tree.path(to: $0.element.node).dropFirst().map { tree.step($0) })
      }
    }
    let (left, right) = (choices(trees.0), choices(trees.1))
    let both = min(left.count, right.count)
    let parts = (0..<both).filter { turn in
      left[turn].path != right[turn].path
        && (turn == 0 || left[turn - 1].path == right[turn - 1].path)
    }
    let found = Divergence.all(trees.0, trees.1)
    #expect(found.map(\.turn).filter { $0 < both } == parts)
    for divergence in found where divergence.turn < both {
      #expect(divergence.first == left[divergence.turn].moment)
      #expect(divergence.second == right[divergence.turn].moment)
    }
  }
}
