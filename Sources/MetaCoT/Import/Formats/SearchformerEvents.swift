/// A*'s events as Searchformer (Lehnert et al., 2024, arXiv 2402.14083) logs them: `create`, `close` and
/// `plan`, with the cost from the start and the heuristic. A created node lies below the one closed last.
enum SearchformerEvents: TraceImporter {
  static let name = "searchformer"
  static let summary = "A* events of facebookresearch/searchformer"

  static func recognizes(_ file: ForeignFile) -> Bool {
    guard let event = file.elements.first else { return false }
    return event["action"]?.string == "create" && event["state"] != nil
      && event["cost_from_start"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let events = file.elements
    return [ImportedSearch(id: "1") { trace(of: events) }]
  }

  private static func trace(of events: [JSONValue]) -> ImportedTrace {
    let start = events.first.map(state) ?? ""
    var header = TraceHeader(
      problem: .init(kind: "searchformer", text: start), strategy: .init("astar"), model: nil,
      root: .init(state: start, h: events.first?["heuristic"]?.number))
    header.backtracks = false
    var builder = ImportBuilder()
    var newest: [String: NodeID] = [start: 0]
    var closed: NodeID = 0
    var waiting: [ImportedNode] = []
    var plan: [JSONValue] = []
    func flush() {
      guard !waiting.isEmpty else { return }
      let first = builder.expand(closed, waiting)
      for (place, node) in waiting.enumerated() { newest[node.state] = first + NodeID(place) }
      waiting = []
    }
    for event in events.dropFirst() {
      let place = state(event)
      switch event["action"]?.string {
      case "create":
        waiting.append(
          ImportedNode(
            step: "to \(place)", state: place, g: event["cost_from_start"]?.number,
            h: event["heuristic"]?.number))
      case "close":
        flush()
        closed = newest[place] ?? closed
        builder.add(Event(.select, closed))
      case "plan": plan.append(event)
      default: continue
      }
    }
    flush()
    if let goal = plan.last, let node = newest[state(goal)] {
      builder.reachGoal(node, cost: goal["cost_from_start"]?.number)
    }
    return builder.finish(header, hasVerdict: !plan.isEmpty)
  }

  /// `2 3` of `{"x":2,"y":3}`; the members in alphabetical order.
  private static func state(_ event: JSONValue) -> String {
    guard let state = event["state"] else { return "" }
    return state.plain
      ?? state.members.sorted { $0.key < $1.key }.compactMap(\.value.plain).joined(separator: " ")
  }
}
