/// The prose of any other problem: texts exactly as the trace has them, on lines of their own.
struct PlainPhrases: ProblemPhrases {
  let tries: [String]
  let lastTries = ["Let me try: {step}"]
  let costTries = ["{step}{result}\nCosts: {costs}"]
  let judgements = ["{step}{result}\nThat looks {opinion}{value}."]
  let repeats = ["Again: {step}{value}"]
  let plainJudgements = ["{step}{result}{value}"]
  let ownTry = "{step}{result}{value}"
  let changesCase = false
  let success = "That solves it."

  /// The words for a search that explores in this order: what a model writes by itself speaks for
  /// itself.
  init(_ exploration: Exploration?) {
    tries =
      exploration == .text
      ? ["{step}{result}{value}"]
      : ["Let me try: {step}{result}{value}", "What about: {step}{result}{value}"]
  }

  func step(_ node: NodeID, in tree: SearchTree) -> String {
    let step = tree.step(node)
    return step.isEmpty ? "node \(node)" : Self.withoutLastNewlines(step)
  }

  /// A text that is short enough to name a place by, the beginning of a sentence, or the node's number.
  func place(_ node: NodeID, in tree: SearchTree) -> String {
    guard node > 0 else { return "the start" }
    for text in [tree.state(node), tree.step(node)] {
      if text.speaksForItself { return text.quotedBeginning }
      if Self.isName(text) { return text }
    }
    return "node \(node)"
  }

  func result(_ node: NodeID, in tree: SearchTree) -> String {
    let state = tree.state(node)
    return state.isEmpty ? "" : "\nThat gives: " + Self.withoutLastNewlines(state)
  }

  func failure(_ node: NodeID, in tree: SearchTree) -> String { "nothing leads on from there" }

  func check(_ answer: String, in tree: SearchTree) -> String { answer }

  /// A fragment ends where its last line does.
  private static func withoutLastNewlines(_ text: String) -> String {
    guard let last = text.lastIndex(where: { !$0.isNewline }) else { return "" }
    return String(text[...last])
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 60 && !text.contains(where: \.isNewline)
  }
}
