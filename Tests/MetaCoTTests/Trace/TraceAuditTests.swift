import TestSupport
import Testing

@testable import MetaCoT

/// In what a trace can contradict itself, each line of which is good.
struct TraceAuditTests {
  private func contradictions(_ lines: [String], header: String = "") throws -> [String] {
    let reader = try TraceLineFixtures.reader(lines, header: header)
    var audit = TraceAudit(header: reader.header)
    while let batch = try reader.next(maximum: 2) { audit.append(batch) }
    return audit.contradictions.map { "\($0.event.map(String.init) ?? "-"): \($0.message)" }
  }

  private let expansion = [
    #"{"e":"select","n":0}"#, #"{"e":"expand","n":0,"c":[{"V":0.5,"g":1},{"V":0.25}]}"#,
  ]

  @Test func `An end that claims more than there is contradicts the events`() throws {
    let end = #"{"e":"end","solved":true,"goal":1,"nodes":77,"expansions":500}"#
    #expect(
      try contradictions(expansion + [end]) == [
        "2: the end says that it is solved, but there is no goal event",
        "2: the end says that there are 77 nodes, but there are 3",
        "2: the end says that there were 500 expansions, but events tell of 1",
      ])
  }

  @Test func `Goals that the end does not know contradict it`() throws {
    let goal = #"{"e":"goal","n":1,"v":3}"#
    #expect(
      try contradictions(expansion + [goal, #"{"e":"end","solved":false}"#]) == [
        "3: the end says that it is not solved, but node 1 is a goal"
      ])
    #expect(
      try contradictions(expansion + [goal, #"{"e":"end","solved":true,"goal":2}"#]) == [
        "3: the end says that the goal is node 2, but no goal event does"
      ])
    #expect(
      try contradictions(expansion + [goal, #"{"e":"end","solved":true,"goal":1,"cost":4}"#]) == [
        "3: the end says that the goal costs 4, but its goal event says 3"
      ])
  }

  @Test func `Figures outside their ranges are told`() throws {
    let header =
      #","values":{"range":[0,0.4]},"metrics":[{"key":"r","range":[-1,1]},{"key":"s"}]"#
    let lines =
      expansion + [
        #"{"e":"backup","n":1,"v":0.4}"#, #"{"e":"backup","n":1,"v":-1,"m":{"r":7,"s":99}}"#,
        #"{"e":"evaluate","n":1,"v":null,"m":{"r":-2}}"#,
      ]
    #expect(
      try contradictions(lines, header: header) == [
        "1: V is 0.5, outside 0 to 0.4", "3: r is 7.0, outside -1 to 1 (and 1 more)",
        "3: the value backed up is -1.0, outside 0 to 0.4",
      ])
    #expect(try contradictions(lines) == [])
  }

  @Test func `What is left out contradicts nothing`() throws {
    let lines = expansion + [#"{"e":"goal","n":1}"#]
    #expect(try contradictions(lines) == [])
    #expect(try contradictions(lines + [#"{"e":"end","solved":true}"#]) == [])
    #expect(
      try contradictions(lines + [#"{"e":"end","solved":true,"goal":1,"cost":7,"nodes":3}"#]) == [])
  }

  @Test(arguments: StrategyRegistry.entries.map(\.name).filter { $0 != "in-context" })
  func `Own traces agree with themselves`(strategy: String) throws {
    for until in SearchSpec.Goal.allCases {
      let run = try Recorded(
        SearchConfiguration(
          problem: ProblemFixtures.countdown(), strategy: .init(strategy),
          model: .init("heuristic"),
          budget: Budget(expansions: 300), until: until, seed: 3))
      var audit = TraceAudit(header: run.header)
      audit.append(run.batch)
      #expect(audit.contradictions == [])
    }
  }

  @Test func `Values outside a range that nobody declared are remarked on`() throws {
    func remarks(_ lines: [String], header: String = "") throws -> [String] {
      let reader = try TraceLineFixtures.reader(lines, header: header)
      var audit = TraceAudit(header: reader.header)
      while let batch = try reader.next() { audit.append(batch) }
      return audit.remarks
    }
    let lines = [
      #"{"e":"expand","n":0,"c":[{"V":-25,"P":1.5},{"Q":100,"P":0}]}"#,
      #"{"e":"backup","n":1,"v":0.5}"#,
    ]
    #expect(
      try remarks(lines) == [
        #"values are -25 to 100, not 0 to 1: "values" in the header can say so"#,
        "P is 0 to 1.5: a probability is 0 to 1",
      ])
    #expect(try remarks([lines[1].replacing("1", with: "0")]).isEmpty)
    #expect(
      try remarks(lines, header: #","values":{"range":[-25,100]}"#) == [
        "P is 0 to 1.5: a probability is 0 to 1"
      ])
  }
}
