/// The numbers that a Countdown is played with: never negative, exact, and bounded.
///
/// What does not fit is `absent`, and a step with such a result is not legal.
package protocol CountdownNumber: Hashable, Sendable {
  /// How eight of them are kept.
  associatedtype Lanes: CountdownLanes where Lanes.Number == Self

  /// The name under which Countdown with these numbers is registered.
  static var kind: String { get }

  /// What that Countdown is, in one line.
  static var help: String { get }

  /// A problem for these numbers.
  static var example: String { get }

  /// The target of a problem that names none; nil if it must name one.
  static var standardTarget: Int32? { get }

  /// What generated problems can be asked for.
  static var parameters: [Parameter] { get }

  /// A problem as these numbers are played with.
  static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Countdown<Self>

  /// How many operations there are to try on a pair; see `CountdownOperation`.
  static var operations: UInt32 { get }

  /// No number: greater than every number, as `isGreater` has it.
  static var absent: Self { get }

  /// A whole number; 0...2,147,483,646.
  init(_ value: Int32)

  /// Reads what `write` wrote; nil if it is not a number.
  init?(text: Substring)

  /// What an operation gives for `a` <= `b`; `absent` where it is not legal.
  static func result(_ operation: UInt32, _ a: Self, _ b: Self) -> Self

  /// Whether it comes after another in ascending order.
  func isGreater(than other: Self) -> Bool

  /// Whether it is 0.
  var isZero: Bool { get }

  /// The nearest floating-point number, for heuristics.
  var approximate: Float { get }

  /// Numerator and denominator in lowest terms.
  var ratio: (numerator: Int64, denominator: Int64) { get }

  /// Appends the number as a state or a step shows it.
  func write(to text: inout [UInt8])
}

/// What joins two numbers `a` <= `b`: the operations of a `CountdownNumber`.
enum CountdownOperation {
  /// b + a.
  static let add: UInt32 = 0
  /// b − a.
  static let subtract: UInt32 = 1
  /// b × a.
  static let multiply: UInt32 = 2
  /// b ÷ a.
  static let divide: UInt32 = 3
  /// a ÷ b, for numbers whose quotients need not be whole.
  static let divideSmaller: UInt32 = 4

  /// The sign of an operation in the text of a step.
  static func sign(_ operation: UInt32) -> StaticString {
    switch operation {
    case add: " + "
    case subtract: " − "
    case multiply: " × "
    default: " ÷ "
    }
  }
}

/// A whole number of at most 2,147,483,646. A quotient must be whole.
package struct WholeNumber: CountdownNumber {
  /// Two vectors.
  package typealias Lanes = WholeNumberLanes

  let value: Int32

  /// Int32.max.
  package static let absent = WholeNumber(Int32.max)

  /// Four: a smaller number divided by a larger one is whole only for 0, and 0 × b is that, too.
  package static let operations: UInt32 = 4

  /// A whole number.
  @inline(__always)
  package init(_ value: Int32) {
    self.value = value
  }

  /// Reads decimal digits.
  package init?(text: Substring) {
    guard let value = Int32(text), value >= 0, value < Int32.max else { return nil }
    self.value = value
  }

  /// Without branches: all four results are computed, one is taken.
  @inline(__always)
  package static func result(_ operation: UInt32, _ a: WholeNumber, _ b: WholeNumber) -> WholeNumber
  {
    let divisor = UInt32(truncatingIfNeeded: a.value == 0 ? Int32.max : a.value)
    let quotient = UInt32(truncatingIfNeeded: b.value) / divisor
    let isWhole = quotient &* divisor == UInt32(truncatingIfNeeded: b.value) && a.value != 0
    let (x, y) = (Int64(a.value), Int64(b.value))
    let results = SIMD4<Int64>(
      y &+ x, y &- x, y &* x, isWhole ? Int64(quotient) : Int64(Int32.max))
    let result = results[Int(operation & 3)]
    return WholeNumber(Int32(truncatingIfNeeded: min(result, Int64(Int32.max))))
  }

  /// Whether it comes after another in ascending order.
  @inline(__always)
  package func isGreater(than other: WholeNumber) -> Bool { value > other.value }

  /// Whether it is 0.
  @inline(__always)
  package var isZero: Bool { value == 0 }

  /// The nearest floating-point number.
  package var approximate: Float { Float(value) }

  /// Itself and 1.
  package var ratio: (numerator: Int64, denominator: Int64) { (Int64(value), 1) }

  /// Appends decimal digits.
  package func write(to text: inout [UInt8]) {
    text.append(decimal: value)
  }
}

/// A fraction in lowest terms; numerator and denominator are at most 2,147,483,647.
package struct Fraction: CountdownNumber {
  /// An array.
  package typealias Lanes = FractionLanes

  let numerator: Int32
  let denominator: Int32

  /// 1/0.
  package static let absent = Fraction(numerator: 1, denominator: 0)

  /// Five: both quotients of two different numbers are legal.
  package static let operations: UInt32 = 5

  /// A whole number.
  package init(_ value: Int32) {
    self.init(numerator: value, denominator: 1)
  }

  private init(numerator: Int32, denominator: Int32) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Reads `5` and `5/3`; lowest terms only, as there is one text for a number.
  package init?(text: Substring) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let numerator = Int64(parts[0]), numerator >= 0,
      let denominator = parts.count == 1 ? 1 : Int64(parts[1]), denominator > 0
    else { return nil }
    let fraction = Fraction(reducing: numerator, denominator)
    guard fraction != .absent, fraction.denominator == denominator,
      fraction.numerator == numerator
    else { return nil }
    self = fraction
  }

  /// Lowest terms, or `absent` if those do not fit. Both terms >= 0.
  init(reducing numerator: Int64, _ denominator: Int64) {
    var (a, b) = (UInt64(numerator), UInt64(denominator))
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int64(max(a, 1))
    guard denominator != 0, let n = Int32(exactly: numerator / divisor),
      let d = Int32(exactly: denominator / divisor)
    else {
      self = .absent
      return
    }
    self.init(numerator: n, denominator: d)
  }

  /// Exact, by 64-bit terms.
  package static func result(_ operation: UInt32, _ a: Fraction, _ b: Fraction) -> Fraction {
    let (p, q) = (Int64(a.numerator), Int64(a.denominator))
    let (r, s) = (Int64(b.numerator), Int64(b.denominator))
    switch operation {
    case CountdownOperation.add:
      let (sum, overflow) = (r * q).addingReportingOverflow(p * s)
      return overflow ? .absent : Fraction(reducing: sum, q * s)
    case CountdownOperation.subtract: return Fraction(reducing: r * q - p * s, q * s)
    case CountdownOperation.multiply: return Fraction(reducing: p * r, q * s)
    case CountdownOperation.divide: return p == 0 ? .absent : Fraction(reducing: r * q, s * p)
    default: return p == 0 || a == b ? .absent : Fraction(reducing: p * s, q * r)
    }
  }

  /// Whether it comes after another in ascending order.
  @inline(__always)
  package func isGreater(than other: Fraction) -> Bool {
    Int64(numerator) * Int64(other.denominator) > Int64(other.numerator) * Int64(denominator)
  }

  /// Whether it is 0.
  package var isZero: Bool { numerator == 0 }

  /// The nearest floating-point number.
  package var approximate: Float { Float(numerator) / Float(denominator) }

  /// Numerator and denominator.
  package var ratio: (numerator: Int64, denominator: Int64) {
    (Int64(numerator), Int64(denominator))
  }

  /// Appends `5` or `5/3`.
  package func write(to text: inout [UInt8]) {
    text.append(decimal: numerator)
    if denominator != 1 {
      text.append(text: "/")
      text.append(decimal: denominator)
    }
  }
}
