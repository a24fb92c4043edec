/// A transcript with what is known of it: a sample of an evaluation log (Inspect), or messages alone.
struct EvaluationSample: Sendable {
  /// What it is called, with its epoch.
  var id: String?
  /// The messages, with what `attachment://…` stands for.
  var messages: [JSONValue]
  /// The model that wrote the answers.
  var model: String?
  /// What the scorers said, one a line: `match: C, answer No`.
  var scores: [String] = []
  /// Whether all scorers that tell right from wrong say that it is right; nil where none does.
  var isSolved: Bool?
  /// The calls of the model in order, as the events tell them.
  private(set) var calls: [ModelCall] = []
  /// Tokens of its thoughts, or of the only answer, where one model wrote all of it and the sample says so.
  private(set) var thoughtTokens: Int?
  /// All calls together, as the sample sums them up.
  private(set) var usage: ModelCall?

  /// Messages alone.
  init(messages: [JSONValue]) { self.messages = messages }

  /// A sample of a log; nil where it has no messages.
  init?(_ sample: JSONValue) {
    let attachments = sample["attachments"]?.members ?? [:]
    let stored = sample["messages"] ?? .null
    let read = ChatMessage.areMessages(stored) ? stored.list : Self.pooledMessages(of: sample)
    guard let read, !read.isEmpty else { return nil }
    var room = Self.mostBytes
    messages = read.map { Self.resolve($0, attachments, &room) }
    id = Self.id(of: sample)
    let usages = sample["model_usage"]?.members ?? [:]
    if usages.count == 1, let only = usages.values.first {
      thoughtTokens = only["reasoning_tokens"].flatMap(StatedTokens.count)
      if thoughtTokens == nil, ReasoningRecord.answers(in: messages).count == 1 {
        thoughtTokens = StatedTokens.ofAnswer(in: only)
      }
    }
    model = sample["output"]?["model"]?.string ?? usages.keys.min()
    if !usages.isEmpty { usage = Self.sum(usages.values.map(Self.call)) }
    let usageOfEvents = Self.modelEvents(of: sample).map { $0["output"]?["usage"] ?? .null }
    // Events that tell no usage leave it to the sum.
    if usageOfEvents.contains(where: { !$0.members.isEmpty }) {
      calls = usageOfEvents.map(Self.call)
    }
    readScores(of: sample)
  }

  /// What a sample is called, with its epoch; nil where it has no name.
  static func id(of sample: JSONValue) -> String? {
    let epoch = sample["epoch"]?.plain.map { "-epoch-\($0)" } ?? ""
    return sample["id"]?.plain.map { $0 + epoch }
  }

  /// Whether the messages of a sample are not read because those that it refers to are too many.
  static func isTooLarge(_ sample: JSONValue) -> Bool {
    !ChatMessage.areMessages(sample["messages"] ?? .null) && pooledMessages(of: sample) == nil
  }

  /// Tokens that the model wrote in all.
  var writtenTokens: Int? { usage?.writtenTokens }

  /// The call that wrote one of so many answers; nil where events and answers do not match.
  func call(ofAnswer place: Int, of count: Int) -> ModelCall? {
    calls.count == count ? calls[place] : nil
  }

  // MARK: Scores

  private mutating func readScores(of sample: JSONValue) {
    var found = sample["scores"]?.members ?? [:]
    if found.isEmpty, let score = sample["score"], score != .null { found = ["score": score] }
    var verdicts: [Bool] = []
    for (name, score) in found.sorted(by: { $0.key < $1.key }) {
      let value = score["value"] ?? score
      let answer = score["answer"]?.plain.map { ", answer \($0)" } ?? ""
      scores.append("\(name): \(Self.words(of: value))\(answer)")
      if let isRight = Self.isRight(value) { verdicts.append(isRight) }
    }
    isSolved = verdicts.isEmpty ? nil : verdicts.allSatisfy { $0 }
  }

  private static func words(of value: JSONValue) -> String {
    value.leaves.map { $0.path.isEmpty ? "\($0.value)" : "\($0.path) \($0.value)" }
      .joined(separator: ", ")
  }

  /// Whether a score is the whole one: `C` of `C`, `P`, `I` and `N`, or 1 of 1 and 0; nil for what does not
  /// tell right from wrong.
  private static func isRight(_ value: JSONValue) -> Bool? {
    if let letter = value.string, ["C", "P", "I", "N"].contains(letter) { return letter == "C" }
    return value.verdict
  }

  // MARK: Tokens

  private static func call(_ usage: JSONValue) -> ModelCall {
    var call = ModelCall()
    call.promptTokens = usage["input_tokens"]?.whole
    call.cachedTokens = usage["input_tokens_cache_read"]?.whole
    call.writtenTokens = usage["output_tokens"]?.whole
    call.money = usage["total_cost"]?.number
    return call
  }

  private static func sum(_ calls: [ModelCall]) -> ModelCall {
    func total(_ counts: [Int?]) -> Int? {
      let known = counts.compactMap { $0 }
      return known.isEmpty
        ? nil
        : known.reduce(0 as Int?) { sum, count in
          guard let (total, overflows) = sum?.addingReportingOverflow(count) else { return nil }
          return overflows ? nil : total
        }
    }
    var sum = ModelCall()
    sum.promptTokens = total(calls.map(\.promptTokens))
    sum.cachedTokens = total(calls.map(\.cachedTokens))
    sum.writtenTokens = total(calls.map(\.writtenTokens))
    let costs = calls.compactMap(\.money)
    let cost = costs.reduce(0, +)
    sum.money = costs.isEmpty || !cost.isFinite ? nil : cost
    return sum
  }

  // MARK: Pools

  private static func modelEvents(of sample: JSONValue) -> [JSONValue] {
    (sample["events"]?.list ?? []).filter { $0["event"]?.string == "model" }
  }

  /// What the last call of the model was given, and what it answered: the messages of a sample whose own
  /// are not stored. An event has its input, or the places of it in the pool, each from the first of a
  /// range to before the second. Nil where they are too large.
  private static func pooledMessages(of sample: JSONValue) -> [JSONValue]? {
    let pool = (sample["message_pool"] ?? sample["events_data"]?["messages"])?.list ?? []
    guard let last = modelEvents(of: sample).last else {
      return ChatMessage.areMessages(.list(pool)) ? pool : []
    }
    var messages = last["input"]?.list ?? []
    var room = mostBytes
    for range in last["input_refs"]?.list ?? [] {
      guard let first = range[0]?.whole ?? range.whole,
        let end = range[1]?.whole ?? range.whole.map({ $0 < Int.max ? $0 + 1 : $0 }), first >= 0,
        first < min(end, pool.count)
      else { continue }
      for message in pool[first..<min(end, pool.count)] {
        room -= 100 + size(of: message)
        guard room > 0 else { return nil }
        messages.append(message)
      }
    }
    if let answer = last["output"]?["choices"]?[0]?["message"] { messages.append(answer) }
    return ChatMessage.areMessages(.list(messages)) ? messages : []
  }

  /// What references may add up to: they could name the same over and over.
  private static let mostBytes = 1 << 26

  private static func size(of value: JSONValue) -> Int {
    switch value {
    case .text(let text): text.utf8.count
    case .list(let list): list.reduce(0) { $0 + size(of: $1) }
    case .object(let members): members.values.reduce(0) { $0 + size(of: $1) }
    default: 0
    }
  }

  /// The message with what `attachment://…` stands for, as long as there is room for it.
  private static func resolve(
    _ value: JSONValue, _ attachments: [String: JSONValue], _ room: inout Int
  ) -> JSONValue {
    switch value {
    case .text(let text) where text.hasPrefix(attachment):
      guard let found = attachments[String(text.dropFirst(attachment.count))] else { return value }
      room -= size(of: found)
      return room > 0 ? found : value
    case .list(let list): return .list(list.map { resolve($0, attachments, &room) })
    case .object(let members):
      return .object(members.mapValues { resolve($0, attachments, &room) })
    default: return value
    }
  }

  private static let attachment = "attachment://"
}
