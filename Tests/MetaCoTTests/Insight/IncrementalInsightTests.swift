import TestSupport
import Testing

@testable import MetaCoT

/// What is found while a search goes on is what is found at its end.
@Suite struct IncrementalInsightTests {
  /// A search bit by bit.
  private func growing(_ seed: UInt64, _ look: (SearchTree) -> Void) throws -> SearchTree {
    let problem = try ProblemRegistry.problem(text: "4 5 6 10 → 24")
    var configuration = SearchConfiguration(
      problem: problem, strategy: .init("mcts"), model: .init("heuristic"),
      budget: Budget(expansions: 150), seed: seed)
    configuration.until = .tree
    let search = try Search(configuration)
    var tree = SearchTree(header: search.header)
    _ = search.run { batch in
      tree.append(batch)
      look(tree)
    }
    return tree
  }

  @Test func `Surprises`() throws {
    var finder = SurpriseFinder()
    let tree = try growing(1) { _ = finder.all(in: $0) }
    #expect(finder.all(in: tree) == Surprise.all(in: tree))
    #expect(!Surprise.all(in: tree).isEmpty)
  }

  @Test func `Divergences`() throws {
    let other = try growing(2) { _ in }
    var finder = DivergenceFinder()
    var last = 0
    let tree = try growing(1) { tree in
      let all = finder.all(tree, other)
      // A search that goes on has not parted for good; nothing that was told is taken back.
      #expect(all.count >= last)
      last = all.count
    }
    #expect(finder.all(tree, other) == Divergence.all(tree, other))
  }

  @Test func `Moments of first steps`() throws {
    var steps = FirstSteps()
    let tree = try growing(3) { steps.update($0) }
    var whole = FirstSteps()
    whole.update(tree)
    var past = tree
    for child in tree.children(of: 0) {
      let moments = try #require(whole[child, at: tree.events.count])
      #expect(steps[child, at: tree.events.count] == moments)
      #expect(moments.seen == (tree.eventThatCreated(child) ?? -1) + 1)
      #expect(whole[child, at: moments.seen - 1] == nil)
      if let expanded = moments.expanded {
        #expect(tree.events[expanded - 1].kind == .expand)
        #expect(tree.events[expanded - 1].node == child)
        #expect(whole[child, at: expanded - 1]?.expanded == nil)
      }
      if let preferred = moments.preferred {
        past.seek(to: preferred)
        let most = past.children(of: 0).map { past.N($0) }.max()
        #expect(past.N(child) == most)
      }
    }
  }

  @Test func `First steps are those where there is something to choose`() throws {
    let corridor = [
      #"{"e":"expand","n":0,"c":[{"a":"a"}]}"#, #"{"e":"expand","n":1,"c":[{"a":"b"}]}"#,
      #"{"e":"expand","n":2,"c":[{"a":"c"},{"a":"d"}]}"#, #"{"e":"expand","n":4,"c":[{"a":"e"}]}"#,
      #"{"e":"backup","n":5,"v":1}"#,
    ]
    var steps = FirstSteps()
    let tree = try TraceLineFixtures.tree(corridor)
    steps.update(tree)
    #expect(steps.junction == 2)
    #expect(steps[1, at: 5] == nil)
    #expect(steps[3, at: 5] == .init(seen: 3, expanded: nil, preferred: nil))
    #expect(steps[4, at: 5] == .init(seen: 3, expanded: 4, preferred: 5))
    // A second way turns up at the start.
    let wider = try TraceLineFixtures.tree(
      corridor + [#"{"e":"expand","n":0,"c":[{"a":"f"}]}"#])
    steps.update(wider)
    #expect(steps.junction == 0)
    #expect(steps[1, at: 6] == .init(seen: 1, expanded: 2, preferred: 5))
    #expect(steps[6, at: 6] == .init(seen: 6, expanded: nil, preferred: nil))
  }
}
