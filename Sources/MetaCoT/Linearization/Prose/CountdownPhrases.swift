/// The prose of Countdown and the Game of 24: numbers that are joined.
struct CountdownPhrases: ProblemPhrases {
  /// The target.
  var target: String

  let tries = [
    "Let me try {step}: that leaves {place}{value}.", "{Step} would leave {place}{value}.",
    "What about {step}? Then I have {place}{value}.", "Try {step}, which leaves {place}{value}.",
    "Suppose {step}; then {place} are left{value}.",
  ]
  let lastTries = ["Then {step}.", "{Step}.", "So {step}."]
  let costTries = [
    "{Step} leaves {place}: {costs}.", "Take {step}, leaving {place}: {costs}.",
    "With {step} I have {place}: {costs}.",
  ]
  let judgements = [
    "{Step} would leave {place}: looks {opinion}{value}.",
    "{Step} leaves {place}, {opinion}{value}.",
    "What about {step}? Then {place}: {opinion}{value}.", "{Step} leaves {place}{value}.",
    "Let me try {step}: {place} looks {opinion}{value}.", "With {step} I have {place}{value}.",
  ]
  let repeats = ["{Step} leaves {place} again{value}.", "{Step}: {place}, as before{value}."]
  let plainJudgements = ["{Step} leaves {place}{value}.", "With {step} I have {place}{value}."]
  let ownTry = "{Step}. That leaves {place}{value}."
  let success = "That is the target."

  /// Without what is left, where other programs say it with the step: `1 + 3 = 4 (left: 4 4 6)`.
  func step(_ node: NodeID, in tree: SearchTree) -> String {
    let step = tree.step(node)
    let left = " (left: \(tree.state(node)))"
    return step.hasSuffix(left) ? String(step.dropLast(left.count)) : step
  }

  func place(_ node: NodeID, in tree: SearchTree) -> String {
    tree.state(node).split(separator: " ").joined(separator: ", ")
  }

  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool {
    !tree.state(node).contains(" ")
  }

  func failure(_ node: NodeID, in tree: SearchTree) -> String {
    let place = place(node, in: tree)
    return isLast(node, in: tree)
      ? "\(place) is not \(target)" : "\(target) cannot be reached from \(place)"
  }

  func failedStep(_ node: NodeID, in tree: SearchTree) -> String {
    let step = step(node, in: tree)
    guard isLast(node, in: tree), !step.speaksForItself else {
      return "\(step): \(failure(node, in: tree))"
    }
    return "\(step) is not \(target)"
  }

  func choice(
    _ children: Range<NodeID>, of parent: NodeID, _ exploration: Exploration?, in tree: SearchTree
  ) -> String? {
    let isLast = isLast(children.lowerBound, in: tree)
    // Where costs to go are used, a child without hope has none.
    let usesCosts = tree.header.root.h != nil
    let lost = children.filter { usesCosts && tree.h($0) == nil }
    if isLast {
      guard !lost.isEmpty else { return nil }
      guard lost.count <= 4 else { return "None of the other \(lost.count) results is \(target)." }
      let verb = lost.count == 1 ? "is" : "are"
      return "\(Phrases.list(lost.map { step($0, in: tree) }, "and")) \(verb) not \(target)."
    }
    let options = Phrases.counted(children.count, "option")
    if lost.count == children.count {
      if lost.count == 1 { return "\(options), and it cannot reach \(target)." }
      return SentenceTemplate.pick(
        [
          "\(options), but none of them reaches \(target).",
          "That cannot work: none of the \(lost.count) options reaches \(target).",
          "None of the \(lost.count) options reaches \(target).",
        ], Int(children.lowerBound))
    }
    let open = children.filter { !usesCosts || tree.h($0) != nil }
    if open.count == 1, !lost.isEmpty {
      return "\(options), but only \(step(open[0], in: tree)) can still reach \(target)."
    }
    guard open.count > 1 else { return nil }
    let none = lost.isEmpty ? "" : ", \(lost.count) of them hopeless"
    guard let best = taken(from: open, of: parent, exploration, in: tree) else {
      return "\(options)\(none)."
    }
    return "\(options)\(none); \(step(best, in: tree)) looks best "
      + "(\(Figure.value(tree.records[Int(best)].V)))."
  }

  /// The child that the search takes next because it looks best: the one with the highest V, where
  /// the search goes by V and it stands out, among its siblings and before all that was open.
  private func taken(
    from children: [NodeID], of parent: NodeID, _ exploration: Exploration?, in tree: SearchTree
  ) -> NodeID? {
    guard exploration == .value || exploration == .descent else { return nil }
    var best: NodeID?
    // No open node looked better than the parent when it was chosen.
    let floor = tree.records[Int(parent)].V
    var highest = exploration == .value && parent > 0 && !floor.isNaN ? floor : -Float.infinity
    for child in children {
      let value = tree.records[Int(child)].V
      if value > highest {
        (best, highest) = (child, value)
      } else if value == highest {
        best = nil
      }
    }
    return best
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
