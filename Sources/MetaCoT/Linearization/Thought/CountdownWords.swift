/// The prose of Countdown and the Game of 24: numbers that are joined.
struct CountdownWords: ProblemWords {
  /// The target.
  var target: String

  let tries = [
    "Let me try {step}: that leaves {place}.", "{Step} would leave {place}.",
    "What about {step}? Then I have {place}.", "Try {step}, which leaves {place}.",
    "Suppose {step}; then {place} are left.",
  ]
  let lastTries = ["Then {step}.", "{Step}.", "So {step}."]
  let clause = "{step} leaves {place}"
  let costTries = [
    "{Step} leaves {place}: {costs}.", "Take {step}, leaving {place}: {costs}.",
    "{Place} after {step}: {costs}.",
  ]
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
    return isLast(node, in: tree)
      ? "\(place) is not \(target)" : "there is no way from \(place) to \(target)"
  }

  func failedStep(_ node: NodeID, in tree: SearchTree) -> String {
    let step = tree.step(node)
    guard isLast(node, in: tree) else { return "\(step): \(failure(node, in: tree))" }
    return "\(step) is not \(target)"
  }

  func choice(_ children: Range<NodeID>, in tree: SearchTree) -> String? {
    // Of the steps, only one that stands out is worth naming.
    guard children.count > 1, !isLast(children.lowerBound, in: tree),
      let best = children.max(by: { value($0, in: tree) < value($1, in: tree) }),
      value(best, in: tree) > -.infinity
    else { return nil }
    return "\(children.count) ways on; the best looks like \(tree.step(best)) "
      + "(\(Figure.value(value(best, in: tree))))"
  }

  private func value(_ node: NodeID, in tree: SearchTree) -> Float {
    let V = tree.records[Int(node)].V
    return V == V ? V : -.infinity
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
