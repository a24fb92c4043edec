/// Some consecutive events of one search, with all that belongs to them.
///
/// The currency of the whole program: a search fills batches, a reader fills batches from a file,
/// and the folds (`SearchTree`, `TraceWriter`) consume them without asking where they come from.
public struct EventBatch: Sendable {
  /// The events in order.
  public var events: [Event] = []
  /// The nodes that the `expand` events created, in order.
  public var nodes: [NodeRecord] = []
  /// UTF-8 of steps and states; the node records point into it.
  public var text: [UInt8] = []
  /// The texts of the events that have one (`Event.Kind.hasText`); each event's `other` is an index
  /// here.
  public var notes: [String] = []
  /// Figures that have no room in a node's record, in the order of their events; of one event its
  /// own node's first, then those of the nodes that it created, in order.
  public var figures: [FigureRecord] = []
  /// What more is known of some model calls; each `modelCall` event's `other` is an index here,
  /// counted from 1.
  public var calls: [ModelCall] = []
  /// The reasons that are none of `Event.Reason`, in the order of their events.
  public var otherReasons: [OtherReason] = []
  /// The keys of metrics that the header does not declare, as they turn up: they are numbered from
  /// the last of the header's on.
  public var otherMetrics: [String] = []
  /// Microseconds since the start of the search, one an event; empty if times were not recorded.
  public var times: [UInt64] = []
  /// What came out, if the search ended in this batch.
  public var outcome: Outcome?

  /// An empty batch.
  public init() {}

  /// Whether there is nothing in it.
  public var isEmpty: Bool { events.isEmpty }

  /// Empties it and keeps its memory.
  public mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    notes.removeAll(keepingCapacity: true)
    figures.removeAll(keepingCapacity: true)
    calls.removeAll(keepingCapacity: true)
    otherReasons.removeAll(keepingCapacity: true)
    otherMetrics.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
    outcome = nil
  }

  /// Appends a node with its texts. The `expand` event that creates it is appended by the caller.
  /// `state` says whether it wrote only what follows the text of the parent's state.
  @inline(__always)
  public mutating func append(
    _ node: NodeRecord, step: (inout [UInt8]) -> Void, state: (inout [UInt8]) -> Bool
  ) {
    var node = node
    node.text = UInt32(text.count)
    step(&text)
    let middle = text.count
    node.stepLength = UInt32(middle) - node.text
    let follows = state(&text)
    node.stateLength = UInt32(text.count - middle)
    if follows { node.stateFollows = true }
    nodes.append(node)
  }

  /// Appends a node whose texts are strings.
  public mutating func append(_ node: NodeRecord, step: String, state: String) {
    append(
      node, step: { $0.append(text: step) },
      state: {
        $0.append(text: state)
        return node.stateFollows
      })
  }

  /// Appends an event that has a text, such as a `note` or a `mistake`.
  public mutating func append(_ event: Event, text note: String) {
    var event = event
    event.other = Int32(notes.count)
    events.append(event)
    notes.append(note)
  }
}
