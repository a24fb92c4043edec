/// The final path alone, as a solution would be printed: the problem, the steps, the check.
package enum CoT {
  /// The solution that a search ended with (or, if it has not ended, the cheapest it has found); nil
  /// if there is none.
  package static func fragment(of tree: SearchTree) -> TextFragment? {
    guard let event = bestGoal(of: tree) else { return nil }
    let goal = tree.events[event].node
    let known = KnownProblem(tree.header.problem)
    let words = Phrases.of(tree.header)
    var fragment = TextFragment(event: event, node: goal, depth: tree.depth(goal))
    fragment.append(known?.statement ?? "The problem: \(tree.header.problem.text).")
    for (place, node) in tree.descent(from: 0, to: goal).enumerated() {
      fragment.append("\n\(place + 1). ")
      fragment.append(tree.step(node), .step, node: node)
      if let rest = words.afterwards(node, in: tree) { fragment.append(rest, .state, node: node) }
    }
    if let answer = known?.answer(at: goal, in: tree), answer.found.isAccepted {
      fragment.append("\n")
      fragment.append("Check: \(words.check(answer.text, in: tree)).", .check)
    }
    return fragment
  }

  /// The event of the solution that a search ended with or, if it has not ended, of the cheapest.
  static func bestGoal(of tree: SearchTree) -> Int? {
    let goals = tree.goals.map(Int.init)
    if let goal = tree.outcome?.goal {
      return goals.first { tree.events[$0].node == goal } ?? tree.events.indices.last
    }
    return tree.bestGoals.last.map { Int($0.event) }
  }
}
