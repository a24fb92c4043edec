/// Transcripts of agents as chat messages: a list of `{"role":…,"content":…}`, alone or under
/// `messages`, or the samples of an evaluation log (Inspect). A node is an assistant's turn, its state
/// is what came back; of several calls in one turn each is a node, with its own result.
enum ChatTranscript: SampleImporter {
  static let name = "chat"
  static let summary = "chat messages with roles: mini-swe-agent, OpenAI-style logs, Inspect JSON"
  static let readsRecordByRecord = true

  /// A file in which all there is to see are single thoughts is one of reasoning texts.
  static func recognizes(_ file: ForeignFile) -> Bool {
    let found = transcripts(in: file)
    return file.records.first?["samples"] == nil
      ? !found.allSatisfy { isThought($0.messages) } : !found.isEmpty
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let found = transcripts(in: file)
    let counts = Dictionary(grouping: found.compactMap(\.id)) { $0 }.mapValues(\.count)
    return zip(file.firstPlace..., found).map { place, transcript in
      let id = transcript.id.flatMap { counts[$0] == 1 ? $0 : nil } ?? String(place)
      return ImportedSearch(id: id) { trace(of: transcript, id: id) }
    }
  }

  static func samplesWithoutSearch(in file: ForeignFile) -> LeftOut {
    var leftOut = LeftOut()
    let samples = file.records.count == 1 ? file.records[0]["samples"]?.list ?? [] : []
    for (index, sample) in samples.enumerated() where EvaluationSample(sample) == nil {
      let why = EvaluationSample.isTooLarge(sample) ? ", whose messages are more than 64 MB" : ""
      leftOut.add(
        withoutSearchAt: "sample \(EvaluationSample.id(of: sample) ?? String(index + 1))\(why)")
    }
    return leftOut
  }

  private static func transcripts(in file: ForeignFile) -> [EvaluationSample] {
    if file.records.count == 1, let record = file.records.first {
      if ChatMessage.areMessages(record) {
        return [EvaluationSample(messages: record.list)]
      }
      let samples = record["samples"]?.list ?? []
      if !samples.isEmpty { return samples.compactMap { EvaluationSample($0) } }
    }
    return file.elements.compactMap { record in
      let names = ["messages", "conversations", "trajectory", "history"]
      guard let messages = record.first(of: names), ChatMessage.areMessages(messages) else {
        return nil
      }
      var sample = EvaluationSample(messages: messages.list)
      sample.id = record.first(of: ["id", "instance_id", "uuid"])?.plain
      sample.isSolved =
        record.first(of: ["is_correct", "correct", "solved", "resolved"])?.verdict
      return sample
    }
  }

  /// Whether all there is to see is one thought, which is a text of a reasoning model.
  private static func isThought(_ messages: [JSONValue]) -> Bool {
    let roles = messages.map(ChatMessage.role)
    return roles.count { $0 == "assistant" } == 1 && !roles.contains("tool")
      && ReasoningRecord.thoughts(in: messages).count == 1
      && messages.allSatisfy { ChatMessage($0).calls.isEmpty }
  }

  private static func trace(of sample: EvaluationSample, id: String) -> ImportedTrace {
    let messages = sample.messages
    let begin =
      messages.firstIndex { ["assistant", "tool"].contains(ChatMessage.role(of: $0)) }
      ?? messages.count
    let question = messages[..<begin].last { ChatMessage.role(of: $0) == "user" }
    let problem = question.map { ChatMessage($0).text } ?? ""
    let header = TraceHeader(
      problem: .init(id: id, kind: "chat", text: problem), strategy: .init("agent"),
      model: sample.model.map { .init($0) },
      root: .init(state: messages[..<begin].map { ChatMessage($0).text }.joined(separator: "\n\n")))
    var turns = ChatTurns()
    messages[begin...].forEach { turns.take($0) }
    var builder = ImportBuilder()
    var current: NodeID = 0
    for turn in turns.all {
      current = builder.expand(
        current, [ImportedNode(step: turn.step, state: turn.results.joined(separator: "\n\n"))])
      builder.add(Event(.select, current))
      if let place = turn.answer, let call = sample.call(ofAnswer: place, of: turns.answerCount) {
        builder.add(call, of: current, states: 1)
      }
    }
    if turns.answerCount != sample.calls.count, let all = sample.usage {
      builder.add(all, of: current, states: 1)
    }
    for score in sample.scores { builder.add(Event(.note, current), text: score) }
    if sample.isSolved == true { builder.reachGoal(current) }
    return builder.finish(
      header, tokens: sample.writtenTokens, hasVerdict: sample.isSolved != nil)
  }
}

/// The messages of a transcript as steps with what came back.
private struct ChatTurns {
  /// A step.
  struct Turn {
    var step: String
    var results: [String] = []
    /// Of which of the assistant's messages this is the first step, from 0.
    var answer: Int?
  }

  /// The steps in order.
  private(set) var all: [Turn] = []
  /// How many messages the assistant wrote.
  private(set) var answerCount = 0
  /// The steps of calls by their ids; a later call takes the id of an earlier one.
  private var calls: [String: Int] = [:]
  /// Steps of the last turn whose calls have no id and no result yet.
  private var nameless: ArraySlice<Int> = []

  mutating func take(_ message: JSONValue) {
    let read = ChatMessage(message)
    switch ChatMessage.role(of: message) {
    case "assistant": takeAnswer(read)
    case "tool": takeResult(read, message)
    default:
      for result in read.results { give(result.text, to: calls[result.id]) }
      give(read.words, to: nil)
    }
  }

  private mutating func takeAnswer(_ message: ChatMessage) {
    nameless = []
    var isFirst = true
    func answer() -> Int? { isFirst ? answerCount : nil }
    let isSplit = message.calls.count > 1
    if !isSplit || !message.words.isEmpty {
      all.append(Turn(step: isSplit ? message.words : message.text, answer: answer()))
      isFirst = false
    }
    for call in message.calls {
      if isSplit {
        all.append(Turn(step: call.text, answer: answer()))
        isFirst = false
      }
      if let id = call.id { calls[id] = all.count - 1 } else { nameless.append(all.count - 1) }
    }
    answerCount += 1
  }

  /// What a tool gave back: of a call that is there, or else a step of its own.
  private mutating func takeResult(_ result: ChatMessage, _ message: JSONValue) {
    let id = message.first(of: ["tool_call_id", "tool_use_id"])?.string
    if let place = id.flatMap({ calls[$0] }) ?? nameless.popFirst() {
      give(result.text, to: place)
    } else {
      let tool = message.first(of: ["function", "name", "tool_call_id"])?.string
      all.append(Turn(step: tool ?? "tool", results: [result.text]))
    }
  }

  /// Adds to what came back of a step, or of the last one.
  private mutating func give(_ text: String, to place: Int?) {
    guard !text.isEmpty else { return }
    if all.isEmpty { all.append(Turn(step: "")) }
    all[place ?? all.count - 1].results.append(text)
  }
}
