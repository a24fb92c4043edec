/// Records that name their parent: sessions of coding agents (`uuid`, `parentUuid`), journals of
/// agent searches, trees of programs of your own. One a line, in a list, or in an object by their ids;
/// of records with the same id the last one holds.
///
/// Where every record comes after its parent, the order of the file is that of the search.
enum LinkedRecords: TraceImporter {
  static let name = "linked-json"
  static let summary = "JSON records that name a parent: agent sessions, journals, trees"

  static func recognizes(_ file: ForeignFile) -> Bool {
    let records = records(in: file)
    return records.count > 1 && records.contains { parent(of: $0) != nil }
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let records = records(in: file)
    return [ImportedSearch(id: "1") { trace(of: records) }]
  }

  private static func records(in file: ForeignFile) -> [JSONValue] {
    var found = file.elements
    if found.count == 1, let only = found.first {
      let nodes = only.first(of: ["nodes", "messages", "entries", "journal"]) ?? .null
      found = nodes.isList ? nodes.list : Self.records(byID: nodes.members)
    }
    return found.filter { id(of: $0) != nil }
  }

  /// The records of an object by their ids, in the order of these: numbers as numbers.
  private static func records(byID members: [String: JSONValue]) -> [JSONValue] {
    members.sorted { a, b in
      if let first = Int(a.key), let second = Int(b.key) { return first < second }
      return a.key < b.key
    }.map { key, record in
      guard id(of: record) == nil, !record.members.isEmpty else { return record }
      return .object(record.members.merging(["id": .text(key)]) { old, _ in old })
    }
  }

  private static func id(of record: JSONValue) -> String? {
    record.first(of: NodeFields.id)?.plain
  }

  private static func parent(of record: JSONValue) -> String? {
    let none: Set<String> = ["", "-1"]
    return record.first(of: NodeFields.parent)?.plain.flatMap { none.contains($0) ? nil : $0 }
  }

  private static func trace(of records: [JSONValue]) -> ImportedTrace {
    var newest: [String: JSONValue] = [:]
    for record in records {
      if let id = id(of: record) { newest[id] = record }
    }
    let fields = NodeFields(of: Array(newest.values))
    let tree = LinkedTree(
      records.compactMap { record in
        guard let id = id(of: record), let record = newest[id] else { return nil }
        let parent = parent(of: record)
        return LinkedTree.Record(
          id: id, parent: parent,
          node: fields.node(record, below: parent.flatMap { newest[$0] }),
          nodeAsRoot: fields.node(record, below: nil), isGoal: NodeFields.isGoal(record))
      })
    return tree.trace(
      kind: "records", text: tree.root?.node.step ?? "", fields,
      values: newest.values.map(NodeFields.value))
  }
}
