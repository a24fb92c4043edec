import Testing

@testable import MetaCoT

/// The one accessor of nodes' figures, and what it says of how good a node is.
struct NodeFieldTests {
  private let values = [
    #"{"e":"expand","n":0,"c":[{"P":0.25,"V":100,"g":16777217,"h":0.5},{"V":-100},{"V":65},{}]}"#,
    #"{"e":"backup","n":2,"v":-50}"#,
    #"{"e":"modelCall","n":1,"k":1,"v":10,"latency":1500000,"money":0.002}"#,
  ]

  @Test func `Every figure is there by its field`() throws {
    var header = try TraceLineFixtures.reader([]).header
    header.strategy.parameters = ["c": 2]
    var tree = try TraceLineFixtures.tree(values)
    #expect(tree.fields == [.N, .Q, .P, .V, .g, .h, .f, .tokens, .seconds, .money])
    #expect(tree.value(.g, of: 1) == 16_777_217)
    #expect(tree.value(.f, of: 1) == 16_777_217.5)
    #expect(tree.value(.P, of: 1) == 0.25)
    #expect(tree.value(.V, of: 2) == -100)
    #expect(tree.value(.N, of: 2) == 1)
    #expect(tree.value(.Q, of: 2) == -50)
    #expect(tree.value(.N, of: 1) == nil)
    #expect(tree.value(.tokens, of: 0) == 10)
    #expect(tree.value(.seconds, of: 1) == 1.5)
    #expect(tree.value(.money, of: 0) == 0.002)
    #expect(tree.value(.tokens, of: 2) == nil)
    #expect(tree.value(.U, of: 1) == nil)
    #expect(tree.extent(of: .V)?.low == -100)
    #expect(tree.extent(of: .V)?.high == 100)
    #expect(tree.extent(of: .h)?.isWhole == false)
    #expect(tree.extent(of: .metric(0)) == nil)
    tree.seek(to: 1)
    #expect(tree.value(.Q, of: 2) == nil)
    #expect(tree.value(.tokens, of: 0) == nil)
  }

  @Test func `The bonus of PUCT comes from header and tree`() throws {
    var header = try TraceLineFixtures.reader([]).header
    header.strategy.parameters = ["c": 2]
    let reader = try TraceLineFixtures.reader(values + [#"{"e":"backup","n":0,"v":1}"#])
    var tree = SearchTree(header: header)
    while let batch = try reader.next() { tree.append(batch) }
    #expect(tree.N(0) == 2)
    let bonus = try #require(tree.value(.U, of: 1))
    #expect(abs(bonus - 2 * 0.25 * 2.0.squareRoot()) < 1e-6)
    #expect(tree.value(.U, of: 2) == nil)
  }

  @Test func `Nodes are ranked by what they are judged by`() throws {
    let tree = try TraceLineFixtures.tree(values)
    #expect((1...4).map { tree.value(.rank, of: $0) } == [1, 3, 2, nil])
    let lower = try TraceLineFixtures.tree(values, header: #","values":{"better":"lower"}"#)
    #expect((1...3).map { lower.value(.rank, of: $0) } == [3, 1, 2])
  }

  @Test func `Shares go by the declared or the found range`() throws {
    let found = try TraceLineFixtures.tree([values[0]])
    #expect(found.valueRange == -100...100)
    #expect((1...3).map { found.judgement(of: $0)?.share } == [1, 0, 0.825])
    let declared = try TraceLineFixtures.tree(
      [values[0]], header: #","values":{"range":[-200,200]}"#)
    #expect((1...2).map { declared.judgement(of: $0)?.share } == [0.75, 0.25])
    let usual = try TraceLineFixtures.tree([#"{"e":"evaluate","n":0,"v":0.3}"#])
    #expect(usual.valueRange == 0...1)
  }

  @Test func `A metric stands in for values`() throws {
    let lines = [#"{"e":"expand","n":0,"c":[{"m":{"a":1,"r":3}},{"m":{"a":2,"r":9}}]}"#]
    let metrics = #","metrics":[{"key":"a","role":"none"},{"key":"r"},{"key":"s"}]"#
    let tree = try TraceLineFixtures.tree(lines, header: metrics)
    #expect(tree.judgement(of: 2)?.field == .metric(1))
    #expect((1...2).map { tree.value(.rank, of: $0) } == [2, 1])
    #expect(tree.bestCurve.rises.map(\.value) == [3, 9])
    let named = try TraceLineFixtures.tree(
      lines, header: #","metrics":[{"key":"r"},{"key":"a","role":"value","better":"lower"}]"#)
    #expect(named.judgement(of: 2)?.field == .metric(1))
    #expect((1...2).map { named.value(.rank, of: $0) } == [1, 2])
    // But not where there are any.
    let valued = try TraceLineFixtures.tree(
      lines + [#"{"e":"evaluate","n":1,"v":0.5}"#], header: metrics)
    #expect(valued.judgement(of: 1)?.field == .V)
    #expect(valued.judgement(of: 2) == nil)
    #expect(valued.bestCurve.rises.map(\.value) == [0.5])
  }

  @Test func `A goal is the best that there is where values are probabilities, and nothing else`()
    throws
  {
    let lines = [
      #"{"e":"expand","n":0,"c":[{"V":-20},{"V":-180}]}"#, #"{"e":"goal","n":2,"v":3}"#,
    ]
    func best(_ lines: [String], _ header: String) throws -> [Double] {
      try TraceLineFixtures.tree(lines, header: header).bestCurve.rises.map(\.value)
    }
    let rewards = #","values":{"range":[-200,-10]"#
    #expect(try best(lines, rewards + "}") == [-20])
    #expect(try best(lines, rewards + #","better":"lower"}"#) == [-20, -180])
    #expect(try best(lines, "") == [-20])
    let probabilities = [#"{"e":"expand","n":0,"c":[{"V":0.5}]}"#, #"{"e":"goal","n":1,"v":3}"#]
    #expect(try best(probabilities, "") == [0.5, 1])
  }
}
