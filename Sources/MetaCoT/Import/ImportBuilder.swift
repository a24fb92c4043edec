/// A node of another program's search: what its file says of it. What is nil is not in the file.
struct ImportedNode {
  var step = ""
  var state = ""
  /// Whether `state` is only what follows the parent's state.
  var stateFollows = false
  var P: Double?
  var V: Double?
  var N: Double?
  var Q: Double?
  var g: Double?
  var h: Double?
  /// An earlier node with an equal state.
  var same: NodeID = -1
  /// Figures by the places of the header's metrics.
  var metrics: [(metric: Int, value: Double)] = []

  /// The same without what is no figure: values, counts and metrics that are infinite, costs that are not
  /// numbers.
  var figured: ImportedNode {
    func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
    var node = self
    (node.P, node.V, node.N, node.Q) = (finite(P), finite(V), finite(N), finite(Q))
    if g?.isNaN == true { node.g = nil }
    if h?.isNaN == true { node.h = nil }
    node.metrics = metrics.filter(\.value.isFinite)
    return node
  }
}

extension TraceHeader {
  /// Says of the root what its file says. `metrics` are those of the header.
  mutating func setRoot(_ node: ImportedNode) {
    let node = node.figured
    root.V = node.V
    root.h = node.h
    root.N = node.N.flatMap { Int(exactly: $0) }
    root.Q = node.Q
    root.P = node.P
    root.g = node.g
    let keys = (metrics ?? []).map(\.key)
    let figures = node.metrics.filter { keys.indices.contains($0.metric) }
    root.m =
      figures.isEmpty
      ? nil : Dictionary(figures.map { (keys[$0.metric], $0.value) }, uniquingKeysWith: { $1 })
  }
}

/// Builds the events of an imported search.
struct ImportBuilder {
  /// What has been built.
  private(set) var events = EventBatch()
  private var parents: [NodeID] = [-1]
  private var steps = [""]
  private var bestGoal: (node: NodeID, cost: Double?)?

  /// The number of nodes, the root included.
  var count: Int { parents.count }

  /// Children of a node, in one event or as many as an event has room for. Returns the first.
  @discardableResult
  mutating func expand(_ parent: NodeID, _ children: [ImportedNode]) -> NodeID {
    let first = NodeID(count)
    var rest = children[...]
    while !rest.isEmpty {
      let block = rest.prefix(Int(UInt16.max))
      rest = rest.dropFirst(block.count)
      let event = Int32(events.events.count)
      events.events.append(
        Event(.expand, parent, other: NodeID(count), count: block.count))
      for child in block { append(child.figured, below: parent, event: event) }
    }
    return first
  }

  private mutating func append(_ child: ImportedNode, below parent: NodeID, event: Int32) {
    let node = NodeID(count)
    var record = NodeRecord(parent: parent)
    record.same = child.same
    record.P = Float(child.P ?? .nan)
    record.V = Float(child.V ?? .nan)
    record.g = Float(child.g ?? .nan)
    record.h = Float(child.h ?? .nan)
    record.stateFollows = child.stateFollows
    events.append(record, step: child.step, state: child.state)
    parents.append(parent)
    steps.append(child.step)
    let exact: [(NodeField, Double?, Float)] = [
      (.V, child.V, record.V), (.g, child.g, record.g), (.h, child.h, record.h),
    ]
    if let N = child.N { figure(.N, N, of: node, event) }
    if let Q = child.Q { figure(.Q, Q, of: node, event) }
    for (field, value, kept) in exact {
      if let value, value == value.rounded(), Double(kept) != value {
        figure(field, value, of: node, event)
      }
    }
    for (metric, value) in child.metrics { figure(.metric(metric), value, of: node, event) }
  }

  private mutating func figure(
    _ field: NodeField, _ value: Double, of node: NodeID, _ event: Int32
  ) {
    events.figures.append(FigureRecord(event: event, node: node, field: field, value: value))
  }

  /// Another event, with figures of its node.
  mutating func add(_ event: Event, metrics: [(metric: Int, value: Double)] = []) {
    var event = event
    // A value without end is no figure.
    if event.value.isInfinite { event.value = .nan }
    events.events.append(event)
    figures(metrics)
  }

  /// More figures of the node of the last event.
  mutating func figures(_ metrics: [(metric: Int, value: Double)]) {
    let index = Int32(events.events.count - 1)
    let node = events.events[Int(index)].node
    for (metric, value) in metrics { figure(.metric(metric), value, of: node, index) }
  }

  /// An event with a text.
  mutating func add(_ event: Event, text: String) { events.append(event, text: text) }

  private static func known(_ count: Int?) -> Int? {
    count.flatMap { (0...9_000_000_000_000_000).contains($0) ? $0 : nil }
  }

  /// A call of the model. Counts of tokens below 0, or higher than a trace counts (9e15), are not
  /// known.
  mutating func add(_ call: ModelCall, of node: NodeID, states: Int) {
    var call = call
    call.promptTokens = Self.known(call.promptTokens)
    call.cachedTokens = Self.known(call.cachedTokens)
    call.writtenTokens = Self.known(call.writtenTokens)
    events.calls.append(call)
    events.events.append(
      Event(
        .modelCall, node, other: Int32(events.calls.count), count: min(states, Int(UInt16.max)),
        value: Float(call.writtenTokens ?? 0)))
  }

  /// A goal; the search's answer is the cheapest, or the first where costs are not known.
  mutating func reachGoal(_ node: NodeID, cost: Double? = nil) {
    add(Event(.goal, node, value: Float(cost ?? .nan)))
    if let best = bestGoal, (best.cost ?? 0) <= (cost ?? 0) { return }
    bestGoal = (node, cost)
  }

  /// Turns to a node: leaves the current one, and selects it.
  mutating func move(from current: NodeID, to node: NodeID) {
    leave(current, for: node)
    add(Event(.select, node))
  }

  /// Goes back from the current node to where the way to another one begins, if it leaves that way.
  mutating func leave(_ current: NodeID, for node: NodeID) {
    let common = parents.commonAncestor(of: current, and: node)
    if common != current { add(Event(.backtrack, current, other: common)) }
  }

  /// A whole tree of which only the end is known, one level after the other.
  mutating func expandAll<T>(
    _ root: T, children: (T) -> [T], node: (_ child: T, _ parent: T) -> ImportedNode,
    visit: (_ node: NodeID, _ value: T, inout ImportBuilder) -> Void = { _, _, _ in }
  ) {
    var level: [(NodeID, T)] = [(0, root)]
    visit(0, root, &self)
    while !level.isEmpty {
      var next: [(NodeID, T)] = []
      for (parent, value) in level {
        let below = children(value)
        guard !below.isEmpty else { continue }
        let first = expand(parent, below.map { node($0, value) })
        for (place, child) in below.enumerated() {
          next.append((first + NodeID(place), child))
          visit(first + NodeID(place), child, &self)
        }
      }
      level = next
    }
  }

  /// Ends the search: solved where a goal was reached. Where there is none and the file gives no verdict,
  /// the trace has no end: nobody knows whether it was solved.
  mutating func finish(
    _ header: TraceHeader, stopped: String? = nil, tokens: Int? = nil, hasVerdict: Bool = true
  ) -> ImportedTrace {
    guard hasVerdict || bestGoal != nil else {
      return ImportedTrace(header: header, events: events)
    }
    var outcome = Outcome(solved: bestGoal != nil, nodes: count, stopped: stopped)
    if let (goal, cost) = bestGoal {
      outcome.goal = goal
      outcome.cost = cost
      outcome.steps = parents.path(to: goal).map { steps[Int($0)] }
    }
    outcome.tokens = Self.known(tokens)
    events.events.append(Event(.end, 0))
    events.outcome = outcome
    return ImportedTrace(header: header, events: events)
  }
}
