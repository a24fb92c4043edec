import TestSupport
import Testing

@testable import MetaCoT

/// The course of a search, the figures of its nodes and what in it is alike, against what is counted by
/// brute force.
struct CourseAndLikenessTests {
  private static func tree(_ strategy: String) throws -> SearchTree {
    try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown(), strategy: .init(strategy),
        budget: Budget(expansions: 80), until: .tree, seed: 3)
    ).tree
  }

  private static let strategies = ["mcts", "astar", "beam", "depth-first", "best-first"]

  @Test(arguments: strategies)
  func `The course is that of the tree at each expansion`(strategy: String) throws {
    var tree = try Self.tree(strategy)
    let course = SearchCourse(tree, stretches: .max)
    #expect(course.stretches.count == tree.expansionEvents.count)
    for (place, stretch) in course.stretches.enumerated() {
      let event = Int(tree.expansionEvents[place])
      let next =
        place + 1 < tree.expansionEvents.count
        ? Int(tree.expansionEvents[place + 1]) : tree.events.count
      let node = tree.events[event].node
      #expect(stretch.start == place && stretch.count == 1)
      #expect(stretch.depth.mean == Double(tree.depth(node)))
      #expect(stretch.h.count == (tree.h(node) == nil ? 0 : 1))
      if let f = tree.f(node) { #expect(stretch.f.low == Double(f)) }
      tree.seek(to: next)
      let settled: SearchTree.Status = [.expanded, .goal, .deadEnd, .exhausted, .pruned]
      let waiting = (0..<NodeID(tree.nodeCount)).count {
        tree.status($0).isDisjoint(with: settled)
      }
      #expect(stretch.frontier == waiting, "\(strategy) after \(next) events")
    }
  }

  @Test(arguments: strategies)
  func `Stretches are as long as each other, and leave nothing out`(strategy: String) throws {
    var tree = try Self.tree(strategy)
    var random = SeededRandom(seed: 4)
    for _ in 0..<20 {
      tree.seek(to: random.below(tree.events.count + 1))
      let most = 1 + random.below(30)
      let course = SearchCourse(tree, stretches: most)
      #expect(course.stretches.count <= most)
      #expect(course.stretches.reduce(0) { $0 + $1.count } == tree.expansions(before: tree.now))
      #expect(Set(course.stretches.dropLast().map(\.count)).count <= 1)
      let counts = NodeDistribution.depths(in: tree)
      #expect(counts.made.counts.reduce(0, +) == tree.nodeCount)
      let branching = NodeDistribution.branching(in: tree)
      let expanded = (0..<NodeID(tree.nodeCount)).filter {
        tree.status($0).contains(.expanded)
      }
      #expect(branching?.counts.reduce(0, +) ?? 0 == expanded.count)
      #expect(counts.expanded.counts.reduce(0, +) == expanded.count)
    }
  }

  @Test func `What V promised is held against the goals below`() throws {
    let tree = try Self.tree("mcts")
    let calibration = try #require(ValueCalibration(tree))
    for (bin, found) in calibration.bins.enumerated() {
      let known: SearchTree.Status = [.expanded, .goal, .deadEnd]
      let nodes = (0..<NodeID(tree.nodeCount)).filter { node in
        guard let value = tree.V(node), !tree.status(node).isDisjoint(with: known) else {
          return false
        }
        return min(9, Int(saturating: Double(value) * 10)) == bin
      }
      let solved = nodes.filter { node in
        (0..<NodeID(tree.nodeCount)).contains {
          tree.status($0).contains(.goal) && tree.path(to: $0).contains(node)
        }
      }
      #expect(found.count == nodes.count && found.solved == solved.count, "bin \(bin)")
    }
  }

  @Test func `A histogram has a place for every figure`() {
    var random = SeededRandom(seed: 9)
    for _ in 0..<300 {
      let low = Double(random.below(200)) - 100
      let high = low + Double(random.below(500))
      let isWhole = random.below(2) == 0
      var histogram = Histogram(low, high, isWhole: isWhole, atMost: 1 + random.below(60))
      for _ in 0..<20 {
        let value = low + Double(random.below(Int(saturating: high - low) + 1))
        let bin = histogram.bin(of: value)
        histogram.append(value)
        if isWhole, let bin {
          #expect((histogram.middle(of: bin) - value).magnitude <= histogram.width / 2)
        }
      }
      #expect(histogram.counts.reduce(0, +) == 20)
      #expect(histogram.bin(of: .nan) == nil)
    }
  }

  // MARK: Likeness

  /// The shape of a subtree as text: the shapes of its children, sorted.
  private static func shape(_ node: NodeID, _ tree: SearchTree) -> String {
    "(" + tree.children(of: node).map { shape($0, tree) }.sorted().joined() + ")"
  }

  @Test(arguments: strategies)
  func `Subtrees are alike whose states or shapes are equal`(strategy: String) throws {
    let tree = try Self.tree(strategy)
    let groups = SimilarSubtrees.all(in: tree)
    let nodes = 0..<NodeID(tree.nodeCount)
    for group in groups {
      #expect(group.nodes.count > 1 && group.nodes == group.nodes.sorted())
      func key(_ node: NodeID) -> String {
        group.likeness == .state ? tree.state(node) : Self.shape(node, tree)
      }
      let first = key(group.nodes[0])
      #expect(group.nodes == nodes.filter { key($0) == first })
      let sizes = group.nodes.map { root in
        nodes.count { tree.path(to: $0).contains(root) }
      }
      #expect(group.repeated == sizes.reduce(0, +) - (sizes.max() ?? 0))
    }
    #expect(groups.map(\.repeated) == groups.map(\.repeated).sorted(by: >))
    // What is not listed is no group, or a part of a larger one.
    for node in nodes {
      let twins = nodes.filter { tree.state($0) == tree.state(node) }
      guard twins.count > 1, twins.first == node else { continue }
      let isListed = groups.contains { $0.likeness == .state && $0.nodes == twins }
      let parents = Set(twins.map { tree.state(max(0, tree.parent($0))) })
      let isPart =
        !twins.contains(0) && parents.count == 1
        && nodes.count { tree.state($0) == parents.first } > 1
      #expect(isListed != isPart, "\(twins)")
    }
  }
}
