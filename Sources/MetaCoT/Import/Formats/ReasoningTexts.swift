/// Texts of reasoning models (`<think>` of R1 and its kind): plain text, or JSON under the field names
/// in use. A node is a sentence; the tree is the one that the text implies, see `ReasoningText`.
enum ReasoningTexts: TraceImporter {
  static let name = "reasoning"
  static let summary = "<think> texts of reasoning models, plain or in JSON records"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool { !texts(in: file).isEmpty }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    zip(file.firstPlace..., texts(in: file)).map { place, record in
      ImportedSearch(id: String(place)) { trace(of: record, place: place) }
    }
  }

  /// A text with what its record says of it.
  struct Record: Sendable {
    /// The question; empty where it is not in the file.
    var question = ""
    /// The thought, perhaps with its marks and an answer after it.
    var text: String
    /// Whether the answer is right, where the file says it.
    var isRight: Bool?
    /// The answer, where the file has one.
    var answer: String?
  }

  /// The texts in the file.
  static func texts(in file: ForeignFile) -> [Record] {
    if file.records.isEmpty {
      let text = file.text
      return marks.contains { text.contains($0) } ? [Record(text: text)] : []
    }
    return file.elements.compactMap(record)
  }

  private static let marks = ["<think>", "</think>", "<|begin_of_thought|>", "<thinking>"]
  private static let sure = ["reasoning_content", "full_cot", "reasoning", "thinking", "thought"]
  private static let likely = [
    "solution", "generated_solution", "completion", "response", "output", "generation", "text",
    "content",
  ]

  private static func record(of value: JSONValue) -> Record? {
    let marked = value.members.sorted { $0.key < $1.key }.compactMap(\.value.string)
      .first { text in marks.contains { text.contains($0) } }
    let named = value.first(of: sure)?.string
    let question = value.first(of: ["prompt", "question", "problem", "input"])?.string ?? ""
    let plain = question.isEmpty ? nil : value.first(of: likely)?.string
    guard var text = marked ?? named ?? plain else { return nil }
    // Some records repeat the question before the thought.
    if !question.isEmpty, text.hasPrefix(question) { text = String(text.dropFirst(question.count)) }
    var isRight: Bool?
    if case .bool(let flag)? = value.first(of: ["is_correct", "correct", "solved"]) {
      isRight = flag
    }
    return Record(
      question: question, text: text, isRight: isRight,
      answer: value.first(of: ["answer", "final_answer"])?.plain)
  }

  private static func trace(of record: Record, place: Int) -> ImportedTrace {
    let text = ReasoningText(record.text)
    var header = TraceHeader(
      problem: .init(id: String(place), kind: "reasoning", text: record.question),
      strategy: .init("in-context"), model: nil, root: .init(state: record.question))
    var builder = ImportBuilder()
    var current: NodeID = 0
    for sentence in text.sentences {
      let parent = sentence.parent.map { NodeID($0 + 1) } ?? 0
      builder.leave(current, for: parent)
      current = builder.expand(parent, [ImportedNode(step: sentence.text)])
      builder.add(Event(.select, current))
      for behaviour in sentence.behaviours {
        builder.add(Event(.note, current), text: behaviour.rawValue)
      }
      for sum in sentence.wrongSums {
        builder.add(Event(.mistake, current, reason: .wrong), text: sum)
      }
    }
    header.backtracks = true
    if record.isRight == true { builder.reachGoal(current) }
    return builder.finish(
      header, stopped: "end of text", hasVerdict: record.isRight != nil)
  }
}

extension ReasoningText {
  /// Hands over the texts in a file of reasoning models one after the other, and whether their answers
  /// are right where the file says it. Returns how many lines or figures cannot be read and were left
  /// out. Throws a `FileError`.
  ///
  /// Of JSON Lines one line at a time is in memory, however large the file is.
  package static func forEach(
    in path: String, _ body: (ReasoningText, _ isRight: Bool?) throws -> Void
  ) throws -> LeftOut {
    var leftOut = LeftOut()
    var isNone = true
    let unreadable = try ForeignFile.forEachPart(of: path) { part in
      leftOut.add(part.leftOut)
      for record in ReasoningTexts.texts(in: part) {
        isNone = false
        try body(ReasoningText(record.text), record.isRight)
      }
    }
    guard !isNone else {
      throw FileError(
        file: path,
        "there is no text of a reasoning model in this file: give plain text with <think>, or JSON "
          + "records with a field such as reasoning_content")
    }
    leftOut.add(unreadable)
    return leftOut
  }
}
