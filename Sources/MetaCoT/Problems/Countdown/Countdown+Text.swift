extension Countdown {
  /// Reads `4 5 6 10 → 24`; see the type for the rules that may follow in brackets.
  package init(text: String) throws {
    var rest = text[...].trimmed
    var rules = Rules()
    if rest.last == ")", let bracket = rest.lastIndex(of: "(") {
      for word in rest[rest.index(after: bracket)...].dropLast().split(separator: ",") {
        switch word.trimmed {
        case "any": rules.usesAll = false
        case "all": rules.usesAll = true
        case "positive": rules.isPositive = true
        default:
          throw ProblemError("there is no rule \(word.trimmed.quoted): there are any, positive")
        }
      }
      rest = rest[..<bracket].trimmed
    }
    let parts = rest.replacing("->", with: "→")
      .split(separator: "→", omittingEmptySubsequences: false)
    guard parts.count <= 2 else {
      throw ProblemError("there are two arrows: write \"\(Number.example)\"")
    }
    func number(_ word: Substring) throws -> Int32 {
      guard word.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let value = Int32(word), value < Int32.max
      else {
        throw ProblemError("\(word.quoted) is not a number from 0 to \(Int32.max - 1)")
      }
      return value
    }
    let numbers = try parts[0].split(whereSeparator: \.isWhitespace).map(number)
    let target: Int32
    if parts.count == 2 {
      let words = parts[1].split(whereSeparator: \.isWhitespace)
      guard words.count == 1 else {
        throw ProblemError("one target is needed after the arrow: write \"\(Number.example)\"")
      }
      target = try number(words[0])
    } else if let standard = Number.standardTarget {
      target = standard
    } else {
      throw ProblemError("the target is missing: write \"\(Number.example)\"")
    }
    try self.init(numbers: numbers, target: target, rules: rules)
  }

  /// Numbers with an arrow; of the kind that needs no target also a few numbers, mostly, without.
  package static func resembles(_ text: String) -> Bool {
    if text.contains("→") || text.contains("->") {
      return Number.standardTarget == nil && text.contains(where: \.isNumber)
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    return Number.standardTarget != nil && (2...capacity).contains(words.count)
      && 2 * words.count { Int($0) != nil } > words.count
  }

  /// `4 5 6 10 → 24`, with the rules in brackets where they are not the usual ones.
  package var text: String {
    var words: [String] = []
    if !rules.usesAll { words.append("any") }
    if rules.isPositive { words.append("positive") }
    let suffix = words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
    return "\(numbers.map(String.init).joined(separator: " ")) → \(target)\(suffix)"
  }

  /// The numbers in ascending order and the target, whatever the rules and whatever the kind: one
  /// who has seen a solution of `4 5 6 10 → 24` has seen one of the Game of 24.
  package var canonicalText: String {
    "\(numbers.sorted().map(String.init).joined(separator: " ")) → \(target)"
  }

  /// Such as `I need 24 from 4, 5, 6 and 10.`
  package var statement: String {
    let list =
      numbers.count == 1
      ? "\(numbers[0])"
      : "\(numbers.dropLast().map(String.init).joined(separator: ", ")) and \(numbers.last!)"
    return "I need \(target) from \(rules.usesAll ? "" : "some of ")\(list)."
  }

  /// `10 − 4 = 6`: the larger number first, but for a quotient below 1.
  package func write(
    _ step: StepCode, from state: CountdownState<Number>, to text: inout [UInt8]
  ) {
    let (i, j, operation) = Self.parts(of: step)
    let swapped = operation == CountdownOperation.divideSmaller
    state[swapped ? i : j].write(to: &text)
    text.append(text: CountdownOperation.sign(operation))
    state[swapped ? j : i].write(to: &text)
    text.append(text: " = ")
    Number.result(operation, state[i], state[j]).write(to: &text)
  }

  /// `4 5 6 10`.
  package func write(_ state: CountdownState<Number>, to text: inout [UInt8]) {
    for lane in 0..<state.count {
      if lane > 0 { text.append(text: " ") }
      state[lane].write(to: &text)
    }
  }

  /// Reads numbers in any order, as many as the problem has at most.
  package func state(text: some StringProtocol) -> CountdownState<Number>? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard (1...numbers.count).contains(words.count) else { return nil }
    var values: [Number] = []
    for word in words {
      guard let value = Number(text: Substring(word)) else { return nil }
      values.append(value)
    }
    return CountdownState(values.sorted { $1.isGreater(than: $0) })
  }
}

extension Substring {
  /// Without white space at its ends.
  var trimmed: Substring {
    var rest = drop { $0.isWhitespace }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}

extension Countdown {
  /// With the numbers that are left, where they are whole.
  package func starting(at state: CountdownState<Number>) -> Countdown? {
    let words = text(of: state).split(separator: " ")
    let numbers = words.compactMap { Int32($0) }
    guard numbers.count == words.count, !isGoal(state) else { return nil }
    return try? Countdown(numbers: numbers, target: target, rules: rules)
  }
}
