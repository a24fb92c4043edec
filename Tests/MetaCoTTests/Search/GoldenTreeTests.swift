import Foundation
import MetaCoT
import TestSupport
import Testing

/// Small searches, event by event, are kept beside this file under `Snapshots/`. With
/// `RECORD_SNAPSHOTS=1` in the environment they are written anew: look at what changed.
struct GoldenTreeTests {
  static let searches: [(name: String, problem: String, strategy: TraceHeader.Choice)] = [
    ("uct", "2 3 4 → 24", .init("mcts")),
    ("puct", "2 3 4 → 24", .init("mcts", parameters: ["select": 1])),
    ("astar", "2 3 4 → 24", .init("astar")),
    ("depth-first", "2 3 4 → 10", .init("depth-first")),
    ("beam", "2 3 4 → 10", .init("beam", parameters: ["width": 2])),
    ("best-of-n", "2 3 4 → 24", .init("best-of-n", parameters: ["n": 12])),
  ]

  @Test(arguments: searches.indices)
  func `Events`(index: Int) throws {
    let search = Self.searches[index]
    let run = try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown(search.problem), strategy: search.strategy,
        budget: Budget(expansions: 40), seed: 1))
    let text = Self.text(of: run)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Snapshots/\(search.name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  /// A line an event; below an expansion a line a node.
  private static func text(of run: Recorded) -> String {
    let tree = run.tree
    var lines = ["\(run.header.problem.text) · \(run.header.strategy.name)"]
    for event in run.batch.events {
      var line = "\(event.kind) \(event.node)"
      if event.reason != .none { line += " \(event.reason)" }
      switch event.kind {
      case .backtrack: line += " over \(event.other)"
      case .evaluate, .backup, .goal: line += " \(event.value)"
      case .end: line += " \(run.outcome.stopped!)"
      default: break
      }
      lines.append(line)
      guard event.kind == .expand else { continue }
      for node in event.other..<event.other + Int32(event.count) {
        var line = "  \(node) \(tree.step(node)): \(tree.state(node))"
        if let P = tree.P(node) { line += " P \(P)" }
        if let g = tree.g(node) { line += " g \(g)" }
        if let h = tree.h(node) { line += " h \(h)" }
        if let V = run.tree.records[Int(node)].V.nonNaN { line += " V \(V)" }
        if let same = tree.transposition(of: node) { line += " = \(same)" }
        lines.append(line)
      }
    }
    lines.append("\(run.outcome.answer ?? "unsolved"), \(run.outcome.expansions!) expansions")
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Float {
  fileprivate var nonNaN: Float? { isNaN ? nil : self }
}
