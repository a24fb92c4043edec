/// Trees of programs that a model improves: AIDE's journal (`nodes`, `node2parent`), openevolve's
/// programs and its evolution trace. A node is a program: the step is the plan or the change, the state
/// the code, V the metric that is optimized, other metrics under their names.
///
/// A program that fails (AIDE's `is_buggy`) is marked as a mistake, with what went wrong.
enum ProgramTrees: TraceImporter {
  static let name = "programs"
  static let summary = "program trees of AIDE and openevolve"

  static func recognizes(_ file: ForeignFile) -> Bool { !programs(in: file).isEmpty }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let programs = programs(in: file)
    return [ImportedSearch(id: "1") { trace(of: programs) }]
  }

  private struct Program: Sendable {
    var id: String
    var parent: String?
    var order: Double
    var step: String
    var code: String
    var metrics: [String: Double]
    var value: Double?
    var isMaximized = true
    var mistake: String?
  }

  private static func programs(in file: ForeignFile) -> [Program] {
    let elements = file.elements
    if elements.count == 1, let journal = elements[0]["node2parent"] != nil ? elements[0] : nil {
      let parents = journal["node2parent"] ?? .null
      return (journal["nodes"]?.list ?? []).compactMap { ofAIDE($0, parents) }
    }
    if elements.first?["child_id"] != nil, elements.first?["child_metrics"] != nil {
      return elements.flatMap(ofEvolution)
    }
    let held = elements.count == 1 ? elements[0]["programs"] : nil
    let programs = held.map { $0.isList ? $0.list : Array($0.members.values) } ?? elements
    guard programs.contains(where: { $0["metrics"] != nil && $0["code"]?.string != nil }) else {
      return []
    }
    return programs.compactMap(ofOpenEvolve)
  }

  private static func ofAIDE(_ node: JSONValue, _ parents: JSONValue) -> Program? {
    guard let id = node["id"]?.plain else { return nil }
    let metric = node["metric"]
    let isBuggy = node["is_buggy"] == .bool(true)
    let mistake =
      node.first(of: ["exc_type", "analysis"])?.string.flatMap { $0.isEmpty ? nil : $0 } ?? "buggy"
    return Program(
      id: id, parent: parents[id]?.plain,
      order: node["step"]?.number ?? node["ctime"]?.number ?? 0,
      step: node["plan"]?.string ?? "", code: node["code"]?.string ?? "",
      metrics: node["exec_time"]?.number.map { ["exec_time": $0] } ?? [:],
      value: metric?["value"]?.number ?? metric?.number,
      isMaximized: metric?["maximize"] != .bool(false), mistake: isBuggy ? mistake : nil)
  }

  private static func ofOpenEvolve(_ program: JSONValue) -> Program? {
    guard let id = program["id"]?.plain else { return nil }
    let metrics = program["metrics"]?.members.compactMapValues(\.number) ?? [:]
    let changes = program["metadata"]?["changes"] ?? program["changes_description"]
    return Program(
      id: id, parent: program["parent_id"]?.plain,
      order: program["iteration_found"]?.number ?? program["timestamp"]?.number ?? 0,
      step: changes?.string ?? "", code: program["code"]?.string ?? "", metrics: metrics,
      value: value(of: metrics))
  }

  /// A line of the evolution trace: the child, and the parent, which may be told of nowhere else.
  private static func ofEvolution(_ line: JSONValue) -> [Program] {
    guard let child = line["child_id"]?.plain else { return [] }
    func program(_ id: String, _ parent: String?, _ prefix: String, _ order: Double) -> Program {
      let metrics = line[prefix + "_metrics"]?.members.compactMapValues(\.number) ?? [:]
      let step = parent == nil ? nil : line["metadata"]?["changes"]?.string
      return Program(
        id: id, parent: parent, order: order, step: step ?? "",
        code: line[prefix + "_code"]?.string ?? "", metrics: metrics, value: value(of: metrics))
    }
    let iteration = line["iteration"]?.number ?? 0
    let parent = line["parent_id"]?.plain
    let above = parent.map { program($0, nil, "parent", -.infinity) }
    return [above, program(child, parent, "child", iteration)].compactMap { $0 }
  }

  private static func value(of metrics: [String: Double]) -> Double? {
    for name in ["combined_score", "score", "fitness"] {
      if let value = metrics[name] { return value }
    }
    return metrics.count == 1 ? metrics.first?.value : nil
  }

  private static func trace(of programs: [Program]) -> ImportedTrace {
    // A parent that the evolution trace tells of beside its child is what it says where it is the child.
    var known: [String: Program] = [:]
    for program in programs where program.parent != nil || known[program.id] == nil {
      known[program.id] = program
    }
    let ordered = known.values.sorted { $0.id < $1.id }
    let keys = MetricKeys(programs.flatMap(\.metrics.keys))
    let records = ordered.map { program in
      var record = LinkedTree.Record(
        id: program.id, parent: program.parent,
        node: ImportedNode(
          step: program.step, state: program.code, V: program.value,
          metrics: keys.figures(of: program.metrics) { $0 }))
      if let mistake = program.mistake { record.events.append((.mistake, .wrong, mistake)) }
      return (time: program.order, record: record)
    }
    let tree = LinkedTree(LinkedTree.ordered(records))
    var header = TraceHeader(
      problem: .init(kind: "programs", text: tree.root?.node.step ?? ""),
      strategy: .init("evolution"), model: nil,
      root: .init(state: tree.root?.node.state ?? ""))
    header.metrics = keys.names.map { .init(key: $0) }
    header.values = ValueScale.found(programs.map(\.value))
    if programs.contains(where: { !$0.isMaximized }) {
      header.values = .init(range: header.values?.range, better: .lower)
    }
    return tree.trace(header)
  }
}
