import Foundation
import MetaCoT
import Testing

/// What the styles write of small traces is kept beside them under `Snapshots/`;
/// `RECORD_SNAPSHOTS=1` runs the searches and writes all anew (and fails).
@Suite(.serialized) struct GoldenTextTests {
  @Test(arguments: [
    "mcts-heuristic-countdown", "mcts-rollout-countdown", "astar-heuristic-24",
    "depth-first-heuristic-countdown", "depth-first-uniform-countdown",
    "breadth-first-heuristic-sliding", "beam-heuristic-countdown", "best-of-n-heuristic-countdown",
    "best-first-heuristic-24", "greedy-heuristic-maze", "astar-heuristic-maze",
    "mcts-heuristic-maze", "mcts-heuristic-sliding", "astar-heuristic-sliding",
  ])
  func `Thought`(_ name: String) throws {
    try expect(name, in: "thought")
  }

  @Test(arguments: [
    "depth-first-heuristic-countdown", "mcts-heuristic-24", "astar-heuristic-maze",
    "best-of-n-heuristic-countdown",
  ])
  func `Stream of search`(_ name: String) throws {
    try expect(name, in: "stream-of-search")
  }

  @Test(arguments: [
    "astar-heuristic-maze", "mcts-heuristic-countdown", "astar-heuristic-24",
    "depth-first-heuristic-sliding",
  ])
  func `Searchformer`(_ name: String) throws {
    try expect(name, in: "searchformer")
  }

  @Test(arguments: [
    "depth-first-uniform-countdown", "depth-first-heuristic-countdown", "mcts-heuristic-24",
    "mcts-rollout-countdown", "astar-heuristic-24", "astar-heuristic-maze",
    "beam-heuristic-countdown", "best-of-n-heuristic-countdown", "mcts-heuristic-sliding",
  ])
  func `Walk`(_ name: String) throws {
    try expect(name, in: "walk")
  }

  @Test(arguments: ["astar-heuristic-24", "astar-heuristic-maze"])
  func `A solution is in the walk's grammar`(_ name: String) throws {
    let tree = try tree(name)
    try expect(try #require(WalkLinearizer.solution(of: tree)).text, named: "\(name).solve")
  }

  @Test(arguments: [
    "astar-heuristic-24", "astar-heuristic-maze", "astar-heuristic-sliding",
    "depth-first-heuristic-countdown",
  ])
  func `The final path leads to the goal`(_ name: String) throws {
    let tree = try tree(name)
    try expect(try #require(CoT.fragment(of: tree)).text, named: "\(name).cot")
  }

  @Test func `Without a goal there is no final path`() {
    #expect(CoT.fragment(of: SyntheticSearch(.plain, seed: 3, length: 4).tree) == nil)
  }

  private var isRecording: Bool {
    ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
  }

  private func file(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
  }

  /// The search of this name, from its trace.
  private func tree(_ name: String) throws -> SearchTree {
    let path = file("\(name).jsonl").path
    if isRecording {
      let tree = try #require(SearchFixture.all.first { $0.name == name }).tree()
      let writer = try TraceWriter(path: path, header: tree.header)
      try writer.write(tree.allEvents)
      try writer.close()
    }
    let reader = try TraceReader(path: path)
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    return tree
  }

  private func expect(_ name: String, in linearizer: String) throws {
    let text = wholeText(of: try tree(name), linearizer)
    try expect(text, named: "\(name).\(linearizer)")
  }

  private func expect(_ text: String, named name: String) throws {
    let file = file("\(name).txt")
    if isRecording {
      try Data((text + "\n").utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
      return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    guard kept != text + "\n" else { return }
    let lines = zip(kept.split(separator: "\n"), text.split(separator: "\n"))
    let difference = lines.first { $0 != $1 }
    Issue.record(
      """
      \(name) differs from its snapshot
      kept: \(difference?.0 ?? "fewer or more lines")
      now:  \(difference?.1 ?? "fewer or more lines")
      """)
  }
}
