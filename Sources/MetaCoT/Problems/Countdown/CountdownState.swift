/// Up to eight numbers in ascending order: a state of Countdown.
///
///     lanes  0    1    2    3    4       …  7         whole numbers: 8 × 4 = 32 bytes
///            4    5    6    10   absent  …  absent    fractions:     8 × 8 = 64 bytes
///
/// Lanes without a number hold `absent`, which sorts after every number.
package struct CountdownState<Number: CountdownNumber>: Hashable, Sendable {
  /// How many numbers fit.
  static var capacity: Int { 8 }

  private(set) var lanes: Number.Lanes

  @inline(__always)
  private init(lanes: Number.Lanes) {
    self.lanes = lanes
  }

  /// At most eight numbers, in any order.
  init(_ numbers: [Number]) {
    lanes = Number.Lanes()
    let sorted = numbers.sorted { $1.isGreater(than: $0) }
    withUnsafeMutablePointer(to: &lanes) {
      let lanes = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Number.self)
      for (lane, number) in sorted.enumerated() { lanes[lane] = number }
    }
  }

  /// Calls `body` with the eight lanes.
  @inline(__always)
  func withUnsafeNumbers<Result>(_ body: (UnsafePointer<Number>) -> Result) -> Result {
    withUnsafePointer(to: lanes) {
      body(UnsafeRawPointer($0).assumingMemoryBound(to: Number.self))
    }
  }

  /// How many numbers there are.
  @inline(__always)
  var count: Int { lanes.count }

  /// The numbers in ascending order.
  var numbers: [Number] {
    (0..<count).map { self[$0] }
  }

  /// The number in a lane, or `absent`.
  @inline(__always)
  subscript(lane: Int) -> Number {
    withUnsafeNumbers { $0[lane & 7] }
  }

  /// The numbers without those in lanes `i` < `j`, and with `number`.
  @inline(__always)
  func joining(_ i: Int, _ j: Int, into number: Number) -> CountdownState {
    CountdownState(lanes: lanes.joining(i, j, into: number))
  }

  /// Whether all lanes are equal.
  @inline(__always)
  package static func == (a: CountdownState, b: CountdownState) -> Bool {
    a.lanes == b.lanes
  }

  /// 64 well-mixed bits of all lanes.
  @inline(__always)
  var fingerprint: UInt64 {
    withUnsafeBytes(of: lanes) { bytes in
      var bits: UInt64 = 0
      for word in 0..<MemoryLayout<Number.Lanes>.size / 8 {
        let next = bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self)
        bits = (bits ^ next) &* 0x9E37_79B9_7F4A_7C15 ^ (bits >> 29)
      }
      return mixed(bits)
    }
  }

  /// Feeds the fingerprint.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(fingerprint)
  }
}
