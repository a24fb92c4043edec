/// Trees as nested JSON: an object with `children`, alone or under `root` or `tree`, as mcts-reasoning
/// and many small programs write them. A tree as it is at the end, without an order.
enum NestedTree: TraceImporter {
  static let name = "nested-json"
  static let summary = "nested JSON objects with \"children\" (mcts-reasoning and others)"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.first.flatMap(root) != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    file.numbered.compactMap { place, record in
      guard let root = root(of: record) else { return nil }
      return ImportedSearch(id: String(place)) { trace(of: record, root: root) }
    }
  }

  private static func root(of record: JSONValue) -> JSONValue? {
    let candidates = [record] + ["root", "tree", "search_tree"].compactMap { record[$0] }
    return candidates.first { !children(of: $0).isEmpty }
  }

  private static func children(of node: JSONValue) -> [JSONValue] {
    (node.first(of: NodeFields.children)?.list ?? []).filter { !$0.members.isEmpty }
  }

  private static func trace(of record: JSONValue, root: JSONValue) -> ImportedTrace {
    var all: [JSONValue] = [root]
    var next = 0
    while next < all.count {
      all += children(of: all[next])
      next += 1
    }
    let fields = NodeFields(of: all)
    let start = fields.node(root, below: nil)
    let question = record.first(of: ["question", "problem", "prompt", "task", "goal"])?.string
    var header = TraceHeader(
      problem: .init(kind: "tree", text: question ?? start.step),
      strategy: .init(record.first(of: ["strategy", "algorithm"])?.string ?? "imported"),
      model: nil, root: .init(state: start.state.isEmpty ? start.step : start.state))
    header.order = .unknown
    header.values = ValueScale.found(all.map(NodeFields.value))
    header.metrics = fields.metrics.map { .init(key: $0) }
    header.setRoot(start)
    var builder = ImportBuilder()
    builder.expandAll(
      root, children: children, node: { fields.node($0, below: $1) },
      visit: { node, value, builder in
        if NodeFields.isGoal(value) { builder.reachGoal(node) }
      })
    return builder.finish(header, hasVerdict: false)
  }
}
