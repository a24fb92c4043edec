/// The prose of a sliding puzzle. Boards are too long to be read out: they are named by their last
/// move.
struct SlidingPhrases: ProblemPhrases {
  let tries = [
    "{Step}{value}.", "Let me {step}{value}.", "Now {step}{value}.", "Then {step}{value}.",
  ]
  let lastTries = ["{Step}."]
  let costTries = ["{Step}: {costs}.", "Now {step}: {costs}.", "I {step}: {costs}."]
  let judgements = [
    "{Step}: looks {opinion}{value}.", "What if I {step}? That looks {opinion}{value}.",
    "Let me {step}: {opinion}{value}.",
  ]
  let repeats = ["{Step}: a board I know{value}.", "If I {step}, I know the board{value}."]
  let plainJudgements = ["{Step}{value}.", "Let me {step}{value}."]
  let success = "Every tile is in its place."

  func step(_ node: NodeID, in tree: SearchTree) -> String { tree.step(node) }

  func place(_ node: NodeID, in tree: SearchTree) -> String {
    guard node > 0 else { return "the start" }
    let step = tree.step(node)
    return "the board after \(step.hasPrefix("slide ") ? String(step.dropFirst(6)) : step)"
  }

  func failure(_ node: NodeID, in tree: SearchTree) -> String {
    "every board that follows has been seen"
  }

  func check(_ answer: String, in tree: SearchTree) -> String {
    let moves = Phrases.counted(answer.count, "move")
    return "after the \(moves) \(answer) every tile is in its place"
  }
}
