/// The line grammar of Stream of Search (Gandhi et al., 2024, arXiv 2404.03683).
///
/// What that paper's searches have is written to the letter: the current state with the operations
/// that led to it, each operation explored, the node generated, moving between nodes (a backtrack is
/// a move up), what is unequal and what is equal to the target. Lines in the same style say what
/// our searches have beyond that: values (`Evaluated Node #0,1: 0.55`), pruned nodes (`Pruning Node
/// #0,1: duplicate of Node #0,0`), goals of other problems (`Node #0,1: Goal Reached`).
/// `docs/linearization.md` lists them all. `StreamOfSearchReader` reads the tree back.
struct StreamOfSearch: Linearizer {
  static let name = "stream-of-search"
  static let summary = "the line grammar of Stream of Search; the tree can be read back"

  private let grammar: StreamOfSearchGrammar

  init(header: TraceHeader) {
    grammar = StreamOfSearchGrammar(header: header)
  }

  func opening(of tree: SearchTree) -> TextFragment {
    var fragment = TextFragment(event: -1, node: 0)
    appendCurrentState(0, in: tree, to: &fragment)
    return fragment
  }

  func fragment(at index: Int, in tree: SearchTree) -> TextFragment? {
    let event = tree.events[index]
    var fragment = TextFragment(event: index, node: event.node, depth: tree.depth(event.node))
    switch event.kind {
    case .select:
      guard tree.focus(before: index) != event.node else { return nil }
      appendMove(to: event.node, in: tree, to: &fragment)
    case .expand:
      guard event.count > 0 else { return nil }
      appendMoveIfElsewhere(event.node, before: index, in: tree, to: &fragment)
      // Counted up from the first: to find each anew would take the square of their number.
      lazy var first = (above: label(event.node, in: tree), place: tree.ordinal(of: event.other))
      for offset in 0..<Int(event.count) {
        let child = event.other + NodeID(offset)
        appendExploration(of: child, in: tree, to: &fragment) {
          isNamedByPath(child, in: tree)
            ? "\(first.above),\(first.place + offset)" : Self.numbered(child)
        }
      }
    case .evaluate:
      if event.isDeadEnd, isUnequalNumber(event.node, in: tree) { return nil }
      fragment.append("Evaluated ")
      appendName(of: event.node, in: tree, to: &fragment)
      switch event.reason {
      case .deadEnd, .hopeless: fragment.append("No Solution", .deadEnd)
      case .cached: fragment.append(Figure.rounded(event.value) + " as before", .value)
      default: fragment.append(Figure.rounded(event.value), .value)
      }
    case .backup:
      guard !wasEvaluated(event, before: index, in: tree) else { return nil }
      fragment.append("Backed up ")
      appendName(of: event.node, in: tree, to: &fragment)
      fragment.append(Figure.rounded(event.value), .value)
    case .backtrack:
      fragment.node = event.other
      fragment.depth = tree.depth(event.other)
      appendMove(to: event.other, .backtrack, in: tree, to: &fragment)
    case .prune:
      if event.isDeadEnd, isUnequalNumber(event.node, in: tree) { return nil }
      fragment.append("Pruning ")
      appendName(of: event.node, in: tree, to: &fragment)
      fragment.append(event.reason == .none ? "given up" : event.reason.word, .deadEnd)
      if event.reason == .duplicate, let first = tree.transposition(of: event.node) {
        fragment.append(" of Node \(label(first, in: tree))", .state, node: first)
      }
    case .goal:
      if !isLastSpokenOf(event.node, before: index, in: tree) {
        appendMove(to: event.node, in: tree, to: &fragment)
        fragment.append("\n")
      }
      if let target = grammar.target {
        fragment.append("\(target),\(target) equal: Goal Reached", .goal)
      } else {
        appendName(of: event.node, in: tree, to: &fragment)
        fragment.append("Goal Reached", .goal)
      }
    case .modelCall, .failed, .text, .link, .other: return nil
    case .steer:
      fragment.append("Steering ", .note)
      appendName(of: event.node, in: tree, to: &fragment)
      fragment.append(event.reason.word, .note)
      if event.reason == .budget || event.reason == .favour {
        fragment.append(" \(Figure.rounded(event.value))", .value)
      }
    case .note:
      fragment.append("Note on ", .note)
      appendName(of: event.node, in: tree, to: &fragment)
      let note = tree.notes[Int(event.other)]
      fragment.append(Quoting.breaksLine(note) ? Quoting.quoted(note) : note, .note)
    case .answer:
      fragment.append("Note on ", .note)
      appendName(of: event.node, in: tree, to: &fragment)
      fragment.append(Quoting.quoted("answer: \(tree.notes[Int(event.other)])"), .note)
    case .mistake:
      fragment.append("Mistake at ", .mistake)
      appendName(of: event.node, in: tree, to: &fragment)
      fragment.append(event.reason.word + " ", .mistake)
      fragment.append(Quoting.quoted(tree.notes[Int(event.other)]), .note)
    case .end:
      guard let outcome = tree.outcome, !outcome.solved else { return nil }
      fragment.append("No solution found.", .deadEnd)
    }
    return fragment
  }

  // MARK: Lines

  private func appendExploration(
    of child: NodeID, in tree: SearchTree, to fragment: inout TextFragment, label: () -> String
  ) {
    let state = tree.state(child)
    let operation = grammar.operation(tree.step(child))
    startLine(&fragment)
    fragment.append("Exploring Operation: ", node: child)
    fragment.append(operation, .step, node: child)
    fragment.append(", Resulting \(grammar.noun): ", node: child)
    fragment.append(grammar.resulting(state), .state, node: child)
    guard let last = grammar.lastNumber(state) else {
      fragment.append("\nGenerated Node \(label()): ", node: child)
      fragment.append(grammar.state(state), .state, node: child)
      fragment.append(" Operation: ", node: child)
      fragment.append(operation, .step, node: child)
      return
    }
    if last != grammar.target {
      fragment.append("\n")
      fragment.append("\(last),\(grammar.target ?? "") unequal: No Solution", .deadEnd, node: child)
    }
  }

  private func appendMove(
    to node: NodeID, _ kind: TextFragment.SpanKind = .plain, in tree: SearchTree,
    to fragment: inout TextFragment
  ) {
    fragment.append("Moving to Node \(label(node, in: tree))", kind, node: node)
    fragment.append("\n")
    appendCurrentState(node, in: tree, to: &fragment)
  }

  /// Where the current node was another, says that it moves to the node, on a line of its own.
  private func appendMoveIfElsewhere(
    _ node: NodeID, before index: Int, in tree: SearchTree, to fragment: inout TextFragment
  ) {
    guard tree.focus(before: index) != node else { return }
    appendMove(to: node, in: tree, to: &fragment)
    startLine(&fragment)
  }

  private func appendCurrentState(
    _ node: NodeID, in tree: SearchTree, to fragment: inout TextFragment
  ) {
    fragment.append("Current State: ", node: node)
    fragment.append(grammar.state(tree.state(node)), .state, node: node)
    fragment.append(", Operations: [")
    let steps = tree.descent(to: node, last: StreamOfSearchGrammar.longestPath)
    let earlier = tree.depth(node) - steps.count
    if earlier > 0 { fragment.append("\(earlier) earlier") }
    for (place, step) in steps.enumerated() {
      let operation = grammar.operation(tree.step(step))
      let isQuoted = operation.hasPrefix("\"")
      if place > 0 || earlier > 0 { fragment.append(", ") }
      fragment.append(isQuoted ? operation : "'\(operation)'", .step, node: step)
    }
    fragment.append("]")
  }

  /// `Node #0,1: `.
  private func appendName(of node: NodeID, in tree: SearchTree, to fragment: inout TextFragment) {
    fragment.append("Node \(label(node, in: tree)): ", node: node)
  }

  private func startLine(_ fragment: inout TextFragment) {
    if !fragment.text.isEmpty, !fragment.text.hasSuffix("\n") { fragment.append("\n") }
  }

  /// A node's name: the ordinals on the path to it, `#0,1,0`; its number where that path is long,
  /// `#n41`.
  private func label(_ node: NodeID, in tree: SearchTree) -> String {
    guard isNamedByPath(node, in: tree) else { return Self.numbered(node) }
    var label = "#0"
    for step in tree.descent(from: 0, to: node) { label += ",\(tree.ordinal(of: step))" }
    return label
  }

  private func isNamedByPath(_ node: NodeID, in tree: SearchTree) -> Bool {
    tree.depth(node) <= StreamOfSearchGrammar.longestPath
  }

  private static func numbered(_ node: NodeID) -> String { "#n\(node)" }

  // MARK: Context

  /// Whether `equal: Goal Reached` would be understood of this node: it is the one explored last,
  /// or, where nothing was explored since, the one moved to.
  private func isLastSpokenOf(_ node: NodeID, before index: Int, in tree: SearchTree) -> Bool {
    guard let turn = tree.turn(before: index) else { return node == 0 }
    let event = tree.events[turn]
    switch event.kind {
    case .expand: return node == event.other + NodeID(event.count) - 1
    case .backtrack: return node == event.other
    case .select where tree.focus(before: turn) == event.node:
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
