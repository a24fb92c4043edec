/// Reads a walk while it is written, by `WalkLinearizer` or by a model, and gives the events of the
/// search that it tells of, line by line.
///
/// It knows the problem, so it can tell what does not hold. Every mistake is a `mistake` event; the
/// walk goes on after it, but nothing below a node that a mistake made counts as a goal:
///
/// | what is written | reason | what the tree does |
/// |---|---|---|
/// | a step that is not legal at the state | `illegal` | a node of that step, with the state of the next line |
/// | after a step, another state than it leads to | `wrong` | a second node of that step, with the state as written |
/// | a state that was never reached | `unreached` | a node below the last one, without a step |
/// | a state that was reached before, without `again` | `wrong` | goes there; marks the node it left |
/// | `goal`, and the verifier says no | `rejected` | marks the node |
/// | a line that is not a line of the grammar | `unreadable` | marks the node; the line is passed over |
/// | no more text, though there was more to come | `unfinished` | marks the node |
package struct WalkReader: Sendable {
  /// The best goal so far: its node, the answer that the way to it spells, and its cost.
  package private(set) var best: (node: NodeID, answer: String, cost: Float)?
  /// The answer that was claimed last and is not accepted, where legal steps spell one.
  package private(set) var rejected: String?
  /// Goals that the verifier accepted.
  package private(set) var goalCount = 0
  /// Lines read so far, blank ones included.
  package private(set) var lineCount = 0
  /// Whether the text says that there is no way to a goal.
  package private(set) var saysNoWay = false

  private var context: any WalkContext
  private var builder: TextTreeBuilder
  /// The beginning of a line whose end has not been read.
  private var rest = ""
  private var firstOfState: [String: NodeID]
  private var goals: Set<NodeID> = []
  /// A step that is not legal, before the state that it should lead to is known.
  private var illegal: (parent: NodeID, step: String)?
  /// Whether the last line took a legal step.
  private var hasJustStepped = false
  /// Why the text would leave the current node.
  private var backtrackReason = Event.Reason.better

  /// A reader of the text that follows the prompt of this problem.
  package init(problem: any EnumerableProblem) {
    self.init(Self.context(of: problem))
  }

  private init(_ context: any WalkContext) {
    self.context = context
    builder = TextTreeBuilder(root: context.start)
    firstOfState = [context.start: 0]
    builder.add(Event(.select, 0))
  }

  static func context<P: EnumerableProblem>(of problem: P) -> any WalkContext {
    ProblemWalkContext(problem)
  }

  // MARK: Reading

  /// Reads on. The text may begin and end in the middle of a line.
  package mutating func read(_ text: some StringProtocol) {
    var text = Substring(text)
    while let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) {
      rest += text[..<end]
      text = text[text.utf8.index(after: end)...]
      readLine()
    }
    rest += text
  }

  /// Tells the reader that no more text comes; `isCut` says that there should have been more.
  package mutating func finish(isCut: Bool) {
    if !isCut, !rest.isEmpty { readLine() }
    takeIllegalStep(to: "")
    guard isCut else { return }
    let words = rest.isEmpty ? "the text was cut off" : "the text was cut off: \(clipped(rest))"
    add(.unfinished, at: builder.focus, words)
  }

  /// Hands over the events since the last time. Nodes are numbered on.
  package mutating func takeEvents() -> EventBatch { builder.take() }

  /// How many nodes there are, the root included. Each but the root was expanded alone.
  package var nodeCount: Int { builder.count }

  /// The current node.
  package var focus: NodeID { builder.focus }

  /// The state of the current node, as the text has it.
  package var focusState: String { builder.states[Int(builder.focus)] }

  /// Whether the last line took a step that is not legal: that is a mistake once the next line says
  /// where it leads.
  package var isInIllegalStep: Bool { illegal != nil }

  /// Steps from the root to a node.
  package func depth(of node: NodeID) -> Int { builder.depth(of: node) }

  /// What came out so far, and why there is no more. What a model did has to be added.
  package func outcome(_ reason: StopReason) -> Outcome {
    var outcome = Outcome(
      solved: best != nil, expansions: nodeCount - 1, nodes: nodeCount, stopped: reason.rawValue)
    guard let best else { return outcome }
    outcome.goal = best.node
    outcome.answer = best.answer
    outcome.cost = best.cost.decimal
    var steps: [String] = []
    var node = best.node
    while node > 0 {
      steps.append(builder.steps[Int(node)])
      node = builder.parents[Int(node)]
    }
    outcome.steps = steps.reversed()
    return outcome
  }

  // MARK: Lines

  private mutating func readLine() {
    let text = rest
    rest = ""
    lineCount += 1
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    guard let line = WalkGrammar.line(text[...]) else {
      takeIllegalStep(to: "")
      add(.unreadable, at: builder.focus, "this cannot be read: \(clipped(text))")
      return
    }
    go(to: line.state, isAgain: line.isAgain)
    hasJustStepped = false
    switch line.payload {
    case .step(let step): take(step)
    // A model that is given the problem has to use its words.
    case .told(let step, let state): take(WalkGrammar.told(step, leadingTo: state))
    case .value(let value): builder.add(Event(.evaluate, builder.focus, value: value))
    case .word(let word): read(word)
    }
  }

  /// The thought is where a line says that it is.
  private mutating func go(to written: String, isAgain: Bool) {
    let state = known(written)
    if illegal != nil {
      takeIllegalStep(to: isAgain ? "" : state)
      if !isAgain { return }
    }
    let here = builder.focus
    let known = firstOfState[state]
    if isAgain, let known {
      move(to: known)
    } else if isAgain {
      addNode(below: here, step: "", state: state)
      arrive(.unreached, "\(state) was never reached")
    } else if state == builder.states[Int(here)] {
      return
    } else if let known {
      add(.wrong, at: here, "it goes on at \(state) without saying \"again\"")
      move(to: known)
    } else if hasJustStepped {
      let step = builder.steps[Int(here)]
      let right = builder.states[Int(here)]
      addNode(below: builder.parents[Int(here)], step: step, state: state)
      arrive(.wrong, "\(step) leads to \(right), not to \(state)")
    } else {
      addNode(below: here, step: "", state: state)
      arrive(.unreached, "\(state) was never reached")
    }
  }

  /// A state as the tree has it, where it has it: others may write the numbers in another order.
  private func known(_ state: String) -> String {
    guard firstOfState[state] == nil, state != focusState else { return state }
    let canonical = context.canonical(state)
    return firstOfState[canonical] != nil || canonical == focusState ? canonical : state
  }

  private mutating func take(_ step: String) {
    let here = builder.focus
    let taken = builder.children[Int(here)].first {
      builder.steps[Int($0)] == step && context.isLegal($0)
    }
    if let taken {
      move(to: taken)
      hasJustStepped = true
    } else if let (code, state) = context.step(step, from: here) {
      context.append(code, below: here)
      explore(below: here, step: step, state: state)
      arrive()
      hasJustStepped = true
    } else {
      illegal = (here, step)
    }
  }

  private mutating func read(_ word: WalkGrammar.Word) {
    let here = builder.focus
    switch word {
    case .deadEnd:
      // Where steps lead on it is the model's judgement, no fact.
      builder.add(
        context.isDeadEnd(here)
          ? Event(.evaluate, here, reason: .deadEnd) : Event(.prune, here, reason: .exhausted))
      backtrackReason = .deadEnd
    case .givenUp: builder.add(Event(.prune, here))
    case .goal, .solved: claimGoal(at: here)
    case .noWay: saysNoWay = true
    }
  }

  private mutating func claimGoal(at node: NodeID) {
    guard !goals.contains(node) else { return }
    let (answer, found) = context.verify(node)
    switch found {
    case .accepted(let cost):
      goals.insert(node)
      goalCount += 1
      if best.map({ cost < $0.cost }) ?? true { best = (node, answer, cost) }
      builder.reachGoal(node, cost: cost)
      backtrackReason = .solved
    case .rejected(let reason):
      if !answer.isEmpty { rejected = answer }
      add(.rejected, at: node, "\(builder.states[Int(node)]) is claimed to be the goal: \(reason)")
    }
  }

  // MARK: Nodes

  /// The step that was not legal led to a node with this state, as the text has it.
  private mutating func takeIllegalStep(to state: String) {
    guard let (parent, step) = illegal else { return }
    illegal = nil
    let taken = builder.children[Int(parent)].first {
      builder.steps[Int($0)] == step && builder.states[Int($0)] == state && !context.isLegal($0)
    }
    if let taken {
      move(to: taken)
    } else {
      addNode(below: parent, step: step, state: state)
      arrive(.illegal, "\(step) is not a legal step from \(builder.states[Int(parent)])")
    }
  }

  /// A node that no legal step leads to.
  private mutating func addNode(below parent: NodeID, step: String, state: String) {
    context.append(state: state, below: parent)
    explore(below: parent, step: step, state: state)
  }

  private mutating func explore(below parent: NodeID, step: String, state: String) {
    let node = NodeID(builder.count)
    let first = firstOfState[state]
    builder.explore(
      from: parent, step: step, state: state, g: .nan, h: .nan, same: first ?? -1)
    builder.flush()
    if first == nil { firstOfState[state] = node }
  }

  /// The thought comes to the newest node; if a mistake led there, that is said first.
  private mutating func arrive(_ mistake: Event.Reason? = nil, _ words: String = "") {
    let node = NodeID(builder.count - 1)
    if let mistake { add(mistake, at: node, words) }
    builder.add(Event(.select, node))
    builder.moveFocus(to: node)
    backtrackReason = .better
  }

  private mutating func move(to node: NodeID) {
    builder.move(to: node, reason: backtrackReason)
    backtrackReason = .better
  }

  private mutating func add(_ mistake: Event.Reason, at node: NodeID, _ words: String) {
    builder.note(words, Event(.mistake, node, reason: mistake))
  }

  private func clipped(_ text: String) -> String {
    text.count > 80 ? "\(text.prefix(80))…" : text
  }
}

extension WalkReader {
  /// Reads a whole text, its prompt included. Where the header of the search is not given, one is
  /// made of the prompt; whole numbers are taken to be Countdown's. Where its steps are in somebody else's
  /// words, `ToldWalkReader` reads it.
  ///
  /// Mistakes in the walk are events. Throws a `TextTreeError` where the prompt is missing, or its
  /// problem cannot be read or is another than the text says.
  package static func read(
    _ text: String, header: TraceHeader? = nil
  ) throws -> (header: TraceHeader, events: EventBatch) {
    if let told = try ToldWalkReader.read(text, header: header) { return told }
    let (problem, lines) = try split(text.hasSuffix("\n") ? text : text + "\n", header)
    var reader = WalkReader(problem: problem)
    reader.read(lines)
    reader.finish(isCut: false)
    var events = reader.takeEvents()
    let outcome = reader.outcome(
      reader.best != nil ? .goal : reader.saysNoWay ? .exhausted : .endOfText)
    events.events.append(Event(.end, reader.focus))
    events.outcome = outcome
    let made = TraceHeader(
      problem: .init(kind: type(of: problem).kind, text: problem.text), strategy: .init("walk"),
      model: .init("text"), root: .init(state: reader.builder.states[0]))
    return (header ?? made, events)
  }

  /// Whether a text begins as a walk does: with a heading, and then a step that says where it leads, or with
  /// a problem that is known.
  static func recognizes(_ text: String) -> Bool {
    guard let heading = heading(of: text, nil) else { return false }
    if heading.instruction == .search, ToldWalkReader.firstState(in: heading.lines) != nil {
      return true
    }
    return (try? problem(in: heading)) != nil
  }

  /// The heading of a text: that of the search where its header is given, else the one that it has.
  static func heading(of text: String, _ header: TraceHeader?) -> WalkHeading? {
    if let header {
      for instruction in WalkLinearizer.Instruction.allCases {
        let prompt = WalkLinearizer.prompt(for: header.problem.text, instruction)
        guard text.hasPrefix(prompt) else { continue }
        return WalkHeading(
          problem: header.problem.text, instruction: instruction,
          lines: text.dropFirst(prompt.count),
          lineCount: prompt.utf8.count { $0 == UInt8(ascii: "\n") })
      }
    }
    return WalkHeading.find(in: text[...])
  }

  /// The problem, and the text after the prompt.
  private static func split(
    _ text: String, _ header: TraceHeader?
  ) throws -> (problem: any EnumerableProblem, lines: Substring) {
    do {
      if let heading = heading(of: text, header) {
        if let header {
          if heading.problem == header.problem.text {
            return (try ProblemRegistry.problem(header.problem).enumerable, heading.lines)
          }
        } else {
          return (try problem(in: heading), heading.lines)
        }
      }
    } catch let error as ProblemError {
      throw TextTreeError(line: error.line ?? 1, error.description)
    }
    throw TextTreeError(
      line: 1, "the text must begin with the problem and the line \"search\" or \"solve\"")
  }

  private static func problem(in heading: WalkHeading) throws -> any EnumerableProblem {
    let problem = try ProblemRegistry.problem(text: heading.problem).enumerable
    // Some numbers alone may be a state of anything.
    guard heading.problem.contains("→") || !problem.text.contains("→") else {
      throw TextTreeError(
        line: 1, "“\(heading.problem.shortened)” is no problem that can be searched")
    }
    return problem
  }
}
