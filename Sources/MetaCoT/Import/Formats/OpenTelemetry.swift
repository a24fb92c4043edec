import Foundation

/// Spans of OpenTelemetry in OTLP JSON, above all those of generative AI: a span is a node below its
/// parent, in the order of starts, one search for each trace. A step is what the model wrote, the call of
/// a tool, or the name of the span; the state is what a tool gave back.
///
/// Attributes `espalier.*`, which our own export writes, are the figures of their names.
enum OpenTelemetry: TraceImporter {
  static let name = "otlp"
  static let summary = "OpenTelemetry spans in OTLP JSON, those of generative AI above all"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.contains { $0["resourceSpans"]?.isList == true }
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let resources = file.elements.flatMap { $0["resourceSpans"]?.list ?? [] }
    let scopes = resources.flatMap {
      $0.first(of: ["scopeSpans", "instrumentationLibrarySpans"])?.list ?? []
    }
    let spans = scopes.flatMap { $0["spans"]?.list ?? [] }.compactMap(Span.init)
    var order: [String] = []
    var traces: [String: [Span]] = [:]
    for span in spans {
      if traces[span.trace] == nil { order.append(span.trace) }
      traces[span.trace, default: []].append(span)
    }
    return order.enumerated().map { place, id in
      let spans = (traces[id] ?? []).enumerated().sorted {
        ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
      }
      return ImportedSearch(id: id.isEmpty ? String(place + 1) : id) {
        trace(of: spans.map(\.element), id: id)
      }
    }
  }

  private struct Span: Sendable {
    var trace: String
    var id: String
    var parent: String?
    var name: String
    var start: UInt64
    var end: UInt64?
    var attributes: [String: JSONValue]
    var error: String?

    init?(_ span: JSONValue) {
      guard let id = span["spanId"]?.plain else { return nil }
      self.id = id
      trace = span["traceId"]?.plain ?? ""
      parent = span["parentSpanId"]?.plain.flatMap { $0.isEmpty ? nil : $0 }
      name = span["name"]?.string ?? ""
      // 64-bit numbers are texts in OTLP.
      start = span["startTimeUnixNano"]?.plain.flatMap { UInt64($0) } ?? 0
      end = span["endTimeUnixNano"]?.plain.flatMap { UInt64($0) }
      attributes = [:]
      for attribute in span["attributes"]?.list ?? [] {
        if let key = attribute["key"]?.string {
          attributes[key] = OpenTelemetry.value(attribute["value"] ?? .null)
        }
      }
      // Contents of messages that older programs put into events.
      for event in span["events"]?.list ?? [] {
        for attribute in event["attributes"]?.list ?? [] {
          guard let key = attribute["key"]?.string, attributes[key] == nil else { continue }
          attributes[key] = OpenTelemetry.value(attribute["value"] ?? .null)
        }
      }
      let status = span["status"]
      if status?["code"]?.whole == 2 || status?["code"]?.string == "STATUS_CODE_ERROR" {
        error = status?["message"]?.string ?? attributes["error.type"]?.plain ?? "error"
      }
    }

    func text(_ names: String...) -> String? {
      names.lazy.compactMap { attributes[$0] }.map(OpenTelemetry.words).first { !$0.isEmpty }
    }

    func number(_ names: String...) -> Double? {
      names.lazy.compactMap { attributes[$0] }
        .compactMap { $0.number ?? $0.string.flatMap(Double.init) }.first
    }
  }

  /// `{"stringValue": …}` and its kind as a value; texts that hold JSON are read.
  private static func value(_ value: JSONValue, depth: Int = 0) -> JSONValue {
    guard depth < 32 else { return .null }
    if let text = value["stringValue"]?.string {
      let isJSON = text.first == "[" || text.first == "{"
      return isJSON ? ForeignJSON.parse(Data(text.utf8))?.value ?? .text(text) : .text(text)
    }
    if let number = value["intValue"] { return number.plain.map { .number($0) } ?? .null }
    if let number = value["doubleValue"] { return number }
    if let flag = value["boolValue"] { return flag }
    if let list = value["arrayValue"]?["values"]?.list {
      return .list(list.map { self.value($0, depth: depth + 1) })
    }
    if let list = value["kvlistValue"]?["values"]?.list {
      return .object(
        list.reduce(into: [:]) { members, member in
          guard let key = member["key"]?.string else { return }
          members[key] = self.value(member["value"] ?? .null, depth: depth + 1)
        })
    }
    return .null
  }

  /// The words of messages: their parts, or their contents.
  private static func words(_ value: JSONValue) -> String {
    if let plain = value.plain { return plain }
    if value.isList { return value.list.map(words).filter { !$0.isEmpty }.joined(separator: "\n") }
    if value["parts"]?.isList == true { return words(value["parts"] ?? .null) }
    if value["message"] != nil { return words(value["message"] ?? .null) }
    if value["type"]?.string == "tool_call" || value["content"] == nil {
      let message = ChatMessage(
        .object(["content": .list([.object(["type": "tool_use"].merging(value.members) { $1 })])]))
      if value["name"] != nil { return message.text }
    }
    return ChatMessage(.object(["content": value["content"] ?? .null])).text
  }

  private static let figures = "espalier."

  private static func trace(of spans: [Span], id: String) -> ImportedTrace {
    let known: Set<String> = [
      "N", "Q", "P", "V", "U", "g", "h", "f", "state", "status", "rank", "tokens", "seconds", "US$",
    ]
    let keys = Set(spans.flatMap { $0.attributes.keys }).filter { $0.hasPrefix(figures) }
      .map { String($0.dropFirst(figures.count)) }.filter { !known.contains($0) }.sorted()
    let isOurs = spans.contains { $0.attributes[figures + "state"] != nil }
    let metrics = isOurs ? keys : ["seconds"]
    let tree = LinkedTree(
      LinkedTree.ordered(
        spans.map { (time: $0.start, record: record(of: $0, metrics: metrics, isOurs: isOurs)) }))
    let root = tree.root.flatMap { root in spans.first { $0.id == root.id } }
    let asked = spans.lazy.compactMap { $0.text("gen_ai.input.messages", "gen_ai.prompt") }.first
    let model = spans.lazy.compactMap { $0.text("gen_ai.request.model", "gen_ai.response.model") }
      .first
    let state = root?.attributes[figures + "state"]?.plain
    var header = TraceHeader(
      problem: .init(
        id: id.isEmpty ? nil : id, kind: "spans", text: state ?? asked ?? root?.name ?? ""),
      strategy: .init(root?.text("gen_ai.agent.name") ?? "agent"),
      model: model.map { .init($0) }, root: .init(state: state ?? root?.name ?? ""))
    header.metrics = metrics.map { .init(key: $0) }
    header.values = ValueScale.found(spans.map { $0.number(figures + "V") })
    return tree.trace(header)
  }

  private static func record(of span: Span, metrics: [String], isOurs: Bool) -> LinkedTree.Record {
    let tool = span.text("gen_ai.tool.name")
    let arguments = span.text("gen_ai.tool.call.arguments")
    let call = tool.map { "\($0)(\(arguments ?? ""))" }
    let answer = span.text("gen_ai.output.messages", "gen_ai.completion", "gen_ai.event.content")
    let state = span.text(figures + "state", "gen_ai.tool.call.result", "gen_ai.tool.message")
    var node = ImportedNode(
      step: isOurs ? span.name : answer ?? call ?? span.name, state: state ?? "",
      P: span.number(figures + "P"), V: span.number(figures + "V"),
      N: span.number(figures + "N"), Q: span.number(figures + "Q"), g: span.number(figures + "g"),
      h: span.number(figures + "h"))
    for (place, key) in metrics.enumerated() {
      let seconds = span.end.flatMap { end in
        end >= span.start ? Double(end - span.start) / 1e9 : nil
      }
      if let value = isOurs ? span.number(figures + key) : seconds {
        node.metrics.append((metric: place, value: value))
      }
    }
    var record = LinkedTree.Record(
      id: span.id, parent: span.parent, node: node,
      isGoal: span.attributes[figures + "status"]?.string == "goal")
    if let error = span.error { record.events.append((.failed, .none, error)) }
    let input = span.number("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
    let output = span.number("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
    if input != nil || output != nil {
      var call = ModelCall()
      call.what = span.text("gen_ai.operation.name")
      call.promptTokens = input.flatMap { Int(exactly: $0) }
      call.writtenTokens = output.flatMap { Int(exactly: $0) }
      if let end = span.end, end >= span.start { call.latency = (end - span.start) / 1000 }
      record.call = call
    }
    return record
  }
}
