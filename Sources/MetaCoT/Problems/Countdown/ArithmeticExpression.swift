/// An expression of whole numbers, + − × ÷ and brackets, worked out in exact fractions.
///
/// Signs are `+`, `-` or `−`, `*` or `×` or `·`, `/` or `÷`; a minus sign may stand before a
/// number or a bracket. There are no powers, and nothing is multiplied by standing together.
struct ArithmeticExpression {
  /// The numbers in the order in which they stand.
  private(set) var numbers: [Int64] = []
  /// The value in lowest terms.
  private(set) var numerator: Int64 = 0
  /// At least 1.
  private(set) var denominator: Int64 = 1

  /// Such as `24` or `8/3`.
  var valueText: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  /// Reads and works out; throws a `ProblemError` that says what is wrong with the text.
  init(parsing text: String) throws(ProblemError) {
    var parser = Parser(text: Array(text))
    let value = try parser.sum(depth: 0)
    if let character = parser.next {
      throw switch character {
      case "=": ProblemError("write the expression alone, without \"=\"")
      case ")": ProblemError("a bracket closes that was not opened")
      case "0"..."9", "(": ProblemError("a sign is missing before \(String(character).quoted)")
      default: ProblemError("\(String(character).quoted) is none of + - * / ( ) and digits")
      }
    }
    numbers = parser.numbers
    (numerator, denominator) = (value.numerator, value.denominator)
  }

  /// An exact value in lowest terms, the denominator at least 1.
  private struct Value {
    var numerator: Int64
    var denominator: Int64

    static let tooLarge = ProblemError("a value in it does not fit 64 bits")

    init(_ numerator: Int64, _ denominator: Int64 = 1) throws(ProblemError) {
      var (a, b) = (numerator.magnitude, denominator.magnitude)
      while b != 0 { (a, b) = (b, a % b) }
      guard let divisor = Int64(exactly: a), numerator != .min, denominator != .min else {
        throw Self.tooLarge
      }
      self.numerator = numerator / divisor * denominator.signum()
      self.denominator = denominator / divisor * denominator.signum()
    }

    static func product(_ a: Int64, _ b: Int64) throws(ProblemError) -> Int64 {
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      if overflow { throw tooLarge }
      return product
    }

    func adding(_ other: Value, times sign: Int64) throws(ProblemError) -> Value {
      let (sum, overflow) = try Self.product(numerator, other.denominator)
        .addingReportingOverflow(Self.product(other.numerator * sign, denominator))
      if overflow { throw Self.tooLarge }
      return try Value(sum, Self.product(denominator, other.denominator))
    }

    func multiplied(by other: Value) throws(ProblemError) -> Value {
      try Value(
        Self.product(numerator, other.numerator), Self.product(denominator, other.denominator))
    }

    func divided(by other: Value) throws(ProblemError) -> Value {
      if other.numerator == 0 { throw ProblemError("it divides by 0") }
      return try Value(
        Self.product(numerator, other.denominator), Self.product(denominator, other.numerator))
    }
  }

  /// Recursive descent: sum, product, factor.
  private struct Parser {
    var text: [Character]
    var position = 0
    var numbers: [Int64] = []

    /// The next character that is not a space.
    var next: Character? {
      mutating get {
        while position < text.count, text[position].isWhitespace { position += 1 }
        return position < text.count ? text[position] : nil
      }
    }

    mutating func sum(depth: Int) throws(ProblemError) -> Value {
      var value = try product(depth: depth)
      while let sign = next {
        switch sign {
        case "+":
          position += 1
          value = try value.adding(product(depth: depth), times: 1)
        case "-", "−":
          position += 1
          value = try value.adding(product(depth: depth), times: -1)
        default: return value
        }
      }
      return value
    }

    mutating func product(depth: Int) throws(ProblemError) -> Value {
      var value = try factor(depth: depth)
      while let sign = next {
        switch sign {
        case "*", "×", "·":
          position += 1
          if next == "*" { throw ProblemError("there are no powers: only + - * /") }
          value = try value.multiplied(by: factor(depth: depth))
        case "/", "÷":
          position += 1
          if next == "/" { throw ProblemError("there is no whole division: only + - * /") }
          value = try value.divided(by: factor(depth: depth))
        case "^", "%", "!": throw ProblemError("\"\(sign)\" is none of + - * /")
        default: return value
        }
      }
      return value
    }

    mutating func factor(depth: Int) throws(ProblemError) -> Value {
      guard depth < 100 else { throw ProblemError("the brackets are more than 100 deep") }
      guard let character = next else {
        throw ProblemError(
          position == 0 || numbers.isEmpty
            ? "there is no expression" : "a number is missing at the end")
      }
      switch character {
      case "(":
        position += 1
        let value = try sum(depth: depth + 1)
        guard next == ")" else { throw ProblemError("a closing bracket is missing") }
        position += 1
        return value
      case "-", "−":
        position += 1
        return try Value(0).adding(factor(depth: depth + 1), times: -1)
      case "0"..."9":
        let start = position
        while position < text.count, "0"..."9" ~= text[position] { position += 1 }
        let digits = String(text[start..<position])
        guard let number = Int64(digits), number <= Int32.max else {
          throw ProblemError("\(digits.shortened) is too large")
        }
        if position < text.count, text[position] == "." {
          throw ProblemError("\(digits). is not a whole number")
        }
        numbers.append(number)
        return try Value(number)
      default:
        throw ProblemError("a number is missing before \(String(character).quoted)")
      }
    }
  }
}
