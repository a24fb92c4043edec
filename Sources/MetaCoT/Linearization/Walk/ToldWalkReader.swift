/// Reads a walk whose steps are in somebody else's words, such as `1 + 3 = 4 (left: 4 4 6) => 4 4 6`: the tree is
/// the one that the text tells of, and no problem says what holds.
struct ToldWalkReader {
  private var builder: TextTreeBuilder
  private var firstOfState: [String: NodeID]
  /// Whether the text says that nothing is left to try.
  private var saysNoWay = false
  private var values: [Double?] = []

  /// Reads a whole text, its prompt included; nil where it is no such walk: the first step that it takes does
  /// not say where it leads. Throws a `TextTreeError`.
  static func read(
    _ text: String, header: TraceHeader?
  ) throws -> (header: TraceHeader, events: EventBatch)? {
    guard let heading = WalkReader.heading(of: text, header), heading.instruction == .search,
      let root = firstState(in: heading.lines)
    else { return nil }
    var reader = ToldWalkReader(root: root)
    let lines = heading.lines.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in zip((heading.lineCount + 1)..., lines)
    where line.contains(where: { $0 != " " }) {
      guard let read = WalkGrammar.line(line) else {
        throw TextTreeError(
          line: number,
          "“\(String(line).shortened)” is no line of a walk: write \"STATE: STEP => STATE\"")
      }
      try reader.read(read, at: number)
    }
    reader.builder.finish(hasEnded: reader.saysNoWay)
    var made = TraceHeader(
      problem: reference(to: heading.problem), strategy: .init("walk"), model: nil,
      root: .init(state: root))
    made.values = ValueScale.found(reader.values)
    return (header ?? made, reader.builder.take())
  }

  private init(root: String) {
    builder = TextTreeBuilder(root: root)
    firstOfState = [root: 0]
  }

  /// The problem of a kind that is known, or any text.
  private static func reference(to text: String) -> TraceHeader.ProblemReference {
    guard text.contains("→"), let problem = try? ProblemRegistry.problem(text: text) else {
      return .init(kind: "text", text: text)
    }
    return .init(kind: type(of: problem).kind, text: problem.text)
  }

  /// The state that the text begins at, where its first step says where it leads.
  static func firstState(in text: Substring) -> String? {
    var rest = text
    var state: String?
    while !rest.isEmpty {
      let line = rest.prefix { $0 != "\n" }
      rest = rest[line.endIndex...].dropFirst()
      guard let read = WalkGrammar.line(line) else { return nil }
      state = state ?? read.state
      switch read.payload {
      case .told: return state
      case .step: return nil
      case .value, .word: continue
      }
    }
    return nil
  }

  private mutating func read(_ line: WalkGrammar.Line, at number: Int) throws {
    try go(to: line, at: number)
    let here = builder.focus
    switch line.payload {
    case .told(let step, let state):
      let node = NodeID(builder.count)
      let first = firstOfState[state]
      if first == nil { firstOfState[state] = node }
      builder.explore(
        from: here, step: step, state: state, g: .nan, h: .nan, same: first ?? -1)
      builder.flush()
      builder.add(Event(.select, node))
      builder.moveFocus(to: node)
    case .step(let step):
      throw TextTreeError(
        line: number,
        "“\(step.shortened)” does not say where it leads: write \"STEP => STATE\", as the steps before it"
      )
    case .value(let value):
      values.append(value.decimal)
      builder.add(Event(.evaluate, here, value: value))
    case .word(.deadEnd): builder.add(Event(.evaluate, here, reason: .deadEnd))
    case .word(.givenUp): builder.add(Event(.prune, here))
    case .word(.goal): builder.reachGoal(here, cost: .nan)
    case .word(.noWay): saysNoWay = true
    case .word(.solved): break
    }
  }

  /// The thought is where a line says that it is.
  private mutating func go(to line: WalkGrammar.Line, at number: Int) throws {
    let state = line.state
    guard line.isAgain else {
      let here = builder.states[Int(builder.focus)]
      guard state == here else {
        throw TextTreeError(
          line: number,
          "the walk stands at “\(here.shortened)”, not at “\(state.shortened)”: write \"STATE again\" to go "
            + "back")
      }
      return
    }
    let node = line.number.map { NodeID(clamping: $0) } ?? firstOfState[state] ?? -1
    guard node >= 0, node < builder.count, builder.states[Int(node)] == state else {
      throw TextTreeError(
        line: number,
        "“\(state.shortened)” was not reached"
          + (line.number.map { " by step \($0)" } ?? "") + ": go back to a state that was")
    }
    builder.move(to: node)
  }
}
