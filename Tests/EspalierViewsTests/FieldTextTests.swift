import MetaCoT
import Testing

@testable import EspalierViews

/// Figures of any size are readable, and their columns fit them.
struct FieldTextTests {
  private func tree(_ children: [String], header members: String = "") throws -> SearchTree {
    let text = """
      {"format":"espalier-trace","version":2,"problem":{"kind":"k","text":"t"},\
      "strategy":{"name":"s"},"root":{"state":"0"}\(members)}
      {"e":"expand","n":0,"c":[\(children.joined(separator: ","))]}

      """
    let reader = try TraceReader(bytes: Array(text.utf8), name: "t")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    return tree
  }

  private func texts(_ field: NodeField, _ tree: SearchTree) -> [String?] {
    (1..<NodeID(tree.nodeCount)).map { FieldText.text(field, of: $0, in: tree) }
  }

  @Test func `Every figure fits its column`() throws {
    let values = [
      100, -25, 65.25, 1234.5, -1234.5, 1e-5, -1e-5, 1e-30, -1e30, 3e9, 16_777_217, 123_456.75,
    ]
    let tree = try tree(values.map { "{\"V\":\($0),\"g\":\($0),\"m\":{\"r\":\($0)}}" })
    for field in [NodeField.V, .g, .metric(0)] {
      #expect(
        texts(field, tree) == [
          "100", "-25", "65.25", "1,234.50", "-1,234.50", "1e-5", "-1e-5", "1e-30", "-1e30",
          "3,000,000,000", "16,777,217", "123,456.75",
        ])
      let width = TreeColumns(of: tree).width(field)
      for text in texts(field, tree) { #expect(text!.count + 2 <= width) }
    }
  }

  @Test func `Values between 0 and 1 have two decimals`() throws {
    let tree = try tree([#"{"V":0.5,"P":1}"#, #"{"V":0.0004,"P":0.004}"#, "{}"])
    #expect(texts(.V, tree) == ["0.50", "0.00", nil])
    #expect(texts(.P, tree) == ["1.00", "0.00", nil])
    let columns = TreeColumns(of: tree)
    #expect(columns.width(.V) == 6)
    let small = try self.tree([#"{"V":0.00001,"h":0.000586569}"#, #"{"V":0.000025}"#])
    #expect(texts(.V, small) == ["1e-5", "2.5e-5"])
    #expect(texts(.h, small) == ["5.87e-4", nil])
  }

  @Test func `Metrics are told apart`() throws {
    let metrics = (0..<12).map { "{\"key\":\"k\($0)\",\"name\":\"Metric number \($0)\"}" }
    let tree = try tree(["{}"], header: ",\"metrics\":[\(metrics.joined(separator: ","))]")
    let columns = TreeColumns(of: tree)
    let titles = columns.fields.map(columns.title)
    #expect(titles.count == 12)
    #expect(Set(titles).count == 12)
    #expect(titles[11] == "…mber 11")
    #expect(MetricNames(["Reward", "Loss"]).short == ["Reward", "Loss"])
    #expect(
      MetricNames(["a very long name", "a very long name"]).short == ["1 a ver…", "2 a ver…"])
  }

  @Test func `Siblings are sorted by the metric that stands in for values`() throws {
    let tree = try tree(
      [#"{"m":{"r":-3}}"#, #"{"m":{"r":9}}"#, #"{"m":{"r":4}}"#],
      header: #","metrics":[{"key":"r","role":"value"}]"#)
    #expect((1...3).map { SiblingOrderKey(of: $0, in: tree) }.sorted().map(\.node) == [2, 3, 1])
    #expect(tree.displayValue(2) == 1)
    #expect(tree.displayValue(1) == 0)
    let columns = TreeColumns(of: tree)
    #expect(columns.lead == .metric(0))
    let curve = ValueCurve(of: tree)
    #expect(curve.best(at: 1) == 1)
    #expect(curve.text(at: 1, in: tree) == "9")
  }
}
