import TestSupport
import Testing

@testable import MetaCoT

/// The traces of real searches: they read back, and the tree that they make agrees with what the
/// search counted.
struct RecordedSearchTests {
  static let searches: [SearchConfiguration] = StrategyRegistry.entries.filter {
    !$0.needsWritingModel
  }.flatMap { entry in
    [
      ProblemFixtures.countdown(),
      ProblemFixtures.countdown("1 1 1 1 → 24"),
      ProblemFixtures.make("maze", seed: 3, ["width": 9, "height": 7]),
    ].flatMap { problem in
      ["uniform", "heuristic"].map { model in
        SearchConfiguration(
          problem: problem, strategy: .init(entry.name), model: .init(model),
          budget: Budget(expansions: 400))
      }
    }
  }

  @Test(arguments: searches.indices)
  func `Reads back as it was recorded`(index: Int) throws {
    let recorded = try Recorded(Self.searches[index])
    var encoder = TraceEncoder(header: recorded.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(recorded.batch, from: &cursor)
    let reader = try TraceReader(bytes: Array(encoder.output.bytes), name: "trace")
    #expect(reader.header == recorded.header)
    var start = 0
    var tree = SearchTree(header: reader.header, interval: 64)
    while let batch = try reader.next() {
      let part = recorded.batch.slice(start..<start + batch.events.count)
      let difference = zip(batch.canonical, part.canonical).first { $0 != $1 }
      #expect(difference == nil)
      start += batch.events.count
      tree.append(batch)
    }
    #expect(start == recorded.batch.events.count)
    #expect(tree.outcome == recorded.outcome)
    #expect(tree.nodeCount == recorded.outcome.nodes)
    #expect(tree.goalCount > 0 || !recorded.outcome.solved)
    #expect(tree.bestGoal?.value == recorded.outcome.cost)
    #expect(tree.brokenInvariants().isEmpty)
    // Iterative deepening expands a node and asks about it in every round, and makes its children
    // once.
    if recorded.header.strategy.name != "ida-star" {
      #expect(tree.expansions == recorded.outcome.expansions)
      #expect(tree.modelCalls == recorded.outcome.modelCalls)
    }
  }
}
