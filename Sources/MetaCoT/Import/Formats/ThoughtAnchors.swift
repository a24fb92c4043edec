/// Thoughts that were cut and measured (thought-anchors, Bogdan et al., 2025, arXiv 2506.19143): a list of
/// sentences, `chunk`, in the order of `chunk_idx`, with what each does, which earlier ones it depends on,
/// how often resampling from there gives the right answer, and how important it is.
///
/// A node is a sentence and goes on from the one before; what it depends on are its links. V is the
/// accuracy, other figures are metrics under their names.
enum ThoughtAnchors: TraceImporter {
  static let name = "thought-anchors"
  static let summary = "sentences of a thought with dependencies and importances (thought-anchors)"

  static func recognizes(_ file: ForeignFile) -> Bool { !thoughts(in: file).isEmpty }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    thoughts(in: file).enumerated().map { place, thought in
      ImportedSearch(id: String(place + 1)) { trace(of: thought) }
    }
  }

  private static let places = ["chunks_labeled", "labeled_chunks", "chunks", "sentences"]

  /// A thought: the record that it is in, if any, and its sentences.
  private struct Thought: Sendable {
    var record: JSONValue
    var chunks: [JSONValue]
  }

  private static func thoughts(in file: ForeignFile) -> [Thought] {
    let elements = file.elements
    if let first = elements.first, isChunk(first) {
      return [Thought(record: .null, chunks: elements)]
    }
    return elements.compactMap { record in
      chunks(in: record).map { Thought(record: record, chunks: $0) }
    }
  }

  /// The sentences in a record; nil where it has none.
  private static func chunks(in record: JSONValue) -> [JSONValue]? {
    let chunks = places.lazy.compactMap { record[$0] }.first { $0[0] != nil }
    return chunks?[0].map(isChunk) == true ? chunks?.list : nil
  }

  /// Whether a value is a sentence.
  static func isChunk(_ value: JSONValue) -> Bool {
    value["chunk"]?.string != nil
      && ["chunk_idx", "depends_on", "function_tags"].contains { value[$0] != nil }
  }

  /// A sentence with its number; without one it has its place.
  private struct Chunk {
    var number: Int
    var value: JSONValue
  }

  /// The sentences in their order.
  private static func ordered(_ chunks: [JSONValue]) -> [Chunk] {
    chunks.enumerated()
      .filter { $1["chunk"]?.string != nil }
      .map { Chunk(number: $1["chunk_idx"].flatMap(number) ?? $0, value: $1) }
      .enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
      .map(\.element)
  }

  private static func trace(of thought: Thought) -> ImportedTrace {
    let chunks = ordered(thought.chunks)
    let names = chunks.flatMap { $0.value.members.filter { $0.value.number != nil }.keys }
    let keys = MetricKeys(Set(names).subtracting(["chunk_idx", "accuracy"]))
    let text = question(of: thought.record)
    var header = TraceHeader(
      problem: .init(kind: "reasoning", text: text), strategy: .init("in-context"), model: nil,
      root: .init(state: text))
    header.metrics = keys.names.map { .init(key: $0) }
    var builder = ImportBuilder()
    var current: NodeID = 0
    var nodes: [Int: NodeID] = [:]
    for chunk in chunks {
      let value = chunk.value
      current = builder.expand(
        current,
        [
          ImportedNode(
            step: value["chunk"]?.string ?? "", V: value["accuracy"]?.number,
            metrics: keys.figures(of: value.members, \.number))
        ])
      builder.add(Event(.select, current))
      for note in texts(value["function_tags"]) + texts(value["summary"]) {
        builder.add(Event(.note, current), text: note)
      }
      for sum in ReasoningText.wrongSums(in: value["chunk"]?.string ?? "") {
        builder.add(Event(.mistake, current, reason: .wrong), text: sum)
      }
      // Only what came before can be depended on.
      for earlier in Set((value["depends_on"]?.list ?? []).compactMap(number)).sorted() {
        if let node = nodes[earlier] { builder.add(Event(.link, current, other: node)) }
      }
      if nodes[chunk.number] == nil { nodes[chunk.number] = current }
    }
    let isRight = verdict(of: thought.record)
    if isRight == true { builder.reachGoal(current) }
    return builder.finish(header, hasVerdict: isRight != nil)
  }

  private static func question(of record: JSONValue) -> String {
    let problem = record["problem"]
    let question = problem?["problem"]?.string ?? problem?.string
    return question ?? record.first(of: ["prompt", "question"])?.string ?? ""
  }

  private static func verdict(of record: JSONValue) -> Bool? {
    record.first(of: ["is_correct", "correct"])?.verdict
  }

  // MARK: Texts

  /// The sentences of a record as one text, a line each; nil where it has none.
  static func text(in record: JSONValue) -> ReasoningRecord? {
    chunks(in: record).map { text(of: $0, in: record) }
  }

  /// Sentences as one text, a line each, with what their record says of it, if they are in one.
  static func text(of chunks: [JSONValue], in record: JSONValue = .null) -> ReasoningRecord {
    ReasoningRecord(
      question: question(of: record),
      text: ordered(chunks).compactMap { $0.value["chunk"]?.string }.joined(separator: "\n"),
      isRight: verdict(of: record), tokens: StatedTokens.ofText(in: record))
  }

  /// A whole number, which may be written as a text.
  private static func number(_ value: JSONValue) -> Int? {
    value.whole ?? value.string.flatMap { Int($0) }
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    return (value.isList ? value.list : [value]).compactMap(\.string).filter { !$0.isEmpty }
  }
}
