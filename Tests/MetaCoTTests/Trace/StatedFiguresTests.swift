import Testing

@testable import MetaCoT

/// N and Q that a trace states, and whole numbers that 32 bits cannot hold.
struct StatedFiguresTests {
  @Test func `Stated visits and means are shown as they are`() throws {
    let lines = [
      #"{"e":"expand","n":0,"id":1,"c":[{"a":"","s":"","N":7,"Q":-25.5},{"a":"","s":""}]}"#
    ]
    var tree = try TraceLineFixtures.tree(lines, header: #","order":"unknown""#)
    #expect(tree.N(1) == 7)
    #expect(tree.Q(1) == -25.5)
    #expect(tree.N(2) == 0)
    #expect(tree.Q(2) == nil)
    #expect(tree.N(0) == 0)
    #expect(TraceLineFixtures.written(tree) == lines)
    tree.seek(to: 0)
    tree.seek(to: 1)
    #expect(tree.N(1) == 7)
    let backedUp = try TraceLineFixtures.tree(lines + [#"{"e":"backup","n":2,"v":1}"#])
    #expect(backedUp.N(0) == 1)
    #expect(backedUp.N(1) == 7)
    #expect(backedUp.Q(2) == 1)
  }

  @Test func `The root has them in the header`() throws {
    let reader = try TraceLineFixtures.reader([])
    var header = reader.header
    header.root.N = 12
    header.root.Q = 0.75
    let tree = SearchTree(header: header)
    #expect(tree.N(0) == 12)
    #expect(tree.Q(0) == 0.75)
  }

  @Test func `Whole numbers keep their digits`() throws {
    let lines = [
      #"{"e":"expand","n":0,"id":1,"c":[{"a":"","s":"","V":3141592653,"g":16777217,"h":0,"m":{"id":3141592653}}]}"#,
      #"{"e":"goal","n":1,"v":16777217}"#,
      #"{"e":"evaluate","n":1,"v":16777219}"#,
      #"{"e":"end","solved":true,"cost":16777217,"expansions":1,"modelCalls":0,"tokens":16777217,"nodes":2,"stopped":"goal"}"#,
    ]
    let tree = try TraceLineFixtures.tree(lines, header: #","metrics":[{"key":"id"}]"#)
    #expect(TraceLineFixtures.written(tree) == lines)
    #expect(tree.metric(0, of: 1) == 3_141_592_653)
    #expect(tree.bestGoal?.value == 16_777_217)
    #expect(tree.outcome?.cost == 16_777_217)
  }

  @Test func `What is beyond 32 bits is not infinite`() throws {
    let lines = [
      #"{"e":"expand","n":0,"id":1,"c":[{"a":"","s":"","V":-1e+39,"g":3.5e+38,"h":1e+300}]}"#,
      #"{"e":"evaluate","n":0,"v":1e+40}"#, #"{"e":"goal","n":1,"v":3.5e+38}"#,
    ]
    let tree = try TraceLineFixtures.tree(lines)
    #expect(TraceLineFixtures.written(tree) == lines)
    #expect(tree.value(.V, of: 1) == -1e39 && tree.value(.V, of: 0) == 1e40)
    #expect(tree.value(.g, of: 1) == 3.5e38 && tree.value(.h, of: 1) == 1e300)
    #expect(tree.bestGoal?.value == 3.5e38)
  }

  @Test func `A goal without a cost is a goal`() throws {
    let lines = [
      #"{"e":"expand","n":0,"id":1,"c":[{"a":"","s":""},{"a":"","s":""}]}"#,
      #"{"e":"goal","n":1}"#,
    ]
    let tree = try TraceLineFixtures.tree(lines)
    #expect(tree.bestGoal?.value.isNaN == true)
    #expect(tree.pathToGoal == [0, 1])
    #expect(TraceLineFixtures.written(tree) == lines)
    let free = try TraceLineFixtures.tree(lines + [#"{"e":"goal","n":2,"v":0}"#])
    #expect(free.bestGoal?.value == 0)
    #expect(free.pathToGoal == [0, 2])
    #expect(TraceLineFixtures.written(free).last == #"{"e":"goal","n":2,"v":0}"#)
  }

  @Test(arguments: [
    [3e9], [-100], [1e30], [-1e30], [3.4e38, 3.4e38, 1], [1e-5], [1e-7, 2e-7], [1e-45, 1e-45],
    [-1e-5], [-25, 1e-30], [1e30, -25, -1e30], [-1e9, -1e-5],
    [1e9, 1e-5, -1e9], [0.25, 1e-9], [1e-9, 0.25], [-7e-12, 3], [5, 0, 1e20], [.infinity, 1],
  ])
  func `Means of any size are true`(values: [Double]) throws {
    let lines = values.map { value in
      #"{"e":"backup","n":0,"v":\#(value.isFinite ? "\(value)" : #""inf""#)}"#
    }
    var tree = try TraceLineFixtures.tree(lines)
    // The largest first, so that what cancels leaves the small ones whole.
    let sum = values.map { Double(Float($0)) }.sorted { $0.magnitude > $1.magnitude }.reduce(0, +)
    let mean = Float(sum / Double(values.count))
    let Q = try #require(tree.Q(0))
    #expect(Q == mean || abs(Q - mean) <= abs(mean) * 1e-6)
    while tree.now > 0 { tree.stepBack() }
    #expect(tree.Q(0) == nil)
    #expect(tree.statistics[0].sum == 0)
    #expect(tree.wideSums?[0] ?? 0 == 0)
  }

  @Test func `Infinities of both signs have no mean`() throws {
    var tree = try TraceLineFixtures.tree([
      #"{"e":"backup","n":0,"v":"inf"}"#, #"{"e":"backup","n":0,"v":"-inf"}"#,
    ])
    #expect(tree.Q(0) == nil)
    tree.stepBack()
    #expect(tree.Q(0) == .infinity)
  }
}
