import EspalierViews
import Foundation
import MetaCoT
import TerminalUI

/// Painting a frame at 200×60 over a tree of a million nodes: what the views take, without the
/// terminal. Milliseconds of CPU time, the median of many frames.
enum RedrawBenchmarks {
  private static let nodes = 1_000_000

  static func run() {
    measure("mcts", SyntheticSearch.countdown(events: 4_200_000, seed: 1))
    measure("astar", SyntheticSearch.slidingPuzzle(events: 1_200_000, seed: 1))
    measure("wide", wide())
  }

  private static func measure(
    _ name: String, _ search: (header: TraceHeader, batches: [EventBatch])
  ) {
    var workspace = Workspace(header: search.header)
    for batch in search.batches where workspace.tree.records.count < nodes {
      workspace.append(batch)
    }
    var canvas = Canvas(width: 200, height: 60)
    func frame() {
      canvas = Canvas(width: 200, height: 60)
      workspace.draw(into: &canvas)
    }
    frame()
    report("redraw.\(name).nodes", Double(workspace.tree.nodeCount), "nodes")
    report("redraw.\(name).follow", milliseconds { frame() }, "ms")
    let step = CommandInvocation(.backEvent)
    report(
      "redraw.\(name).step",
      milliseconds {
        _ = workspace.handle(step)
        frame()
      }, "ms")
    for _ in 0..<20 { _ = workspace.handle(CommandInvocation(.down)) }
    frame()
    report("redraw.\(name).read", milliseconds { frame() }, "ms")
    report(
      "redraw.\(name).move",
      milliseconds {
        _ = workspace.handle(CommandInvocation(.down))
        frame()
      }, "ms")
    _ = workspace.handle(CommandInvocation(.top))
    report(
      "redraw.\(name).fold",
      milliseconds {
        _ = workspace.handle(CommandInvocation(.toggleFold))
        frame()
      }, "ms")
    _ = workspace.handle(CommandInvocation(.expandAll))
    _ = workspace.handle(CommandInvocation(.bottom))
    report("redraw.\(name).all-open", milliseconds { frame() }, "ms")
    var random = SeededRandom(seed: 7)
    _ = workspace.handle(CommandInvocation(.follow))
    report(
      "redraw.\(name).seek",
      milliseconds(11) {
        workspace.seek(to: random.below(workspace.tree.events.count))
        frame()
      }, "ms")
  }

  /// CPU time of the median of many calls.
  private static func milliseconds(_ times: Int = 101, _ body: () -> Void) -> Double {
    var all: [Double] = []
    for _ in 0..<times {
      let start = clock()
      body()
      all.append(Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1000)
    }
    return all.sorted()[times / 2]
  }

  private static func report(_ name: String, _ value: Double, _ unit: String) {
    print(name, String(format: "%.4g", value), unit)
  }

  /// A thousand children a node, breadth first.
  private static func wide() -> (header: TraceHeader, batches: [EventBatch]) {
    let header = TraceHeader(
      problem: .init(kind: "wide", text: "a thousand children a node"),
      strategy: .init("breadth-first"), model: .init("uniform"), root: .init(state: "start"))
    var batch = EventBatch()
    for parent in 0..<(nodes / 1000) {
      let first = parent * 1000 + 1
      batch.events.append(Event(.select, NodeID(parent)))
      batch.events.append(Event(.expand, NodeID(parent), other: Int32(first), count: 1000))
      for index in 0..<1000 {
        var record = NodeRecord(parent: NodeID(parent))
        record.V = Float((first + index) % 9973) / 9973
        batch.append(record, step: "step \(index)", state: "state \(first + index)")
      }
      batch.events.append(Event(.backup, NodeID(parent), value: Float(parent % 89) / 89))
    }
    return (header, [batch])
  }
}
