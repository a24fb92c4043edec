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
  /// The texts of the `note` and `mistake` events; each event's `other` is an index here.
  public var notes: [String] = []
  /// Figures that a foreign search brought along.
  public var metrics: [MetricRecord] = []
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
    metrics.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
    outcome = nil
  }

  /// Appends a node with its texts, of which 65,535 bytes each are kept. The `expand` event that
  /// creates it is appended by the caller.
  public mutating func append(
    _ node: NodeRecord, step: (inout [UInt8]) -> Void, state: (inout [UInt8]) -> Void
  ) {
    var node = node
    node.text = UInt32(text.count)
    step(&text)
    node.stepLength = clip(from: Int(node.text))
    let middle = text.count
    state(&text)
    node.stateLength = clip(from: middle)
    nodes.append(node)
  }

  /// The length of the text that begins at `start`, made to fit, without cutting a character.
  @inline(__always)
  private mutating func clip(from start: Int) -> UInt16 {
    if text.count - start > Int(UInt16.max) {
      var end = start + Int(UInt16.max)
      while end > start, text[end] & 0xC0 == 0x80 { end -= 1 }
      text.removeLast(text.count - end)
    }
    return UInt16(text.count - start)
  }

  /// Appends a node whose texts are strings.
  public mutating func append(_ node: NodeRecord, step: String, state: String) {
    append(node, step: { $0.append(text: step) }, state: { $0.append(text: state) })
  }

  /// Appends a `note` event.
  public mutating func appendNote(_ note: String, at node: NodeID) {
    append(Event(.note, node), text: note)
  }

  /// Appends a `note` or a `mistake` with its text.
  public mutating func append(_ event: Event, text note: String) {
    var event = event
    event.other = Int32(notes.count)
    events.append(event)
    notes.append(note)
  }
}

/// A named figure of a node, as a foreign search gave it.
public struct MetricRecord: Sendable, Equatable {
  /// The event that brought it, as an index into the batch's events.
  public var event: Int32
  /// The node it belongs to.
  public var node: NodeID
  /// Which metric: an index into `TraceHeader.metrics`.
  public var metric: Int32
  /// The figure.
  public var value: Float

  /// A record.
  public init(event: Int32, node: NodeID, metric: Int32, value: Float) {
    self.event = event
    self.node = node
    self.metric = metric
    self.value = value
  }
}
