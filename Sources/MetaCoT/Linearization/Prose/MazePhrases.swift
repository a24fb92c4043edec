/// The prose of a maze: cells that are walked to.
struct MazePhrases: ProblemPhrases {
  let tries = [
    "Go {step}{value}.", "Let me go {step}{value}.", "I try {step}{value}.", "Then {step}{value}.",
  ]
  let lastTries = ["Go {step}."]
  let costTries = ["At {place}: {costs}.", "On at {place}: {costs}.", "{Place}: {costs}."]
  let judgements = [
    "Going {step} looks {opinion}{value}.", "{Place} looks {opinion}{value}.",
    "What about {step}? That looks {opinion}{value}.",
  ]
  let repeats = ["{Step} again{value}.", "{Step}, where I have been{value}."]
  let plainJudgements = ["{Step}{value}.", "Go {step}{value}."]
  let placesAreAbsolute = true
  let success = "That is the goal."

  func step(_ node: NodeID, in tree: SearchTree) -> String { tree.step(node) }

  func place(_ node: NodeID, in tree: SearchTree) -> String { tree.state(node) }

  func failure(_ node: NodeID, in tree: SearchTree) -> String {
    "nothing new leads on from \(tree.state(node))"
  }

  func choice(
    _ children: Range<NodeID>, of parent: NodeID, _ exploration: Exploration?, in tree: SearchTree
  ) -> String? {
    guard children.count > 1 else { return nil }
    return "I can go \(Phrases.list(children.map { tree.step($0) }, "or"))."
  }

  func check(_ answer: String, in tree: SearchTree) -> String {
    let moves = Phrases.counted(answer.count, "move")
    return "\(answer) goes from start to goal in \(moves) without crossing a wall"
  }
}
