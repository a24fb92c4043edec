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
  let window: Int
  var frontier = Frontier()
  var expanding: [Int32] = []
  private var best: Float?

  init(_ values: ParameterValues, _ context: StrategyContext) {
    window = context.window
    byValue = values[choice: "by"] == "value"
  }

  var exploration: Exploration? { byValue ? .value : .costToGo }

  let needs = StrategyNeeds(
    columns: [.costs, .values], expansion: .complete, duplicates: .drop,
    usesCostToGo: true, usesValue: true, claimsGoalsAtOnce: true)

  mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard nodes.flags[node].isDisjoint(with: [.closed, .goal]) else { return }
    best = max(best ?? nodes.V[node], nodes.V[node])
    frontier.push(node, key: key(node, nodes), nodes)
  }

  @inline(__always)
  mutating func pop(_ nodes: borrowing NodeArena) -> Int32? { frontier.pop(nodes) }

  @inline(__always)
  func key(_ node: Int32, _ nodes: borrowing NodeArena) -> UInt64 {
    let (doubt, h) = (1 - nodes.V[node], nodes.h[node])
    return byValue ? Frontier.key(doubt, h) : Frontier.key(h, doubt)
  }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { best }
}
