import Foundation
import MetaCoT
import Testing

/// Texts that other programs wrote are read into trees.
@Suite struct ForeignTextTests {
  private struct StreamOfSearchRecord: Decodable {
    var nums: [Int]
    var target: Int
    var searchPath: String
  }

  @Test(.enabled(if: Foreign.has("stream-of-search.json")))
  func `Thirty searches by Stream of Search`() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let records = try decoder.decode(
      [StreamOfSearchRecord].self, from: try Foreign.data("stream-of-search.json"))
    #expect(records.count == 30)
    for (index, record) in records.enumerated() {
      let lines = record.searchPath.split(separator: "\n")
      let read = try StreamOfSearchReader.read(record.searchPath)
      let numbers = record.nums.map(String.init).joined(separator: " ")
      #expect(read.header.problem.text == "\(numbers) → \(record.target)")
      var tree = SearchTree(header: read.header)
      tree.append(read.events)
      let explored = lines.filter { $0.hasPrefix("Exploring") }
      #expect(tree.records.count == explored.count + 1, "record \(index)")
      #expect(tree.goals.count == lines.count { $0.hasSuffix("Goal Reached") }, "record \(index)")
      // Each step is where the text has it, and our own text has the same steps in that order.
      let own = wholeText(of: tree, "stream-of-search").split(separator: "\n")
      #expect(own.filter { $0.hasPrefix("Exploring") } == explored, "record \(index)")
      let again = try StreamOfSearchReader.read(wholeText(of: tree, "stream-of-search"))
      expectSameTree(again, tree, costs: false, "record \(index)")
    }
  }

  @Test
  func `A depth-first search is written as that paper's program writes it`() throws {
    let text = """
      Current State: 95:[96, 4, 97, 99], Operations: []
      Exploring Operation: 99-4=95, Resulting Numbers: [96, 97, 95]
      Generated Node #0,0: 95:[96, 97, 95] Operation: 99-4=95
      Moving to Node #0,0
      Current State: 95:[96, 97, 95], Operations: ['99-4=95']
      Exploring Operation: 97-96=1, Resulting Numbers: [95, 1]
      Generated Node #0,0,0: 95:[95, 1] Operation: 97-96=1
      Moving to Node #0,0,0
      Current State: 95:[95, 1], Operations: ['99-4=95', '97-96=1']
      Exploring Operation: 95+1=96, Resulting Numbers: [96]
      96,95 unequal: No Solution
      Moving to Node #0,0
      Current State: 95:[96, 97, 95], Operations: ['99-4=95']
      Moving to Node #0,0,0
      Current State: 95:[95, 1], Operations: ['99-4=95', '97-96=1']
      Exploring Operation: 95*1=95, Resulting Numbers: [95]
      95,95 equal: Goal Reached
      """
    let read = try StreamOfSearchReader.read(text)
    var tree = SearchTree(header: read.header)
    tree.append(read.events)
    #expect(tree.backtracks.count == 1)
    #expect(wholeText(of: tree, "stream-of-search") == text)
  }

  private struct SearchformerEvent: Decodable {
    struct Cell: Decodable {
      var x: Int
      var y: Int
    }
    var action: String
    var state: Cell
    var heuristic: Int
    var costFromStart: Int
  }

  @Test(.enabled(if: Foreign.has("searchformer-events.json")))
  func `Searchformer's own events`() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let events = try decoder.decode(
      [SearchformerEvent].self, from: try Foreign.data("searchformer-events.json"))
    let tokens = events.map { event in
      let costs = event.action == "plan" ? "" : " c\(event.costFromStart) c\(event.heuristic)"
      return "\(event.action) \(event.state.x) \(event.state.y)\(costs)"
    }
    let read = try SearchformerReader.read(tokens.joined(separator: "\n"))
    var tree = SearchTree(header: read.header)
    tree.append(read.events)
    let created = events.filter { $0.action == "create" }
    #expect(tree.records.count == created.count)
    for (node, event) in created.enumerated() {
      #expect(tree.state(NodeID(node)) == "\(event.state.x) \(event.state.y)")
      #expect(tree.g(NodeID(node)) == Float(event.costFromStart))
      #expect(tree.h(NodeID(node)) == Float(event.heuristic))
    }
    let plan = events.filter { $0.action == "plan" }.map { "\($0.state.x) \($0.state.y)" }
    #expect(tree.goals.count == 1)
    #expect(tree.path(to: tree.events[Int(tree.goals[0])].node).map(tree.state) == plan)
    // Our own text has the same tokens, in the same order.
    let own = wholeText(of: tree, "searchformer").split(separator: "\n")
      .map { String($0.split(separator: "#")[0]).trimmingCharacters(in: .whitespaces) }
    #expect(own.filter { $0 != "eos" } == tokens)
  }

  @Test(arguments: [
    ("", 1), ("Hello", 1), ("Current State: 24:[4, 6], Operations: []\nHello", 2),
    ("Current State: 24:[4, 6], Operations: []\nMoving to Node #0,3", 2),
    ("Current State: 24:[4, 6], Operations: []\nExploring Operation: 4*6=24", 2),
    ("Current State: 24:[4, 6], Operations: []\n\nGenerated Node #0,0: 24:[24]", 3),
  ])
  func `A wrong line of a stream of search is named`(_ text: String, line: Int) {
    let error = #expect(throws: TextTreeError.self) { try StreamOfSearchReader.read(text) }
    #expect(error?.line == line)
  }

  @Test(arguments: [
    ("", 1), ("close 0 0", 1), ("create 0 0 c0 c2\nopen 0 0", 2),
    ("create 0 0 c0 c2\nclose 0 1 c0 c2", 2), ("create 0 0\nclose 0 0 # 7", 2),
    ("create 0 0 c0 c2\nback 0 0 # 0 from -3", 2),
    ("create 0 0 c0 c2\nback 0 0 # 0 from 1", 2),
  ])
  func `A wrong line of Searchformer is named`(_ text: String, line: Int) {
    let error = #expect(throws: TextTreeError.self) { try SearchformerReader.read(text) }
    #expect(error?.line == line)
  }
}

/// Texts by others, which lie beside the repository where they are there at all.
enum Foreign {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/data/traces").standardized

  /// Whether the file is there.
  static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// The file.
  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }
}
