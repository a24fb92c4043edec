import Foundation
import MetaCoT
import Testing

@testable import EspalierViews

/// What exports write for other programs, read back by the importers.
struct ReadBackTests {
  private static let trees = [
    RecordedSearchFixture.mcts(), RecordedSearchFixture.astar(), stated(),
  ]

  /// A tree with everything that a node can have, the root as well.
  private static func stated() -> SearchTree {
    let lines = """
      {"format":"espalier-trace","version":2,"problem":{"kind":"p","text":"t"},"strategy":{"name":"s"},"root":{"state":"r, \\"q\\"","h":3,"V":0.5,"N":7,"Q":0.25,"P":1,"g":2,"m":{"reward":4}},"values":{"range":[-5,5]},"metrics":[{"key":"reward"},{"key":"w","name":"weight"}]}
      {"e":"expand","n":0,"c":[{"a":"a\\nb","s":"1\\n2","N":3,"Q":-2.5,"V":-4,"P":0.75,"g":3,"h":2.5,"m":{"reward":-1,"w":16777217}},{"a":"c; ö","s":"ö","g":2.5,"m":{"w":0.125}}]}
      {"e":"expand","n":1,"c":[{"a":"d","s":"e","h":0}]}
      {"e":"link","n":2,"to":3}
      {"e":"goal","n":3,"v":4}
      {"e":"end","solved":true,"goal":3,"cost":4}

      """
    guard let reader = try? TraceReader(bytes: Array(lines.utf8), name: "trace") else {
      preconditionFailure("the trace of this test is wrong")
    }
    var tree = SearchTree(header: reader.header)
    while let batch = try? reader.next() { tree.append(batch) }
    return tree
  }

  private func readBack(_ tree: SearchTree, _ format: TreeExport.Format) throws -> SearchTree {
    let text = TreeExport(tree, drawing: OutlineDrawing.self, title: "a search").file(format)
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    #expect(file.leftOut.count == 0)
    let importer = try #require(ImporterRegistry.importer(of: file))
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

  @Test(arguments: [TreeExport.Format.dot, .csv, .otlp, .posthoc], 0..<3)
  func `The tree comes back with its texts and figures`(
    format: TreeExport.Format, which: Int
  ) throws {
    let tree = Self.trees[which]
    let back = try readBack(tree, format)
    #expect(back.nodeCount == tree.nodeCount)
    let (old, new) = (nodes(tree), nodes(back))
    #expect(Set(old.keys) == Set(new.keys))
    // What follows from other figures is not read back, nor are those that Posthoc has no words for.
    let fields = tree.fields.filter { field in
      format == .posthoc ? [.P, .V, .g, .h].contains(field) : ![.f, .U, .rank].contains(field)
    }
    for (path, node) in old {
      guard let other = new[path] else { continue }
      #expect(back.state(other) == tree.state(node))
      for field in fields {
        let name = tree.name(of: field)
        let same = back.fields.first { back.name(of: $0) == name }
        let (a, b) = (tree.value(field, of: node), same.flatMap { back.value($0, of: other) })
        let isSame = a == nil ? b == nil : b.map { abs($0 - a!) < 1e-5 * max(1, abs(a!)) } ?? false
        #expect(isSame, "\(name) of \(path): \(String(describing: a)), \(String(describing: b))")
      }
    }
    if format == .dot {
      func links(_ tree: SearchTree) -> [String] {
        tree.linkEvents.map { tree.events[Int($0)] }
          .map { "\(tree.state($0.node)) → \(tree.state($0.other))" }.sorted()
      }
      #expect(links(back) == links(tree))
    }
    let goal = tree.bestGoal.map { tree.state($0.node) }
    #expect(back.bestGoal.map { back.state($0.node) } == goal)
  }

  @Test func `Spans do not count what nobody counted`() throws {
    let lines = """
      {"format":"espalier-trace","version":2,"problem":{"kind":"p","text":"t"},"strategy":{"name":"s"},"root":{"state":"r"}}
      {"e":"modelCall","n":0,"k":1,"v":5}
      {"e":"expand","n":0,"c":[{"a":"a"},{"a":"b"}]}
      {"e":"modelCall","n":1,"k":1,"prompt":7}
      {"e":"modelCall","n":2,"k":1}

      """
    let reader = try TraceReader(bytes: Array(lines.utf8), name: "trace")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    let text = TreeExport(tree, drawing: OutlineDrawing.self, title: "a search").file(.otlp)
    let counts = text.split(separator: "usage.").dropFirst().map { part in
      part.prefix { $0 != "_" } + " " + part.split(separator: "\"")[6]
    }
    #expect(counts == ["output 5", "input 7"], "\(text)")
  }
}
