/// The line grammar of Stream of Search (Gandhi et al., 2024, arXiv 2404.03683).
///
/// What that paper's searches have is written to the letter: the current state with the operations
/// that led to it, each operation explored, the node generated, moving between nodes (a backtrack is
/// a move up), what is unequal and what is equal to the target. Lines in the same style say what
/// our searches have beyond that: values (`Evaluated Node #0,1: 0.55`), pruned nodes (`Pruning Node
/// #0,1: duplicate of Node #0,0`), goals of other problems (`Node #0,1: Goal Reached`).
/// `docs/linearization.md` lists them all. `StreamOfSearchReader` reads the tree back.
struct StreamOfSearch: Register {
  static let name = "stream-of-search"
  static let summary = "the line grammar of Stream of Search; the tree can be read back"

  private let grammar: StreamOfSearchGrammar

  init(header: TraceHeader) {
    grammar = StreamOfSearchGrammar(header: header)
  }

  func opening(of tree: SearchTree) -> Piece {
    var piece = Piece(event: -1, node: 0)
    appendCurrentState(0, in: tree, to: &piece)
    return piece
  }

  func piece(at index: Int, in tree: SearchTree) -> Piece? {
    let event = tree.events[index]
    var piece = Piece(event: index, node: event.node, depth: tree.depth(event.node))
    switch event.kind {
    case .select:
      guard tree.standing(before: index) != event.node else { return nil }
      appendMove(to: event.node, in: tree, to: &piece)
    case .expand:
      guard event.count > 0 else { return nil }
      appendMoveIfElsewhere(event.node, before: index, in: tree, to: &piece)
      for child in event.other..<event.other + NodeID(event.count) {
        appendExploration(of: child, in: tree, to: &piece)
      }
    case .evaluate:
      if event.reason == .deadEnd, isUnequalNumber(event.node, in: tree) { return nil }
      piece.append("Evaluated ")
      appendName(of: event.node, in: tree, to: &piece)
      switch event.reason {
      case .deadEnd: piece.append("No Solution", .deadEnd)
      case .cached: piece.append(Figure.rounded(event.value) + " as before", .value)
      default: piece.append(Figure.rounded(event.value), .value)
      }
    case .backup:
      guard !wasEvaluated(event, before: index, in: tree) else { return nil }
      piece.append("Backed up ")
      appendName(of: event.node, in: tree, to: &piece)
      piece.append(Figure.rounded(event.value), .value)
    case .backtrack:
      piece.node = event.other
      piece.depth = tree.depth(event.other)
      appendMove(to: event.other, .backtrack, in: tree, to: &piece)
    case .prune:
      if event.reason == .deadEnd, isUnequalNumber(event.node, in: tree) { return nil }
      piece.append("Pruning ")
      appendName(of: event.node, in: tree, to: &piece)
      piece.append(event.reason == .none ? "given up" : event.reason.word, .deadEnd)
      if event.reason == .duplicate, let first = tree.transposition(of: event.node) {
        piece.append(" of Node \(label(first, in: tree))", .state, node: first)
      }
    case .goal:
      if !isLastSpokenOf(event.node, before: index, in: tree) {
        appendMove(to: event.node, in: tree, to: &piece)
        piece.append("\n")
      }
      if let target = grammar.target {
        piece.append("\(target),\(target) equal: Goal Reached", .goal)
      } else {
        appendName(of: event.node, in: tree, to: &piece)
        piece.append("Goal Reached", .goal)
      }
    case .modelCall, .failed, .text, .link, .other: return nil
    case .steer:
      piece.append("Steering ", .note)
      appendName(of: event.node, in: tree, to: &piece)
      piece.append(event.reason.word, .note)
      if event.reason == .budget || event.reason == .favour {
        piece.append(" \(Figure.rounded(event.value))", .value)
      }
    case .note:
      piece.append("Note on ", .note)
      appendName(of: event.node, in: tree, to: &piece)
      let note = tree.notes[Int(event.other)]
      piece.append(Quoting.breaksLine(note) ? Quoting.quoted(note) : note, .note)
    case .answer:
      piece.append("Note on ", .note)
      appendName(of: event.node, in: tree, to: &piece)
      piece.append(Quoting.quoted("answer: \(tree.notes[Int(event.other)])"), .note)
    case .mistake:
      piece.append("Mistake at ", .mistake)
      appendName(of: event.node, in: tree, to: &piece)
      piece.append(event.reason.word + " ", .mistake)
      piece.append(Quoting.quoted(tree.notes[Int(event.other)]), .note)
    case .end:
      guard let outcome = tree.outcome, !outcome.solved else { return nil }
      piece.append("No solution found.", .deadEnd)
    }
    return piece
  }

  // MARK: Lines

  private func appendExploration(of child: NodeID, in tree: SearchTree, to piece: inout Piece) {
    let state = tree.state(child)
    let operation = grammar.operation(tree.step(child))
    startLine(&piece)
    piece.append("Exploring Operation: ", node: child)
    piece.append(operation, .step, node: child)
    piece.append(", Resulting \(grammar.noun): ", node: child)
    piece.append(grammar.resulting(state), .state, node: child)
    guard let last = grammar.lastNumber(state) else {
      piece.append("\nGenerated Node \(label(child, in: tree)): ", node: child)
      piece.append(grammar.state(state), .state, node: child)
      piece.append(" Operation: ", node: child)
      piece.append(operation, .step, node: child)
      return
    }
    if last != grammar.target {
      piece.append("\n")
      piece.append("\(last),\(grammar.target ?? "") unequal: No Solution", .deadEnd, node: child)
    }
  }

  private func appendMove(
    to node: NodeID, _ role: Piece.Role = .plain, in tree: SearchTree, to piece: inout Piece
  ) {
    piece.append("Moving to Node \(label(node, in: tree))", role, node: node)
    piece.append("\n")
    appendCurrentState(node, in: tree, to: &piece)
  }

  /// Where the thought stood elsewhere, says that it moves to the node, on a line of its own.
  private func appendMoveIfElsewhere(
    _ node: NodeID, before index: Int, in tree: SearchTree, to piece: inout Piece
  ) {
    guard tree.standing(before: index) != node else { return }
    appendMove(to: node, in: tree, to: &piece)
    startLine(&piece)
  }

  private func appendCurrentState(_ node: NodeID, in tree: SearchTree, to piece: inout Piece) {
    piece.append("Current State: ", node: node)
    piece.append(grammar.state(tree.state(node)), .state, node: node)
    piece.append(", Operations: [")
    for (place, step) in tree.descent(from: 0, to: node).enumerated() {
      let operation = grammar.operation(tree.step(step))
      let isQuoted = operation.hasPrefix("\"")
      if place > 0 { piece.append(", ") }
      piece.append(isQuoted ? operation : "'\(operation)'", .step, node: step)
    }
    piece.append("]")
  }

  /// `Node #0,1: `.
  private func appendName(of node: NodeID, in tree: SearchTree, to piece: inout Piece) {
    piece.append("Node \(label(node, in: tree)): ", node: node)
  }

  private func startLine(_ piece: inout Piece) {
    if !piece.text.isEmpty, !piece.text.hasSuffix("\n") { piece.append("\n") }
  }

  /// A node's name: the ordinals on the path to it, `#0,1,0`.
  private func label(_ node: NodeID, in tree: SearchTree) -> String {
    var label = "#0"
    for step in tree.descent(from: 0, to: node) { label += ",\(tree.ordinal(of: step))" }
    return label
  }

  // MARK: Context

  /// Whether `equal: Goal Reached` would be understood of this node: it is the one explored last,
  /// or, where nothing was explored since, the one moved to.
  private func isLastSpokenOf(_ node: NodeID, before index: Int, in tree: SearchTree) -> Bool {
    guard let turn = tree.turn(before: index) else { return node == 0 }
    let event = tree.events[turn]
    switch event.kind {
    case .expand: return node == event.other + NodeID(event.count) - 1
    case .backtrack: return node == event.other
    case .select where tree.standing(before: turn) == event.node:
      // Nothing was said of it.
      return isLastSpokenOf(node, before: turn, in: tree)
    default: return node == event.node
    }
  }

  private func isUnequalNumber(_ node: NodeID, in tree: SearchTree) -> Bool {
    guard let last = grammar.lastNumber(tree.state(node)) else { return false }
    return last != grammar.target && node > 0
  }

  private func wasEvaluated(_ backup: Event, before index: Int, in tree: SearchTree) -> Bool {
    tree.earlier(than: index) {
      $0.kind == .evaluate && $0.node == backup.node && $0.value == backup.value
    } != nil
  }
}
