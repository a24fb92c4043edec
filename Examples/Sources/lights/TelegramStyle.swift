import MetaCoT

/// A search as a telegram: a word an event.
struct TelegramStyle: Linearizer {
  static let name = "telegram"
  static let summary = "a few words an event"

  init(header: TraceHeader) {}

  func opening(of tree: SearchTree) -> TextFragment {
    var fragment = TextFragment(event: -1, node: 0, depth: 0)
    fragment.append(tree.header.problem.text + " STOP")
    return fragment
  }

  func fragment(at event: Int, in tree: SearchTree) -> TextFragment? {
    let node = tree.events[event].node
    var fragment = TextFragment(event: event, node: node, depth: tree.depth(node))
    switch tree.events[event].kind {
    case .select where node > 0:
      fragment.append("\(tree.step(node)) (\(tree.state(node))) STOP", .step)
    case .backtrack: fragment.append("elsewhere STOP", .backtrack)
    case .goal: fragment.append("\(tree.step(node)) (\(tree.state(node))) THERE STOP", .goal)
    default: return nil
    }
    return fragment
  }
}
