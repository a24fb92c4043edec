import Testing

@testable import MetaCoT

struct PosthocTests {
  private static let yaml = """
    # A search of ours.
    version: 1.4.0
    views:
      main:
        - $: rect
          x: ${{ $.x }}
    events:
      - { type: source, id: a, x: 8, y: 15 }
      - { type: destination, id: d, x: 9, y: 17 }
      - { type: expanding, id: a, g: 0, f: 3, pId: null, x: 8, y: 15 }
      - { type: generating, id: b, g: 2, f: 4, pId: a, x: 8, y: 16 }
      - { type: generating, id: c, g: 1.0e+0, f: 3, pId: a, x: 9, y: 15 }
      - { type: closing, id: a, g: 0, f: 3, pId: null }
      - { type: expanding, id: c, g: 1, f: 3, pId: a, x: 9, y: 15 }
      - { type: updating, id: b, g: 1.5, f: 3.5, pId: c, x: 8, y: 16 }
      - { type: generating, id: d, g: 3, f: 3, pId: c, x: 9, y: 17 }
      - { type: expanding, id: d, g: 3, f: 3, pId: c, x: 9, y: 17 }
      - { type: end, id: d, pId: c }

    """

  @Test func `Events become a tree, a cheaper way a new node`() throws {
    let tree = try ImportFixture.tree(Self.yaml, "posthoc")
    #expect(tree.nodeCount == 5 && tree.state(0) == "8, 15" && tree.state(1) == "8, 16")
    #expect((1..<5).map { tree.parent($0) } == [0, 0, 2, 2])
    #expect(tree.g(1) == 2 && tree.h(1) == 2 && tree.g(3) == 1.5)
    #expect(tree.transposition(of: 3) == 1)
    #expect(tree.events.contains { $0.kind == .prune && $0.node == 1 && $0.reason == .superseded })
    #expect(tree.outcome?.goal == 4 && tree.outcome?.cost == 3)
    #expect(tree.events.filter { $0.kind == .select }.map(\.node) == [0, 2, 4])
  }

  @Test func `JSON, documents, two roots and ways that are not known`() throws {
    let json = try ImportFixture.tree(
      """
      {"version":"1.0.4","eventList":[
       {"type":"expanding","id":1,"pId":18446744073709551615,"g":0,"f":1.79e308,"variables":{"x":1,"y":2}},
       {"type":"generating","id":2,"pId":1,"g":1.79e308},
       {"type":"expanding","id":7,"pId":null,"g":0},{"type":"generating","id":8,"pId":7,"g":1},
       {"type":"end"}]}
      """, "posthoc")
    #expect(json.nodeCount == 5 && json.state(1) == "1, 2" && json.parent(3) == 0)
    #expect(json.g(2) == nil && json.h(1) == nil && json.outcome?.solved == false)
    let documents = try ImportFixture.tree(
      """
      version: 2.0.0
      ---
      view: { $: rect }
      ---
      - { type: expanding, id: 1, name: one }
      - { type: generating, id: 2, pId: 1 }

      """, "posthoc")
    #expect(
      documents.nodeCount == 2 && documents.state(0) == "name=one" && documents.outcome == nil)
  }

  @Test func `What breaks off is counted, and aliases are bounded`() throws {
    let file = ForeignFile(
      name: "file",
      bytes: .init(("events:\n  - { type: source, id: 1 }\n  - { type: [" as String).utf8))
    #expect(file.leftOut.count == 1 && file.records.first?["events"]?.list.count == 1)
    var bomb = "events:\n  - &a0 { type: source, id: 1 }\n"
    for level in 1..<30 {
      bomb +=
        "  - &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    #expect(ForeignFile(name: "file", bytes: .init(bomb.utf8)).leftOut.count == 1)
    let deep = "events: " + String(repeating: "[", count: 100_000)
    #expect(ForeignFile(name: "file", bytes: .init(deep.utf8)).leftOut.count == 1)
  }

  @Test(arguments: [
    ("12", JSONValue.number("12")), ("-1.5e-3", .number("-0.0015")), ("+3", .number("3")),
    ("~", .null), ("yes", .text("yes")), ("'7'", .text("7")), ("true", .bool(true)),
    (".inf", .text("inf")), ("1.2.3", .text("1.2.3")), ("\"a\\nb\"", .text("a\nb")),
  ])
  func `Scalars are read by the core schema`(text: String, value: JSONValue) {
    let file = ForeignFile(name: "file", bytes: .init("events: \(text)\n".utf8))
    #expect(file.records.first?["events"] == value)
  }

  @Test func `A way that becomes cheaper is the way`() throws {
    let tree = try ImportFixture.tree(
      """
      version: 1.4.0
      events:
        - {type: source, id: 1, g: 0, f: 5}
        - {type: expanding, id: 1, g: 0, f: 5}
        - {type: generating, id: 2, pId: 1, g: 9, f: 12}
        - {type: updating, id: 2, pId: 1, g: 3, f: 6}
        - {type: end, id: 2, pId: 1, g: 3, f: 6}
      """, "posthoc")
    let goal = try #require(tree.outcome?.goal)
    #expect(tree.g(goal) == 3 && tree.nodeCount == 3 && tree.transposition(of: goal) == 1)
    #expect(TraceLint.breaches(in: tree).isEmpty)
  }
}
