import MetaCoT

/// Walks down at random, always to a child that was never expanded, and starts again from an open node
/// where a walk ends. Asks no model.
struct RandomRestarts: Strategy {
  static let name = "random-restarts"
  static let help = "random walks that start again where they end"
  static let parameters = [
    Parameter("length", whole: 1...10_000, default: 20, "steps of one walk at most")
  ]

  private let length: Int
  private var random: SeededRandom
  private var open: [Int32] = [0]
  private var steps = 0
  private var isWaiting = false

  init(_ values: ParameterValues, _ context: StrategyContext) {
    length = values[whole: "length"]
    random = SeededRandom(seed: context.seed)
  }

  let needs = StrategyNeeds(
    columns: [.costs], expansion: .complete, duplicates: .drop, claimsGoalsAtOnce: true,
    backtrackReason: .restart)

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    guard !isWaiting else { return }
    while let node = open.popLast() {
      guard nodes.isOpen(node) else { continue }
      isWaiting = true
      requests.append(EvaluationRequest(node, .expand))
      return
    }
  }

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    isWaiting = false
    steps += 1
    open += request.newNodes
    // The last one is next: another child, or after a whole walk any open node.
    let choices = steps % length == 0 ? open.count : Int(request.newNodes.count)
    guard choices > 0 else { return }
    open.swapAt(open.count - 1 - random.below(choices), open.count - 1)
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    isWaiting = false
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { open.count }
  func bestValue(_ nodes: borrowing NodeArena) -> Float? { nil }
  var bytes: Int { open.count * 4 }
}
