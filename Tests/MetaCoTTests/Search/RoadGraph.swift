import MetaCoT

/// A random map of towns and one-way roads of different lengths, with a bound of the way that is
/// left that is admissible but jumps about: A* must open states again to be right.
struct RoadGraph: EnumerableProblem {
  typealias State = Int32
  static let kind = "road-map"

  let roads: [[(to: Int32, length: Float)]]
  let bounds: [Float]
  let goal: Int32

  init(text: String) throws { throw ProblemError("road maps are made from a seed") }

  init(seed: UInt64, towns: Int = 40, roadsPerTown: Int = 3) {
    var random = SeededRandom(seed: seed)
    var roads: [[(to: Int32, length: Float)]] = Array(repeating: [], count: towns)
    for town in 0..<towns {
      for _ in 0..<roadsPerTown {
        roads[town].append((Int32(random.below(towns)), Float(1 + random.below(9))))
      }
    }
    let goal = Int32(towns - 1)
    // The true ways, by relaxing until nothing changes.
    var true_ = [Float](repeating: .infinity, count: towns)
    true_[Int(goal)] = 0
    for _ in 0..<towns {
      for town in 0..<towns {
        for road in roads[town] {
          true_[town] = min(true_[town], road.length + true_[Int(road.to)])
        }
      }
    }
    bounds = true_.map {
      $0 == .infinity
        ? (random.below(2) == 0 ? 3 : .infinity) : Float(random.below(Int(saturating: $0) + 1))
    }
    self.roads = roads
    self.goal = goal
  }

  var text: String { "a map" }
  var start: Int32 { 0 }
  var statement: String { "I look for a short way." }

  func appendSteps(from state: Int32, to steps: inout [StepCode]) {
    if state == goal { return }
    for road in roads[Int(state)].indices { steps.append(StepCode(road)) }
  }

  func apply(_ step: StepCode, to state: Int32) -> Int32 { roads[Int(state)][Int(step)].to }

  func cost(of step: StepCode, from state: Int32) -> Float {
    roads[Int(state)][Int(step)].length
  }

  func isGoal(_ state: Int32) -> Bool { state == goal }
  func costToGo(_ state: Int32) -> Float { state == goal ? 0 : bounds[Int(state)] }
  func heuristicValue(_ state: Int32) -> Float {
    state == goal ? 1 : 1 / (1 + min(bounds[Int(state)], 99))
  }

  func write(_ step: StepCode, from state: Int32, to text: inout [UInt8]) {
    text.append(text: "to \(apply(step, to: state))")
  }

  func write(_ state: Int32, to text: inout [UInt8]) { text.append(text: "\(state)") }
  func state(text: some StringProtocol) -> Int32? { Int32(text) }
  func answer(_ steps: [StepCode]) -> String { steps.map { "\($0)" }.joined(separator: " ") }

  func verify(_ answer: String) -> Verification {
    var town = start
    var cost: Float = 0
    for word in answer.split(separator: " ") {
      guard let road = Int(word), roads[Int(town)].indices.contains(road) else {
        return .rejected("there is no road \(word)")
      }
      cost += roads[Int(town)][road].length
      town = roads[Int(town)][road].to
    }
    return town == goal ? .accepted(cost: cost) : .rejected("it leads to \(town)")
  }

  func picture(ofState text: String, amid search: SearchedStates) -> Picture? { nil }
}
