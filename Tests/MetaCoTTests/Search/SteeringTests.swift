import MetaCoT
import TestSupport
import Testing

/// A person steers: the tree stays, and everything is in the events.
struct SteeringTests {
  static let names = StrategyRegistry.entries.filter { !$0.needsWritingModel }
    .map(\.name)

  /// Runs some iterations, steers, and runs on.
  private func run(
    _ name: String, before: Int = 2, after: Int = 200,
    problem: any Problem = ProblemFixtures.countdown("3 7 8 50 → 9973"),
    model: TraceHeader.Choice = .init("uniform"),
    _ steer: (borrowing Search, SearchTree) -> Void
  ) throws -> (tree: SearchTree, steered: [Int]) {
    let search = try Search(
      SearchConfiguration(
        problem: problem, strategy: .init(name), model: model,
        budget: Budget(expansions: 5000), until: .tree))
    var batch = EventBatch()
    search.advance(iterations: before)
    search.takeEvents(into: &batch)
    var tree = SearchTree(header: search.header)
    tree.append(batch)
    steer(search, tree)
    search.advance(iterations: after)
    var rest = EventBatch()
    search.takeEvents(into: &rest)
    tree.append(rest)
    return (tree, tree.events.indices.filter { tree.events[$0].kind == .steer })
  }

  private func isBelow(_ node: NodeID, _ top: NodeID, _ tree: SearchTree) -> Bool {
    tree.path(to: node).contains(top)
  }

  private func selections(_ tree: SearchTree, after event: Int) -> [NodeID] {
    tree.events[(event + 1)...].filter { $0.kind == .select }.map(\.node)
  }

  @Test(arguments: names)
  func `Nothing is searched below a forbidden node`(name: String) throws {
    for child in [1, 2, 3] as [NodeID] {
      // Strategies that reveal one node at a time need some iterations to have these.
      let before = name == "mcts" || name == "best-of-n" ? 5 : 2
      let (tree, steered) = try run(name, before: before) { search, _ in
        search.steer(.forbid(child))
      }
      let event = try #require(steered.first)
      #expect(tree.status(child).contains(.forbidden))
      #expect(!selections(tree, after: event).contains { isBelow($0, child, tree) })
    }
  }

  @Test(arguments: ["mcts", "astar", "best-first", "breadth-first", "depth-first", "best-of-n"])
  func `What is allowed again is searched again`(name: String) throws {
    let search = try Search(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("2 3 4 → 99"), strategy: .init(name),
        model: .init("uniform"),
        budget: Budget(expansions: 400), until: .tree))
    search.advance(iterations: 2)
    search.steer(.forbid(1))
    search.advance(iterations: 5)
    let isAllowed = search.steer(.allow(1))
    #expect(isAllowed)
    search.advance(iterations: 10_000)
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    var tree = SearchTree(header: search.header)
    tree.append(batch)
    let event = try #require(batch.events.firstIndex { $0.reason == .allow })
    #expect(selections(tree, after: event).contains { isBelow($0, 1, tree) })
    // As many states as without steering, where all are searched.
    if name != "best-of-n", name != "mcts" {
      let plain = try Search.run(
        SearchConfiguration(
          problem: ProblemFixtures.countdown("2 3 4 → 99"), strategy: .init(name),
          model: .init("uniform"),
          budget: Budget(expansions: 400), until: .tree))
      let outcome = search.outcome
      #expect(outcome?.expansions == plain.expansions)
    }
  }

  @Test(arguments: names)
  func `The node asked for is next`(name: String) throws {
    var wished: NodeID = -1
    let (tree, steered) = try run(name) { search, tree in
      for node in (0..<NodeID(tree.nodeCount)).reversed()
      where tree.status(node).isDisjoint(with: .settled) {
        if search.steer(.expandNext(node)) {
          wished = node
          break
        }
      }
    }
    let event = try #require(steered.first)
    #expect(tree.events[event].node == wished)
    #expect(selections(tree, after: event).first == wished)
  }

  @Test(arguments: ["mcts", "astar", "best-first", "breadth-first", "depth-first"])
  func `A favoured subtree gets the next iterations`(name: String) throws {
    var wished: NodeID = -1
    let (tree, steered) = try run(name, before: 3) { search, tree in
      for node in tree.children(of: 0).reversed() where tree.firstChild(of: node) < 0 {
        if search.steer(.favour(node, iterations: 7)) {
          wished = node
          break
        }
      }
    }
    let event = try #require(steered.first)
    let next = selections(tree, after: event)
    #expect(next.prefix(7).allSatisfy { isBelow($0, wished, tree) })
    #expect(next.contains { !isBelow($0, wished, tree) })
  }

  @Test(arguments: names)
  func `A raised budget lasts longer`(name: String) throws {
    let search = try Search(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("3 7 8 50 → 9973"), strategy: .init(name),
        budget: Budget(expansions: 3), until: .tree))
    search.advance(iterations: 2)
    search.steer(.raiseBudget(by: 1))
    search.advance(iterations: 100)
    let result = search.outcome
    let outcome = try #require(result)
    #expect(outcome.expansions == 4 || name == "greedy" && outcome.stopped == "exhausted")
  }

  /// Any commands in any order, while samples, beams and walks are under way.
  @Test(arguments: names)
  func `Nothing is searched below what is forbidden, whatever else is asked`(name: String) throws {
    for seed in UInt64(1)...12 {
      var random = SeededRandom(seed: seed)
      let search = try Search(
        SearchConfiguration(
          problem: ProblemFixtures.countdown("3 7 8 50 → 9973"), strategy: .init(name),
          model: .init("uniform"), budget: Budget(expansions: 300), until: .tree, seed: seed))
      var tree = SearchTree(header: search.header)
      var forbidden: Set<NodeID> = []
      while search.outcome == nil {
        let before = tree.events.count
        search.advance(iterations: 1 + random.below(5))
        var batch = EventBatch()
        search.takeEvents(into: &batch)
        tree.append(batch)
        for node in selections(tree, after: before - 1) {
          #expect(forbidden.isDisjoint(with: tree.path(to: node)))
        }
        guard search.status.canSteer else { continue }
        for _ in 0..<3 {
          let node =
            random.below(2) == 0
            ? NodeID(1 + random.below(8)) : NodeID(random.below(tree.nodeCount))
          guard node > 0, node < tree.nodeCount else { continue }
          let isBarred = !forbidden.isDisjoint(with: tree.path(to: node))
          let commands: [SteeringCommand] = [
            .forbid(node), .allow(node), .expandNext(node), .favour(node, iterations: 5),
          ]
          let choice = random.below(commands.count)
          guard search.steer(commands[choice]) else { continue }
          switch choice {
          case 0: forbidden.insert(node)
          case 1: forbidden.remove(node)
          default: #expect(!isBarred)
          }
        }
      }
    }
  }

  /// Also where it was asked for, forbidden and allowed before its turn came.
  @Test func `A node of a beam that is allowed again is expanded`() throws {
    let (tree, steered) = try run("beam", before: 1, after: 60) { search, _ in
      let isNext = search.steer(.expandNext(7))
      let isForbidden = search.steer(.forbid(7))
      search.advance(iterations: 1)
      let isAllowed = search.steer(.allow(7))
      #expect(isNext && isForbidden && isAllowed)
    }
    #expect(selections(tree, after: try #require(steered.last)).contains(7))
  }

  @Test(arguments: [(1, 0), (3, 2), (100, 5)])
  func `A beam favours for as many nodes as are asked for`(count: Int, below: Int) throws {
    let (tree, steered) = try run(
      "beam", before: 1, problem: ProblemFixtures.countdown("2 3 5 7 11 → 100"),
      model: .init("heuristic")
    ) { search, _ in
      let isFavoured = search.steer(.favour(9, iterations: count))
      #expect(isFavoured)
    }
    // Five of each level; the first of them is the node itself.
    let selections = selections(tree, after: try #require(steered.first))
    #expect(selections.first == 9)
    #expect(selections.dropFirst(5).prefix(5).count { isBelow($0, 9, tree) } == below)
  }

  @Test func `A* stays optimal when steered`() throws {
    for seed in UInt64(1)...40 {
      let problem = RoadGraph(seed: seed)
      let search = try Search(
        SearchConfiguration(problem: problem, strategy: .init("astar")))
      var random = SeededRandom(seed: seed)
      while search.advance(iterations: 1) {
        let node = NodeID(random.below(search.status.nodes))
        if random.below(2) == 0 {
          search.steer(.expandNext(node))
        } else {
          search.steer(.favour(node, iterations: 2))
        }
      }
      let outcome = search.outcome
      #expect(outcome?.cost == BruteForce(problem).cost)
    }
  }

  @Test func `Forbidding everything exhausts, and allowing undoes it`() throws {
    let problem = ProblemFixtures.countdown("2 3 → 99")
    let search = try Search(
      SearchConfiguration(
        problem: problem, strategy: .init("mcts"), model: .init("uniform"), until: .tree))
    search.advance(iterations: 3)
    for node in 1..<NodeID(search.status.nodes) { search.steer(.forbid(node)) }
    for node in 1..<NodeID(search.status.nodes) { search.steer(.allow(node)) }
    search.advance(iterations: 1000)
    let outcome = search.outcome
    #expect(outcome?.stopped == "exhausted")
  }

  /// Of the children that PUCT has not been to yet, those are passed over that were forbidden, and none
  /// of the others is.
  @Test(arguments: [0, 1], [[0], [0, 1], [1]])
  func `What is forbidden before its first visit hides nothing`(fpu: Int, places: [Int]) throws {
    for before in [1, 2] {
      let search = try Search(
        SearchConfiguration(
          problem: ProblemFixtures.countdown("2 3 4 → 99"),
          strategy: .init(
            "mcts", parameters: ["select": "puct", "fpu": JSONValue(Double(fpu))]),
          model: .init("heuristic"), until: .tree))
      var batch = EventBatch()
      search.advance(iterations: before)
      search.takeEvents(into: &batch)
      var tree = SearchTree(header: search.header)
      tree.append(batch)
      let children = tree.children(of: 0).map { $0 }
      let forbidden = Set(places.map { children[$0 + before - 1] })
      for child in forbidden { search.steer(.forbid(child)) }
      search.advance(iterations: 20_000)
      var rest = EventBatch()
      search.takeEvents(into: &rest)
      tree.append(rest)
      #expect(search.outcome?.stopped == "exhausted")
      let visited = Set(rest.events.filter { $0.kind == .select }.map(\.node))
      #expect(visited.isDisjoint(with: forbidden))
      #expect(
        visited.isSuperset(of: children.dropFirst(before - 1).filter { !forbidden.contains($0) }))
    }
  }

  @Test func `Where all children are forbidden, nothing is left`() throws {
    let search = try Search(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("2 3 4 → 99"),
        strategy: .init("mcts", parameters: ["select": "puct"]), until: .tree))
    search.advance(iterations: 1)
    for node in 1..<NodeID(search.status.nodes) { search.steer(.forbid(node)) }
    search.advance(iterations: 10)
    #expect(search.outcome?.stopped == "exhausted")
  }

  @Test func `Steering that makes no sense is passed over`() throws {
    let search = try Search(
      SearchConfiguration(problem: ProblemFixtures.countdown(), strategy: .init("astar")))
    let made = [
      search.steer(.forbid(17)), search.steer(.allow(0)), search.steer(.favour(0, iterations: 0)),
    ]
    #expect(made == [false, false, false])
  }
}
