/// Logs of tree-of-thought-llm's depth-first search of mini crosswords: a list of searches, each a list
/// of visits with the whole path of actions and how much of the crossword is right.
///
/// A node is the path of actions; prefixes that were never visited are made.
enum Crosswords: TraceImporter {
  static let name = "tree-of-thoughts-crosswords"
  static let summary = "depth-first logs of princeton-nlp/tree-of-thought-llm (crosswords)"

  static func recognizes(_ file: ForeignFile) -> Bool {
    guard let visit = file.records.first?[0]?[0] else { return false }
    return visit["actions"]?.isList == true && visit["env_step"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    (file.records.first?.list ?? []).enumerated().map { place, visits in
      ImportedSearch(id: String(place + 1)) { trace(of: visits.list, place: place + 1) }
    }
  }

  private static let metrics: [(group: String, key: String, metric: TraceHeader.Metric)] = [
    (
      "info", "r_word",
      .init(key: "r_word", name: "words", range: 0...1, better: .higher, role: .value)
    ),
    ("info", "r_letter", .init(key: "r_letter", name: "letters", range: 0...1, better: .higher)),
    ("count", "sure", .init(key: "sure")),
    ("count", "maybe", .init(key: "maybe")),
    ("count", "impossible", .init(key: "impossible")),
  ]

  private static func trace(of visits: [JSONValue], place: Int) -> ImportedTrace {
    var header = TraceHeader(
      problem: .init(id: String(place), kind: "crossword", text: "mini crossword \(place)"),
      strategy: .init("tree-of-thoughts-dfs"), model: nil, root: .init(state: ""))
    header.exploration = .depth
    header.metrics = metrics.map(\.metric)
    var builder = ImportBuilder()
    var nodes: [[String]: NodeID] = [[]: 0]
    for visit in visits {
      let path = (visit["actions"]?.list ?? []).compactMap(\.string)
      var parent: NodeID = 0
      for length in 1..<max(1, path.count + 1) {
        let prefix = Array(path.prefix(length))
        if let node = nodes[prefix] {
          parent = node
          continue
        }
        let node = builder.expand(parent, [ImportedNode(step: path[length - 1])])
        nodes[prefix] = node
        parent = node
      }
      let figures = metrics.enumerated().compactMap { index, figure in
        visit[figure.group]?[figure.key]?.number.map { (metric: index, value: $0) }
      }
      builder.add(Event(.select, parent), metrics: figures)
    }
    return builder.finish(header, hasVerdict: false)
  }
}
