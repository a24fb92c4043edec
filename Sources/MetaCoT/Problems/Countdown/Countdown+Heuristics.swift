extension Countdown {
  /// The joins that are left: with all numbers to be used, one less than there are numbers. Where
  /// one or two numbers are left it is looked up whether the target can still be made.
  package func costToGo(_ state: CountdownState<Number>) -> Float {
    if isGoal(state) { return 0 }
    let count = state.count
    if count == 1 { return .infinity }
    if count == 2 { return isOneStepAway(state, count) ? 1 : .infinity }
    if rules.usesAll { return Float(count - 1) }
    return isOneStepAway(state, count) ? 1 : 2
  }

  /// Whether some pair can be joined into the target.
  private func isOneStepAway(_ state: CountdownState<Number>, _ count: Int) -> Bool {
    state.withUnsafeNumbers { lanes in
      for i in 0..<count - 1 {
        for j in i + 1..<count {
          for operation in 0..<Number.operations
          where Number.result(operation, lanes[i], lanes[j]) == goal {
            return !(rules.isPositive && goal.isZero)
          }
        }
      }
      return false
    }
  }

  /// 1 or 0 where one or two numbers are left, as that is quickly known; 1 also where all need not
  /// be used and one step does it. Else a guess from two signs: how near, when two numbers are
  /// joined, what is then missing comes to a third number; and how many numbers divide the target.
  /// It halves with every number above four, as there is more to search.
  package func heuristicValue(_ state: CountdownState<Number>) -> Float {
    if isGoal(state) { return 1 }
    let count = state.count
    if count == 1 { return 0 }
    if count == 2 { return isOneStepAway(state, count) ? 1 : 0 }
    if !rules.usesAll, isOneStepAway(state, count) { return 1 }
    let distance = distanceOfTwoJoins(state, count)
    let near = 1 / (1 + distance)
    let divisors = Float(divisors(state, count))
    if count == 3 { return min(0.95, 0.02 + 0.85 * near * near * near + 0.05 * divisors) }
    var share: Float = 1.2
    for _ in 3..<count { share /= 2 }
    return share * (0.1 + 0.4 * near + 0.1 * divisors)
  }

  /// The smallest | |target − r| − v |, where r joins two numbers and v is another.
  private func distanceOfTwoJoins(_ state: CountdownState<Number>, _ count: Int) -> Float {
    let target = Float(self.target)
    return state.withUnsafeNumbers { lanes in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 8) { values in
        for lane in 0..<count { values[lane] = lanes[lane].approximate }
        var best = Float.infinity
        for i in 0..<count - 1 {
          for j in i + 1..<count {
            let (a, b) = (values[i], values[j])
            let quotient = b / a
            let isLegal = Number.operations > 4 || quotient == quotient.rounded(.down)
            let joined = SIMD4<Float>(a + b, b - a, a * b, isLegal ? quotient : .infinity)
            for operation in 0..<4 {
              let missing = abs(target - joined[operation])
              for k in 0..<count where k != i && k != j {
                best = min(best, abs(missing - values[k]))
              }
            }
          }
        }
        return best
      }
    }
  }

  /// How many numbers above 1 divide the target: at most 3 are counted.
  private func divisors(_ state: CountdownState<Number>, _ count: Int) -> Int {
    let target = Float(self.target)
    var found = 0
    for lane in 0..<count {
      let value = state[lane].approximate
      let quotient = target / value
      if value > 1, quotient == quotient.rounded(.down) { found += 1 }
    }
    return min(found, 3)
  }
}
