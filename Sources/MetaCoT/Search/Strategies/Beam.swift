/// Beam search (Lowerre 1976): level by level, keeping only the `width` nodes with the highest V.
/// What falls out of the beam is never looked at again, so it can fail where a solution is.
struct Beam: Strategy {
  static let name = "beam"
  static let help = "level by level, only the best few of each level"
  static let parameters = [
    Parameter("width", whole: 1...1_000_000, default: 5, "nodes kept of each level"),
    Parameter("depth", whole: 1...1_000_000, default: 1000, "levels at most"),
  ]

  private let width: Int
  private let depth: Int
  private var level = 0
  /// Nodes of the level that are being expanded.
  private var inFlight = 0
  /// What is left of the level that is being expanded, the best last.
  private var beam: [Int32] = []
  private var next: [Int32] = []
  private var favoured: Int32 = -1
  /// Places in beams that its descendants still get before others.
  private var favouredPlaces = 0
  private var best: Float?

  init(_ values: ParameterValues, _ context: StrategyContext) {
    width = values[whole: "width"]
    depth = values[whole: "depth"]
  }

  var exploration: Exploration? { .beam }

  let needs = StrategyNeeds(
    columns: [.costs, .values], expansion: .complete, duplicates: .drop,
    usesCostToGo: true, usesValue: true, claimsGoalsAtOnce: true)

  mutating func begin(_ nodes: inout NodeArena) {
    beam.append(0)
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    while requests.count < limit {
      // A level is asked as a whole, and the next begins when all of it is known.
      if beam.isEmpty, inFlight == 0, requests.isEmpty { beginLevel(&nodes, &prunes) }
      guard let node = beam.popLast() else { break }
      guard nodes.flags[node].isDisjoint(with: [.closed, .expanded, .goal]) else { continue }
      if nodes.isForbidden(node) {
        next.append(node)
        continue
      }
      requests.append(EvaluationRequest(node, .expand))
    }
    inFlight += requests.count
  }

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    inFlight -= 1
    for child in request.newNodes where nodes.flags[child].isDisjoint(with: [.closed, .goal]) {
      next.append(child)
      best = max(best ?? 0, nodes.V[child])
    }
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    inFlight -= 1
  }

  private mutating func beginLevel(_ nodes: inout NodeArena, _ prunes: inout [Prune]) {
    let open = next.filter { !nodes.flags[$0].contains(.closed) }
    // What is forbidden waits: it may be allowed again.
    next = open.filter { nodes.isForbidden($0) }
    var candidates = open.filter { !nodes.isForbidden($0) }
    guard !candidates.isEmpty else { return }
    sort(&candidates, nodes)
    level += 1
    let kept = level > depth ? 0 : width
    for node in candidates.dropFirst(kept) {
      nodes.set(.closed, of: node)
      prunes.append(Prune(node: node, reason: level > depth ? .depth : .width))
    }
    beam = candidates.prefix(kept).reversed()
  }

  /// The better first; a favoured node's descendants before all others, for as many places as they have
  /// left.
  private mutating func sort(_ candidates: inout [Int32], _ nodes: borrowing NodeArena) {
    candidates.sort { nodes.V[$0] != nodes.V[$1] ? nodes.V[$0] > nodes.V[$1] : $0 < $1 }
    guard favouredPlaces > 0 else { return }
    var (first, others): ([Int32], [Int32]) = ([], [])
    for node in candidates {
      if first.count < favouredPlaces, nodes.isDescendant(node, of: favoured) {
        first.append(node)
      } else {
        others.append(node)
      }
    }
    favouredPlaces -= min(first.count, width)
    candidates = first + others
  }

  mutating func steer(_ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune])
    -> Bool
  {
    switch command {
    case .expandNext(let node):
      let barred: NodeArena.Flags = [.expanded, .goal, .deadEnd]
      guard nodes.flags[node].isDisjoint(with: barred), !nodes.isForbidden(node)
      else { return false }
      // Also what fell out of the beam comes back this way.
      nodes.clear(.closed, of: node)
      next.removeAll { $0 == node }
      beam.append(node)
    case .forbid(let node):
      guard nodes.forbid(node) else { return false }
    case .allow(let node):
      guard nodes.allow(node) else { return false }
    case .favour(let node, let iterations):
      guard !nodes.flags[node].contains(.closed), !nodes.isForbidden(node) else { return false }
      favoured = node
      favouredPlaces = iterations
    case .raiseBudget:
      return false
    }
    return true
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { beam.count + next.count }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { best }

  var bytes: Int { (beam.count + next.count) * 4 }
}
