/// How the prose speaks of one kind of problem.
protocol ProblemWords: Sendable {
  /// Sentences that try a step: gaps `{step}` and `{place}`.
  var tries: [String] { get }

  /// Sentences that try a step after which there is nothing more to do: a gap `{step}`.
  var lastTries: [String] { get }

  /// The step that led to a node, as the object of "try": `6 × 4 = 24`.
  func step(_ node: NodeID, in tree: SearchTree) -> String

  /// A node as a place to be at or to go back to: `6, 24`.
  func place(_ node: NodeID, in tree: SearchTree) -> String

  /// Whether there is nothing more to do at a node but to look whether it is a goal.
  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool

  /// Why nothing leads on from a node, as a clause: `5 is not 24`.
  func failure(_ node: NodeID, in tree: SearchTree) -> String

  /// What to say of a goal: `That is the target.`
  var success: String { get }

  /// What stands after a step where the steps of a solution are listed: ` (left: 6 24)`.
  func afterwards(_ node: NodeID, in tree: SearchTree) -> String?

  /// How an accepted answer is shown to be right: `(10 − 4) × 5 − 6 = 24`.
  func check(_ answer: String, in tree: SearchTree) -> String
}

/// The words for a kind of problem.
enum Words {
  /// Words for the problem of a search; plain ones if the kind is not known.
  static func of(_ problem: TraceHeader.ProblemReference) -> any ProblemWords {
    switch problem.kind {
    case "countdown", "24":
      StreamOfSearchGrammar.target(of: problem).map { CountdownWords(target: $0) } ?? PlainWords()
    case "maze": MazeWords()
    case "sliding": SlidingWords()
    default: PlainWords()
    }
  }
}

extension ProblemWords {
  /// Nothing: the step says it all.
  func afterwards(_ node: NodeID, in tree: SearchTree) -> String? { nil }
}

/// Countdown and the Game of 24: numbers that are joined.
struct CountdownWords: ProblemWords {
  /// The target.
  var target: String

  let tries = [
    "Let me try {step}: that leaves {place}.", "{Step} would leave {place}.",
    "What about {step}? Then I have {place}.", "Try {step}, which leaves {place}.",
  ]
  let lastTries = ["That leaves {step}.", "So {step}.", "Then {step}."]
  let success = "That is the target."

  func step(_ node: NodeID, in tree: SearchTree) -> String { tree.step(node) }

  func place(_ node: NodeID, in tree: SearchTree) -> String {
    tree.state(node).split(separator: " ").joined(separator: ", ")
  }

  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool {
    !tree.state(node).contains(" ")
  }

  func failure(_ node: NodeID, in tree: SearchTree) -> String {
    let place = place(node, in: tree)
    if place == target { return "\(place) is there, but not by the rules" }
    return isLast(node, in: tree) ? "\(place) is not \(target)" : "\(target) is not among \(place)"
  }

  func afterwards(_ node: NodeID, in tree: SearchTree) -> String? {
    isLast(node, in: tree) ? nil : " (left: \(tree.state(node)))"
  }

  func check(_ answer: String, in tree: SearchTree) -> String {
    let typeset = answer.map { sign -> Character in
      switch sign {
      case "-": "−"
      case "*": "×"
      case "/": "÷"
      default: sign
      }
    }
    return String(typeset) + " = " + target
  }
}

/// A maze: cells that are walked to.
struct MazeWords: ProblemWords {
  let tries = ["Go {step}.", "Let me go {step}.", "I try {step}.", "Then {step}."]
  let lastTries = ["Go {step}."]
  let success = "That is the way out."

  func step(_ node: NodeID, in tree: SearchTree) -> String { tree.step(node) }

  func place(_ node: NodeID, in tree: SearchTree) -> String { tree.state(node) }

  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool { false }

  func failure(_ node: NodeID, in tree: SearchTree) -> String {
    "\(tree.state(node)) has walls on all sides but one"
  }

  func check(_ answer: String, in tree: SearchTree) -> String {
    "\(answer) is \(answer.count) moves, each to a free cell, from start to goal"
  }
}

/// A sliding puzzle: boards are too long to be read out, so they are named by the last move.
struct SlidingWords: ProblemWords {
  let tries = ["{Step}.", "Let me {step}.", "Now {step}.", "Then {step}."]
  let lastTries = ["{Step}."]
  let success = "Every tile is in its place."

  func step(_ node: NodeID, in tree: SearchTree) -> String { tree.step(node) }

  func place(_ node: NodeID, in tree: SearchTree) -> String {
    guard node > 0 else { return "the start" }
    let step = tree.step(node)
    return "the board after \(step.hasPrefix("slide ") ? String(step.dropFirst(6)) : step)"
  }

  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool { false }

  func failure(_ node: NodeID, in tree: SearchTree) -> String { "no tile can move on from here" }

  func check(_ answer: String, in tree: SearchTree) -> String {
    "after the \(answer.count) moves \(answer) every tile is in its place"
  }
}

/// Any other problem: texts as the trace has them.
struct PlainWords: ProblemWords {
  let tries = [
    "Let me try {step}: that gives {place}.", "{Step} gives {place}.",
    "What about {step}? That gives {place}.",
  ]
  let lastTries = ["Let me try {step}."]
  let success = "That solves it."

  func step(_ node: NodeID, in tree: SearchTree) -> String {
    let step = tree.step(node)
    return step.isEmpty ? "node \(node)" : Self.short(step)
  }

  func place(_ node: NodeID, in tree: SearchTree) -> String {
    let state = tree.state(node)
    if !state.isEmpty { return Self.short(state) }
    let step = tree.step(node)
    return step.isEmpty ? (node == 0 ? "the start" : "node \(node)") : Self.short(step)
  }

  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool { false }

  func failure(_ node: NodeID, in tree: SearchTree) -> String { "nothing leads on from here" }

  func check(_ answer: String, in tree: SearchTree) -> String { answer }

  /// Texts of foreign searches can be paragraphs: the first line of them, on one line.
  private static func short(_ text: String) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.count > 160 ? line.prefix(159) + "…" : line
  }
}
