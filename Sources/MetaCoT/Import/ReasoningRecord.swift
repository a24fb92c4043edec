/// A text of a reasoning model with what its record says of it.
struct ReasoningRecord: Sendable {
  /// The question; empty where it is not in the file.
  var question = ""
  /// The thought, perhaps with its marks and an answer after it.
  var text: String
  /// Whether the answer is right, where the file says it.
  var isRight: Bool?
  /// How many tokens it has, where the file says it.
  var tokens: Int?

  /// The texts in a record, in the wrappers in use: several answers to a question (OpenR1's
  /// `generations`), trajectories (s1K), an answer of a model's server (`choices`), a chat, or a text
  /// under one of the usual names.
  static func all(in record: JSONValue) -> [ReasoningRecord] {
    if ChatMessage.areMessages(record) { return ofChat(record.list) }
    for read in [generations, trajectories, choices, chat, field] {
      let found = read(record)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What marks a thought within a text.
  static let marks = ["<think>", "</think>", "<|begin_of_thought|>", "<thinking>"]

  /// Whether there is a mark of a thought in a text.
  static func isMarked(_ text: String) -> Bool { marks.contains { text.contains($0) } }

  /// The thoughts of the assistant in a chat, a turn each.
  static func thoughts(in messages: [JSONValue]) -> [String] {
    messages.compactMap { message in
      guard ChatMessage.role(of: message) == "assistant" else { return nil }
      let read = ChatMessage(message)
      if !read.thought.isEmpty { return read.thought }
      return isMarked(read.words) ? read.words : nil
    }
  }

  private static let questions = ["prompt", "question", "problem", "input"]
  private static let sure = ChatMessage.thoughtNames + ["full_cot", "thinking", "thought"]
  private static let likely = [
    "solution", "generated_solution", "completion", "response", "output", "generation", "text",
    "content",
  ]
  private static let verdicts = ["is_correct", "correct", "solved"]
  /// Verdicts of several answers, in the order of these.
  private static let listsOfVerdicts = [
    "correctness_math_verify", "correctness_llama", "correctness", "is_correct", "correct",
  ]

  private static func question(of record: JSONValue) -> String {
    let found = questions.lazy.compactMap { record[$0] }
    if let text = found.compactMap(\.string).first { return text }
    let chat = found.first(where: ChatMessage.areMessages)?.list ?? []
    return chat.last { ChatMessage.role(of: $0) == "user" }.map { ChatMessage($0).words } ?? ""
  }

  private static func generations(_ record: JSONValue) -> [ReasoningRecord] {
    let names = ["generations", "completions", "responses", "outputs"]
    guard let texts = names.lazy.compactMap({ record[$0] }).first(where: \.isList) else {
      return []
    }
    let verdicts = listsOfVerdicts.lazy.compactMap { record[$0] }.first(where: \.isList)
    let tokens = StatedTokens.lists.lazy.compactMap { record[$0] }.first(where: \.isList)
    return texts.list.enumerated().compactMap { place, answer in
      guard let text = answer.string ?? answer.first(of: likely)?.string, isMarked(text) else {
        return nil
      }
      let own = StatedTokens.ofText(in: answer) ?? tokens?[place].flatMap(StatedTokens.count)
      return ReasoningRecord(
        question: question(of: record), text: text, isRight: verdicts?[place]?.verdict,
        tokens: own ?? (texts.list.count == 1 ? StatedTokens.ofText(in: record) : nil))
    }
  }

  private static func trajectories(_ record: JSONValue) -> [ReasoningRecord] {
    let named = record.members.keys.filter { $0.hasSuffix("thinking_trajectory") }.sorted()
    let texts =
      (record["thinking_trajectories"]?.list ?? []).map { ($0, record.first(of: verdicts)) }
      + named.compactMap { name in
        let model = name.dropLast("thinking_trajectory".count)
        return record[name].map { ($0, record["\(model)grade"] ?? record.first(of: verdicts)) }
      }
    return texts.compactMap { text, grade in
      guard let text = text.string, !text.isEmpty else { return nil }
      return ReasoningRecord(
        question: question(of: record), text: text, isRight: grade?.verdict,
        tokens: texts.count == 1 ? StatedTokens.ofAnswer(in: record) : nil)
    }
  }

  private static func choices(_ record: JSONValue) -> [ReasoningRecord] {
    let response = record["response"]
    let answer = [record, response, response?["body"]].lazy.compactMap { $0?["choices"] }
      .first(where: \.isList)
    let choices = answer?.list ?? []
    return choices.flatMap { choice in
      choice["message"].map { message in
        thoughts(in: [.object(message.members.merging(["role": "assistant"]) { $1 })])
          .map { thought in
            // What a server states is of all its answers together.
            ReasoningRecord(
              question: question(of: record), text: thought,
              isRight: record.first(of: verdicts)?.verdict,
              tokens: choices.count == 1 ? StatedTokens.ofAnswer(in: record) : nil)
          }
      } ?? []
    }
  }

  private static func chat(_ record: JSONValue) -> [ReasoningRecord] {
    let names = ["messages", "conversations", "conversation", "trajectory", "history"]
    guard let messages = record.first(of: names), ChatMessage.areMessages(messages) else {
      return []
    }
    return ofChat(
      messages.list, isRight: record.first(of: verdicts)?.verdict,
      tokens: answers(in: messages.list).count == 1 ? StatedTokens.ofAnswer(in: record) : nil)
  }

  /// What the assistant says in a chat.
  static func answers(in messages: [JSONValue]) -> [JSONValue] {
    messages.filter { ChatMessage.role(of: $0) == "assistant" }
  }

  /// The thoughts of a chat as one text. `tokens` is how many the chat's record says that they have.
  static func ofChat(
    _ messages: [JSONValue], isRight: Bool? = nil, tokens: Int? = nil
  ) -> [ReasoningRecord] {
    let thoughts = thoughts(in: messages)
    let whole =
      thoughts.count > 1 ? thoughts.map { ReasoningText.thought(of: $0).thought } : thoughts
    guard !whole.isEmpty else { return [] }
    let answer = messages.firstIndex { !Self.thoughts(in: [$0]).isEmpty } ?? messages.count
    let asked = messages[..<answer].last { ChatMessage.role(of: $0) == "user" }
    return [
      ReasoningRecord(
        question: asked.map { ChatMessage($0).words } ?? "",
        text: whole.joined(separator: "\n\n"), isRight: isRight,
        tokens: tokens
          ?? StatedTokens.sum(answers(in: messages).filter { !Self.thoughts(in: [$0]).isEmpty }))
    ]
  }

  private static func field(_ record: JSONValue) -> [ReasoningRecord] {
    // What a model is told may speak of the marks.
    let told = questions + ["system", "instruction"]
    let marked = record.members.sorted { $0.key < $1.key }
      .first { !told.contains($0.key) && $0.value.string.map(isMarked) == true }?.value.string
    let named = record.first(of: sure)?.string
    let question = question(of: record)
    let plain = question.isEmpty ? nil : record.first(of: likely)?.string
    guard var text = marked ?? named ?? plain else { return [] }
    // Some records repeat the question before the thought.
    let repeatsQuestion = !question.isEmpty && text.hasPrefix(question)
    if repeatsQuestion { text = String(text.dropFirst(question.count)) }
    return [
      ReasoningRecord(
        question: question, text: text, isRight: record.first(of: verdicts)?.verdict,
        tokens: repeatsQuestion
          ? StatedTokens.ofAnswer(in: record) : StatedTokens.ofText(in: record))
    ]
  }
}

extension JSONValue {
  /// What a file says of an answer: right or wrong, as a truth value, 1 or 0, or a word; nil for
  /// anything else.
  var verdict: Bool? {
    switch self {
    case .bool(let isRight): return isRight
    case .number:
      return number == 1 ? true : number == 0 ? false : nil
    case .text(let text):
      let word = text.lowercased()
      if ["true", "yes", "correct", "right", "1"].contains(word) { return true }
      return ["false", "no", "incorrect", "wrong", "0"].contains(word) ? false : nil
    case .null, .list, .object: return nil
    }
  }
}
