/// The final path alone, as a solution would be printed: the problem, the steps, the check.
public enum CoT {
  /// The solution that a search ended with (or, if it has not ended, the cheapest it has found); nil
  /// if there is none.
  public static func piece(of tree: SearchTree) -> Piece? {
    guard let event = bestGoal(of: tree) else { return nil }
    let goal = tree.events[event].node
    let known = KnownProblem(tree.header.problem)
    let words = Words.of(tree.header.problem)
    var piece = Piece(event: event, node: goal, depth: tree.depth(goal))
    piece.append(known?.statement ?? "The problem: \(tree.header.problem.text).")
    for (place, node) in tree.descent(from: 0, to: goal).enumerated() {
      piece.append("\n\(place + 1). ")
      piece.append(tree.step(node), .step, node: node)
      if let rest = words.afterwards(node, in: tree) { piece.append(rest, .state, node: node) }
    }
    if let answer = known?.answer(at: goal, in: tree), answer.found.isAccepted {
      piece.append("\n")
      piece.append("Check: \(words.check(answer.text, in: tree)).", .check)
    }
    return piece
  }

  /// The event of the solution that a search ended with or, if it has not ended, of the cheapest.
  static func bestGoal(of tree: SearchTree) -> Int? {
    let goals = tree.goals.map(Int.init)
    if let goal = tree.outcome?.goal {
      return goals.first { tree.events[$0].node == goal } ?? tree.events.indices.last
    }
    return goals.min { tree.events[$0].value < tree.events[$1].value }
  }
}
