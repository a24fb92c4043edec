#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The index and value of the greatest `Q + k·S` among `count` scores; among equals the first.
/// Index -1 and -∞ if `count` is 0 or nothing is above -∞. Reads up to three scores beyond `count`.
@inline(__always)
func greatest(
  _ scores: UnsafePointer<NodeArena.Score>, count: Int, _ k: Float
) -> (index: Int, score: Float) {
  let base = UnsafeRawPointer(scores)
  let weight = SIMD4<Float>(repeating: k)
  var best = SIMD4<Float>(repeating: -.infinity)
  var at = SIMD4<Int32>(repeating: -1)
  var index = SIMD4<Int32>(0, 1, 2, 3)
  let end = SIMD4<Int32>(repeating: Int32(truncatingIfNeeded: count))
  var i = 0
  while i < count {
    let pairs = (base + i &* 8).loadUnaligned(as: SIMD8<Float>.self)
    let score = pairs.evenHalf + weight * pairs.oddHalf
    let isBetter = (score .> best) .& (index .< end)
    best.replace(with: score, where: isBetter)
    at.replace(with: index, where: isBetter)
    index &+= 4
    i &+= 4
  }
  var result = (index: Int(at[0]), score: best[0])
  for lane in 1..<4 where at[lane] >= 0 {
    if best[lane] > result.score || best[lane] == result.score && Int(at[lane]) < result.index {
      result = (Int(at[lane]), best[lane])
    }
  }
  return result
}

/// `base` to the power of `exponent`.
func power(_ base: Double, _ exponent: Double) -> Double {
  exponent == 0.5 ? base.squareRoot() : pow(base, exponent)
}

/// −ln of a probability: a cost to go for a model that gives values only. A value of 0 is not proof
/// of anything, so the result is at most −ln 0.0001 ≈ 9.2.
func costToGo(probability: Float) -> Float {
  -log(max(probability, 1e-4))
}

/// e^−h: the inverse of `costToGo(probability:)`; nil where nothing is known.
func probability(costToGo: Float) -> Float? {
  costToGo.isFinite ? exp(-costToGo) : nil
}

/// A value as it is recorded: to four decimals. The search works with the same, so that live and
/// replayed searches agree.
@inline(__always)
func quantised(_ value: Float) -> Float {
  // Whole numbers are, and most costs are whole numbers. From 2²³ on all are: there is no place for a
  // fraction in a `Float`, nor in the sum of 2²³ and a smaller number.
  let size = value.magnitude
  if size >= 0x1p23 || size + 0x1p23 - 0x1p23 == size { return value }
  return roundedToFourDecimals(value)
}

@inline(never)
private func roundedToFourDecimals(_ value: Float) -> Float {
  (value * 10_000).rounded(.toNearestOrEven) / 10_000
}

extension NodeArena {
  /// Adds a visit with this value to the node and all above it. Complexity: linear in the depth.
  func backUp(_ value: Float, from leaf: Int32) {
    var node = leaf
    while node >= 0 {
      N[node] += 1
      Q[node] += (value - Q[node]) / Float(N[node])
      node = parent[node]
    }
  }
}
