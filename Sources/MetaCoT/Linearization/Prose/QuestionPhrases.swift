/// The prose of a question whose steps are sentences: a step speaks for itself, and a state is where
/// the thought has come to with it.
struct QuestionPhrases: ProblemPhrases {
  let tries = ["{Step}", "Let me try this: {Step}", "Another way: {Step}"]
  let lastTries = ["{Step}"]
  let costTries = ["{Step} ({costs})"]
  let judgements = [
    "{Step} That looks {opinion}{value}.", "{Step} This is {opinion}{value}.",
    "Maybe: {Step} I find that {opinion}{value}.",
  ]
  let repeats = ["{Step} I know this already{value}."]
  let plainJudgements = ["{Step} {value}"]
  let ownTry = "{Step}{value}"
  let success = "That is right."

  func step(_ node: NodeID, in tree: SearchTree) -> String {
    let step = tree.step(node)
    guard let last = step.last else { return "node \(node)." }
    return ".!?:…".contains(last) ? step : step + "."
  }

  func place(_ node: NodeID, in tree: SearchTree) -> String {
    let step = tree.step(node)
    if step.isEmpty { return node == 0 ? "the question" : "node \(node)" }
    return step.quotedBeginning
  }

  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool { false }

  func failure(_ node: NodeID, in tree: SearchTree) -> String { "I cannot go on from there" }

  func failedStep(_ node: NodeID, in tree: SearchTree) -> String {
    "\(place(node, in: tree)): \(failure(node, in: tree))"
  }

  func check(_ answer: String, in tree: SearchTree) -> String { answer }
}
