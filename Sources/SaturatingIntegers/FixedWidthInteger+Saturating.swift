extension FixedWidthInteger {
  /// The whole part of a number, the nearest integer that there is where that is out of range, and 0
  /// where there is no number.
  ///
  /// For what is to be shown or counted. What means something else when it does not fit is for
  /// `init(exactly:)`.
  ///
  /// - Complexity: O(1), a shift of the significand.
  @inlinable @inline(__always)
  package init(saturating number: Double) {
    let bits = number.bitPattern
    let exponent = Int(bits >> 52 & 0x7FF) - 1023
    guard exponent >= 0 else {
      self = 0
      return
    }
    let isNegative = number.sign == .minus
    guard exponent < 64 else {
      self = number.isNaN ? 0 : isNegative ? .min : .max
      return
    }
    let significand = bits & (1 << 52 - 1) | 1 << 52
    let magnitude =
      exponent < 52 ? significand >> UInt64(52 - exponent) : significand << UInt64(exponent - 52)
    if !isNegative {
      self.init(clamping: magnitude)
    } else {
      self = magnitude > 1 << 63 ? .min : Self(clamping: 0 &- Int64(bitPattern: magnitude))
    }
  }

  /// The same of a number of 32 bits.
  @inlinable @inline(__always)
  package init(saturating number: Float) { self.init(saturating: Double(number)) }
}
