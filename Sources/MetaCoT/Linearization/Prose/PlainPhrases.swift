/// The prose of any other problem: texts as the trace has them.
struct PlainPhrases: ProblemPhrases {
  let tries = [
    "Let me try {step}: that gives {place}{value}.", "{Step} gives {place}{value}.",
    "What about {step}? That gives {place}{value}.",
  ]
  let lastTries = ["Let me try {step}."]
  let costTries = ["{Place}: {costs}.", "Now {place}: {costs}."]
  let judgements = [
    "{Step}: {place}. Looks {opinion}{value}.", "What about {step}? {Place}: {opinion}{value}.",
  ]
  let repeats = ["{Step}: {place} again{value}."]
  let plainJudgements = ["{Step}: {place}{value}."]
  let success = "That solves it."

  func step(_ node: NodeID, in tree: SearchTree) -> String {
    let step = tree.step(node)
    return step.isEmpty ? "node \(node)" : Self.short(step)
  }

  func place(_ node: NodeID, in tree: SearchTree) -> String {
    let state = tree.state(node)
    if !state.isEmpty { return Self.short(state) }
    return node == 0 ? "the start" : step(node, in: tree)
  }

  func failure(_ node: NodeID, in tree: SearchTree) -> String { "nothing leads on from there" }

  func check(_ answer: String, in tree: SearchTree) -> String { answer }

  /// Texts of foreign searches can be paragraphs: the first line of them, cut where it is long.
  private static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "…"
    return line.count > 160 ? line.prefix(159) + "…" : line
  }
}
