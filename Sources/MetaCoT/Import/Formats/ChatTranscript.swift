/// Transcripts of agents as chat messages: a list of `{"role":…,"content":…}`, alone or under
/// `messages`, or the samples of an evaluation log (Inspect). A node is an assistant's turn with its
/// calls of tools, its state is what came back.
enum ChatTranscript: TraceImporter {
  static let name = "chat"
  static let summary = "chat messages with roles: mini-swe-agent, OpenAI-style logs, Inspect JSON"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool { !transcripts(in: file).isEmpty }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let found = transcripts(in: file)
    let counts = Dictionary(grouping: found.compactMap(\.id)) { $0 }.mapValues(\.count)
    return zip(file.firstPlace..., found).map { place, transcript in
      let id = transcript.id.flatMap { counts[$0] == 1 ? $0 : nil } ?? String(place)
      return ImportedSearch(id: id) { trace(of: transcript.messages, id: id) }
    }
  }

  private static func transcripts(
    in file: ForeignFile
  ) -> [(id: String?, messages: [JSONValue])] {
    if file.records.count == 1, let record = file.records.first {
      if isTranscript(record) { return [(nil, record.list)] }
      let samples = record["samples"]?.list ?? []
      if !samples.isEmpty {
        return samples.compactMap { sample in
          guard let messages = sample["messages"], isTranscript(messages) else { return nil }
          let attachments = sample["attachments"]?.members ?? [:]
          let epoch = sample["epoch"]?.plain.map { "-epoch-\($0)" } ?? ""
          return (
            sample["id"]?.plain.map { $0 + epoch },
            messages.list.map { resolve($0, attachments) }
          )
        }
      }
    }
    return file.elements.compactMap { record in
      guard let messages = record.first(of: ["messages", "trajectory", "history"]),
        isTranscript(messages)
      else { return nil }
      return (record.first(of: ["id", "instance_id", "uuid"])?.plain, messages.list)
    }
  }

  /// The message with what `attachment://…` stands for.
  private static func resolve(
    _ value: JSONValue, _ attachments: [String: JSONValue]
  ) -> JSONValue {
    switch value {
    case .text(let text) where text.hasPrefix("attachment://"):
      attachments[String(text.dropFirst("attachment://".count))] ?? value
    case .list(let list): .list(list.map { resolve($0, attachments) })
    case .object(let members): .object(members.mapValues { resolve($0, attachments) })
    default: value
    }
  }

  private static func isTranscript(_ value: JSONValue) -> Bool {
    value[0]?["role"]?.string != nil && value[0]?["content"] != nil
  }

  private static func trace(of messages: [JSONValue], id: String) -> ImportedTrace {
    let begin = messages.firstIndex { $0["role"]?.string == "assistant" } ?? messages.count
    let question = messages[..<begin].last { $0["role"]?.string == "user" }
    let problem = question.map { ChatMessage($0).text } ?? ""
    let header = TraceHeader(
      problem: .init(id: id, kind: "chat", text: problem), strategy: .init("agent"), model: nil,
      root: .init(state: messages[..<begin].map { ChatMessage($0).text }.joined(separator: "\n\n")))
    var builder = ImportBuilder()
    var current: NodeID = 0
    var place = begin
    while place < messages.count {
      let turn = messages[place]
      place += 1
      var results: [String] = []
      while place < messages.count, messages[place]["role"]?.string != "assistant" {
        results.append(ChatMessage(messages[place]).text)
        place += 1
      }
      let step = turn["role"]?.string == "assistant" ? ChatMessage(turn).text : ""
      if turn["role"]?.string != "assistant" { results.insert(ChatMessage(turn).text, at: 0) }
      current = builder.expand(
        current, [ImportedNode(step: step, state: results.joined(separator: "\n\n"))])
      builder.add(Event(.select, current))
    }
    return builder.finish(header, hasVerdict: false)
  }
}
