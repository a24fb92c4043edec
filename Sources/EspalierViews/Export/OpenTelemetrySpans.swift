import MetaCoT

/// A search as spans of OpenTelemetry in OTLP JSON: one span per node, below that of its parent, from when it
/// was made to the last that happened to it or below it. Figures, state and status are attributes
/// `espalier.*`; tokens and the model those of generative AI.
///
/// Without recorded times an event takes a microsecond from the epoch on.
struct OpenTelemetrySpans {
  let tree: SearchTree
  let title: String

  /// The file.
  var text: String {
    let spans = spans
    let attributes = [attribute("service.name", .text("espalier"))]
    let file = JSONValue.object([
      "resourceSpans": .list([
        .object([
          "resource": .object(["attributes": .list(attributes)]),
          "scopeSpans": .list([
            .object(["scope": .object(["name": "espalier"]), "spans": .list(spans)])
          ]),
        ])
      ])
    ])
    return file.jsonText + "\n"
  }

  private var spans: [JSONValue] {
    let trace = hex(fnv1a(title.utf8)) + hex(fnv1a(tree.header.problem.text.utf8))
    var starts = [UInt64](repeating: 0, count: tree.nodeCount)
    var ends = starts
    var calls: [NodeID: (prompt: Int?, written: Int?)] = [:]
    for (place, event) in tree.events.prefix(tree.now).enumerated() {
      let time = time(of: place)
      if event.kind == .expand {
        for child in event.other..<event.other + NodeID(event.count) {
          (starts[Int(child)], ends[Int(child)]) = (time, time)
        }
      }
      ends[Int(event.node)] = max(ends[Int(event.node)], time)
      if event.kind == .modelCall {
        let call = tree.call(of: event)
        let known = calls[event.node] ?? (nil, nil)
        let counted = event.value > 0 ? Int(saturating: Double(event.value)) : nil
        calls[event.node] = (
          Self.sum(known.prompt, call?.promptTokens),
          Self.sum(known.written, call?.writtenTokens ?? counted)
        )
      }
    }
    for node in (1..<NodeID(max(1, tree.nodeCount))).reversed() {
      let parent = Int(tree.parent(node))
      ends[parent] = max(ends[parent], ends[Int(node)])
    }
    return (0..<NodeID(tree.nodeCount)).map { node in
      var attributes = [attribute("espalier.state", .text(tree.state(node)))]
      let status = tree.statusWord(of: node)
      if !status.isEmpty { attributes.append(attribute("espalier.status", .text(status))) }
      for field in tree.fields {
        guard let value = tree.value(field, of: node), value.isFinite else { continue }
        attributes.append(
          .object([
            "key": .text("espalier." + tree.name(of: field)),
            "value": .object(["doubleValue": JSONValue(value)]),
          ]))
      }
      if let call = calls[node] {
        attributes.append(attribute("gen_ai.operation.name", "chat"))
        if let model = tree.header.model?.name {
          attributes.append(attribute("gen_ai.request.model", .text(model)))
        }
        attributes += [
          call.prompt.map { attribute("gen_ai.usage.input_tokens", $0) },
          call.written.map { attribute("gen_ai.usage.output_tokens", $0) },
        ].compactMap(\.self)
      }
      let name = node == 0 ? tree.header.strategy.name : tree.step(node)
      return .object([
        "traceId": .text(trace), "spanId": .text(hex(UInt64(node) + 1)),
        "parentSpanId": .text(node > 0 ? hex(UInt64(tree.parent(node)) + 1) : ""),
        "name": .text(name), "kind": 1,
        "startTimeUnixNano": .text("\(starts[Int(node)] * 1000)"),
        "endTimeUnixNano": .text("\(ends[Int(node)] * 1000)"), "attributes": .list(attributes),
      ])
    }
  }

  /// What is known of two counts together.
  private static func sum(_ a: Int?, _ b: Int?) -> Int? {
    guard let a else { return b }
    return b.map { a + $0 } ?? a
  }

  private func time(of event: Int) -> UInt64 {
    event < tree.times.count ? tree.times[event] : UInt64(event) + 1
  }

  private func attribute(_ key: String, _ text: JSONValue) -> JSONValue {
    .object(["key": .text(key), "value": .object(["stringValue": text])])
  }

  /// 64-bit numbers are texts in OTLP.
  private func attribute(_ key: String, _ number: Int) -> JSONValue {
    .object(["key": .text(key), "value": .object(["intValue": .text("\(number)")])])
  }

  private func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
