/// The prose of a maze: cells that are walked to.
struct MazeWords: ProblemWords {
  let tries = ["Go {step}.", "Let me go {step}.", "I try {step}.", "Then {step}."]
  let lastTries = ["Go {step}."]
  let clause = "{step}"
  let costTries = ["At {place}: {costs}.", "On at {place}: {costs}.", "{Place}: {costs}."]
  let success = "That is the way out."

  func step(_ node: NodeID, in tree: SearchTree) -> String { tree.step(node) }

  func place(_ node: NodeID, in tree: SearchTree) -> String { tree.state(node) }

  func failure(_ node: NodeID, in tree: SearchTree) -> String {
    "nothing new leads on from \(tree.state(node))"
  }

  func choice(_ children: Range<NodeID>, in tree: SearchTree) -> String? {
    guard children.count > 1 else { return nil }
    return "I can go \(Words.alternatives(children.map { tree.step($0) }))"
  }

  func check(_ answer: String, in tree: SearchTree) -> String {
    let moves = Words.counted(answer.count, "move")
    return "\(answer) goes from start to goal in \(moves), and through no wall"
  }
}
