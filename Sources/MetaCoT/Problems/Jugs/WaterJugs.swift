/// Jugs without marks, a tap and a drain: fill, empty and pour until one of them holds what is wanted.
///
/// Text: `3 5 → 4 litres`, the sizes of two to six jugs and what is wanted. A state is what each holds,
/// `3 2`. Jugs have letters: steps, which are the answer too, are `fill A`, `empty A` and `pour A into B`.
package struct WaterJugs: EnumerableProblem {
  /// What each jug holds, ten bits a jug.
  package typealias State = UInt64

  /// `water-jugs`.
  package static let kind = "water-jugs"

  /// The most jugs.
  package static let mostJugs = 6
  /// The largest jug, in litres.
  package static let largest = 999

  /// How much each jug holds when full.
  package let sizes: [Int]
  /// What one of them should hold.
  package let wanted: Int
  /// All jugs are empty.
  package let start: UInt64 = 0

  /// Jugs of these sizes. A quantity that no jug holds or that cannot be measured out is refused.
  package init(sizes: [Int], wanted: Int) throws {
    guard (2...Self.mostJugs).contains(sizes.count) else {
      throw ProblemError("there are \(sizes.count) jugs: give two to \(Self.mostJugs)")
    }
    for size in sizes where !(1...Self.largest).contains(size) {
      throw ProblemError("a jug of \(size) litres: give 1 to \(Self.largest)")
    }
    let most = sizes.max() ?? 0
    guard (1...most).contains(wanted) else {
      throw ProblemError("\(wanted) litres are wanted: give 1 to \(most), the largest jug")
    }
    let unit = sizes.reduce(0, greatestCommonDivisor)
    guard wanted % unit == 0 else {
      throw ProblemError(
        "only multiples of \(unit) litres can be measured out: give one instead of \(wanted)")
    }
    self.sizes = sizes
    self.wanted = wanted
  }

  @inline(__always)
  func amount(_ jug: Int, in state: UInt64) -> Int { Int(state >> UInt64(10 * jug) & 1023) }

  private func holding(_ amount: Int, _ jug: Int, in state: UInt64) -> UInt64 {
    let shift = UInt64(10 * jug)
    return state & ~(1023 << shift) | UInt64(amount) << shift
  }

  /// What a step code says: 0 fills, 1 empties, 2 + b pours into jug b; 8 codes a jug.
  func parts(of step: StepCode) -> (jug: Int, action: Int) { (Int(step) / 8, Int(step) % 8) }

  /// Everything that changes something.
  package func appendSteps(from state: UInt64, to steps: inout [StepCode]) {
    if !isGoal(state) { appendMoves(from: state, to: &steps) }
  }

  /// The same, whether or not a jug holds what is wanted.
  func appendMoves(from state: UInt64, to steps: inout [StepCode]) {
    for jug in sizes.indices {
      let amount = amount(jug, in: state)
      if amount < sizes[jug] { steps.append(StepCode(8 * jug)) }
      guard amount > 0 else { continue }
      steps.append(StepCode(8 * jug + 1))
      for other in sizes.indices where other != jug && self.amount(other, in: state) < sizes[other]
      {
        steps.append(StepCode(8 * jug + 2 + other))
      }
    }
  }

  /// Pours as much as there is, or as there is room for.
  package func apply(_ step: StepCode, to state: UInt64) -> UInt64 {
    let (jug, action) = parts(of: step)
    switch action {
    case 0: return holding(sizes[jug], jug, in: state)
    case 1: return holding(0, jug, in: state)
    default:
      let other = action - 2
      let (here, there) = (amount(jug, in: state), amount(other, in: state))
      let litres = min(here, sizes[other] - there)
      return holding(there + litres, other, in: holding(here - litres, jug, in: state))
    }
  }

  /// Whether a jug holds what is wanted.
  package func isGoal(_ state: UInt64) -> Bool {
    sizes.indices.contains { amount($0, in: state) == wanted }
  }

  /// 0 at a goal, 1 where one step leads to one, else 2: what is known for sure.
  package func costToGo(_ state: UInt64) -> Float {
    if isGoal(state) { return 0 }
    if sizes.contains(wanted) { return 1 }
    for jug in sizes.indices {
      for other in sizes.indices where other != jug {
        let (here, there) = (amount(jug, in: state), amount(other, in: state))
        let litres = min(here, sizes[other] - there)
        if litres > 0, here - litres == wanted || there + litres == wanted { return 1 }
      }
    }
    return 2
  }

  /// How near a jug is to what is wanted.
  package func heuristicValue(_ state: UInt64) -> Float {
    let nearest = sizes.indices.map { abs(amount($0, in: state) - wanted) }.min() ?? 0
    return 1 / Float(1 + nearest)
  }

  /// 64 bits of a hash of what the jugs hold.
  package func fingerprint(of state: UInt64) -> UInt64 { mixed(state) }
}
