import Foundation
import MetaCoT
import Testing

@testable import EspalierViews

/// What exports write for other programs, read back by the importers.
struct ReadBackTests {
  private static let trees = [RecordedSearchFixture.mcts(), RecordedSearchFixture.astar()]

  private func readBack(_ tree: SearchTree, _ format: TreeExport.Format) throws -> SearchTree {
    let text = TreeExport(tree, drawing: OutlineDrawing.self, title: "a search").file(format)
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    #expect(file.leftOut == 0)
    let importer = try #require(TraceImporters.importer(of: file))
    #expect(importer.name == format.rawValue)
    let trace = try #require(try importer.searches(in: file).first).trace()
    var back = SearchTree(header: trace.header)
    back.append(trace.events)
    return back
  }

  /// Nodes by the steps that lead to them: numbers may differ.
  private func nodes(_ tree: SearchTree) -> [String: NodeID] {
    var nodes: [String: NodeID] = [:]
    for node in 0..<NodeID(tree.nodeCount) {
      nodes[tree.path(to: node).dropFirst().map { tree.step($0) }.joined(separator: "\n")] = node
    }
    return nodes
  }

  @Test(arguments: [TreeExport.Format.dot, .csv, .otlp, .posthoc], 0..<2)
  func `The tree comes back with its texts and figures`(
    format: TreeExport.Format, which: Int
  ) throws {
    let tree = Self.trees[which]
    let back = try readBack(tree, format)
    #expect(back.nodeCount == tree.nodeCount)
    let (old, new) = (nodes(tree), nodes(back))
    #expect(Set(old.keys) == Set(new.keys))
    let fields: [NodeField] = format == .posthoc ? [.P, .V, .g, .h] : [.N, .Q, .P, .V, .g, .h]
    for (path, node) in old where node > 0 {
      guard let other = new[path] else { continue }
      #expect(back.state(other) == tree.state(node))
      for field in fields {
        let (a, b) = (tree.value(field, of: node), back.value(field, of: other))
        let isSame = a == nil ? b == nil : b.map { abs($0 - a!) < 1e-5 * max(1, abs(a!)) } ?? false
        #expect(isSame, "\(field) of \(path): \(String(describing: a)), \(String(describing: b))")
      }
    }
    let goal = tree.bestGoal.map { tree.state($0.node) }
    #expect(back.bestGoal.map { back.state($0.node) } == goal)
  }
}
