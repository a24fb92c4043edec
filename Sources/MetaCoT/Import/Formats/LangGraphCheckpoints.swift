/// The history of a LangGraph thread: checkpoints that name their parents, so that a thread resumed
/// from an earlier state branches. A step is the last message, or the nodes that ran; the
/// state is what the checkpoint holds beside messages.
enum LangGraphCheckpoints: TraceImporter {
  static let name = "langgraph"
  static let summary = "checkpoints of LangGraph threads"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.contains { id(of: $0) != nil && $0["values"] != nil }
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let checkpoints = file.elements.filter { id(of: $0) != nil }
    return [ImportedSearch(id: "1") { trace(of: checkpoints) }]
  }

  private static func id(of checkpoint: JSONValue) -> String? {
    name(in: checkpoint, ["config", "checkpoint"], "checkpoint_id")
  }

  private static func name(
    in checkpoint: JSONValue, _ places: [String], _ field: String
  ) -> String? {
    for place in places {
      let found =
        checkpoint[place]?["configurable"]?["checkpoint_id"]
        ?? checkpoint[place]?["checkpoint_id"]
      if let id = found?.plain { return id }
    }
    return checkpoint[field]?.plain
  }

  private static func trace(of checkpoints: [JSONValue]) -> ImportedTrace {
    // The newest comes first in a history; the ids grow with time.
    let ordered = checkpoints.sorted {
      ($0["metadata"]?["step"]?.number ?? 0, id(of: $0) ?? "")
        < ($1["metadata"]?["step"]?.number ?? 0, id(of: $1) ?? "")
    }
    let tree = LinkedTree(
      ordered.compactMap { checkpoint in
        guard let id = id(of: checkpoint) else { return nil }
        return LinkedTree.Record(
          id: id,
          parent: name(
            in: checkpoint, ["parent_config", "parent_checkpoint"], "parent_checkpoint_id"),
          node: ImportedNode(step: step(of: checkpoint), state: state(of: checkpoint)))
      })
    let header = TraceHeader(
      problem: .init(kind: "langgraph", text: tree.root?.node.step ?? ""),
      strategy: .init("langgraph"), model: nil, root: .init(state: tree.root?.node.state ?? ""))
    return tree.trace(header)
  }

  private static func step(of checkpoint: JSONValue) -> String {
    if let last = checkpoint["values"]?["messages"]?.list.last {
      let text = ChatMessage(last["kwargs"] ?? last).text
      if !text.isEmpty { return text }
    }
    let writes = checkpoint["metadata"]?["writes"]?.members.keys.sorted() ?? []
    if !writes.isEmpty { return writes.joined(separator: ", ") }
    return checkpoint["metadata"]?["source"]?.string ?? ""
  }

  private static func state(of checkpoint: JSONValue) -> String {
    guard let values = checkpoint["values"] else { return "" }
    if let plain = values.plain { return plain }
    return values.members.filter { $0.key != "messages" }.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value.plain ?? $0.value.jsonText)" }.joined(separator: "\n")
  }
}
