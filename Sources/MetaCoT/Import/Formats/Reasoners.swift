/// Tree logs of llm-reasoners (Hao et al., 2024, arXiv 2404.05221): a snapshot of the whole tree for
/// every iteration, with the path that it selected and the figures of each edge.
///
/// An iteration is what its snapshot has beyond the one before, and ends where its path does; an edge's
/// figures are its node's, and change with the iterations. What a node holds is written once it was
/// visited, so its texts are those of the first snapshot that has them, however late that is. The log
/// does not name the algorithm, and tells of no judgements, as a Monte Carlo tree search of ours does.
enum Reasoners: TraceImporter {
  static let name = "llm-reasoners"
  static let summary = "tree logs of maitrix-org/llm-reasoners"

  static func recognizes(_ file: ForeignFile) -> Bool {
    guard let snapshot = file.records.first?["logs"]?[0] else { return false }
    return snapshot["nodes"]?["0"] != nil && snapshot["edges"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    file.records.enumerated().map { place, log in
      ImportedSearch(id: String(place + 1)) { trace(of: log["logs"]?.list ?? []) }
    }
  }

  private static func trace(of snapshots: [JSONValue]) -> ImportedTrace {
    let edges = snapshots.flatMap { ($0["edges"]?.members ?? [:]).values }
    let keys = MetricKeys(
      edges.flatMap { edge in
        (edge["data"]?.members ?? [:]).filter { $0.value.number != nil }.keys
      })
    let held = firstData(in: snapshots)
    let start = held["0"].map(text) ?? ""
    var header = TraceHeader(
      problem: .init(kind: "llm-reasoners", text: start), strategy: .init("llm-reasoners"),
      model: nil,
      root: .init(state: start))
    header.metrics = keys.names.map {
      .init(key: $0, better: .higher, role: $0 == "Q" ? .value : nil)
    }
    var builder = ImportBuilder()
    var nodes: [Int: NodeID] = [0: 0]
    var figures: [Int: JSONValue] = [:]
    for snapshot in snapshots {
      let edges = (snapshot["edges"]?.members ?? [:]).values.sorted {
        ($0["id"]?.number ?? 0) < ($1["id"]?.number ?? 0)
      }
      let new = edges.filter { $0["target"]?.whole.map { nodes[$0] == nil } ?? false }
      let waiting = Dictionary(grouping: new) { $0["source"]?.whole }
      // Sources that are known, and what becomes known below them.
      var sources = new.compactMap { $0["source"]?.whole }.filter { nodes[$0] != nil }
      var taken: Set<Int> = []
      var next = 0
      while next < sources.count {
        let source = sources[next]
        next += 1
        guard taken.insert(source).inserted, let below = waiting[source],
          let parent = nodes[source]
        else { continue }
        builder.add(Event(.select, parent))
        let first = builder.expand(
          parent, below.map { node(of: $0, held, keys) })
        for (place, edge) in below.enumerated() {
          guard let target = edge["target"]?.whole else { continue }
          nodes[target] = first + NodeID(place)
          figures[target] = edge["data"]
          sources.append(target)
        }
      }
      // Figures change where an event is; the end of the path is where the iteration goes.
      let end = selectedPath(in: snapshot).last { nodes[$0] != nil } ?? 0
      var atEnd: [(metric: Int, value: Double)] = []
      for edge in edges {
        guard let target = edge["target"]?.whole, let node = nodes[target],
          let data = edge["data"], figures[target] != data
        else { continue }
        figures[target] = data
        let changed = keys.figures(of: data.members, \.number)
        if target == end {
          atEnd = changed
        } else {
          builder.add(Event(.select, node), metrics: changed)
        }
      }
      builder.add(Event(.select, nodes[end] ?? 0), metrics: atEnd)
    }
    return builder.finish(header, hasVerdict: false)
  }

  /// What each node holds, by its id, in the first snapshot in which it holds something.
  private static func firstData(in snapshots: [JSONValue]) -> [String: JSONValue] {
    var held: [String: JSONValue] = [:]
    for snapshot in snapshots {
      for (id, node) in snapshot["nodes"]?.members ?? [:] where held[id] == nil {
        guard let data = node["data"], data.plain?.isEmpty == false || !data.members.isEmpty else {
          continue
        }
        held[id] = data
      }
    }
    return held
  }

  private static func node(
    of edge: JSONValue, _ held: [String: JSONValue], _ keys: MetricKeys
  ) -> ImportedNode {
    let data = held[edge["target"]?.plain ?? ""]
    let action = edge["data"]?.first(of: ["action", "step"])?.plain
    let step = action ?? data?.first(of: ["ops", "actions", "steps"])?.list.last?.plain
    return ImportedNode(
      step: step ?? "", state: data.map(text) ?? "",
      metrics: keys.figures(of: edge["data"]?.members ?? [:], \.number))
  }

  /// The nodes from the root down along the selected edges.
  private static func selectedPath(in snapshot: JSONValue) -> [Int] {
    var path = [0]
    var passed: Set<Int> = [0]
    while path.count < 10_000, let last = path.last,
      let edge = snapshot["nodes"]?[String(last)]?["selected_edge"]?.whole,
      let target = snapshot["edges"]?[String(edge)]?["target"]?.whole,
      passed.insert(target).inserted
    { path.append(target) }
    return path
  }

  /// A state as text: `key: value` a line, in alphabetical order; the text itself where it is one.
  private static func text(_ data: JSONValue) -> String {
    data.plain
      ?? data.members.sorted { $0.key < $1.key }.map { "\($0.key): \(compact($0.value))" }
      .joined(separator: "\n")
  }

  private static func compact(_ value: JSONValue) -> String {
    value.isList ? value.list.map(compact).joined(separator: " ") : value.plain ?? "…"
  }
}
