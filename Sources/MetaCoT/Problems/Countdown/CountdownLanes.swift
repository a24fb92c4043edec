/// Places for eight numbers in ascending order; those at the end may be `absent`.
///
/// In memory these are eight `Number`s and nothing else.
package protocol CountdownLanes: Equatable, Sendable {
  /// What is in the lanes.
  associatedtype Number

  /// EightValues times `absent`.
  init()

  /// How many numbers there are.
  var count: Int { get }

  /// Whether some lane holds the number.
  func contains(_ number: Number) -> Bool

  /// The numbers without those in lanes `i` < `j`, and with `number`, which comes after its equals.
  func joining(_ i: Int, _ j: Int, into number: Number) -> Self
}

/// EightValues whole numbers in two vector registers: everything is done to all lanes at once, without a
/// branch.
package struct WholeNumberLanes: CountdownLanes {
  private var values: SIMD8<Int32>

  /// EightValues times `absent`.
  package init() {
    values = SIMD8(repeating: Int32.max)
  }

  @inline(__always)
  private init(values: SIMD8<Int32>) {
    self.values = values
  }

  // Comparisons of vectors are made by arithmetic on values that are not negative.
  @inline(__always)
  private static func less(_ a: SIMD8<Int32>, than b: SIMD8<Int32>) -> SIMD8<Int32> {
    (a &- b) &>> 31
  }

  @inline(__always)
  private static func choose(
    _ mask: SIMD8<Int32>, _ a: SIMD8<Int32>, else b: SIMD8<Int32>
  ) -> SIMD8<Int32> {
    b ^ ((a ^ b) & mask)
  }

  /// How many numbers there are.
  @inline(__always)
  package var count: Int {
    Int(0 &- Self.less(values, than: SIMD8(repeating: Int32.max)).wrappedSum())
  }

  /// Whether some lane holds the number.
  @inline(__always)
  package func contains(_ number: WholeNumber) -> Bool {
    let difference = values ^ SIMD8(repeating: number.value)
    return (((difference &- SIMD8(repeating: 1)) & ~difference) &>> 31).wrappedSum() != 0
  }

  /// The numbers without those in lanes `i` < `j`, and with `number`.
  @inline(__always)
  package func joining(_ i: Int, _ j: Int, into number: WholeNumber) -> WholeNumberLanes {
    let x = values
    let absent = Int32.max
    let lane = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)
    // What stays moves down by one lane behind i, and by two behind j.
    let byOne = SIMD8(x[1], x[2], x[3], x[4], x[5], x[6], x[7], absent)
    let byTwo = SIMD8(x[2], x[3], x[4], x[5], x[6], x[7], absent, absent)
    let beforeI = Self.less(lane, than: SIMD8(repeating: Int32(truncatingIfNeeded: i)))
    let beforeJ = Self.less(lane, than: SIMD8(repeating: Int32(truncatingIfNeeded: j &- 1)))
    let y = Self.choose(beforeI, x, else: Self.choose(beforeJ, byOne, else: byTwo))
    // Then every lane is min(y[k], max(number, y[k − 1])).
    let previous = SIMD8(0, y[0], y[1], y[2], y[3], y[4], y[5], y[6])
    let new = SIMD8(repeating: number.value)
    let larger = Self.choose(Self.less(previous, than: new), new, else: previous)
    return WholeNumberLanes(values: Self.choose(Self.less(y, than: larger), y, else: larger))
  }

  /// Whether all lanes are equal.
  @inline(__always)
  package static func == (a: WholeNumberLanes, b: WholeNumberLanes) -> Bool {
    let difference = unsafeBitCast(a.values ^ b.values, to: SIMD4<UInt64>.self)
    return difference[0] | difference[1] | difference[2] | difference[3] == 0
  }
}

/// EightValues fractions side by side.
package struct FractionLanes: CountdownLanes {
  private typealias EightValues = (
    Fraction, Fraction, Fraction, Fraction, Fraction, Fraction, Fraction, Fraction
  )

  private var values: EightValues

  /// EightValues times `absent`.
  package init() {
    let absent = Fraction.absent
    values = (absent, absent, absent, absent, absent, absent, absent, absent)
  }

  @inline(__always)
  private func withUnsafeValues<Result>(_ body: (UnsafePointer<Fraction>) -> Result) -> Result {
    withUnsafePointer(to: values) {
      body(UnsafeRawPointer($0).assumingMemoryBound(to: Fraction.self))
    }
  }

  /// How many numbers there are.
  package var count: Int {
    withUnsafeValues { values in
      var count = 0
      while count < 8, values[count] != .absent { count += 1 }
      return count
    }
  }

  /// Whether some lane holds the number.
  package func contains(_ number: Fraction) -> Bool {
    withUnsafeValues { values in (0..<8).contains { values[$0] == number } }
  }

  /// The numbers without those in lanes `i` < `j`, and with `number`.
  package func joining(_ i: Int, _ j: Int, into number: Fraction) -> FractionLanes {
    var joined = FractionLanes()
    withUnsafeValues { values in
      withUnsafeMutablePointer(to: &joined.values) {
        let joined = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Fraction.self)
        let count = self.count
        var lane = 0
        var isPlaced = false
        for k in 0..<count where k != i && k != j {
          if !isPlaced, values[k].isGreater(than: number) {
            joined[lane] = number
            lane += 1
            isPlaced = true
          }
          joined[lane] = values[k]
          lane += 1
        }
        if !isPlaced { joined[lane] = number }
      }
    }
    return joined
  }

  /// Whether all lanes are equal.
  package static func == (a: FractionLanes, b: FractionLanes) -> Bool {
    a.withUnsafeValues { x in
      b.withUnsafeValues { y in (0..<8).allSatisfy { x[$0] == y[$0] } }
    }
  }
}
