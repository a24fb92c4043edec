import MetaCoT

/// A search as a telegram: a word an event.
struct TelegramStyle: Register {
  static let name = "telegram"
  static let summary = "a few words an event"

  init(header: TraceHeader) {}

  func opening(of tree: SearchTree) -> Piece {
    var piece = Piece(event: -1, node: 0, depth: 0)
    piece.append(tree.header.problem.text + " STOP")
    return piece
  }

  func piece(at event: Int, in tree: SearchTree) -> Piece? {
    let node = tree.events[event].node
    var piece = Piece(event: event, node: node, depth: tree.depth(node))
    switch tree.events[event].kind {
    case .select where node > 0:
      piece.append("\(tree.step(node)) (\(tree.state(node))) STOP", .step)
    case .backtrack: piece.append("elsewhere STOP", .backtrack)
    case .goal: piece.append("\(tree.step(node)) (\(tree.state(node))) THERE STOP", .goal)
    default: return nil
    }
    return piece
  }
}
