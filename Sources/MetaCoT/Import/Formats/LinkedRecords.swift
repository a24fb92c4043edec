/// Records that name their parent: sessions of coding agents (`uuid`, `parentUuid`), journals of
/// agent searches, program trees (moatless, openevolve, AIDE), spans of OpenTelemetry. One a line, in a
/// list, or in an object by their ids; of records with the same id the last one holds.
///
/// Where every record comes after its parent, the order of the file is that of the search.
enum LinkedRecords: TraceImporter {
  static let name = "linked-json"
  static let summary = "JSON records that name a parent: agent sessions, program trees, OTLP spans"

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
      let nodes = only.first(of: ["nodes", "programs", "messages", "entries", "journal"]) ?? .null
      found = nodes.isList ? nodes.list : nodes.members.sorted { $0.key < $1.key }.map(\.value)
      if found.isEmpty { found = spans(in: only) }
    } else if found.contains(where: { $0["resourceSpans"] != nil }) {
      found = found.flatMap(spans)
    }
    return found.filter { id(of: $0) != nil }
  }

  /// The spans of an OTLP export, in the order of their start.
  private static func spans(in record: JSONValue) -> [JSONValue] {
    let scopes = (record["resourceSpans"]?.list ?? []).flatMap { $0["scopeSpans"]?.list ?? [] }
    return scopes.flatMap { $0["spans"]?.list ?? [] }.enumerated().sorted {
      let (a, b) = (start(of: $0.element), start(of: $1.element))
      return a != b ? a < b : $0.offset < $1.offset
    }.map(\.element)
  }

  private static func start(of span: JSONValue) -> Double {
    let time = span["startTimeUnixNano"]
    return time?.number ?? time?.string.flatMap { Double($0) } ?? 0
  }

  private static func id(of record: JSONValue) -> String? {
    record.first(of: NodeFields.id)?.plain
  }

  private static func parent(of record: JSONValue) -> String? {
    // Posthoc writes the largest 64-bit number for none, OTLP an empty text.
    let none: Set<String> = ["", "18446744073709551615", "-1"]
    return record.first(of: NodeFields.parent)?.plain.flatMap { none.contains($0) ? nil : $0 }
  }

  private static func trace(of records: [JSONValue]) -> ImportedTrace {
    var newest: [String: JSONValue] = [:]
    var order: [String] = []
    for record in records {
      guard let id = id(of: record) else { continue }
      if newest[id] == nil { order.append(id) }
      newest[id] = record
    }
    let fields = NodeFields(of: Array(newest.values))
    var children: [String: [String]] = [:]
    var roots: [String] = []
    var isOrdered = true
    var seen: Set<String> = []
    for id in order {
      let parent = newest[id].flatMap(parent(of:)).flatMap { newest[$0] == nil ? nil : $0 }
      if let parent {
        children[parent, default: []].append(id)
        if !seen.contains(parent) { isOrdered = false }
      } else {
        roots.append(id)
      }
      seen.insert(id)
    }
    roots += cycles(in: order, below: roots, children)
    let single = roots.count == 1 ? roots.first.flatMap { newest[$0] } : nil
    let start = single.map { fields.node($0, below: nil) } ?? ImportedNode()
    var header = TraceHeader(
      problem: .init(kind: "records", text: start.step), strategy: .init("imported"), model: nil,
      root: .init(state: start.state.isEmpty ? start.step : start.state, V: start.V))
    header.root.N = start.N.flatMap { Int(exactly: $0) }
    header.root.Q = start.Q
    header.order = isOrdered ? nil : .unknown
    header.values = ValueScale.found(newest.values.map { $0.first(of: NodeFields.V)?.number })
    header.metrics = fields.metrics.map { .init(key: $0) }
    var builder = ImportBuilder()
    func finish() -> ImportedTrace { builder.finish(header, hasVerdict: false) }
    if isOrdered {
      var nodes: [String: NodeID] = [:]
      if single != nil, let root = roots.first { nodes[root] = 0 }
      for id in order where nodes[id] == nil {
        guard let record = newest[id] else { continue }
        let parent = parent(of: record)
        let above = parent.flatMap { newest[$0] }
        let node = builder.expand(
          parent.flatMap { nodes[$0] } ?? 0, [fields.node(record, below: above)])
        nodes[id] = node
        builder.add(Event(.select, node))
        if NodeFields.isGoal(record) { builder.reachGoal(node) }
      }
      return finish()
    }
    var isOpen = Set(order)
    builder.expandAll(
      nil as String?,
      children: { id in
        let below =
          id.map { children[$0] ?? [] } ?? (single == nil ? roots : children[roots[0]] ?? [])
        return below.filter { isOpen.remove($0) != nil }
      },
      node: { id, parent in
        fields.node(
          id.flatMap { newest[$0] } ?? .null, below: (parent ?? roots.first).flatMap { newest[$0] })
      },
      visit: { node, id, builder in
        if let record = id.flatMap({ newest[$0] }), NodeFields.isGoal(record) {
          builder.reachGoal(node)
        }
      })
    return finish()
  }

  /// Where parents go round in a circle, the first record of each circle: it is hung below the root.
  private static func cycles(
    in order: [String], below roots: [String], _ children: [String: [String]]
  ) -> [String] {
    var reached: Set<String> = []
    func reach(_ start: String) {
      var open = [start]
      while let id = open.popLast() {
        guard reached.insert(id).inserted else { continue }
        open += children[id] ?? []
      }
    }
    roots.forEach(reach)
    var found: [String] = []
    for id in order where !reached.contains(id) {
      found.append(id)
      reach(id)
    }
    return found
  }
}
