/// The tokens of Searchformer (Lehnert et al., 2024, arXiv 2402.14083): `create`, `close` and
/// `plan`, a node's state, its cost so far and its estimated cost to go.
///
/// The tokens before ` # ` are the paper's; what follows is a remark that says what they cannot:
/// the step that led to a created node, the number of a closed one (`create` counts, from the root,
/// 0). Cut the remarks off and the paper's token sequence is left. Other verbs say what A* does not
/// have: `value`, `backup`, `fail`, `prune`, `back`. Nodes without costs (as of MCTS) have no cost
/// tokens. `docs/linearization.md` lists all lines. `SearchformerReader` reads the tree back.
struct Searchformer: Linearizer {
  static let name = "searchformer"
  static let summary = "create, close and plan tokens with costs; the tree can be read back"

  /// Whether states are cells of a grid, written as two tokens.
  private let isGrid: Bool

  init(header: TraceHeader) {
    isGrid = header.problem.kind == "maze"
  }

  func opening(of tree: SearchTree) -> TextFragment {
    var fragment = TextFragment(event: -1, node: 0)
    if let prompt = SearchformerTokens.prompt(of: tree.header.problem) {
      fragment.append(prompt + "\n")
    }
    appendTokens(.create, 0, in: tree, to: &fragment)
    return fragment
  }

  func fragment(at index: Int, in tree: SearchTree) -> TextFragment? {
    let event = tree.events[index]
    var fragment = TextFragment(event: index, node: event.node, depth: tree.depth(event.node))
    switch event.kind {
    case .select:
      appendNode(.close, event.node, in: tree, to: &fragment)
    case .expand:
      guard event.count > 0 else { return nil }
      if lastClosed(before: index, in: tree) != event.node {
        appendNode(.close, event.node, in: tree, to: &fragment)
        fragment.append("\n")
      }
      for child in event.other..<event.other + NodeID(event.count) {
        if child > event.other { fragment.append("\n") }
        appendTokens(.create, child, in: tree, to: &fragment)
        let step = tree.step(child)
        fragment.append(SearchformerTokens.remark, node: child)
        fragment.append(
          Quoting.breaksLine(step) ? Quoting.quoted(step) : step, .step, node: child)
      }
    case .evaluate where event.isDeadEnd:
      appendNode(.fail, event.node, .deadEnd, in: tree, to: &fragment)
    case .evaluate:
      appendNode(.value, event.node, figure: event.value, in: tree, to: &fragment)
      if event.reason == .cached { fragment.append(" cached", .note) }
    case .backup:
      let evaluated = tree.earlier(than: index) {
        $0.kind == .evaluate && $0.node == event.node && $0.value == event.value
      }
      guard evaluated == nil else { return nil }
      appendNode(.backup, event.node, figure: event.value, in: tree, to: &fragment)
    case .backtrack:
      fragment.node = event.other
      fragment.depth = tree.depth(event.other)
      appendNode(.back, event.other, .backtrack, in: tree, to: &fragment)
      fragment.append(" from \(event.node)", .backtrack, node: event.node)
      appendReason(of: event, to: &fragment)
    case .prune:
      appendNode(.prune, event.node, .deadEnd, in: tree, to: &fragment)
      appendReason(of: event, to: &fragment)
    case .goal:
      for (place, node) in tree.path(to: event.node).enumerated() {
        if place > 0 { fragment.append("\n") }
        appendNode(.plan, node, .goal, in: tree, to: &fragment)
      }
      fragment.append(" goal \(Figure.exact(event.value))", .goal)
    case .modelCall, .failed, .text, .link, .other: return nil
    case .steer:
      appendNode(.steer, event.node, .note, in: tree, to: &fragment)
      appendReason(of: event, to: &fragment)
      fragment.append(" \(Figure.exact(event.value))", .value)
    case .note:
      appendNode(.note, event.node, .note, in: tree, to: &fragment)
      fragment.append(" " + Quoting.quoted(tree.notes[Int(event.other)]), .note)
    case .answer:
      appendNode(.note, event.node, .note, in: tree, to: &fragment)
      fragment.append(" " + Quoting.quoted("answer: \(tree.notes[Int(event.other)])"), .note)
    case .mistake:
      appendNode(.mistake, event.node, .mistake, in: tree, to: &fragment)
      appendReason(of: event, to: &fragment)
      fragment.append(" " + Quoting.quoted(tree.notes[Int(event.other)]), .note)
    case .end:
      fragment.append("eos")
    }
    return fragment
  }

  /// The verb, the state, and the costs where the verb has them.
  private func appendTokens(
    _ verb: SearchformerTokens.Verb, _ node: NodeID, _ kind: TextFragment.SpanKind = .plain,
    in tree: SearchTree, to fragment: inout TextFragment
  ) {
    fragment.append(verb.rawValue + " ", kind, node: node)
    fragment.append(
      SearchformerTokens.state(tree.state(node), onGrid: isGrid), .state, node: node)
    if verb == .create || verb == .close {
      fragment.append(
        SearchformerTokens.costs(g: tree.g(node), h: tree.h(node)), .value, node: node)
    }
  }

  /// The tokens, a figure, and the number of the node.
  private func appendNode(
    _ verb: SearchformerTokens.Verb, _ node: NodeID, _ kind: TextFragment.SpanKind = .plain,
    figure: Float? = nil, in tree: SearchTree, to fragment: inout TextFragment
  ) {
    appendTokens(verb, node, kind, in: tree, to: &fragment)
    if let figure { fragment.append(" v" + Figure.rounded(figure), .value, node: node) }
    fragment.append(SearchformerTokens.remark + "\(node)", node: node)
  }

  private func appendReason(of event: Event, to fragment: inout TextFragment) {
    guard event.reason != .none else { return }
    fragment.append(" " + event.reason.word, .note)
  }

  /// The node that the last `close` line, if any, was about.
  private func lastClosed(before index: Int, in tree: SearchTree) -> NodeID? {
    guard let turn = tree.turn(before: index) else { return nil }
    let event = tree.events[turn]
    switch event.kind {
    case .select, .expand: return event.node
    default: return nil
    }
  }
}
