/// Expressions and sums in a text.
extension ReasoningText {
  /// Expressions that a later sentence may quote: operands with an operator between, spaces apart.
  static func expressions(in text: String) -> [Substring] {
    ArithmeticScanner(text).expressions {
      $0.isASCII && $0.properties.isAlphabetic || $0 == "(" || $0 == ")"
    }
    .map { range in
      let expression = text[range].filter { !$0.isWhitespace }
      return expression.last == "." ? expression.dropLast() : expression[...]
    }
    .filter { $0.count >= 3 && $0.contains(where: \.isNumber) }
  }

  /// Sums of whole numbers and decimals that do not hold, to the digits that are written.
  static func wrongSums(in text: String) -> [String] {
    ArithmeticScanner(text).sums().compactMap { range in
      let (head, rest) = (text[..<range.lowerBound], text[range.upperBound...])
      let before = head.last { !$0.isWhitespace }
      let after = rest.first { !$0.isWhitespace }
      // Part of a longer expression, a unit, a percentage or a fraction of its own; a time of day, a
      // division with a remainder.
      let joins: (Character?) -> Bool = { $0.map { "+-*/×÷−^(=%\\".contains($0) } ?? false }
      let isGlued = head.last.map { $0.isLetter || $0 == "," } ?? false
      let isTime = head.last == ":" && head.dropLast().last?.isNumber == true
      let word = rest.drop { $0 == " " || $0 == "," }.prefix { $0.isLetter }.lowercased()
      guard !joins(before), !joins(after), !isGlued, !isTime,
        !["remainder", "r", "mod", "rem"].contains(word)
      else { return nil }
      let sum = String(text[range])
      return Arithmetic.holds(sum.filter { $0 != "," }) == false ? sum : nil
    }
  }
}

/// Finds operands with operators between them, in one pass over a text.
private struct ArithmeticScanner {
  private let text: String.UnicodeScalarView
  private typealias Index = String.UnicodeScalarView.Index

  init(_ text: String) { self.text = text.unicodeScalars }

  /// Operands with at least one operator or sign of equality between them. Digits and points are
  /// operands, and what else is said to be.
  /// - Complexity: O(text), as of `sums`.
  func expressions(_ isOther: (Unicode.Scalar) -> Bool) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    var start = text.startIndex
    while start < text.endIndex {
      let first = operand(at: start, isOther)
      guard first > start else {
        start = text.index(after: start)
        continue
      }
      let end = chain(from: first, "+-*/×÷−=", isOther)
      if end > first { found.append(start..<end) }
      start = end
    }
    return found
  }

  /// Numbers with operators between them, a sign of equality, and a number.
  func sums() -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    var start = text.startIndex
    while start < text.endIndex {
      let first = operand(at: start) { _ in false }
      guard first > start else {
        start = text.index(after: start)
        continue
      }
      let left = chain(from: first, "+-*/×÷−") { _ in false }
      var end = left
      if left > first, let right = skip(left, to: "="), let sum = result(at: right) {
        found.append(start..<sum)
        end = sum
      }
      start = end
    }
    return found
  }

  /// Behind operators with operands after them, as far as there are any.
  private func chain(
    from first: Index, _ operators: String, _ isOther: (Unicode.Scalar) -> Bool
  ) -> Index {
    var end = first
    while let next = skip(end, to: operators) {
      let after = operand(at: next, isOther)
      if after == next { break }
      end = after
    }
    return end
  }

  /// Behind one of these signs and the blanks around it; nil where there is none.
  private func skip(_ place: Index, to signs: String) -> Index? {
    let sign = blanks(at: place)
    guard sign < text.endIndex, signs.unicodeScalars.contains(text[sign]) else { return nil }
    return blanks(at: text.index(after: sign))
  }

  private func blanks(at place: Index) -> Index {
    text[place...].firstIndex { !$0.properties.isWhitespace } ?? text.endIndex
  }

  /// Behind an operand: `1,500` is one, and of `1, 500` the `1`.
  private func operand(at place: Index, _ isOther: (Unicode.Scalar) -> Bool) -> Index {
    var end = place
    while end < text.endIndex {
      let scalar = text[end]
      if Self.isDigit(scalar) || scalar == "." || isOther(scalar) {
        end = text.index(after: end)
      } else if scalar == ",", end > place, let next = thousands(at: end) {
        end = next
      } else {
        break
      }
    }
    return end
  }

  /// Behind the comma between groups of digits and the three digits after it.
  private func thousands(at comma: Index) -> Index? {
    guard Self.isDigit(text[text.index(before: comma)]) else { return nil }
    let digits = text[text.index(after: comma)...].prefix(4)
    guard digits.prefix(3).count(where: Self.isDigit) == 3,
      digits.count < 4 || !Self.isDigit(digits[digits.index(before: digits.endIndex)])
    else { return nil }
    return digits.index(digits.startIndex, offsetBy: 3)
  }

  /// Behind a number with a sign or none, and digits after its point.
  private func result(at place: Index) -> Index? {
    var start = place
    if start < text.endIndex, text[start] == "-" { start = text.index(after: start) }
    var end = digits(at: start)
    guard end > start else { return nil }
    while end < text.endIndex, text[end] == ",", let next = thousands(at: end) { end = next }
    guard end < text.endIndex, text[end] == "." else { return end }
    let decimals = text.index(after: end)
    let last = digits(at: decimals)
    return last > decimals ? last : end
  }

  private func digits(at place: Index) -> Index {
    text[place...].firstIndex { !Self.isDigit($0) } ?? text.endIndex
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

/// Sums as texts have them.
private enum Arithmetic {
  /// Whether `2 + 3 × 4 = 14` holds; nil where it cannot be told.
  static func holds(_ sum: String) -> Bool? {
    let sides = sum.split(separator: "=")
    guard sides.count == 2, let left = value(sides[0]),
      let right = Double(sides[1].filter { !$0.isWhitespace })
    else { return nil }
    let decimals = sides[1].firstIndex(of: ".").map {
      sides[1][$0...].dropFirst().prefix { $0.isNumber }.count
    }
    var unit = 1.0
    for _ in 0..<min(decimals ?? 0, 15) { unit /= 10 }
    // A decimal may be cut off or rounded; a whole number has to be exact.
    return abs(left - right) <= (decimals == nil ? 1e-9 * max(1, abs(left)) : unit)
  }

  private static func value(_ text: Substring) -> Double? {
    var terms: [Double] = []
    var sign: Character = "+"
    var rest = text.filter { !$0.isWhitespace }[...]
    while true {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      switch sign {
      case "+": terms.append(number)
      case "-", "−": terms.append(-number)
      case "*", "×": terms.append((terms.popLast() ?? 1) * number)
      default:
        guard number != 0 else { return nil }
        terms.append((terms.popLast() ?? 1) / number)
      }
      guard let next = rest.popFirst() else { return terms.reduce(0, +) }
      sign = next
    }
  }
}
