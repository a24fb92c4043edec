/// W of every node at a moment, exact whatever the values: for a trace that backs up values which
/// `NodeStatistics` would round away or could not hold.
///
/// A superaccumulator (Kulisch): each node has eight limbs, 35 bits apart, that between them span all
/// 32-bit floats, so that what was added can be subtracted again. 80 bytes a node.
struct WideSums: Sendable {
  /// By node, then by limb, the lowest first; after them how many infinite values were added, positive
  /// and negative ones.
  private var limbs: [Int64] = []
  /// How many events have been applied.
  private var now = 0

  private static let count = 8
  private static let stride = count + 2
  private static let spacing = 35
  /// The exponent of the lowest bit: that of the least float above 0.
  private static let lowest = -149

  /// Whether whole units of 2^-20 would change a value by a hundredth, or add up to too much: then the
  /// sums of a trace have to be wide.
  @inline(__always)
  static func areNeeded(for value: Float) -> Bool {
    let magnitude = value.magnitude
    return magnitude >= least || magnitude < 0x1p-14 && magnitude > 0
  }

  /// The least size of values that are too large for whole units.
  static let least: Float = 0x1p20

  /// Goes to the moment after `now` events.
  /// - Complexity: O(depth) for each backup between here and there.
  mutating func move(to now: Int, in events: [Event], _ records: [NodeRecord]) {
    let missing = records.count * Self.stride - limbs.count
    if missing > 0 { limbs.append(contentsOf: repeatElement(0, count: missing)) }
    while self.now < now {
      add(events[self.now], 1, records)
      self.now += 1
    }
    while self.now > now {
      self.now -= 1
      add(events[self.now], -1, records)
    }
  }

  private mutating func add(_ event: Event, _ sign: Int64, _ records: [NodeRecord]) {
    let value = event.value
    guard event.kind == .backup, value == value, value != 0 else { return }
    var limb = Self.count + (value < 0 ? 1 : 0)
    var (low, high): (Int64, Int64) = (sign, 0)
    if value.isFinite {
      let value = Double(value)
      // The 24 bits of a float, and the place of the lowest of them.
      let mantissa = Int64((value.significandBitPattern | 1 << 52) >> 29)
      let place = Int(value.exponent) - 23 - Self.lowest
      limb = max(0, place) / Self.spacing
      let shifted = place < 0 ? mantissa >> -place : mantissa << (place % Self.spacing)
      let sign = value < 0 ? -sign : sign
      low = sign * (shifted & (1 << Self.spacing - 1))
      high = sign * (shifted >> Self.spacing)
    }
    limbs.withUnsafeMutableBufferPointer { limbs in
      var node = Int(event.node)
      while node >= 0 {
        let index = node * Self.stride + limb
        limbs[index] &+= low
        if high != 0 { limbs[index + 1] &+= high }
        node = Int(records[node].parent)
      }
    }
  }

  /// W of a node, to the precision of a Double; NaN where infinities of both signs were added.
  subscript(node: NodeID) -> Double {
    let start = Int(node) * Self.stride
    guard start < limbs.count else { return 0 }
    let (above, below) = (limbs[start + Self.count], limbs[start + Self.count + 1])
    if above > 0 || below > 0 {
      return above > 0 ? below > 0 ? .nan : .infinity : -.infinity
    }
    var digits = Array(limbs[start..<start + Self.count])
    Self.carry(&digits)
    // Of a sum below 0 the digits are those of its size: in a difference of large numbers, which it
    // would be else, a small one is lost.
    let isNegative = digits[Self.count - 1] < 0
    if isNegative {
      for index in digits.indices { digits[index] = 0 &- digits[index] }
      Self.carry(&digits)
    }
    var sum = 0.0
    for (place, digit) in digits.enumerated() {
      sum +=
        Double(sign: .plus, exponent: place * Self.spacing + Self.lowest, significand: 1)
        * Double(digit)
    }
    return isNegative ? -sum : sum
  }

  /// Carries upwards, so that only the highest limb may be negative.
  private static func carry(_ digits: inout [Int64]) {
    for index in digits.indices.dropLast() {
      digits[index + 1] &+= digits[index] >> spacing
      digits[index] &= 1 << spacing - 1
    }
  }
}
