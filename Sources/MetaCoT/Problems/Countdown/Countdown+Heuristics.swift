extension Countdown {
  /// The joins that are left: with all numbers to be used, one less than there are numbers. Where
  /// one or two numbers are left it is looked up whether the target can still be made.
  public func costToGo(_ state: CountdownState<Number>) -> Float {
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

  /// 1 or 0 where one or two numbers are left, as that is quickly known. With more, how close one
  /// join of two of them comes to the target, and less the more numbers there are.
  public func promise(_ state: CountdownState<Number>) -> Float {
    if isGoal(state) { return 1 }
    let count = state.count
    if count == 1 { return 0 }
    if count == 2 { return isOneStepAway(state, count) ? 1 : 0 }
    return Float(1) / Float(count)
  }
}
