/// Trees of treequest (SakanaAI): nodes in the order of their trials, with a score each; other figures
/// are those of the end.
///
/// Where the scores that were backed up give the visits of the file (its standard MCTS), the search is
/// told trial by trial.
enum TreeQuest: TraceImporter {
  static let name = "treequest"
  static let summary = "search trees of SakanaAI/treequest"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.records.first?["metadata"]?["treequest_version"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    guard let log = file.records.first else { return [] }
    return [ImportedSearch(id: "1") { trace(of: log) }]
  }

  private static func trace(of log: JSONValue) -> ImportedTrace {
    let all = log["nodes"]?.list ?? []
    let root = all.first { $0["parent_id"]?.number == nil }
    let trials = all.filter { $0["parent_id"]?.number != nil }
      .sorted { ($0["id"]?.number ?? 0) < ($1["id"]?.number ?? 0) }
    let names = all.reduce(into: [String: JSONValue]()) { names, node in
      names.merge(node["algo_metrics"]?.members ?? [:]) { first, _ in first }
    }.sorted { $0.key < $1.key }.filter { $0.key != "visits" && $0.key != "mean" }
    var header = TraceHeader(
      problem: .init(kind: "treequest", text: log["metadata"]?["algorithm"]?.string ?? ""),
      strategy: .init(log["metadata"]?["algorithm"]?.string ?? "treequest"), model: nil,
      root: .init(state: root?["state_repr"]?.string ?? ""))
    header.exploration = .backups
    header.backtracks = true
    header.metrics = names.map {
      .init(key: $0.key, name: $0.value["display_name"]?.string.map { $0 + " at the end" })
    }
    var builder = ImportBuilder()
    var nodes: [Int: NodeID] = [(root?["id"]?.whole ?? -1): 0]
    for trial in trials {
      guard let id = trial["id"]?.whole else { continue }
      let parent = trial["parent_id"]?.whole.flatMap { nodes[$0] } ?? 0
      builder.add(Event(.select, parent))
      let figures = names.enumerated().compactMap { index, name in
        trial["algo_metrics"]?[name.key]?["display_value"]?.plain.flatMap { Double($0) }
          .map { (metric: index, value: $0) }
      }
      let node = builder.expand(
        parent,
        [
          ImportedNode(
            step: trial["action_from_parent"]?.string ?? "",
            state: trial["state_repr"]?.string ?? "", metrics: figures)
        ])
      nodes[id] = node
      if let score = trial["score"]?.number {
        builder.add(Event(.evaluate, node, value: Float(score)))
        builder.add(Event(.backup, node, value: Float(score)))
      }
    }
    return builder.finish(header, hasVerdict: false)
  }
}
