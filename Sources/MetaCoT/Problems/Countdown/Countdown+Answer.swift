extension Countdown {
  /// The expression that the steps spell, such as `(10 - 4) * 5 - 6`, with no more brackets than
  /// it needs. If not all numbers need be used it is the target's part alone.
  package func answer(_ steps: [StepCode]) -> String {
    var state = start
    var terms = state.numbers.map {
      Term(value: $0, text: String(writing: $0.write), strength: 2)
    }
    for step in steps {
      let (i, j, operation) = Self.parts(of: step)
      let value = Number.result(operation, state[i], state[j])
      let swapped = operation == CountdownOperation.divideSmaller
      let (left, right) = (terms[swapped ? i : j], terms[swapped ? j : i])
      let joined =
        switch operation {
        case CountdownOperation.add:
          Term(value: value, text: "\(left.text) + \(right.text)", strength: 0)
        case CountdownOperation.subtract:
          Term(value: value, text: "\(left.text) - \(right.bracketed(below: 1))", strength: 0)
        case CountdownOperation.multiply:
          Term(
            value: value,
            text: "\(left.bracketed(below: 1)) * \(right.bracketed(below: 1))", strength: 1)
        default:
          Term(
            value: value,
            text: "\(left.bracketed(below: 1)) / \(right.bracketed(below: 2))", strength: 1)
        }
      terms.remove(at: j)
      terms.remove(at: i)
      // Where `joining` puts it: after the numbers that are not greater.
      let place = terms.firstIndex { $0.value.isGreater(than: value) } ?? terms.count
      terms.insert(joined, at: place)
      state = apply(step, to: state)
    }
    return (terms.first { $0.value == goal } ?? terms.last)?.text ?? ""
  }

  /// Works out the expression exactly and checks that it gives the target from the numbers alone.
  /// What lies in between may be negative or a fraction. The cost is the number of operations.
  package func verify(_ answer: String) -> Verification {
    let expression: ArithmeticExpression
    do {
      expression = try ArithmeticExpression(parsing: answer)
    } catch {
      return .rejected(error.description)
    }
    var left = numbers.map(Int64.init)
    for number in expression.numbers {
      guard let index = left.firstIndex(of: number) else {
        let times = numbers.count { $0 == number }
        return .rejected(
          times == 0
            ? "\(number) is none of the numbers"
            : "\(number) is used more often than the \(times == 1 ? "one time" : "\(times) times") "
              + "it is there")
      }
      left.remove(at: index)
    }
    if rules.usesAll, let unused = left.first {
      return .rejected("\(unused) is not used")
    }
    guard expression.numerator == Int64(target) * expression.denominator else {
      return .rejected("it gives \(expression.valueText), not \(target)")
    }
    return .accepted(cost: Float(expression.numbers.count - 1))
  }
}

/// A number with the expression that made it.
private struct Term<Number> {
  var value: Number
  var text: String
  /// 0 for sums and differences, 1 for products and quotients, 2 for a number.
  var strength: Int

  func bracketed(below needed: Int) -> String {
    strength < needed ? "(\(text))" : text
  }
}
