/// The first line and the last.
extension TraceEncoder {
  mutating func append(_ outcome: Outcome) {
    field("solved", outcome.solved)
    field("answer", outcome.answer)
    if let steps = outcome.steps {
      key("steps")
      output.append(UInt8(ascii: "["))
      for (index, step) in steps.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        output.append(string: step)
        output.reserve(64)
      }
      output.append(UInt8(ascii: "]"))
    }
    field("goal", outcome.goal.map { Int($0) })
    field("cost", outcome.cost)
    field("expansions", outcome.expansions)
    field("modelCalls", outcome.modelCalls)
    field("tokens", outcome.tokens)
    field("nodes", outcome.nodes)
    field("stopped", outcome.stopped)
    if let seconds = outcome.seconds {
      key("seconds")
      output.append(seconds)
    }
    output.reserve(10 * JSONBytes.numberRoom)
  }

  mutating func append(_ header: TraceHeader) {
    output.reserve(64)
    output.append("{\"format\":")
    output.append(string: header.format)
    field("version", TraceHeader.currentVersion)
    open("problem")
    if let id = header.problem.id {
      firstField("id", id)
      field("kind", header.problem.kind)
    } else {
      firstField("kind", header.problem.kind)
    }
    field("text", header.problem.text)
    close()
    append("strategy", header.strategy)
    field("exploration", header.exploration?.rawValue)
    if let model = header.model { append("model", model) }
    if let seed = header.seed {
      key("seed")
      output.append(json: seed)
    }
    field("budget", header.budget)
    field("until", header.until)
    field("window", header.window)
    field("proposals", header.proposals)
    field("answerChoice", header.answerChoice)
    open("root")
    firstField("state", header.root.state)
    field("h", header.root.h)
    field("V", header.root.V)
    field("N", header.root.N)
    field("Q", header.root.Q)
    field("P", header.root.P)
    field("g", header.root.g)
    if let metrics = header.root.m {
      key("m")
      output.append(json: .object(metrics.mapValues { JSONValue($0) }))
    }
    close()
    if let values = header.values {
      key("values")
      output.append(
        json: .object(
          [
            "range": Self.json(values.range),
            "better": values.better.map { .text($0.rawValue) },
          ].compactMapValues { $0 }))
    }
    if let metrics = header.metrics {
      key("metrics")
      output.append(UInt8(ascii: "["))
      for (index, metric) in metrics.enumerated() {
        output.reserve(64)
        if index > 0 { output.append(UInt8(ascii: ",")) }
        append(metric)
      }
      output.append(UInt8(ascii: "]"))
    }
    field("costUnit", header.costUnit)
    field("order", header.order?.rawValue)
    if let backtracks = header.backtracks { field("backtracks", backtracks) }
    if let timings = header.timings { field("timings", timings) }
    output.reserve(64)
    output.append("}\n")
  }

  mutating func append(_ metric: TraceHeader.Metric) {
    output.append(UInt8(ascii: "{"))
    firstField("key", metric.key)
    field("name", metric.name)
    field("unit", metric.unit)
    if let range = Self.json(metric.range) {
      key("range")
      output.append(json: range)
    }
    field("better", metric.better?.rawValue)
    field("role", metric.role?.rawValue)
    close()
  }

  private static func json(_ range: ClosedRange<Double>?) -> JSONValue? {
    range.map { .list([JSONValue($0.lowerBound), JSONValue($0.upperBound)]) }
  }

  mutating func append(_ name: StaticString, _ choice: TraceHeader.Choice) {
    open(name)
    firstField("name", choice.name)
    if let parameters = choice.parameters {
      key("parameters")
      output.append(json: .object(parameters))
    }
    close()
  }

  mutating func key(_ name: StaticString) {
    output.reserve(128)
    output.append(",\"")
    output.append(name)
    output.append("\":")
  }

  private mutating func open(_ name: StaticString) {
    key(name)
    output.append(UInt8(ascii: "{"))
  }

  private mutating func close() {
    output.reserve(64)
    output.append(UInt8(ascii: "}"))
  }

  private mutating func firstField(_ name: StaticString, _ value: String) {
    output.reserve(64)
    output.append(UInt8(ascii: "\""))
    output.append(name)
    output.append("\":")
    output.append(string: value)
  }

  mutating func field(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    output.append(string: value)
  }

  mutating func field(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    key(name)
    output.append(value)
  }

  mutating func field(_ name: StaticString, _ value: Double?) {
    guard let value else { return }
    key(name)
    output.append(value)
  }

  mutating func field(_ name: StaticString, _ value: Bool) {
    key(name)
    output.append(value ? "true" : "false")
  }
}
