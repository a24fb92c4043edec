/// How a tree search prefers one child to another: pure functions of figures of the children, by which
/// searches select and screens explain what was selected.
///
/// ```
/// uct    Q + c·√(ln N(parent) / N)             (Kocsis, Szepesvári 2006)
/// puct   Q + c·P·√N(parent) / (1 + N)          (Rosin 2011; Silver et al. 2017)
/// ```
/// Both are `Q + k·S`: `k`, the scale, is the same for all children of a node, and `S`, the weight, is
/// a child's own, so an arg max over children is one pass over two contiguous columns.
package struct SelectionRule: Sendable, Equatable {
  /// Which formula.
  package enum Formula: String, Sendable, CaseIterable {
    /// Upper confidence bounds: no policy.
    case uct
    /// Upper confidence bounds weighed by the policy.
    case puct
  }

  /// Which formula.
  package var formula: Formula
  /// The weight of exploration.
  package var c: Float

  /// A rule.
  package init(_ formula: Formula, c: Float) {
    self.formula = formula
    self.c = c
  }

  /// What all children of a node that was visited `N` times share: `k`.
  @inline(__always)
  package func scale(parentVisits N: Int32) -> Float { scale(parentVisits: N, .shared) }

  /// The same, for who has the table at hand.
  @inline(__always)
  func scale(parentVisits N: Int32, _ roots: SqrtLogTable) -> Float {
    let spread = formula == .puct ? Float(max(N, 1)).squareRoot() : roots[N]
    return max(c * spread, 1e-30)
  }

  /// A child's own part of what it has to gain by being explored, `S`: for `puct` also of a child
  /// without visits.
  @inline(__always)
  package func weight(P: Float, N: Int32) -> Float {
    formula == .puct ? P / Float(1 + N) : 1 / Float(N).squareRoot()
  }

  /// The exploration term of a child: `U = k·S`.
  package func exploration(P: Float, N: Int32, parentVisits: Int32) -> Float {
    scale(parentVisits: parentVisits) * weight(P: P, N: N)
  }
}
