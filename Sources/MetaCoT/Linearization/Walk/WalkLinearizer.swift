/// A search as a walk from state to state, a line a move: short enough for a small model to learn,
/// and `WalkReader` reads the tree back.
///
/// ```
/// 4 5 6 10 → 24
/// search
/// 4 5 6 10: 10 − 4 = 6     at this state this step is taken; where it leads is the current node
/// 5 6 6: 0.5               an evaluation
/// 5 6 6: 6 × 5 = 30
/// 6 30: 30 ÷ 6 = 5
/// 5: dead end
/// 6 30 again: 30 − 6 = 24  the thought goes back to a state (a backtrack, or a jump elsewhere)
/// 24: goal
/// ```
/// Only what the search goes to is written, not all that an expansion creates: a node is gone to
/// when it is selected, expanded, evaluated or found to be a goal. `STATE again` is the first node
/// with that state; another is reached from there, step by step. Where the steps are in somebody else's words,
/// each says what it leads to. `docs/linearization.md` has the whole grammar.
package struct WalkLinearizer: Linearizer {
  /// `walk`.
  package static let name = "walk"
  /// What it is, in a clause.
  package static let summary = "a line a move, for small models; the tree can be read back"

  /// What a text in this grammar is asked for: the line after the problem.
  package enum Instruction: String, Sendable, CaseIterable, Codable {
    /// The whole search.
    case search
    /// The final path alone.
    case solve
  }

  private let showsValues: Bool
  private let known: KnownProblem?
  private let visits = VisitIndex()

  /// The style with evaluations.
  package init(header: TraceHeader) {
    self.init(header: header, showsValues: true)
  }

  /// The style for the search that the header describes; without evaluations if `showsValues` is
  /// false. Those of a model that knows nothing are never shown.
  package init(header: TraceHeader, showsValues: Bool) {
    self.showsValues = showsValues && !ValuePhrases(header).areConstant
    known = KnownProblem(header.problem)
  }

  // MARK: Prompts

  /// What stands before the text: the problem as it is written (quoted where one of its lines reads as an
  /// instruction) and the instruction, each with the end of its line.
  package static func prompt(for problem: String, _ instruction: Instruction) -> String {
    WalkHeading.text(problem, instruction)
  }

  /// A state as it stands at the beginning of a line: `prompt(…) + line(at: state)` is followed by a
  /// space and a payload.
  package static func line(at state: String) -> String { WalkGrammar.state(state) + ":" }

  /// A step as it stands after the state and a space.
  package static func payload(step: String) -> String { WalkGrammar.step(step) }

  // MARK: Whole texts

  /// The final path alone (the CoT), in the same grammar, with its prompt: the solution that the
  /// search ended with (or, if it has not ended, the cheapest it has found); nil if there is none.
  package static func solution(of tree: SearchTree) -> TextFragment? {
    guard let event = CoT.bestGoal(of: tree) else { return nil }
    let goal = tree.events[event].node
    var fragment = TextFragment(event: event, node: goal, depth: tree.depth(goal))
    fragment.append(heading(of: tree, .solve))
    for node in tree.descent(from: 0, to: goal) {
      fragment.append("\n")
      append(tree.parent(node), .state, in: tree, to: &fragment)
      fragment.append(WalkGrammar.step(tree.step(node)), .step, node: node)
    }
    fragment.append("\n")
    append(goal, .state, in: tree, to: &fragment)
    fragment.append(WalkGrammar.Word.goal.rawValue, .goal)
    return fragment
  }

  // MARK: Fragments

  /// The problem as it is written, and `search`.
  package func opening(of tree: SearchTree) -> TextFragment {
    var fragment = TextFragment(event: -1, node: 0)
    fragment.append(Self.heading(of: tree, .search))
    return fragment
  }

  /// The prompt without the end of its last line.
  private static func heading(of tree: SearchTree, _ instruction: Instruction) -> String {
    String(prompt(for: tree.header.problem.text, instruction).dropLast())
  }

  /// The lines of one event; nil if nothing is said of it.
  package func fragment(at index: Int, in tree: SearchTree) -> TextFragment? {
    let event = tree.events[index]
    guard says(index, in: tree) else { return nil }
    var writing = Writing(linearizer: self, index: index, tree: tree)
    switch event.kind {
    case .select, .expand: writing.visit(event.node)
    case .evaluate:
      if !saysValue(index, in: tree) {
        writing.visit(event.node)
      } else if event.isDeadEnd {
        writing.say(.deadEnd, of: event.node, .deadEnd)
      } else {
        writing.say(value: event.value, of: event.node)
      }
    case .goal: writing.say(.goal, of: event.node, .goal)
    case .mistake: writing.say(.goal, of: event.node, .mistake)
    case .prune:
      let hasFailed = event.isDeadEnd || event.reason == .exhausted
      writing.say(hasFailed ? .deadEnd : .givenUp, of: event.node, .deadEnd)
    case .end:
      if let goal = tree.outcome?.goal {
        writing.say(.solved, of: goal, .goal)
      } else {
        writing.say(.noWay, of: 0, .deadEnd)
      }
    case .backup, .backtrack, .modelCall, .failed, .text, .link, .steer, .note, .answer,
      .other:
      return nil
    }
    return writing.fragment.text.isEmpty ? nil : writing.fragment
  }

  // MARK: What is said

  /// Whether an event is written.
  private func says(_ index: Int, in tree: SearchTree) -> Bool {
    let event = tree.events[index]
    switch event.kind {
    case .select, .expand: return saysVisit(index, in: tree)
    case .evaluate: return saysVisit(index, in: tree) || saysValue(index, in: tree)
    case .goal: return true
    // The other mistakes are seen in the lines themselves.
    case .mistake: return event.reason == .rejected && !isTold(in: tree)
    case .prune: return saysPrune(index, in: tree)
    case .end:
      guard let outcome = tree.outcome else { return false }
      guard let goal = outcome.goal else {
        return !outcome.solved && outcome.stopReason == .exhausted
      }
      return tree.records.indices.contains(Int(goal))
        && focus(before: index, in: tree).node != goal
    case .backup, .backtrack, .modelCall, .failed, .text, .link, .steer, .note, .answer,
      .other:
      return false
    }
  }

  /// Whether a line says that the search comes to a node for the first time.
  private func saysVisit(_ index: Int, in tree: SearchTree) -> Bool {
    let node = tree.events[index].node
    return visits.firstVisit(node, in: tree) == index
      && (isSteppedTo(node, in: tree) || saysFirstValue(of: node, in: tree))
  }

  /// Whether a line takes the step that leads to a node: none leads to the root, and where a model
  /// found itself by mistake is named by the next line.
  fileprivate func isSteppedTo(_ node: NodeID, in tree: SearchTree) -> Bool {
    guard !isTold(in: tree) else { return node > 0 }
    switch visits.mistake(thatMade: node, in: tree) {
    case .wrong, .unreached: return false
    default: return node > 0
    }
  }

  /// Whether the steps are in somebody else's words, which no reader finds in the problem. Those of other
  /// programs' logs are, for which no model of ours stands in the header: one of their steps may well be worded
  /// as ours, and the next not.
  fileprivate func isTold(in tree: SearchTree) -> Bool {
    guard tree.header.model != nil, let problem = known?.enumerable else { return true }
    return visits.isTold(in: tree) { node in
      let context = WalkReader.context(of: problem)
      return context.canonical(tree.state(0)) == context.start
        && context.step(tree.step(node), from: 0)?.state
          == context.canonical(tree.state(node))
    }
  }

  /// The number of a node whose state alone does not name it, where steps are in somebody else's words.
  fileprivate func number(
    of node: NodeID, knownBefore index: Int, in tree: SearchTree
  ) -> Int? {
    guard isTold(in: tree), let visit = visits.firstVisit(node, in: tree), visit < index else {
      return nil
    }
    return visits.number(of: node, in: tree)
  }

  /// Whether the value of an `evaluate` event is news.
  private func saysValue(_ index: Int, in tree: SearchTree) -> Bool {
    let event = tree.events[index]
    guard event.reason != .cached else { return false }
    if let first = visits.firstEvaluation(event.node, in: tree), first < index {
      let earlier = tree.events[first]
      let isSame =
        earlier.reason == event.reason
        && (event.isDeadEnd
          || WalkGrammar.value(earlier.value) == WalkGrammar.value(event.value))
      if isSame { return false }
    }
    if event.isDeadEnd { return true }
    guard showsValues, let figure = WalkGrammar.value(event.value) else { return false }
    return figure != WalkGrammar.value(tree.records[Int(event.node)].V)
      && !isGoal(event.node, value: event.value, in: tree)
  }

  /// Whether the value that the node was created with is news when the search first comes to it.
  fileprivate func saysFirstValue(of node: NodeID, in tree: SearchTree) -> Bool {
    let value = tree.records[Int(node)].V
    return showsValues && WalkGrammar.value(value) != nil && !isGoal(node, value: value, in: tree)
  }

  /// A goal's value is not asked of the model; that it is one is said when it was verified.
  private func isGoal(_ node: NodeID, value: Float, in tree: SearchTree) -> Bool {
    value == 1 && known?.isGoal(tree.state(node)) == true
  }

  /// A node given up is spoken of where it is the current node; else the next line, which goes on
  /// from another node, says enough.
  private func saysPrune(_ index: Int, in tree: SearchTree) -> Bool {
    let event = tree.events[index]
    guard event.reason != .solved,
      let visit = visits.firstVisit(event.node, in: tree), visit < index
    else { return false }
    let (focus, hasLeft) = focus(before: index, in: tree)
    guard focus == event.node, !hasLeft else { return false }
    guard let first = visits.firstEvaluation(event.node, in: tree), first < index else {
      return true
    }
    return !tree.events[first].isDeadEnd
  }

  /// Where the text has the thought just before the event, and whether the search has left that
  /// since. Complexity: linear in the events since something was written.
  fileprivate func focus(
    before index: Int, in tree: SearchTree
  ) -> (node: NodeID, hasLeft: Bool) {
    var hasLeft = false
    var earlier = index - 1
    while earlier >= 0 {
      let event = tree.events[earlier]
      switch event.kind {
      case .backtrack: hasLeft = true
      case .select, .expand, .evaluate, .goal, .mistake:
        if says(earlier, in: tree) { return (event.node, hasLeft) }
        if visits.firstVisit(event.node, in: tree) == earlier, event.node > 0, !isTold(in: tree) {
          let mistake = visits.mistake(thatMade: event.node, in: tree)
          return (event.node, hasLeft || mistake == .unreached)
        }
      case .backup, .prune, .modelCall, .failed, .text, .link, .steer, .note, .answer, .end,
        .other:
        break
      }
      earlier -= 1
    }
    return (0, hasLeft)
  }

  /// Whether `STATE again` means this node, for one who has read what was before the event.
  fileprivate func isNamed(
    _ node: NodeID, byItsStateBefore index: Int, in tree: SearchTree
  ) -> Bool {
    guard visits.isFirstOfItsState(node, in: tree) else { return false }
    if let visit = visits.firstVisit(node, in: tree), visit < index { return true }
    return node == 0 || visits.mistake(thatMade: node, in: tree) == .unreached
  }

  // MARK: Words

  fileprivate func appendState(
    _ node: NodeID, again: String, in tree: SearchTree, to fragment: inout TextFragment
  ) {
    let isWritten = node == 0 || isSteppedTo(node, in: tree)
    Self.append(
      node, isWritten ? again.isEmpty ? .state : .backtrack : .mistake, again: again, in: tree,
      to: &fragment)
  }

  private static func append(
    _ node: NodeID, _ kind: TextFragment.SpanKind, again: String = "", in tree: SearchTree,
    to fragment: inout TextFragment
  ) {
    fragment.append(WalkGrammar.state(tree.state(node)) + again, kind, node: node)
    fragment.append(WalkGrammar.colon)
  }

  fileprivate func appendStep(_ node: NodeID, in tree: SearchTree, to fragment: inout TextFragment)
  {
    guard !isTold(in: tree) else {
      fragment.append(
        WalkGrammar.told(tree.step(node), leadingTo: tree.state(node)), .step, node: node)
      return
    }
    let isIllegal = visits.mistake(thatMade: node, in: tree) == .illegal
    fragment.append(WalkGrammar.step(tree.step(node)), isIllegal ? .mistake : .step, node: node)
  }
}

/// The lines of one event, and the current node while they are written.
private struct Writing {
  private let linearizer: WalkLinearizer
  private let index: Int
  private let tree: SearchTree
  private var focus: NodeID
  private var hasLeft: Bool
  private(set) var fragment: TextFragment

  init(linearizer: WalkLinearizer, index: Int, tree: SearchTree) {
    self.linearizer = linearizer
    self.index = index
    self.tree = tree
    (focus, hasLeft) = linearizer.focus(before: index, in: tree)
    let node = tree.events[index].node
    fragment = TextFragment(event: index, node: node, depth: tree.depth(node))
  }

  /// The search comes to a node for the first time.
  mutating func visit(_ node: NodeID) {
    if linearizer.isSteppedTo(node, in: tree) { step(to: node) }
    if linearizer.saysFirstValue(of: node, in: tree) {
      say(value: tree.records[Int(node)].V, of: node)
    }
  }

  mutating func say(value: Float, of node: NodeID) {
    beginLine(at: node)
    fragment.append(WalkGrammar.value(value) ?? "", .value, node: node)
  }

  mutating func say(_ word: WalkGrammar.Word, of node: NodeID, _ kind: TextFragment.SpanKind) {
    beginLine(at: node)
    fragment.append(word.rawValue, kind, node: node)
  }

  /// A line that goes from the node's parent to the node.
  private mutating func step(to node: NodeID) {
    beginLine(at: tree.parent(node))
    linearizer.appendStep(node, in: tree, to: &fragment)
    focus = node
  }

  /// Begins a line at a node; goes there first if need be.
  private mutating func beginLine(at node: NodeID) {
    var again = ""
    if node != focus || hasLeft {
      if linearizer.isNamed(node, byItsStateBefore: index, in: tree) {
        again = WalkGrammar.again
      } else if let number = linearizer.number(of: node, knownBefore: index, in: tree) {
        again = WalkGrammar.again(number: number)
      } else if linearizer.isSteppedTo(node, in: tree) {
        step(to: node)
      }
    }
    hasLeft = false
    focus = node
    if !fragment.text.isEmpty { fragment.append("\n") }
    linearizer.appendState(node, again: again, in: tree, to: &fragment)
  }
}
