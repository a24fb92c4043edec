/// Greedy best-first search (Doran, Michie 1966): expands the node that looks nearest to a goal,
/// whatever it cost to get there. Complete on finite problems, not optimal.
struct BestFirst: FrontierStrategy {
  static let name = "best-first"
  static let help = "the node that looks best first, whatever its cost so far"
  static let parameters = [
    Parameter(
      "by", choices: ["value", "cost"],
      "what looks best: the highest V, or the least cost to go h")
  ]

  private let byValue: Bool
  var frontier = Frontier()
  private var best: Float?

  init(_ values: ParameterValues, _ context: StrategyContext) {
    byValue = values["by"] == 0
  }

  let needs = StrategyNeeds(
    columns: [.costs, .values], expansion: .complete, duplicates: .drop,
    usesCostToGo: true, usesValue: true, claimsGoalsAtOnce: true)

  mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard nodes.flags[node].isDisjoint(with: [.closed, .goal]) else { return }
    let V = nodes.V[node]
    let h = nodes.h[node]
    best = max(best ?? V, V)
    let key = byValue ? Frontier.key(1 - V, h) : Frontier.key(h, 1 - V)
    frontier.push(node, key: key, nodes)
  }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { best }
}
