/// Plain prose of the kind that a reasoning model writes: it tries a step, says what that leaves and
/// how promising it looks, checks, goes back, and verifies the answer.
///
/// One iteration of a search makes a sentence or two. Wording varies with the number of the event,
/// so that it is the same each time it is written.
struct Thought: Register {
  static let name = "thought"
  static let summary = "plain prose, as a reasoning model thinks"

  let words: any ProblemWords
  /// Whether each iteration ends in a judgement of the node, which then says what was tried.
  let judges: Bool

  init(header: TraceHeader) {
    words = Words.of(header.problem)
    judges = header.strategy.name == "mcts"
  }

  func opening(of tree: SearchTree) -> Piece {
    var piece = Piece(event: -1, node: 0)
    let problem = tree.header.problem
    piece.append("The problem: \(problem.text).", node: 0)
    return piece
  }

  func piece(at index: Int, in tree: SearchTree) -> Piece? {
    let event = tree.events[index]
    var piece = Piece(event: index, node: event.node, depth: tree.depth(event.node))
    switch event.kind {
    case .select: appendTurn(to: event.node, in: tree, &piece)
    case .expand: appendChildren(of: event, in: tree, &piece)
    case .evaluate: appendJudgement(event, in: tree, &piece)
    case .backtrack: appendBacktrack(event, in: tree, &piece)
    case .prune: appendPruning(event, in: tree, &piece)
    case .goal: appendGoal(event, in: tree, &piece)
    case .steer: appendSteering(event, in: tree, &piece)
    case .note: piece.append(tree.notes[Int(event.other)], .note)
    case .end: appendEnd(in: tree, &piece)
    case .backup, .modelCall: return nil
    }
    return piece.text.isEmpty ? nil : piece
  }

  // MARK: Trying

  private func appendTurn(to node: NodeID, in tree: SearchTree, _ piece: inout Piece) {
    let stood = tree.standing(before: piece.event)
    guard node > 0, node != stood, !judges else { return }
    if let g = tree.g(node), let h = tree.h(node) {
      let sentences =
        tree.parent(node) == stood
        ? ["{Place} next: {costs}.", "On to {place}: {costs}."]
        : ["{Place} costs least now: {costs}.", "The cheapest is {place}: {costs}."]
      say(
        sentences, of: node, in: tree,
        [
          "costs": .init(costs(g, h), .value, node)
        ], &piece)
    } else {
      let sentences = words.isLast(node, in: tree) ? words.lastTries : words.tries
      say(sentences, of: node, in: tree, [:], &piece)
    }
  }

  private func costs(_ g: Float, _ h: Float) -> String {
    "g \(Figure.exact(g)), h \(Figure.exact(h)) → \(Figure.exact(g + h))"
  }

  private func appendChildren(of event: Event, in tree: SearchTree, _ piece: inout Piece) {
  }

  // MARK: Judging

  private func appendJudgement(_ event: Event, in tree: SearchTree, _ piece: inout Piece) {
    let node = event.node
    guard node > 0 else { return }
    if event.reason == .deadEnd {
      say(
        ["{Step}: {failure}."], .deadEnd, of: node, in: tree,
        [
          "failure": .init(words.failure(node, in: tree), .deadEnd, node)
        ], &piece)
      return
    }
    let opinion = Self.opinion(of: event.value)
    say(
      ["{Step} leaves {place}: \(opinion) ({value})."], of: node, in: tree,
      ["value": .init(Figure.value(event.value), .value, node)], &piece)
  }

  private static func opinion(of value: Float) -> String {
    switch value {
    case 0.8...: "very promising"
    case 0.5..<0.8: "promising"
    case 0.25..<0.5: "possible"
    case 0.05..<0.25: "not much hope"
    default: "hopeless"
    }
  }

  // MARK: Going back

  private func appendBacktrack(_ event: Event, in tree: SearchTree, _ piece: inout Piece) {
    say(
      ["Back to {from}."], .backtrack, of: event.node, in: tree,
      [
        "from": .init(words.place(event.other, in: tree), .state, event.other)
      ], &piece)
  }

  private func appendPruning(_ event: Event, in tree: SearchTree, _ piece: inout Piece) {
  }

  // MARK: Ending

  private func appendGoal(_ event: Event, in tree: SearchTree, _ piece: inout Piece) {
    say(["{Step}. "], .goal, of: event.node, in: tree, [:], &piece)
    piece.append(words.success, .goal)
  }

  private func appendSteering(_ event: Event, in tree: SearchTree, _ piece: inout Piece) {
  }

  private func appendEnd(in tree: SearchTree, _ piece: inout Piece) {
    guard let outcome = tree.outcome, !outcome.solved else { return }
    piece.append("I have not found a solution.", .deadEnd)
  }

  // MARK: Saying

  /// One of the sentences about a node, its gaps `{step}` and `{place}` filled, and those given.
  private func say(
    _ sentences: [String], _ role: Piece.Role = .plain, of node: NodeID, in tree: SearchTree,
    _ gaps: [String: Saying.Filling], _ piece: inout Piece
  ) {
    var gaps = gaps
    gaps["step"] = .init(words.step(node, in: tree), .step, node)
    gaps["place"] = .init(words.place(node, in: tree), .state, node)
    Saying.append(Saying.pick(sentences, piece.event), role, filling: gaps, to: &piece)
  }
}
