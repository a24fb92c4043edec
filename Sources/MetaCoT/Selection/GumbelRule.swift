#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The rules of Gumbel MuZero (Danihelka et al. 2022, *Policy improvement by planning with Gumbel*).
package enum GumbelRule {
  /// What is known of a node's children: parallel arrays.
  package struct Children: Sendable {
    /// Prior probabilities.
    package var P: [Float] = []
    /// Visits.
    package var N: [Int32] = []
    /// Mean values; those of children without visits play no part.
    package var Q: [Float] = []

    /// No children.
    package init() {}

    /// Children with these figures.
    package init(P: [Float], N: [Int32], Q: [Float]) {
      self.P = P
      self.N = N
      self.Q = Q
    }
  }

  /// How many visits a child must have to be considered, for each of `simulations` in turn: Sequential
  /// Halving (Karnin et al. 2013) over the `considered` most promising children. All get the same
  /// number of visits, then the better half, down to two.
  package static func consideredVisits(considered: Int, simulations: Int) -> [Int32] {
    guard considered > 1 else { return (0..<max(simulations, 0)).map { Int32($0) } }
    var rounds = 0
    while 1 << rounds < considered { rounds += 1 }
    var sequence: [Int32] = []
    var visits = [Int32](repeating: 0, count: considered)
    var left = considered
    while sequence.count < simulations {
      for _ in 0..<max(1, simulations / (rounds * left)) {
        sequence += visits[..<left]
        for index in 0..<left { visits[index] += 1 }
      }
      left = max(2, left / 2)
    }
    return Array(sequence.prefix(simulations))
  }

  /// The values of all children, where those without visits get the value of the node as the visited
  /// ones and the model's `V` of it suggest (equation 33), scaled to 0...1 among themselves and by
  /// `(visit + max N)·scale` (σ, equation 8).
  package static func transformedValues(
    _ children: Children, V: Float, visit: Float, scale: Float
  ) -> [Float] {
    var prior: Float = 0
    var weighted: Float = 0
    var visits: Int32 = 0
    for index in children.N.indices where children.N[index] > 0 {
      visits += children.N[index]
      prior += children.P[index]
      weighted += children.P[index] * children.Q[index]
    }
    let seen = prior > 0 ? weighted / prior : V
    let mixed = (V + Float(visits) * seen) / Float(1 + visits)
    let completed = children.N.indices.map { children.N[$0] > 0 ? children.Q[$0] : mixed }
    let (least, most) = (completed.min() ?? 0, completed.max() ?? 0)
    let factor = (visit + Float(children.N.max() ?? 0)) * scale
    return completed.map { factor * ($0 - least) / max(most - least, 1e-8) }
  }

  /// The policy improved by what was found: softmax of ln P + σ(Q) (equation 11).
  package static func improvedPolicy(_ P: [Float], _ values: [Float]) -> [Float] {
    let logits = zip(P, values).map { log(max($0, 1e-30)) + $1 }
    let most = logits.max() ?? 0
    let weights = logits.map { exp($0 - most) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Below the root: the child whose visits lag most behind the improved policy, π′ − N / (1 + ΣN)
  /// (equation 14).
  package static func interiorScores(
    _ children: Children, V: Float, visit: Float, scale: Float
  ) -> [Float] {
    let values = transformedValues(children, V: V, visit: visit, scale: scale)
    let total = Float(1 + children.N.reduce(0, +))
    return zip(improvedPolicy(children.P, values), children.N).map { $0 - Float($1) / total }
  }

  /// At the root: g + ln P + σ(Q), where g is a draw from the Gumbel distribution, once for each child
  /// (equation 10).
  package static func rootScores(
    _ children: Children, gumbel: [Float], V: Float, visit: Float, scale: Float
  ) -> [Float] {
    let values = transformedValues(children, V: V, visit: visit, scale: scale)
    return children.P.indices.map { gumbel[$0] + log(max(children.P[$0], 1e-30)) + values[$0] }
  }

  /// A draw from the standard Gumbel distribution.
  static func draw(_ random: inout SeededRandom) -> Float {
    -log(-log(max(random.unit(), 0x1p-24)))
  }
}
