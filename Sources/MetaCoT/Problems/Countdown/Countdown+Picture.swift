extension Countdown: PicturedProblem {
  /// The state's numbers, the target, and below them what the start was.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    func cells(_ text: String, _ role: Picture.Role) -> [Picture.Cell] {
      text.map { Picture.Cell($0, role) }
    }
    var first: [Picture.Cell] = []
    for number in state.numbers {
      let isTarget = number == goal && (isGoal(state) || !rules.usesAll)
      first +=
        cells(String(writing: number.write), isTarget ? .goal : .current) + cells(" ", .plain)
    }
    let mark = isGoal(state) ? "= " : "→ "
    first += cells(" \(mark)", .dim) + cells("\(target)", .goal)
    let from = numbers.map(String.init).joined(separator: " ")
    return Picture(
      rows: [first, cells("from \(from), \(rules.usesAll ? "all" : "any")", .dim)])
  }
}
