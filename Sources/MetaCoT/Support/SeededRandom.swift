/// The one source of randomness: a small generator that is a value and starts from a seed.
///
/// SplitMix64 (Steele, Lea, Flood 2014): one 64-bit word of state, one multiplication chain a
/// draw, period 2^64. Two generators with one seed give one sequence, on every machine.
public struct SeededRandom: RandomNumberGenerator, Sendable, Hashable {
  private var state: UInt64

  /// Starts the sequence of `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 uniformly distributed bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A draw from `0 ..< bound`, `bound` > 0, by multiplication (Lemire 2019) without rejection:
  /// the bias is below `bound` / 2^32.
  public mutating func below(_ bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// A draw from [0, 1) with 24 random bits.
  public mutating func unit() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// One of some elements, each with a chance in proportion to its weight; nil if no weight is
  /// positive. Asks for one number, and for each weight twice. - Complexity: linear.
  @inlinable
  package mutating func draw<Elements: Collection>(
    from elements: Elements, weight: (Elements.Element) -> Float
  ) -> Elements.Element? {
    var rest = unit() * elements.reduce(0) { $0 + weight($1) }
    // Rounding may go past the end.
    var last: Elements.Element?
    for element in elements {
      let weight = weight(element)
      guard weight > 0 else { continue }
      last = element
      rest -= weight
      if rest < 0 { break }
    }
    return last
  }
}
