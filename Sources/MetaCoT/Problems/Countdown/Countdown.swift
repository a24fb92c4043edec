/// Numbers to be joined by + − × ÷ until the target is there.
///
/// A step takes two numbers and puts one in their place: their sum, their difference (the larger
/// minus the smaller: numbers are never negative), their product, or a quotient. With
/// `WholeNumber` a quotient is the larger by the smaller and must be whole; with `Fraction` both
/// quotients are legal. Nothing is divided by 0, and 0 ÷ b is left out, as 0 × b leaves the same.
/// A step whose result does not fit the number type is not legal. Steps that give equal states
/// (from equal numbers, or 2 + 2 and 2 × 2) are different steps.
///
/// That numbers are never negative loses no solution: whatever an expression with negative parts
/// gives, its parts' magnitudes give too, and the target is not negative.
///
/// Text: `4 5 6 10 → 24`, or `->`; then in brackets any of `any` (not all numbers need be used)
/// and `positive` (no step may give 0), as in `3 6 25 50 75 100 → 952 (any, positive)`.
///
/// Source: the task of Gandhi et al., "Stream of Search" (2024); Game of 24 as in Yao et al.,
/// "Tree of Thoughts" (2023).
package struct Countdown<Number: CountdownNumber>: EnumerableProblem {
  /// What is asked of a solution.
  package struct Rules: Sendable, Hashable {
    /// Whether every number must be used; otherwise it is enough that the target comes up.
    package var usesAll: Bool
    /// Whether a step may not give 0.
    package var isPositive: Bool

    /// Rules; by default all numbers must be used and a step may give 0.
    package init(usesAll: Bool = true, isPositive: Bool = false) {
      self.usesAll = usesAll
      self.isPositive = isPositive
    }
  }

  /// `countdown` or `24`.
  package static var kind: String { Number.kind }

  /// The numbers as they were given.
  package let numbers: [Int32]
  /// What is to be made of them.
  package let target: Int32
  /// What is asked of a solution.
  package let rules: Rules
  /// The numbers in ascending order.
  package let start: CountdownState<Number>
  let goal: Number

  /// The most numbers that fit a state.
  package static var capacity: Int { CountdownState<Number>.capacity }

  /// A problem of 1 to 8 numbers; all of them, and the target, are 0...2,147,483,646.
  package init(numbers: [Int32], target: Int32, rules: Rules = Rules()) throws {
    guard !numbers.isEmpty, numbers.count <= Self.capacity else {
      throw ProblemError("there are \(numbers.count) numbers: give 1 to \(Self.capacity)")
    }
    for number in numbers + [target] where number < 0 || number == Int32.max {
      throw ProblemError("\(number) is out of range: give 0 to \(Int32.max - 1)")
    }
    if rules.isPositive, numbers.contains(0) {
      throw ProblemError("a number is 0: with \"positive\" every number is at least 1")
    }
    self.numbers = numbers
    self.target = target
    self.rules = rules
    start = CountdownState(numbers.map { Number($0) })
    goal = Number(target)
  }

  /// Whether the state holds the target and, if all numbers must be used, nothing else.
  @inline(__always)
  package func isGoal(_ state: CountdownState<Number>) -> Bool {
    if rules.usesAll { return state[0] == goal && state[1] == .absent }
    return state.lanes.contains(goal)
  }

  /// Whether a result is one that the rules allow.
  @inline(__always)
  private func isLegal(_ result: Number) -> Bool {
    result != .absent && !(rules.isPositive && result.isZero)
  }

  /// Pairs of lanes in order, for each pair + − × ÷ and, for fractions, ÷ the other way round.
  @inline(__always)
  package func appendSteps(from state: CountdownState<Number>, to steps: inout [StepCode]) {
    if !rules.usesAll, isGoal(state) { return }
    let count = state.count
    state.withUnsafeNumbers { lanes in
      // At most 28 pairs with 5 operations; written without branches, then appended at once.
      withUnsafeTemporaryAllocation(of: StepCode.self, capacity: 144) { legal in
        var found = 0
        for i in 0..<max(count &- 1, 0) {
          for j in i &+ 1..<count {
            let (a, b) = (lanes[i], lanes[j])
            for operation in 0..<Number.operations {
              legal[found] = Self.step(i, j, operation)
              found &+= isLegal(Number.result(operation, a, b)) ? 1 : 0
            }
          }
        }
        steps.append(contentsOf: UnsafeBufferPointer(rebasing: legal[..<found]))
      }
    }
  }

  /// Draws a pair and an operation until they make a legal step: on average about 1.3 draws, as
  /// sums, differences and products are nearly always legal. No allocation.
  @inline(__always)
  package func randomStep(
    from state: CountdownState<Number>, using random: inout SeededRandom
  ) -> StepCode? {
    if !rules.usesAll, isGoal(state) { return nil }
    let count = state.count
    guard count > 1 else { return nil }
    return state.withUnsafeNumbers { lanes in
      let choices =
        UInt64(truncatingIfNeeded: count &* (count &- 1) / 2) &* UInt64(Number.operations)
      for _ in 0..<64 {
        let draw = UInt32(truncatingIfNeeded: ((random.next() >> 32) &* choices) >> 32)
        let pair = draw / Number.operations
        let operation = draw % Number.operations
        // Pairs (i, j) are numbered j (j − 1) / 2 + i.
        var j: UInt32 = 1
        j &+= pair >= 1 ? 1 : 0
        j &+= pair >= 3 ? 1 : 0
        j &+= pair >= 6 ? 1 : 0
        j &+= pair >= 10 ? 1 : 0
        j &+= pair >= 15 ? 1 : 0
        j &+= pair >= 21 ? 1 : 0
        let i = pair &- (j &* (j &- 1)) / 2
        if isLegal(Number.result(operation, lanes[Int(i)], lanes[Int(j)])) {
          return Self.step(Int(i), Int(j), operation)
        }
      }
      return rareStep(from: state, using: &random)
    }
  }

  /// For states of numbers so large that hardly any step is legal.
  @inline(never)
  private func rareStep(
    from state: CountdownState<Number>, using random: inout SeededRandom
  ) -> StepCode? {
    var steps: [StepCode] = []
    appendSteps(from: state, to: &steps)
    return steps.isEmpty ? nil : steps[random.below(steps.count)]
  }

  /// The state with two numbers joined; a few nanoseconds, no allocation.
  @inline(__always)
  package func apply(
    _ step: StepCode, to state: CountdownState<Number>
  ) -> CountdownState<Number> {
    let (i, j, operation) = Self.parts(of: step)
    return state.joining(i, j, into: Number.result(operation, state[i], state[j]))
  }

  /// 64 bits of a hash of the numbers.
  @inline(__always)
  package func fingerprint(of state: CountdownState<Number>) -> UInt64 {
    state.fingerprint
  }

  // A step is the lane of the smaller number, that of the larger, and the operation.
  @inline(__always)
  static func step(_ i: Int, _ j: Int, _ operation: UInt32) -> StepCode {
    StepCode(truncatingIfNeeded: i) | StepCode(truncatingIfNeeded: j) << 3 | operation << 6
  }

  @inline(__always)
  static func parts(of step: StepCode) -> (i: Int, j: Int, operation: UInt32) {
    (Int(step & 7), Int(step >> 3 & 7), step >> 6)
  }
}
