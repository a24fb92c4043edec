/// Search traces of Posthoc (ShortestPathLab), in YAML or JSON: `source`, `destination`, `generating`,
/// `expanding`, `updating`, `closing`, `end`, each about a state by its id, with g and f.
///
/// A state that is reached again more cheaply (`updating` with another parent) is a new node there, and
/// the old one is superseded. One that is closed without having been expanded is pruned. Where f is given
/// and h is not, h = f − g.
enum Posthoc: TraceImporter {
  static let name = "posthoc"
  static let summary = "search traces of Posthoc, YAML or JSON"

  static func recognizes(_ file: ForeignFile) -> Bool { events(in: file) != nil }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    guard let events = events(in: file) else { return [] }
    return [ImportedSearch(id: "1") { trace(of: events.map(Entry.init)) }]
  }

  private static let kinds: Set<String> = [
    "source", "destination", "generating", "expanding", "updating", "closing", "end", "opening",
  ]

  private static func events(in file: ForeignFile) -> [JSONValue]? {
    let lists = file.records.flatMap { record in
      [record, record.first(of: ["events", "eventList"]) ?? .null]
    }
    return lists.first { list in
      list.list.contains { $0["id"] != nil && kinds.contains($0["type"]?.string ?? "") }
    }?.list
  }

  /// An event of the file.
  private struct Entry: Sendable {
    var type: String
    var id: String?
    var parent: String?
    var node: ImportedNode

    init(_ event: JSONValue) {
      type = event["type"]?.string ?? ""
      id = event["id"]?.plain
      // The largest 64-bit number stands for none.
      parent = event["pId"]?.plain.flatMap { $0 == "18446744073709551615" ? nil : $0 }
      // So does the largest number for the cost of a way that is not known.
      func cost(_ name: String) -> Double? {
        event[name]?.number.flatMap { $0.magnitude < 1e300 ? $0 : nil }
      }
      node = ImportedNode(
        step: event["step"]?.string ?? "", state: Self.state(of: event) ?? id ?? "",
        P: cost("P"), V: cost("V"), g: cost("g"), h: cost("h"))
      if node.h == nil, let f = cost("f"), let g = node.g { node.h = f - g }
    }

    /// `8, 15` of `{x: 8, y: 15}`; others by name.
    private static func state(of event: JSONValue) -> String? {
      if let state = event["state"]?.string { return state }
      let known: Set<String> = ["type", "id", "pId", "g", "f", "h", "P", "V", "step", "variables"]
      var variables = event.members.filter { !known.contains($0.key) }
      variables.merge(event["variables"]?.members ?? [:]) { $1 }
      let named = variables.sorted { $0.key < $1.key }.compactMap { name, value in
        value.plain.map { (name, $0) }
      }
      guard !named.isEmpty else { return nil }
      let isPlace = named.allSatisfy { ["x", "y", "z"].contains($0.0) }
      return named.map { isPlace ? $0.1 : "\($0.0)=\($0.1)" }.joined(separator: ", ")
    }
  }

  private static func trace(of events: [Entry]) -> ImportedTrace {
    let roots = roots(of: events)
    let isSingle = roots.count == 1
    let start = events.first { $0.id == roots.first && $0.id != nil }
    let first = events.first { $0.id == roots.first && $0.id != nil && $0.node.g != nil } ?? start
    var header = TraceHeader(
      problem: .init(kind: "posthoc", text: start?.node.state ?? ""), strategy: .init("posthoc"),
      model: nil, root: .init(state: isSingle ? start?.node.state ?? "" : ""))
    header.exploration = .cost
    if isSingle, let first { header.setRoot(first.node) }
    var builder = ImportBuilder()
    var newest: [String: NodeID] = [:]
    var parents: [String: String] = [:]
    var costs: [String: Double] = [:]
    if isSingle, let root = roots.first { newest[root] = 0 }
    var destinations: Set<String> = []
    var reached: Set<String> = []
    var expanded: Set<NodeID> = []
    var hasEnd = false
    // Children that follow one another come into being together.
    var waiting: [(id: String, node: ImportedNode)] = []
    var waitingIDs: Set<String> = []
    var waitingBelow: NodeID = 0
    func flush() {
      guard !waiting.isEmpty else { return }
      let first = builder.expand(waitingBelow, waiting.map(\.node))
      for (place, child) in waiting.enumerated() { newest[child.id] = first + NodeID(place) }
      waiting = []
      waitingIDs = []
    }
    func make(_ entry: Entry, _ id: String, same: NodeID = -1) {
      if entry.parent.map(waitingIDs.contains) ?? false { flush() }
      let below = entry.parent.flatMap { newest[$0] } ?? 0
      if below != waitingBelow { flush() }
      waitingBelow = below
      var node = entry.node
      node.same = same
      waiting.append((id, node))
      waitingIDs.insert(id)
      parents[id] = entry.parent
      costs[id] = entry.node.g
    }
    func reach(_ id: String, _ entry: Entry) {
      guard let node = newest[id], destinations.isEmpty || destinations.contains(id),
        reached.insert(id).inserted
      else { return }
      builder.reachGoal(node, cost: entry.node.g ?? costs[id])
    }
    for entry in events {
      guard let id = entry.id else {
        hasEnd = hasEnd || entry.type == "end"
        continue
      }
      switch entry.type {
      case "destination": destinations.insert(id)
      case "end":
        flush()
        hasEnd = true
        reach(id, entry)
      case "expanding":
        if newest[id] == nil, !waitingIDs.contains(id) { make(entry, id) }
        flush()
        if let node = newest[id] {
          expanded.insert(node)
          builder.add(Event(.select, node))
        }
        if destinations.contains(id) { reach(id, entry) }
      case "closing":
        flush()
        // What is closed without having been expanded is given up.
        if let node = newest[id], !expanded.contains(node) { builder.add(Event(.prune, node)) }
      default:
        if waitingIDs.contains(id) { flush() }
        guard let known = newest[id] else {
          make(entry, id)
          continue
        }
        guard let parent = entry.parent, known != 0 else { continue }
        let isCheaper =
          entry.type == "updating" && entry.node.g != nil && entry.node.g != costs[id] ?? nil
        guard parent != parents[id] || isCheaper else { continue }
        flush()
        make(entry, id, same: known)
        flush()
        if entry.type == "updating" { builder.add(Event(.prune, known, reason: .superseded)) }
      }
    }
    flush()
    return builder.finish(header, hasVerdict: hasEnd)
  }

  /// The states that come from no other.
  private static func roots(of events: [Entry]) -> [String] {
    var seen: Set<String> = []
    var roots: [String] = []
    for entry in events where entry.type != "destination" && entry.type != "end" {
      guard let id = entry.id, seen.insert(id).inserted else { continue }
      if entry.parent.map({ !seen.contains($0) || $0 == id }) ?? true { roots.append(id) }
    }
    return roots
  }
}
