/// Searches of planners as jupyddl logs them (`jupyddl.trace/1`): what was expanded, generated where
/// that was recorded, each state by a number, actions as steps.
///
/// Where only expansions are recorded, children are those that were expanded at some time. A long log is
/// thinned by its writer: what hangs on nothing any more lies below the root.
enum JupyddlTraces: TraceImporter {
  static let name = "jupyddl"
  static let summary = "searches of PDDL planners, as jupyddl logs them"

  static func recognizes(_ file: ForeignFile) -> Bool { !logs(in: file).isEmpty }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    logs(in: file).enumerated().map { place, log in
      ImportedSearch(id: String(place + 1)) { trace(of: log) }
    }
  }

  private static func logs(in file: ForeignFile) -> [JSONValue] {
    file.elements.filter { $0["format"]?.string?.hasPrefix("jupyddl.trace/") == true }
  }

  private static func trace(of log: JSONValue) -> ImportedTrace {
    let planner = log["planner"]?.string ?? ""
    let heuristic = log["heuristic"]?.string ?? ""
    let steps = Steps(log)
    var header = TraceHeader(
      problem: .init(kind: "pddl", text: log["task"]?.string ?? ""), strategy: .init(planner),
      model: heuristic.isEmpty ? nil : .init(heuristic),
      root: .init(state: "", h: heuristic.isEmpty ? nil : steps.start?["h"]?.number))
    header.exploration = explorations[planner]
    header.backtracks = false
    header.metrics = [.init(key: "open", name: "frontier")]
    var building = Building(steps, hasHeuristic: !heuristic.isEmpty)
    if let stride = log["stride"]?.whole, stride > 1 {
      building.builder.add(Event(.note, 0), text: "the file has one of \(stride) events")
    }
    for event in log["events"]?.list ?? [] { building.take(event) }
    return building.builder.finish(
      header, stopped: log["stats"]?["truncated"] == .bool(true) ? "limit" : nil,
      hasVerdict: log["solved"] != nil)
  }

  /// What the planners' names stand for. Others order by what a log does not say.
  private static let explorations: [String: Exploration] = [
    "astar": .cost, "dijkstra": .cost, "gbfs": .costToGo, "bfs": .breadth, "dfs": .depth,
    "beam": .beam,
  ]

  /// From one state to another.
  private struct Move: Hashable {
    var from: Int
    var to: Int
  }

  /// Which states each state leads to, as far as the log knows.
  private struct Steps {
    /// The expansion of the start.
    private(set) var start: JSONValue?
    private(set) var root = 0
    /// By state, what leads away: events of the states that are led to.
    private(set) var below: [Int: [JSONValue]] = [:]
    private(set) var parents: [Int: Int] = [:]

    init(_ log: JSONValue) {
      let events = log["events"]?.list ?? []
      var known: Set<Move> = []
      var states: [Int] = []
      for event in events where ["expand", "generate"].contains(event["kind"]?.string) {
        guard let state = event["node"]?.whole, state >= 0 else { continue }
        if start == nil { (start, root) = (event, state) }
        states.append(state)
        guard let parent = event["parent"]?.whole, parent >= 0,
          known.insert(Move(from: parent, to: state)).inserted
        else { continue }
        below[parent, default: []].append(event)
        if parents[state] == nil { parents[state] = parent }
      }
      hangBelowRoot(states)
      // What leads to the goal is told by the plan alone, unless it was generated.
      let goals = events.filter { $0["kind"]?.string == "goal" }
      guard let event = goals.last, let goal = event["node"]?.whole, goal != root,
        parents[goal] == nil
      else { return }
      let plan = (log["plan"]?.list ?? []).compactMap(\.string)
      let last = plan.dropLast().reduce(root as Int?) { state, action in
        state.flatMap { below[$0] }?.first { $0["action"]?.string == action }?["node"]?.whole
      }
      add(goal, below: last ?? root, step: plan.last ?? "", g: event["g"])
    }

    /// What the file does not say the origin of.
    private mutating func hangBelowRoot(_ states: [Int]) {
      let all = Set(states)
      for state in below.keys.sorted() where !all.contains(state) {
        for event in below.removeValue(forKey: state) ?? [] {
          guard let child = event["node"]?.whole else { continue }
          below[root, default: []].append(event)
          if parents[child] == state { parents[child] = root }
        }
      }
      for state in states where state != root && parents[state] == nil {
        add(state, below: root, step: "state \(state)", g: nil)
      }
    }

    private mutating func add(_ state: Int, below parent: Int, step: String, g: JSONValue?) {
      parents[state] = parent
      below[parent, default: []].append(
        .object(["node": .number(String(state)), "action": .text(step), "g": g ?? .null]))
    }
  }

  private struct Building {
    var builder = ImportBuilder()
    private let steps: Steps
    private let hasHeuristic: Bool
    private var newest: [Int: NodeID]
    /// The node of a state below another one.
    private var nodes: [Move: NodeID] = [:]
    private var expanded: Set<NodeID> = []

    init(_ steps: Steps, hasHeuristic: Bool) {
      self.steps = steps
      self.hasHeuristic = hasHeuristic
      newest = [steps.root: 0]
    }

    mutating func take(_ event: JSONValue) {
      switch event["kind"]?.string {
      case "expand":
        guard let state = event["node"]?.whole,
          let node = node(state, below: event["parent"]?.whole)
        else { return }
        newest[state] = node
        let open = event["open"]?.number.map { [(metric: 0, value: $0)] } ?? []
        builder.add(Event(.select, node), metrics: open)
        expand(state, node)
      case "goal":
        guard let state = event["node"]?.whole, let node = node(state, below: nil) else { return }
        builder.reachGoal(node, cost: event["g"]?.number)
      case "bound":
        guard let bound = event["threshold"]?.plain else { return }
        builder.add(Event(.note, 0), text: "the bound is \(bound) now")
      default: break
      }
    }

    /// The node of a state below another one, or of the one that it was first reached from.
    private mutating func node(_ state: Int, below parent: Int?) -> NodeID? {
      let stated = parent.flatMap { $0 >= 0 ? $0 : nil }
      guard let parent = stated ?? steps.parents[state] else { return newest[state] }
      let move = Move(from: parent, to: state)
      if nodes[move] == nil { makeChildren(of: parent) }
      return nodes[move] ?? newest[state]
    }

    /// Makes the children of a state, and those of states above it of whose expansion the log says nothing.
    private mutating func makeChildren(of state: Int) {
      var path = [state]
      while let last = path.last, newest[last] == nil, let above = steps.parents[last],
        path.count < 10_000
      { path.append(above) }
      for state in path.reversed() {
        if let node = newest[state] { expand(state, node) }
      }
    }

    /// Makes the children of a state, once a node.
    private mutating func expand(_ state: Int, _ node: NodeID) {
      guard expanded.insert(node).inserted, let below = steps.below[state] else { return }
      let first = builder.expand(
        node,
        below.map { event in
          ImportedNode(
            step: event["action"]?.string ?? "", g: event["g"]?.number,
            h: hasHeuristic ? event["h"]?.number : nil,
            same: event["node"]?.whole.flatMap { newest[$0] } ?? -1)
        })
      for (place, event) in below.enumerated() {
        guard let child = event["node"]?.whole else { continue }
        let made = first + NodeID(place)
        nodes[Move(from: state, to: child)] = made
        if newest[child] == nil { newest[child] = made }
      }
    }
  }
}
