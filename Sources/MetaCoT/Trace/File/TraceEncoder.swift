/// Writes a header and events as the lines of a trace file, see `docs/trace-format.md`.
///
/// Numbers read back as the same `Float`; equal events give equal bytes.
struct TraceEncoder: ~Copyable {
  /// The lines written so far.
  var output = JSONBytes()

  var metrics: [[UInt8]]
  private let hasTimes: Bool
  /// `{"e":"select"` and its like, by kind.
  private var kinds: [(word: SIMD32<UInt8>, length: Int)] = []
  /// `,"why":"dead end"` and its like, by reason.
  private var reasons: [(word: SIMD32<UInt8>, length: Int)] = []

  init(header: TraceHeader) {
    metrics = (header.metrics ?? []).map { Array($0.key.utf8) }
    hasTimes = header.timings ?? false
    kinds = Event.Kind.allCases.map {
      Self.pad($0 == .other ? "" : "{\"e\":\"\($0.word)\"")
    }
    reasons = Event.Reason.allCases.map {
      Self.pad($0 == .none ? "" : ",\"why\":\"\($0.word)\"")
    }
    append(header)
  }

  private static func pad(_ text: String) -> (word: SIMD32<UInt8>, length: Int) {
    var word = SIMD32<UInt8>(repeating: 0)
    for (index, byte) in text.utf8.enumerated() { word[index] = byte }
    return (word, text.utf8.count)
  }

  // MARK: Events

  /// Appends the lines of some of a batch's events: those from `cursor` on, until there are about
  /// `limit` bytes of output. Returns whether there are more.
  mutating func append(
    _ batch: EventBatch, from cursor: inout Cursor, limit: Int = .max
  ) -> Bool {
    while cursor.metric < batch.otherMetrics.count {
      metrics.append(Array(batch.otherMetrics[cursor.metric].utf8))
      cursor.metric += 1
    }
    return batch.events.withUnsafeBufferPointer { events in
      batch.nodes.withUnsafeBufferPointer { nodes in
        batch.text.withUnsafeBufferPointer { text in
          while cursor.event < events.count, output.count < limit {
            append(events[cursor.event], of: batch, nodes: nodes, text: text, cursor: &cursor)
            cursor.event += 1
          }
          return cursor.event < events.count
        }
      }
    }
  }

  /// A position in a batch.
  struct Cursor {
    var event = 0
    var node = 0
    var figure = 0
    var reason = 0
    var metric = 0
  }

  @inline(__always)
  mutating func append(
    _ event: Event, of batch: EventBatch, nodes: UnsafeBufferPointer<NodeRecord>,
    text: UnsafeBufferPointer<UInt8>, cursor: inout Cursor
  ) {
    output.reserve(10 * JSONBytes.numberRoom)
    let kind = kinds[Int(event.kind.rawValue)]
    output.append(kind.word, length: kind.length)
    switch event.kind {
    case .expand:
      appendNode(event)
      if event.count > 0 {
        output.append(",\"id\":")
        output.append(Int(event.other))
      }
      if event.value != 0 { appendValue(event) }
      appendReason(event, batch, &cursor)
      appendTime(batch, cursor)
      appendFigures(batch, event.node, &cursor)
      output.append(",\"c\":[")
      var id = event.other
      for index in cursor.node..<min(cursor.node + Int(event.count), nodes.count) {
        if id != event.other { output.append(UInt8(ascii: ",")) }
        append(nodes[index], text: text, exact: exactFigures(batch, id, cursor))
        appendFigures(batch, id, &cursor)
        output.append(UInt8(ascii: "}"))
        id += 1
      }
      cursor.node += Int(event.count)
      output.reserve(16)
      output.append("]}\n")
      return
    case .end:
      if event.node != 0 { appendNode(event) }
      appendReason(event, batch, &cursor)
      appendTime(batch, cursor)
      append(batch.outcome ?? Outcome(stopped: nil))
    case .note, .mistake, .answer, .failed, .text:
      appendNode(event)
      if event.kind == .answer { appendValue(event) }
      output.append(",\"text\":")
      output.append(string: batch.notes[Int(event.other)])
      output.reserve(4 * JSONBytes.numberRoom)
      appendReason(event, batch, &cursor)
      appendTime(batch, cursor)
    case .modelCall:
      appendNode(event)
      let call = event.other > 0 ? batch.calls[Int(event.other) - 1] : ModelCall()
      output.append(",\"k\":")
      output.append(call.states ?? Int(event.count))
      if let tokens = call.writtenTokens {
        field("v", tokens)
      } else if event.value != 0 {
        appendValue(event)
      }
      if event.other > 0 { append(call) }
      appendReason(event, batch, &cursor)
      appendTime(batch, cursor)
    case .other:
      // The line as it was.
      output.append(utf8: batch.notes[Int(event.other)])
      output.append(UInt8(ascii: "\n"))
      return
    case .goal:
      appendNode(event)
      if event.value == event.value { appendValue(event, batch, cursor) }
      appendReason(event, batch, &cursor)
      appendTime(batch, cursor)
    default:
      appendNode(event)
      if event.other != 0 || event.kind == .backtrack || event.kind == .link {
        output.append(",\"to\":")
        output.append(Int(event.other))
      }
      if event.count != 0 {
        output.append(",\"k\":")
        output.append(UInt(event.count))
      }
      if event.value != 0 || event.kind == .evaluate || event.kind == .backup {
        appendValue(event, batch, cursor)
      }
      appendReason(event, batch, &cursor)
      appendTime(batch, cursor)
    }
    appendFigures(batch, event.node, &cursor)
    output.append("}\n")
  }

  @inline(__always)
  private mutating func appendNode(_ event: Event) {
    output.append(",\"n\":")
    output.append(Int(event.node))
  }

  @inline(__always)
  private mutating func appendValue(_ event: Event) {
    output.append(",\"v\":")
    output.append(event.value)
  }

  /// Appends the event's value, and all of it where 32 bits do not suffice.
  @inline(__always)
  private mutating func appendValue(_ event: Event, _ batch: EventBatch, _ cursor: Cursor) {
    output.append(",\"v\":")
    if event.value.magnitude >= 0x1p24,
      let exact = exactFigures(batch, event.node, cursor)?[event.kind == .goal ? .g : .V]
    {
      output.append(exact)
    } else {
      output.append(event.value)
    }
  }

  @inline(__always)
  private mutating func appendReason(_ event: Event, _ batch: EventBatch, _ cursor: inout Cursor) {
    guard event.reason != .none else { return }
    guard event.reason == .other else {
      let reason = reasons[Int(event.reason.rawValue)]
      output.append(reason.word, length: reason.length)
      return
    }
    while cursor.reason < batch.otherReasons.count {
      let reason = batch.otherReasons[cursor.reason]
      if Int(reason.event) > cursor.event { return }
      cursor.reason += 1
      if Int(reason.event) == cursor.event {
        field("why", reason.word)
        output.reserve(8 * JSONBytes.numberRoom)
      }
    }
  }

  @inline(__always)
  private mutating func appendTime(_ batch: EventBatch, _ cursor: Cursor) {
    if hasTimes {
      output.append(",\"t\":")
      output.append(UInt(cursor.event < batch.times.count ? batch.times[cursor.event] : 0))
    }
  }

  @inline(__always)
  mutating func append(
    _ node: NodeRecord, text: UnsafeBufferPointer<UInt8>, exact: [NodeField: Double]?
  ) {
    let step = Int(node.text)
    let state = step + Int(node.stepLength)
    output.reserve(16 * JSONBytes.numberRoom)
    output.append("{\"a\":")
    output.append(string: UnsafeBufferPointer(rebasing: text[step..<state]))
    output.reserve(16 * JSONBytes.numberRoom)
    if node.stateFollows { output.append(",\"s+\":") } else { output.append(",\"s\":") }
    output.append(
      string: UnsafeBufferPointer(rebasing: text[state..<state + Int(node.stateLength)]))
    output.reserve(16 * JSONBytes.numberRoom)
    if node.P == node.P {
      output.append(",\"P\":")
      output.append(node.P)
    }
    if node.V == node.V {
      output.append(",\"V\":")
      append(node.V, exact?[.V])
    }
    if node.g == node.g {
      output.append(",\"g\":")
      append(node.g, exact?[.g])
    }
    if node.h == node.h {
      output.append(",\"h\":")
      append(node.h, exact?[.h])
    }
    if node.same >= 0 {
      output.append(",\"same\":")
      output.append(Int(node.same))
    }
  }

  @inline(__always)
  mutating func append(_ figure: Float, _ exact: Double?) {
    if let exact { output.append(exact) } else { output.append(figure) }
  }

  /// What the event at the cursor tells of a node's V, g or h for which 32 bits do not suffice.
  @inline(__always)
  private func exactFigures(
    _ batch: EventBatch, _ node: NodeID, _ cursor: Cursor
  ) -> [NodeField: Double]? {
    cursor.figure < batch.figures.count ? Self.exactFigures(batch.figures, node, cursor) : nil
  }

  @inline(never)
  private static func exactFigures(
    _ figures: [FigureRecord], _ node: NodeID, _ cursor: Cursor
  ) -> [NodeField: Double]? {
    var exact: [NodeField: Double] = [:]
    var index = cursor.figure
    while index < figures.count, Int(figures[index].event) <= cursor.event {
      let figure = figures[index]
      index += 1
      guard Int(figure.event) == cursor.event else { continue }
      guard figure.node == node else { break }
      switch figure.field {
      case .V, .g, .h: exact[figure.field] = figure.value
      default: break
      }
    }
    return exact
  }

  /// Appends the metrics of one node that the event at the cursor brought, and its stated N and Q.
  @inline(__always)
  private mutating func appendFigures(
    _ batch: EventBatch, _ node: NodeID, _ cursor: inout Cursor
  ) {
    if cursor.figure < batch.figures.count { appendFiguresSlowly(batch.figures, node, &cursor) }
  }

  @inline(never)
  private mutating func appendFiguresSlowly(
    _ figures: [FigureRecord], _ node: NodeID, _ cursor: inout Cursor
  ) {
    var own: ArraySlice<FigureRecord> = []
    while cursor.figure < figures.count, Int(figures[cursor.figure].event) <= cursor.event {
      let figure = figures[cursor.figure]
      if Int(figure.event) == cursor.event {
        guard figure.node == node else { break }
        own.append(figure)
      }
      cursor.figure += 1
    }
    for figure in own {
      switch figure.field {
      case .N: field("N", figure.value)
      case .Q: field("Q", figure.value)
      default: break
      }
    }
    var opened = false
    for figure in own {
      guard case .metric(let index) = figure.field else { continue }
      output.reserve(64)
      if opened { output.append(UInt8(ascii: ",")) } else { output.append(",\"m\":{") }
      opened = true
      metrics[index].withUnsafeBufferPointer { output.append(string: $0) }
      output.reserve(4 * JSONBytes.numberRoom)
      output.append(UInt8(ascii: ":"))
      output.append(figure.value)
    }
    if opened { output.append(UInt8(ascii: "}")) }
    output.reserve(4 * JSONBytes.numberRoom)
  }

  mutating func append(_ call: ModelCall) {
    field("what", call.what)
    field("prompt", call.promptTokens)
    field("cached", call.cachedTokens)
    field("logprob", call.logProbability)
    if hasTimes { field("latency", call.latency.map { Int($0) }) }
    field("money", call.money)
    output.reserve(4 * JSONBytes.numberRoom)
  }
}
