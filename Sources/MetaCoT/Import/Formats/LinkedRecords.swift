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
    var nodes = Nodes(records: newest, fields)
    let tree = LinkedTree(
      records.compactMap { record in
        guard let id = id(of: record), let record = newest[id] else { return nil }
        return LinkedTree.Record(
          id: id, parent: parent(of: record), node: nodes.node(of: id),
          nodeAsRoot: fields.node(record, below: nil), isGoal: NodeFields.isGoal(record))
      })
    return tree.trace(
      kind: "records", text: tree.root?.node.step ?? "", fields,
      values: newest.values.map(NodeFields.value))
  }

  /// The nodes of records, each made once, after its parent.
  private struct Nodes {
    private let records: [String: JSONValue]
    private let fields: NodeFields
    private var made: [String: (node: ImportedNode, state: String)] = [:]

    init(records: [String: JSONValue], _ fields: NodeFields) {
      (self.records, self.fields) = (records, fields)
    }

    /// - Complexity: O(ancestors that have not been made).
    mutating func node(of id: String) -> ImportedNode {
      var missing: [String] = []
      var seen: Set<String> = []
      var next: String? = id
      while let id = next, records[id] != nil, made[id] == nil, seen.insert(id).inserted {
        missing.append(id)
        next = records[id].flatMap(LinkedRecords.parent)
      }
      for id in missing.reversed() {
        guard let record = records[id] else { continue }
        let before = LinkedRecords.parent(of: record).flatMap { made[$0]?.state }
        let node = fields.node(record, below: before)
        made[id] = (node, NodeFields.state(of: node, below: before))
      }
      return made[id]?.node ?? ImportedNode(step: "")
    }
  }
}
