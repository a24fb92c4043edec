#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A power law y = a · xᵇ through points, by least squares of the logarithms, with what it leaves
/// unexplained: how losses fall with compute (Kaplan et al. 2020, *Scaling laws for neural language
/// models*).
package struct PowerLaw: Codable, Sendable, Equatable {
  /// a: y at x = 1.
  package var coefficient: Double
  /// b: by how many hundredths y changes where x grows by one hundredth.
  package var exponent: Double
  /// The standard error of b.
  package var exponentError: Double
  /// The root of the mean square of what ln y differs by from the law, over n − 2 points.
  package var residual: Double
  /// How many points it was fitted to.
  package var points: Int

  /// The law of some points, of which those that are not above 0 have no logarithm and are left out.
  /// Nil for fewer than three, or if all have one x.
  /// - Complexity: O(n).
  package init?(_ points: [(x: Double, y: Double)]) {
    let logarithms = points.filter { $0.x > 0 && $0.y > 0 && $0.x.isFinite && $0.y.isFinite }
      .map { (x: log($0.x), y: log($0.y)) }
    let count = Double(logarithms.count)
    guard logarithms.count > 2 else { return nil }
    let (x, y) = (
      logarithms.reduce(0) { $0 + $1.x } / count, logarithms.reduce(0) { $0 + $1.y } / count
    )
    let squares = logarithms.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    guard squares > 1e-12 else { return nil }
    let slope = logarithms.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / squares
    let unexplained = logarithms.reduce(0) { sum, point in
      let error = point.y - y - slope * (point.x - x)
      return sum + error * error
    }
    self.points = logarithms.count
    exponent = slope
    coefficient = exp(y - slope * x)
    residual = (unexplained / (count - 2)).squareRoot()
    exponentError = residual / squares.squareRoot()
  }

  /// y at an x.
  package func value(at x: Double) -> Double { coefficient * pow(x, exponent) }
}
