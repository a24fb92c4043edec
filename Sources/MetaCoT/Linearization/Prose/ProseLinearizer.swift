/// Plain prose of the kind that a reasoning model writes: it tries a step, says what that leaves and
/// how promising it looks, checks, goes back, and verifies the answer.
///
/// One iteration of a search makes a sentence or two. Wording varies with the number of the event,
/// so that it is the same each time it is written.
struct ProseLinearizer: Linearizer {
  static let name = "thought"
  static let summary = "plain prose, as a reasoning model thinks"

  let words: any ProblemPhrases
  private let problem: KnownProblem?
  private let exploration: Exploration?
  private let opinions: ValuePhrases
  /// What a raised budget gives more of.
  private let raised: String

  init(header: TraceHeader) {
    words = Phrases.of(header)
    problem = KnownProblem(header.problem)
    exploration = header.exploration
    opinions = ValuePhrases(header)
    let limit = header.budget.flatMap { try? Budget(text: $0) }?.raisable ?? .expansions
    raised = limit == .calls ? "model calls" : limit.rawValue
  }

  /// Whether each iteration ends in a judgement of a node, which then says what was tried.
  private var judges: Bool { exploration == .backups }

  /// Whether a node is spoken of when the search turns to it: its value is not judged later.
  private func isTriedAtOnce(_ node: NodeID, in tree: SearchTree) -> Bool {
    !judges || !tree.records[Int(node)].V.isNaN
  }

  /// Whether nodes are turned to because of their costs.
  private var goesByCost: Bool { exploration == .cost || exploration == .costToGo }

  func opening(of tree: SearchTree) -> TextFragment {
    var fragment = TextFragment(event: -1, node: 0)
    if let problem {
      fragment.append(problem.statement, node: 0)
    } else {
      let text = tree.header.problem.text
      let gap = text.contains(where: \.isNewline) ? "\n" : " "
      fragment.append(
        text.isEmpty ? "The problem is not known." : "The problem:" + gap + text, node: 0)
    }
    if let plan = exploration.map(Self.plan) { fragment.append("\n" + plan) }
    return fragment
  }

  func fragment(at index: Int, in tree: SearchTree) -> TextFragment? {
    let event = tree.events[index]
    var fragment = TextFragment(event: index, node: event.node, depth: tree.depth(event.node))
    switch event.kind {
    case .select: appendTurn(to: event.node, in: tree, &fragment)
    case .expand: appendChoice(event, in: tree, &fragment)
    case .evaluate: appendJudgement(event, in: tree, &fragment)
    case .backtrack: appendBacktrack(event, in: tree, &fragment)
    case .prune: appendPruning(event, in: tree, &fragment)
    case .goal: appendGoal(event, in: tree, &fragment)
    case .steer: appendSteering(event, in: tree, &fragment)
    case .note: fragment.append("(\(tree.notes[Int(event.other)]))", .note)
    case .answer:
      let answer = tree.notes[Int(event.other)]
      fragment.append(
        answer.speaksForItself ? "One answer: \(answer)" : "So one answer is \(answer).", .goal)
    case .mistake: fragment.append("(mistake: \(tree.notes[Int(event.other)]))", .mistake)
    case .end: appendEnd(in: tree, &fragment)
    case .failed: fragment.append("(no answer: \(tree.notes[Int(event.other)]))", .note)
    case .link:
      say(
        ["({Place} leads to {other}, too.)"], .note, of: event.node, in: tree, &fragment,
        [
          "other": .init(words.place(event.other, in: tree), .state, event.other)
        ])
    case .backup, .modelCall, .text, .other: return nil
    }
    return fragment.text.isEmpty ? nil : fragment
  }

  /// How the search is going to go about it, in a sentence.
  private static func plan(of exploration: Exploration) -> String {
    switch exploration {
    case .backups:
      "I will try steps, judge where they lead, and come back to what looks best."
    case .cost:
      "I always continue where the cost so far (g) plus the estimated cost to go (h) is lowest."
    case .costToGo: "I always continue where the estimated cost to go (h) is lowest."
    case .value: "I always continue where it looks best."
    case .descent: "I always take the step that looks best, and never go back."
    case .breadth: "I go through the short paths first, then the longer ones."
    case .depth: "I follow one path to its end, and go back when it fails."
    case .beam: "I go one step deeper at a time, and keep only the best few paths."
    case .attempts: "I make one attempt after another, and check where each ends."
    case .text: "I write down what I try, and go back where it fails."
    }
  }

  // MARK: Trying

  private func appendTurn(to node: NodeID, in tree: SearchTree, _ fragment: inout TextFragment) {
    let stood = tree.focus(before: fragment.event)
    guard node > 0, node != stood, isTriedAtOnce(node, in: tree) else { return }
    if let child = tree.children(of: node).first, judges,
      let expansion = tree.eventThatCreated(child), expansion < fragment.event
    {
      say(["I go on from {place}."], of: node, in: tree, &fragment)
      return
    }
    let parent = tree.parent(node)
    if parent != stood, !goesByCost || !words.placesAreAbsolute {
      appendFrom(node, in: tree, &fragment)
    }
    if let g = tree.g(node), let h = tree.h(node), goesByCost || tree.records[Int(node)].V.isNaN {
      // The sum of what is written, not of the nearest 32 bits, which may differ from it in a last digit.
      let sum = Float(g.decimal + h.decimal)
      let costs = "g \(Figure.exact(g)), h \(Figure.exact(h)) → \(Figure.exact(sum))"
      if speaksForItself(node, in: tree) {
        let slots = ["value": SentenceTemplate.SlotContent(" (\(costs))", .value, node)]
        say([words.ownTry], of: node, in: tree, &fragment, slots)
        return
      }
      say(
        words.isLast(node, in: tree) ? ["{Step}: {costs}."] : words.costTries, of: node, in: tree,
        &fragment, ["costs": .init(costs, .value, node)])
      return
    }
    let isLast = words.isLast(node, in: tree)
    let sentences = isLast ? words.lastTries : words.tries
    say(
      !speaksForItself(node, in: tree) ? sentences : [isLast ? "{Step}." : words.ownTry], of: node,
      in: tree, &fragment, valueSlots(tree.records[Int(node)].V, of: node))
  }

  private func speaksForItself(_ node: NodeID, in tree: SearchTree) -> Bool {
    tree.step(node).speaksForItself
  }

  private func appendChoice(_ event: Event, in tree: SearchTree, _ fragment: inout TextFragment) {
    guard event.count > 0, isTriedAtOnce(event.other, in: tree) else { return }
    let children = event.other..<event.other + NodeID(event.count)
    fragment.append(words.choice(children, of: event.node, exploration, in: tree) ?? "")
  }

  /// Says where the thought goes on from.
  private func appendFrom(_ node: NodeID, in tree: SearchTree, _ fragment: inout TextFragment) {
    say(["From {parent}: "], of: node, in: tree, &fragment)
  }

  /// A value in brackets, if it says anything.
  private func valueSlots(_ value: Float, of node: NodeID) -> [String: SentenceTemplate.SlotContent]
  {
    guard opinions.areShown, !value.isNaN else { return [:] }
    return ["value": .init(" (\(Figure.value(value)))", .value, node)]
  }

  // MARK: Judging

  private func appendJudgement(_ event: Event, in tree: SearchTree, _ fragment: inout TextFragment)
  {
    let node = event.node
    guard node > 0 else { return }
    let parent = tree.parent(node)
    let turn = tree.earlier(than: fragment.event) {
      $0.kind == .select && ($0.node == node || $0.node == parent)
    }
    let hasSpoken =
      isTriedAtOnce(node, in: tree) && turn.map { tree.events[$0].node == node } ?? false
    var slots = valueSlots(event.value, of: node)
    if event.isDeadEnd {
      if hasSpoken {
        say(["But {failure}.", "No: {failure}."], .deadEnd, of: node, in: tree, &fragment)
      } else {
        appendWhere(node, turn: turn, in: tree, &fragment)
        say(["{Failedstep}."], .deadEnd, of: node, in: tree, &fragment)
      }
      return
    }
    let adjective = opinions.adjective(of: event.value)
    slots["opinion"] = adjective.map { .init($0, .value, node) }
    if hasSpoken {
      guard adjective != nil else { return }
      say(["That looks {opinion}{value}."], of: node, in: tree, &fragment, slots)
      return
    }
    appendWhere(node, turn: turn, in: tree, &fragment)
    if words.isLast(node, in: tree) || isGoal(node, event.value, in: tree) {
      // Whether it is the goal is said next.
      say(["{Step}."], of: node, in: tree, &fragment)
      return
    }
    let isKnown = event.reason == .cached
    let sentences =
      speaksForItself(node, in: tree)
      ? [ownJudgement(hasOpinion: adjective != nil, isKnown: isKnown)]
      : isKnown ? words.repeats : adjective == nil ? words.plainJudgements : words.judgements
    say(sentences, of: node, in: tree, &fragment, slots)
    let rest = opinions.sentences(of: event.value)
    if !rest.isEmpty { fragment.append(" " + SentenceTemplate.pick(rest, fragment.event)) }
  }

  /// A sentence that judges what a step leads to which speaks for itself.
  private func ownJudgement(hasOpinion: Bool, isKnown: Bool) -> String {
    guard hasOpinion || isKnown else { return words.ownTry }
    let gap = words.changesCase ? " " : "\n"
    return words.ownTry.replacing("{value}", with: "") + gap
      + (isKnown ? "I have been here before{value}." : "That looks {opinion}{value}.")
  }

  private func isGoal(_ node: NodeID, _ value: Float, in tree: SearchTree) -> Bool {
    value == 1 && problem?.isGoal(tree.state(node)) == true
  }

  /// Where the judged node lies, if that is not clear from what was said: the thought went on to a
  /// child of what it judged before, or went back and down again.
  private func appendWhere(
    _ node: NodeID, turn: Int?, in tree: SearchTree, _ fragment: inout TextFragment
  ) {
    guard let turn, let before = tree.turn(before: turn) else { return }
    let parent = tree.parent(node)
    if tree.events[before].kind == .backtrack {
      if tree.events[before].other != parent { appendFrom(node, in: tree, &fragment) }
      return
    }
    guard let judged = tree.earlier(than: turn, where: { $0.kind == .evaluate }) else { return }
    if tree.events[judged].node == parent {
      if parent > 0, !speaksForItself(node, in: tree) { fragment.append("Then ") }
    } else if tree.parent(tree.events[judged].node) != parent {
      appendFrom(node, in: tree, &fragment)
    }
  }

  // MARK: Going back

  private func appendBacktrack(_ event: Event, in tree: SearchTree, _ fragment: inout TextFragment)
  {
    let back = [
      "back": SentenceTemplate.SlotContent(
        words.place(event.other, in: tree), .backtrack, event.other)
    ]
    fragment.depth = tree.depth(event.other)
    let sentences =
      hasSaidWhy(event, before: fragment.event, in: tree)
      ? ["Back to {back}.", "I go back to {back}.", "So back to {back}."]
      : BacktrackTemplates.sentences(
        for: event.reason == .better && exploration?.prefersNodes == false ? .none : event.reason)
    say(sentences, .backtrack, of: event.node, in: tree, &fragment, back)
  }

  /// Whether the text just before the event says why the node is left.
  private func hasSaidWhy(_ event: Event, before index: Int, in tree: SearchTree) -> Bool {
    tree.earlier(than: index) {
      $0.reason == event.reason && ($0.kind == .evaluate || $0.kind == .prune)
        && $0.node == event.node && event.reason != .none
    } != nil
  }

  private func appendPruning(_ event: Event, in tree: SearchTree, _ fragment: inout TextFragment) {
    let node = event.node
    let previous = fragment.event > 0 ? tree.events[fragment.event - 1] : nil
    let isRun = previous?.kind == .prune && previous?.reason == event.reason
    switch event.reason {
    case .deadEnd, .hopeless:
      // Children without hope were counted when they were made.
      let isTold = tree.earlier(than: fragment.event) {
        $0.kind == .evaluate && $0.node == node && $0.isDeadEnd
          || $0.kind == .expand && $0.other <= node && node < $0.other + NodeID($0.count)
            && tree.header.root.h != nil
      }
      guard isTold == nil else { return }
      let isHere = tree.focus(before: fragment.event) == node
      say(isHere ? ["But {failure}."] : ["{Failedstep}."], .deadEnd, of: node, in: tree, &fragment)
    case .exhausted:
      guard !isRun, !hasCountedNone(before: fragment.event, of: node, in: tree) else { return }
      say(
        ["From {place} there is nothing left to try.", "I have tried everything from {place}."],
        .deadEnd,
        of: node, in: tree, &fragment)
    case .duplicate:
      guard !isRun else { return }
      say(
        [
          "From {place} I only reach states that I have already seen.",
          "Everything after {place} I have already seen.",
        ],
        .deadEnd, of: node, in: tree, &fragment)
    case .superseded:
      say(["This is a cheaper path to {place} than the one I had."], of: node, in: tree, &fragment)
    case .bound:
      guard !isRun else { return }
      say(["{Place} cannot beat what I have."], .deadEnd, of: node, in: tree, &fragment)
    case .width:
      guard !isRun else { return }
      say(
        [
          "I keep the best few; {place} and the like are dropped.",
          "I drop the others, such as {place}.",
        ],
        .deadEnd, of: node, in: tree, &fragment)
    case .depth:
      guard !isRun else { return }
      say(
        ["That is deep enough: I stop at {place}."], .deadEnd, of: node, in: tree,
        &fragment)
    default: return
    }
  }

  /// Whether it was just said that none of the node's children is worth a look.
  private func hasCountedNone(before index: Int, of node: NodeID, in tree: SearchTree) -> Bool {
    let expansion = tree.earlier(than: index) { $0.kind == .expand && $0.node == node }
    guard let expansion, tree.header.root.h != nil else { return false }
    let event = tree.events[expansion]
    let children = event.other..<event.other + NodeID(event.count)
    return !children.isEmpty && children.allSatisfy { tree.h($0) == nil }
      && fragment(at: expansion, in: tree) != nil
  }

  // MARK: Ending

  private func appendGoal(_ event: Event, in tree: SearchTree, _ fragment: inout TextFragment) {
    let node = event.node
    let said = tree.earlier(than: fragment.event) {
      $0.node == node
        && ($0.kind == .evaluate || $0.kind == .select && isTriedAtOnce(node, in: tree))
    }
    if said == nil, node > 0 { say(["{Step}. "], .goal, of: node, in: tree, &fragment) }
    fragment.append(words.success, .goal)
    if let answer = problem?.answer(at: node, in: tree), answer.found.isAccepted {
      fragment.append("\n")
      fragment.append("Check: \(words.check(answer.text, in: tree)). Yes.", .check)
    }
  }

  private func appendEnd(in tree: SearchTree, _ fragment: inout TextFragment) {
    guard let outcome = tree.outcome else { return }
    if outcome.solved {
      guard tree.goals.count > 1, let cost = outcome.cost else { return }
      fragment.append(
        "The best of the \(tree.goals.count) solutions I found costs \(Figure.exact(Float(cost))).",
        .goal)
      return
    }
    guard let sentence = Self.sentence(for: outcome) else { return }
    fragment.append(sentence, .deadEnd)
  }

  /// How a search without a solution ended; nil where nothing is missing.
  private static func sentence(for outcome: Outcome) -> String? {
    func stop(_ limit: String?) -> String {
      "I have to stop here\(limit.map { " (\($0))" } ?? ""), without a solution."
    }
    switch outcome.stopReason {
    case .exhausted: return "I have tried everything and found no solution."
    case .goal: return nil
    case .answer: return "My answer is not right."
    case .interrupted: return "I was interrupted here, without a solution."
    case .endOfText: return "I give up here, without a solution."
    case .expansions: return stop(outcome.expansions.map { Phrases.counted($0, "expansion") })
    case .calls: return stop(outcome.modelCalls.map { Phrases.counted($0, "model call") })
    case .tokens: return stop(outcome.tokens.map { Phrases.counted($0, "token") })
    case .seconds, .memory, .noGrowth, .modelFailed, .cutOff, nil: return stop(outcome.stopped)
    }
  }

  private func appendSteering(_ event: Event, in tree: SearchTree, _ fragment: inout TextFragment) {
    let sentence: String
    switch event.reason {
    case .expandNext: sentence = "(I was asked to look at {place} next.)"
    case .forbid: sentence = "(I was asked to leave {place} alone.)"
    case .allow: sentence = "(I may look at {place} again.)"
    case .favour: sentence = "(I was asked to spend more time on {place}.)"
    case .budget: sentence = "(I was given \(Figure.exact(event.value)) more \(raised).)"
    default: return
    }
    say([sentence], .note, of: event.node, in: tree, &fragment)
  }

  // MARK: Saying

  /// One of the sentences about a node, with the slots that are given and those of the node filled.
  private func say(
    _ sentences: [String], _ role: TextFragment.SpanKind = .plain, of node: NodeID,
    in tree: SearchTree,
    _ fragment: inout TextFragment, _ given: [String: SentenceTemplate.SlotContent] = [:]
  ) {
    var sentence = SentenceTemplate.pick(sentences, fragment.event)
    if tree.step(node).isEmpty, sentence.lowercased().contains("{step}") {
      // No step leads here: a model went to a state that it had not reached.
      sentence = "Suppose I am at {place}{value}."
    }
    if !fragment.text.isEmpty, !fragment.text.hasSuffix(". ") {
      sentence = SentenceTemplate.continued(sentence)
    }
    SentenceTemplate.append(
      sentence, role, to: &fragment, changingCase: words.changesCase
    ) { slot in
      switch slot {
      case "step": .init(words.step(node, in: tree), .step, node)
      case "place": .init(words.place(node, in: tree), .state, node)
      case "result": .init(words.result(node, in: tree), .state, node)
      case "parent":
        .init(words.place(tree.parent(node), in: tree), .state, tree.parent(node))
      case "failure": .init(words.failure(node, in: tree), .deadEnd, node)
      case "failedstep": .init(words.failedStep(node, in: tree), .deadEnd, node)
      default: given[slot]
      }
    }
  }
}
