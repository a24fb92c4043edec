/// Trees as nested JSON: an object with `children`, alone or under `root` or `tree`, as mcts-reasoning
/// and many small programs write them. A tree as it is at the end, without an order.
///
/// Of mcts-reasoning `value` is Q; where the search ended (`is_terminal`, `answer`, `terminal_states`) is
/// a note.
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

  /// A node of the file, as the trace has it, with its whole state.
  private struct Place {
    var value: JSONValue
    var node: ImportedNode
    var state: String
  }

  private static func trace(of record: JSONValue, root: JSONValue) -> ImportedTrace {
    var all: [JSONValue] = [root]
    var next = 0
    while next < all.count {
      all += children(of: all[next])
      next += 1
    }
    let isOfMCTS = record["simulations_run"] != nil || record["terminal_states"] != nil
    let fields = NodeFields(of: all, valueIsMean: isOfMCTS)
    let start = fields.node(root, below: nil)
    let question = record.first(of: ["question", "problem", "prompt", "task", "goal"])?.string
    var header = TraceHeader(
      problem: .init(kind: "tree", text: question ?? start.step),
      strategy: .init(record.first(of: ["strategy", "algorithm"])?.string ?? "imported"),
      model: nil, root: .init(state: start.state.isEmpty ? start.step : start.state))
    header.order = .unknown
    header.values = ValueScale.found(all.map(NodeFields.value))
    header.metrics = fields.metrics.names.map { .init(key: $0) }
    header.setRoot(start)
    var builder = ImportBuilder()
    var ends = Ends(record)
    let top = Place(value: root, node: start, state: header.root.state)
    builder.expandAll(
      top,
      children: { parent in
        children(of: parent.value).map { value in
          let node = fields.node(value, below: parent.state)
          return Place(
            value: value, node: node, state: NodeFields.state(of: node, below: parent.state))
        }
      },
      node: { child, _ in child.node },
      visit: { node, place, builder in
        if let end = ends.take(place.value) { builder.add(Event(.note, node), text: end) }
        if NodeFields.isGoal(place.value) { builder.reachGoal(node) }
      })
    for end in ends.unseen { builder.add(Event(.note, 0), text: end) }
    return builder.finish(header, hasVerdict: false)
  }
}

/// Where a search ended: in nodes with an answer, and in states that are listed beside the tree.
private struct Ends {
  /// The answers of the listed states by these; the empty text where none is stated.
  private var listed: [String: String] = [:]
  private var order: [String] = []

  init(_ record: JSONValue) {
    for end in record["terminal_states"]?.list ?? [] {
      guard let state = end.string ?? end["state"]?.string, listed[state] == nil else { continue }
      listed[state] = end["answer"]?.plain ?? ""
      order.append(state)
    }
  }

  /// What a reader is told of a node's end; nil where the search does not end there.
  mutating func take(_ node: JSONValue) -> String? {
    let found = node["state"]?.string.flatMap { listed.removeValue(forKey: $0) }
    let own = node["answer"]?.plain ?? ""
    let answer = own.isEmpty ? found ?? "" : own
    if !answer.isEmpty { return "answer \(answer)" }
    return found != nil || node["is_terminal"] == .bool(true) ? "terminal" : nil
  }

  /// What a reader is told of the listed states that no node has.
  var unseen: [String] {
    order.compactMap { state in
      listed[state].map { "ended in \(state)" + ($0.isEmpty ? "" : ", answer \($0)") }
    }
  }
}
