/// Texts of reasoning models (`<think>` of R1 and its kind): plain text, or JSON in the wrappers in use,
/// see `ReasoningRecord`. A node is a sentence; the tree is the one that the text implies, see `ReasoningText`.
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

  /// The texts in the file, those among them that are cut into sentences already.
  static func measured(in file: ForeignFile) -> [ReasoningRecord] {
    let cut = file.elements.map(ThoughtAnchors.text(in:))
    guard cut.contains(where: { $0 != nil }) else { return texts(in: file) }
    return zip(file.elements, cut).flatMap { record, text in
      text.map { [$0] } ?? texts(inRecord: record)
    }
  }

  /// The texts in the file.
  static func texts(in file: ForeignFile) -> [ReasoningRecord] {
    if file.records.isEmpty {
      let text = file.text
      return ReasoningRecord.isMarked(text) ? [ReasoningRecord(text: text)] : []
    }
    if file.records.count == 1, ChatMessage.areMessages(file.records[0]) {
      return ReasoningRecord.all(in: file.records[0])
    }
    return file.elements.flatMap(texts(inRecord:))
  }

  private static func texts(inRecord record: JSONValue) -> [ReasoningRecord] {
    record["samples"].map { $0.list.flatMap(sample) } ?? ReasoningRecord.all(in: record)
  }

  /// The thoughts in a sample of an evaluation log.
  private static func sample(_ value: JSONValue) -> [ReasoningRecord] {
    EvaluationSample(value).map {
      ReasoningRecord.ofChat($0.messages, isRight: $0.isSolved, tokens: $0.thoughtTokens)
    } ?? []
  }

  private static func trace(of record: ReasoningRecord, place: Int) -> ImportedTrace {
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
  /// are right where the file says it. Sentences that were measured one by one (`ThoughtAnchors`) are one
  /// text. Returns what cannot be read and was left out. Throws a `FileError`.
  ///
  /// Of JSON Lines one line at a time is in memory, however large the file is; lines of a sentence each are
  /// one text.
  package static func forEach(
    in path: String, _ body: (ReasoningText, _ isRight: Bool?) throws -> Void
  ) throws -> LeftOut {
    var leftOut = LeftOut()
    var isNone = true
    func hand(_ record: ReasoningRecord) throws {
      isNone = false
      try body(ReasoningText(record.text, statedTokens: record.tokens), record.isRight)
    }
    var sentences: [JSONValue] = []
    var size = 0
    let unreadable = try ForeignFile.forEachPart(of: path) { part in
      leftOut.add(part.leftOut)
      if let first = part.elements.first, ThoughtAnchors.isChunk(first) {
        sentences += part.elements
        size += part.elements.reduce(0) { $0 + ($1["chunk"]?.string?.utf8.count ?? 0) }
        guard size <= ForeignFile.largest else {
          throw FileError(
            file: PipedInput.name(of: path),
            "the sentences of one text have more than \(ForeignFile.largest >> 20) MB")
        }
        return
      }
      let texts = ReasoningTexts.measured(in: part)
      if texts.isEmpty { leftOut.add(withoutSearchAt: "line \(part.firstLine)") }
      try texts.forEach(hand)
    }
    if !sentences.isEmpty { try hand(ThoughtAnchors.text(of: sentences)) }
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
