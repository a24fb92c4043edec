import Foundation

/// Token sequences of Searchformer (Lehnert et al., 2024, arXiv 2402.14083): rows with the tokens of a
/// prompt, of an execution trace and of a plan, or one stream of tokens, `bos create 0 2 c0 c3 …`. Nodes
/// have no ids: a closed state is the newest that was created.
///
/// What a model wrote may not hold: a state that is closed and was never created, a plan that does not
/// follow cell by cell, a stream that breaks off are marked as mistakes.
enum SearchformerTokenRows: PlainTextImporter {
  static let name = "searchformer-tokens"
  static let summary = "token sequences of searchformer, also those that a model wrote"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.records.isEmpty
      ? beginsStream(file)
      : file.elements.prefix(3).contains { !row(of: $0).trace.isEmpty }
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    zip(file.firstPlace..., rows(in: file)).filter { !$1.trace.isEmpty }.map { place, row in
      ImportedSearch(id: String(place)) { trace(of: row, place: place) }
    }
  }

  /// In plain text a line is a stream.
  static func isWhole(_ piece: Data, before next: Data) -> Bool { true }

  /// The tokens of a search.
  private struct Row: Sendable {
    var prompt: [Substring] = []
    var trace: [Substring] = []
    var plan: [Substring] = []
    /// Whether it came as one stream, which has to end with `eos`.
    var isStream = false
  }

  private static let verbs: Set<Substring> = ["create", "close", "plan", "bos", "eos", "start"]

  private static func rows(in file: ForeignFile) -> [Row] {
    guard file.records.isEmpty else { return file.elements.map(row) }
    return file.text.split(whereSeparator: \.isNewline).map { stream(tokens($0)) }
  }

  private static func beginsStream(_ file: ForeignFile) -> Bool {
    let head = String(decoding: file.bytes.prefix(1 << 12), as: UTF8.self)
    let first = (head.split(separator: "\n").first ?? "").split(separator: " ")
    return ["bos", "create", "start"].contains(first.first ?? "")
      && first.count(where: { $0 == "create" || $0 == "close" }) > 1
  }

  private static func row(of record: JSONValue) -> Row {
    func tokens(_ names: [String]) -> [Substring] {
      guard let value = record.first(of: names) else { return [] }
      if let text = value.string { return Self.tokens(text[...]) }
      return value.list.flatMap { Self.tokens(($0.plain ?? "")[...]) }
    }
    let trace = tokens(["reasoning", "trace", "execution_trace", "trace_tokens"])
    if isTrace(trace) {
      return Row(
        prompt: tokens(["prompt", "prompt_tokens"]), trace: trace,
        plan: tokens(["plan", "plan_tokens"]))
    }
    let all = tokens(["tokens", "sequence", "rollout", "completion", "response", "text"])
    guard isTrace(all) else { return Row() }
    var row = stream(all)
    if row.prompt.isEmpty { row.prompt = tokens(["prompt", "prompt_tokens"]) }
    return row
  }

  private static func isTrace(_ tokens: [Substring]) -> Bool {
    (tokens.first == "create" || tokens.first == "bos" || tokens.first == "start")
      && tokens.contains("create")
  }

  private static func tokens(_ text: Substring) -> [Substring] {
    text.split(whereSeparator: \.isWhitespace)
  }

  /// A stream in its parts.
  private static func stream(_ tokens: [Substring]) -> Row {
    var row = Row(isStream: true)
    let create = tokens.firstIndex(of: "create") ?? tokens.count
    let plan = tokens[create...].firstIndex(of: "plan") ?? tokens.count
    row.prompt = Array(tokens[..<create])
    row.trace = Array(tokens[create..<plan])
    row.plan = Array(tokens[plan...])
    return row
  }

  /// A verb with what stands behind it.
  private struct Clause {
    var verb: Substring
    var state: String
    var costs: [Double]
  }

  private static func clauses(_ tokens: [Substring]) -> [Clause] {
    var clauses: [Clause] = []
    var words: [Substring] = []
    var verb: Substring?
    func finish() {
      guard let verb else { return }
      let costs = words.compactMap { SearchformerTokens.cost($0) }.map(Double.init)
      let state = words.filter { SearchformerTokens.cost($0) == nil }.joined(separator: " ")
      clauses.append(Clause(verb: verb, state: state, costs: costs))
      words = []
    }
    for token in tokens {
      if verbs.contains(token) {
        finish()
        verb = token
      } else {
        words.append(token)
      }
    }
    finish()
    return clauses
  }

  private static func trace(of row: Row, place: Int) -> ImportedTrace {
    let steps = clauses(row.trace).filter { $0.verb == "create" || $0.verb == "close" }
    let start = steps.first { $0.verb == "create" }
    var header = TraceHeader(
      problem: .init(
        id: String(place), kind: "searchformer",
        text: row.prompt.filter { $0 != "bos" && $0 != "eos" }.joined(separator: " ")),
      strategy: .init("astar"), model: nil,
      root: .init(state: start?.state ?? "", h: start.flatMap { $0.costs.dropFirst().first }))
    header.backtracks = false
    var builder = ImportBuilder()
    var newest: [String: NodeID] = [start?.state ?? "": 0]
    var closed: NodeID = 0
    var waiting: [ImportedNode] = []
    func flush() {
      guard !waiting.isEmpty else { return }
      let first = builder.expand(closed, waiting)
      for (place, node) in waiting.enumerated() { newest[node.state] = first + NodeID(place) }
      waiting = []
    }
    var isFirst = true
    for step in steps {
      if step.verb == "create" {
        // The first one is the root.
        if isFirst {
          isFirst = false
          continue
        }
        waiting.append(
          ImportedNode(
            step: "to \(step.state)", state: step.state, g: step.costs.first,
            h: step.costs.dropFirst().first))
        continue
      }
      flush()
      guard let node = newest[step.state] else {
        builder.add(
          Event(.mistake, closed, reason: .unreached), text: "close \(step.state)")
        continue
      }
      closed = node
      builder.add(Event(.select, closed))
    }
    flush()
    finishPlan(of: row, newest, closed, start?.state ?? "", &builder)
    return builder.finish(header)
  }

  /// The goal, where the plan leads there, cell by cell.
  private static func finishPlan(
    of row: Row, _ newest: [String: NodeID], _ current: NodeID, _ start: String,
    _ builder: inout ImportBuilder
  ) {
    if row.isStream, row.plan.last != "eos" {
      builder.add(Event(.mistake, current, reason: .unfinished), text: "there is no eos")
    }
    let plan = states(of: row.plan, like: start)
    guard let last = plan.last else { return }
    guard let node = newest[last] else {
      builder.add(Event(.mistake, current, reason: .unreached), text: "plan \(last)")
      return
    }
    let goal = goal(in: row.prompt, like: start)
    let breaks = zip(plan, plan.dropFirst()).first { !areNeighbours($0, $1) }
    if plan.first != start {
      builder.add(
        Event(.mistake, node, reason: .rejected), text: "the plan begins at \(plan[0])")
    } else if let breaks {
      builder.add(
        Event(.mistake, node, reason: .rejected),
        text: "no step leads from \(breaks.0) to \(breaks.1)")
    } else if let goal, goal != last {
      builder.add(Event(.mistake, node, reason: .rejected), text: "\(last) is not the goal \(goal)")
    } else {
      builder.reachGoal(node, cost: Double(plan.count - 1))
    }
  }

  /// The states of a plan: each behind its own `plan`, or all behind one.
  private static func states(of plan: [Substring], like start: String) -> [String] {
    let words = plan.split(whereSeparator: { verbs.contains($0) })
    let size = start.split(separator: " ").count
    guard size > 0 else { return [] }
    return words.flatMap { words in
      stride(from: words.startIndex, to: words.endIndex - size + 1, by: size).map {
        words[$0..<$0 + size].joined(separator: " ")
      }
    }
  }

  private static func goal(in prompt: [Substring], like start: String) -> String? {
    let size = start.split(separator: " ").count
    guard let place = prompt.firstIndex(of: "goal"), place + size < prompt.count else { return nil }
    return prompt[(place + 1)...(place + size)].joined(separator: " ")
  }

  /// Whether two cells lie side by side; true for states that are no cells.
  private static func areNeighbours(_ a: String, _ b: String) -> Bool {
    let (a, b) = (
      a.split(separator: " ").compactMap { Int($0) }, b.split(separator: " ").compactMap { Int($0) }
    )
    guard a.count == 2, b.count == 2 else { return true }
    let (dx, dy) = (
      a[0].subtractingReportingOverflow(b[0]), a[1].subtractingReportingOverflow(b[1])
    )
    guard !dx.overflow, !dy.overflow else { return false }
    return dx.partialValue.magnitude.addingReportingOverflow(dy.partialValue.magnitude)
      == (partialValue: 1, overflow: false)
  }
}
