@testable import MetaCoT

/// A random valid sequence of events, every kind and reason among them, with texts that need
/// escaping and figures of every sort. It begins with a backtrack, so that none is derived.
struct RandomTrace {
  var header: TraceHeader
  var batch = EventBatch()

  init(
    seed: UInt64, events: Int, timings: Bool = false, metrics: Bool = false, ends: Bool = true,
    deep: Bool = false
  ) {
    var random = SeededRandom(seed: seed)
    header = TraceHeader(
      problem: .init(id: "a \"quoted\" id", kind: "countdown", text: "4 5 6 10 → 24"),
      strategy: .init("mcts", parameters: ["c": 1.4, "depth": 30, "epsilon": 1e-7]),
      model: .init("uniform"), seed: seed, budget: "2000 expansions",
      root: .init(state: "4 5 6 10", h: random.below(2) == 0 ? 2.5 : nil, V: nil))
    if timings { header.timings = true }
    if metrics {
      header.metrics = [.init(key: "reward", name: "Reward"), .init(key: "loss", name: "Loss ☂")]
    }
    var nodes = 1
    for index in 0..<events {
      let node = deep && random.below(4) > 0 ? NodeID(nodes - 1) : NodeID(random.below(nodes))
      let value = Self.figure(&random)
      var event: Event
      switch index == 0 ? 9 : random.below(19) {
      case 0, 1: event = Event(.select, node)
      case 2, 3, 4:
        let count = random.below(4)
        event = Event(.expand, node, other: NodeID(nodes), count: count)
        for child in 0..<count {
          var record = NodeRecord(parent: node)
          if random.below(2) == 0 { record.P = Self.figure(&random) }
          if random.below(3) == 0 { record.V = Self.figure(&random) }
          if random.below(2) == 0 { record.g = Self.figure(&random) }
          if random.below(2) == 0 { record.h = Self.figure(&random) }
          if random.below(5) == 0 { record.same = NodeID(random.below(nodes)) }
          record.stateFollows = random.below(5) == 0
          let id = NodeID(nodes + child)
          if random.below(20) == 0 {
            record.g = 16_777_216
            batch.figures.append(
              FigureRecord(event: Int32(index), node: id, field: .g, value: 16_777_217))
          }
          batch.append(record, step: Self.text(&random), state: Self.text(&random))
          if metrics, random.below(3) == 0 {
            batch.figures.append(
              FigureRecord(
                event: Int32(index), node: id, field: .metric(1), value: Double(value)))
          }
        }
        nodes += count
      case 5: event = Event(.evaluate, node, value: value)
      case 6: event = Event(.evaluate, node, value: value, reason: .deadEnd)
      case 7, 8: event = Event(.backup, node, value: Float(random.below(10001)) / 10000)
      case 9:
        event = Event(
          .backtrack, node, other: NodeID(random.below(nodes)), reason: Self.reason(&random))
      case 10:
        event = Event(.prune, node, reason: Self.reason(&random))
        if random.below(5) == 0 {
          event.reason = .other
          batch.otherReasons.append(OtherReason(event: Int32(index), word: "low \"value\""))
        }
      case 14: event = Event(.link, node, other: NodeID(random.below(nodes)))
      case 15, 16:
        event = Event(random.below(2) == 0 ? .failed : .text, node, other: Int32(batch.notes.count))
        batch.notes.append(Self.text(&random))
      case 17:
        batch.calls.append(Self.call(&random, timings: timings))
        let call = batch.calls.last!
        event = Event(
          .modelCall, node, other: Int32(batch.calls.count),
          count: min(65535, call.states ?? 7), value: Float(call.writtenTokens ?? 12))
      case 18:
        event = Event(.other, node, other: Int32(batch.notes.count))
        batch.notes.append(
          "{\"e\":\"reflect\",\"n\":\(node),\"x\":[1, {}],\"v\":\"y\",\"t\":\(index * 1234)}")
      case 11: event = Event(.goal, node, value: Float(random.below(40)))
      case 12:
        if random.below(2) == 0 {
          event = Event(
            .modelCall, node, count: random.below(65536), value: Float(random.below(300)))
        } else {
          event = Event(
            .steer, node, value: 100,
            reason: [.expandNext, .forbid, .allow, .favour, .budget][random.below(5)])
        }
      default:
        let reasons: [Event.Reason] = [.none, .illegal, .wrong, .unreached, .unfinished]
        let reason = reasons[random.below(5)]
        event = Event(
          reason == .none ? .note : .mistake, node, other: Int32(batch.notes.count),
          reason: reason)
        batch.notes.append(Self.text(&random))
      }
      if metrics, random.below(4) == 0, event.kind != .expand, event.kind != .other {
        batch.figures.append(
          FigureRecord(
            event: Int32(index), node: event.node, field: .metric(0), value: Double(value)))
      }
      batch.events.append(event)
      if timings { batch.times.append(UInt64(index) * 1234) }
    }
    guard ends else { return }
    batch.events.append(Event(.end, NodeID(random.below(nodes))))
    if timings { batch.times.append(UInt64(events) * 1234) }
    var outcome = Outcome(
      solved: true, expansions: 12, modelCalls: 13, nodes: nodes, stopped: "goal")
    outcome.answer = "(10 − 4) × 5 − 6"
    outcome.steps = ["10 − 4 = 6", "a \"b\" \\ \n c"]
    outcome.goal = NodeID(nodes - 1)
    outcome.cost = 3
    if timings { outcome.seconds = 0.25 }
    batch.outcome = outcome
  }

  /// Whole numbers, four decimals, any bits at all, infinities.
  static func figure(_ random: inout SeededRandom) -> Float {
    switch random.below(8) {
    case 0: return Float(random.below(100))
    case 1: return -Float(random.below(100))
    case 2:
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      return value.isNaN ? 0 : value
    case 3: return [0, -0.0, .infinity, -.infinity, .greatestFiniteMagnitude][random.below(5)]
    case 4: return random.unit()
    default: return Float(random.below(10001)) / 10000
    }
  }

  static func reason(_ random: inout SeededRandom) -> Event.Reason {
    Event.Reason.allCases[random.below(Event.Reason.allCases.count - 1)]
  }

  static func call(_ random: inout SeededRandom, timings: Bool) -> ModelCall {
    var call = ModelCall()
    call.what = "propose"
    if random.below(3) == 0 { call.states = 65536 + random.below(65536) }
    if random.below(3) == 0 { call.writtenTokens = 16_777_217 + 2 * random.below(1000) }
    if random.below(3) == 0 { call.promptTokens = random.below(100_000) }
    if random.below(3) == 0 { call.cachedTokens = random.below(100_000) }
    if random.below(3) == 0 { call.logProbability = -0.1 * Double(random.below(100)) }
    if random.below(3) == 0 { call.money = 0.001 * Double(random.below(100)) }
    if timings { call.latency = UInt64(random.below(1_000_000)) }
    return call
  }

  static func text(_ random: inout SeededRandom) -> String {
    switch random.below(6) {
    case 0: ""
    case 1: "\"\\\n\t\u{1}\u{1F}\u{7F}/"
    case 2: "été ☂ 𝄞 \u{FFFD}"
    case 3: String(repeating: "long ", count: random.below(30))
    default: "6 × 4 = \(random.below(100))"
    }
  }
}

extension EventBatch {
  /// Everything in it, in a form that compares NaN with NaN and does not depend on where texts lie.
  var canonical: [String] {
    var lines = events.map { "\($0)" }
    lines += nodes.map {
      let step = String(
        decoding: text[Int($0.text)..<Int($0.text) + Int($0.stepLength)], as: UTF8.self)
      let start = Int($0.text) + Int($0.stepLength)
      let state = String(decoding: text[start..<start + Int($0.stateLength)], as: UTF8.self)
      return
        "\($0.parent) \($0.same) \($0.P) \($0.V) \($0.g) \($0.h) \($0.stateFollows) \(step)|\(state)"
    }
    lines += notes
    lines += figures.map { "\($0)" }
    lines += calls.map { "\($0)" }
    lines += otherReasons.map { "\($0)" }
    lines += otherMetrics
    lines += times.map { "\($0)" }
    lines.append("\(String(describing: outcome))")
    return lines
  }

  /// Its events from `range` on as a batch of their own.
  func slice(_ range: Range<Int>) -> EventBatch {
    var part = EventBatch()
    var node = events[..<range.lowerBound].reduce(0) {
      $0 + ($1.kind == .expand ? Int($1.count) : 0)
    }
    for index in range {
      var event = events[index]
      if event.kind.hasText {
        part.notes.append(notes[Int(event.other)])
        event.other = Int32(part.notes.count - 1)
      }
      if event.kind == .modelCall, event.other > 0 {
        part.calls.append(calls[Int(event.other) - 1])
        event.other = Int32(part.calls.count)
      }
      for var reason in otherReasons where Int(reason.event) == index {
        reason.event = Int32(part.events.count)
        part.otherReasons.append(reason)
      }
      if event.kind == .expand {
        for record in nodes[node..<node + Int(event.count)] {
          let start = Int(record.text)
          let middle = start + Int(record.stepLength)
          part.append(
            record, step: { $0 += text[start..<middle] },
            state: {
              $0 += text[middle..<middle + Int(record.stateLength)]
              return record.stateFollows
            })
        }
        node += Int(event.count)
      }
      if event.kind == .end { part.outcome = outcome }
      if !times.isEmpty { part.times.append(times[index]) }
      for var figure in figures where Int(figure.event) == index {
        figure.event = Int32(part.events.count)
        part.figures.append(figure)
      }
      part.events.append(event)
    }
    return part
  }
}
