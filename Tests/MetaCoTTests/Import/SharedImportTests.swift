import MetaCoT
import Testing

/// What a faithful import of real files shows; without them these tests are skipped.
@Suite(.enabled(if: ImportFixture.isThere, "../shared/data is not there"))
struct SharedImportTests {
  @Test func `Logs of tree-of-thoughts are read`() throws {
    let trees = try ImportFixture.trees("tree-of-thoughts-game24.json")
    #expect(trees.map { $0.header.problem.id } == ["910", "911", "912", "913", "914"])
    #expect(trees.map { $0.records.count - 1 } == [91, 74, 86, 63, 100])
    #expect(trees.map { $0.outcome?.solved } == [true, true, false, true, false])
    let best = trees.map { tree in
      (0..<NodeID(tree.records.count)).compactMap { tree.V($0) }.max()
    }
    #expect(best == [60, 60, 3, 60, 3])
    for (tree, levels) in zip(
      trees,
      [
        [19, 31, 20, 21], [18, 34, 17, 5], [8, 34, 22, 22], [8, 23, 21, 11], [9, 31, 19, 41],
      ])
    {
      let depths = (0..<NodeID(tree.records.count)).map { tree.depth($0) }
      #expect((1...4).map { depth in depths.count { $0 == depth } } == levels)
    }
  }

  @Test func `Logs of crosswords are read`() throws {
    let trees = try ImportFixture.trees("tree-of-thoughts-crosswords.json")
    #expect(trees.map { tree in tree.events.count { $0.kind == .select } } == [100, 100])
    #expect(trees.map { tree in tree.events.count { $0.kind == .backtrack } } == [64, 59])
    let best = trees.map { tree in
      (1..<NodeID(tree.records.count)).compactMap { tree.metric(0, of: $0) }.max()
    }
    #expect(best == [0.6, 0.8])
  }

  @Test func `Results of llm-reasoners are read`() throws {
    let trees = try ImportFixture.trees("llm-reasoners.json")
    #expect(trees.map(\.records.count) == [49])
    let tree = try #require(trees.first)
    let nodes = 0..<NodeID(tree.records.count)
    #expect(nodes.count { !tree.state($0).isEmpty } == 24)
    #expect(
      nodes.contains {
        tree.step($0) == "5*10=50" && tree.state($0) == "nums: 24 50\nops: 4*6=24 5*10=50"
      })
  }

  @Test func `TreeQuest backs up what the file says`() throws {
    let tree = try #require(try ImportFixture.trees("treequest.json").first)
    #expect(tree.records.count == 61 && tree.N(0) == 60 && tree.N(1) == 55)
    #expect(abs(try #require(tree.Q(0)) - 0.530) < 0.0006)
    #expect(abs(try #require(tree.Q(1)) - 0.548) < 0.0006)
  }

  @Test func `Trees of OmegaPRM are read`() throws {
    let trees = try ImportFixture.trees("omegaprm-tree.jsonl")
    #expect(trees.map(\.records.count) == [143, 90, 24])
    #expect(trees.map { $0.V(0) } == [0.9375, 0.75, 0.25])
    let depths = trees.map { tree in
      (0..<NodeID(tree.records.count)).map { tree.depth($0) }.max()
    }
    #expect(depths == [4, 3, 3])
    let leaves = trees.map { tree in
      (0..<NodeID(tree.records.count)).filter { tree.children(of: $0).isEmpty }
    }
    let ones = zip(trees, leaves).map { tree, leaves in leaves.count { tree.V($0) == 1 } }
    let zeros = zip(trees, leaves).map { tree, leaves in leaves.count { tree.V($0) == 0 } }
    #expect(ones == [135, 82, 17] && zeros == [2, 3, 3])
  }

  @Test func `PRM800K is read`() throws {
    let trees = try ImportFixture.trees("prm800k.jsonl")
    #expect(trees.count == 6)
    for tree in trees {
      let ratings = (1..<NodeID(tree.records.count)).compactMap { tree.V($0) }
      #expect(!ratings.isEmpty && ratings.allSatisfy { [-1, 0, 1].contains($0) })
    }
  }

  @Test func `Stream of search`() throws {
    let trees = try ImportFixture.trees("stream-of-search.json")
    #expect(trees.count == 30 && trees.allSatisfy { $0.outcome != nil })
  }

  @Test func `Logs of crucible are read`() throws {
    let tree = try #require(try ImportFixture.trees("crucible-mcts-steps.json").first)
    let nodes = 1..<NodeID(tree.records.count)
    #expect(nodes.count == 8 && nodes.allSatisfy { tree.V($0) != nil })
  }

  @Test func `Logs of constraint solvers are read`() throws {
    let tree = try #require(try ImportFixture.trees("cp-profiler.db").first)
    #expect(tree.records.count == 864)
    #expect(tree.events.count { $0.kind == .goal } == 10)
  }

  @Test func `Searches that a model wrote are read`() throws {
    let trees = try ImportFixture.trees("stream-of-search-by-a-model.json")
    #expect(trees.map { $0.outcome?.solved } == [false, false, false, false])
    #expect(trees.allSatisfy { tree in tree.events.contains { $0.kind == .mistake } })
    // 310 ÷ 9.33… is listed for two nodes, as a step that no line explores.
    let listed = trees[1].notes.filter { $0 == "310/9.333333333333333=33.33333333333333" }
    #expect(listed.count == 2)
  }

  @Test func `Logs of evaluations are read`() throws {
    let trees = try ImportFixture.trees("inspect-streaming.eval")
    #expect(
      Set(trees.compactMap { $0.header.problem.id })
        == ["1-epoch-1", "1-epoch-2", "2-epoch-1", "2-epoch-2"])
    #expect(trees.allSatisfy { $0.records.count == 2 && !$0.header.problem.text.isEmpty })
    #expect(trees.count { $0.outcome?.solved == true } == 3)
    #expect(trees.allSatisfy { $0.outcome?.tokens ?? 0 > 0 })
  }

  @Test func `Logs of lc0 are read`() throws {
    let trees = try ImportFixture.trees("lc0-verbosemovestats.txt")
    let move = try #require(trees.first)
    #expect(move.step(1) == "b8a8" && move.N(1) == 7 && move.P(1) == 1)
    #expect(move.Q(1) == -0.8569 && move.V(1) == -0.9997 && move.N(0) == 8)
    let opening = trees[1]
    #expect(opening.N(1) == 12005 && opening.V(2) == nil && opening.value(.N, of: 2) == 0)
  }

  @Test func `Trajectories of agents are read`() throws {
    #expect(try ImportFixture.trees("mini-swe-agent.traj.json").map(\.records.count) == [3])
    let errors = try ImportFixture.trees("inspect-tool-error.json")
    #expect(errors.map(\.nodeCount) == [12])
    #expect(errors[0].state(2) == "...\nerror (timeout): ...")
  }

  @Test func `Texts of reasoning models are read`() throws {
    let tree = try #require(try ImportFixture.trees("r1-distill-think.json").first)
    #expect(tree.records.count > 60)
    #expect(tree.events.contains { $0.kind == .backtrack })
  }
}
