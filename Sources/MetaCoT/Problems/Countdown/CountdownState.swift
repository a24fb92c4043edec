/// Up to eight numbers in ascending order: a state of Countdown.
///
///     lanes  0    1    2    3    4       …  7         whole numbers: 8 × 4 = 32 bytes
///            4    5    6    10   absent  …  absent    fractions:     8 × 8 = 64 bytes
///
/// Lanes without a number hold `absent`, which sorts after every number.
public struct CountdownState<Number: CountdownNumber>: Hashable, Sendable {
  typealias Lanes = (Number, Number, Number, Number, Number, Number, Number, Number)

  /// How many numbers fit.
  static var capacity: Int { 8 }

  private var lanes: Lanes

  private init(empty: Void) {
    let absent = Number.absent
    lanes = (absent, absent, absent, absent, absent, absent, absent, absent)
  }

  /// At most eight numbers, in any order.
  init(_ numbers: [Number]) {
    self.init(empty: ())
    let sorted = numbers.sorted { $1.isGreater(than: $0) }
    withUnsafeMutableNumbers { lanes in
      for (lane, number) in sorted.enumerated() { lanes[lane] = number }
    }
  }

  @inline(__always)
  private mutating func withUnsafeMutableNumbers<Result>(
    _ body: (UnsafeMutablePointer<Number>) -> Result
  ) -> Result {
    withUnsafeMutablePointer(to: &lanes) {
      body(UnsafeMutableRawPointer($0).assumingMemoryBound(to: Number.self))
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
  var count: Int {
    withUnsafeNumbers { lanes in
      var count = 0
      for lane in 0..<Self.capacity { count &+= lanes[lane] != .absent ? 1 : 0 }
      return count
    }
  }

  /// The numbers in ascending order.
  var numbers: [Number] {
    withUnsafeNumbers { lanes in (0..<count).map { lanes[$0] } }
  }

  /// The number in a lane, or `absent`.
  @inline(__always)
  subscript(lane: Int) -> Number {
    withUnsafeNumbers { $0[lane & 7] }
  }

  /// The numbers without those in lanes `i` < `j`, and with `number`.
  ///
  /// Without branches: every lane knows from a comparison where it goes.
  @inline(__always)
  func joining(_ i: Int, _ j: Int, into number: Number) -> CountdownState {
    withUnsafeNumbers { lanes in
      withUnsafeTemporaryAllocation(of: Number.self, capacity: 16) { joined in
        // Lanes i and j go to places beyond the state; all that is greater moves up one place.
        var place = 0
        for lane in 0..<Self.capacity {
          let gone = lane == i || lane == j
          let isGreater = lanes[lane].isGreater(than: number)
          joined[
            gone ? 15 : lane &- (lane > i ? 1 : 0) &- (lane > j ? 1 : 0) &+ (isGreater ? 1 : 0)] =
            lanes[lane]
          place &+= gone || isGreater ? 0 : 1
        }
        joined[place] = number
        joined[7] = .absent
        return joined.baseAddress!.withMemoryRebound(to: Lanes.self, capacity: 1) {
          CountdownState(lanes: $0.pointee)
        }
      }
    }
  }

  private init(lanes: Lanes) {
    self.lanes = lanes
  }

  @inline(__always)
  private func withUnsafeWords<Result>(_ body: (UnsafePointer<UInt64>, Int) -> Result) -> Result {
    withUnsafeBytes(of: lanes) {
      body(
        $0.baseAddress!.assumingMemoryBound(to: UInt64.self), MemoryLayout<Lanes>.size / 8)
    }
  }

  /// Whether all lanes are equal.
  @inline(__always)
  public static func == (a: CountdownState, b: CountdownState) -> Bool {
    a.withUnsafeWords { x, words in
      b.withUnsafeWords { y, _ in
        var difference: UInt64 = 0
        for word in 0..<words { difference |= x[word] ^ y[word] }
        return difference == 0
      }
    }
  }

  /// 64 well-mixed bits of all lanes.
  @inline(__always)
  var fingerprint: UInt64 {
    withUnsafeWords { x, words in
      var bits: UInt64 = 0
      for word in 0..<words { bits = (bits ^ x[word]) &* 0x9E37_79B9_7F4A_7C15 ^ (bits >> 29) }
      return mixed(bits)
    }
  }

  /// Feeds the fingerprint.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(fingerprint)
  }
}
