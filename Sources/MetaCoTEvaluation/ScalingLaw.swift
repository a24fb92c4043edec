#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a share that is left unsolved falls with the size of a network and with what it learned from:
/// u = a · Nᵇ · Dᶜ with N parameters and D tokens, by least squares of the logarithms (the joint law of
/// Kaplan et al. 2020, *Scaling laws for neural language models*, without their terms for what is left in the
/// limit).
package struct ScalingLaw: Codable, Sendable, Equatable {
  /// A network and what it leaves unsolved.
  package struct Point: Sendable, Equatable {
    /// Parameters of the network.
    package var parameters: Double
    /// Tokens that it learned from.
    package var tokens: Double
    /// The share that is left unsolved.
    package var unsolved: Double

    /// A point.
    package init(parameters: Double, tokens: Double, unsolved: Double) {
      self.parameters = parameters
      self.tokens = tokens
      self.unsolved = unsolved
    }
  }

  /// An exponent and its standard error.
  package struct Exponent: Codable, Sendable, Equatable {
    /// By how many hundredths the share changes where the variable grows by one hundredth.
    package var value: Double
    /// The standard error.
    package var error: Double
  }

  /// a.
  package var coefficient: Double
  /// b, that of the parameters.
  package var size: Exponent
  /// c, that of the tokens.
  package var training: Exponent
  /// The root of the mean square of what ln u differs by from the law, over n − 3 points.
  package var residual: Double
  /// How many points it was fitted to.
  package var points: Int

  /// The law of some points, of which those with nothing unsolved have no logarithm and are left out. Nil for
  /// fewer than four, or where one of the two variables follows from the other.
  /// - Complexity: O(n).
  package init?(_ points: [Point]) {
    let logarithms = points.filter { $0.parameters > 0 && $0.tokens > 0 && $0.unsolved > 0 }
      .map { (x: log($0.parameters), y: log($0.tokens), z: log($0.unsolved)) }
    let count = Double(logarithms.count)
    guard logarithms.count > 3 else { return nil }
    let x = logarithms.reduce(0) { $0 + $1.x } / count
    let y = logarithms.reduce(0) { $0 + $1.y } / count
    let z = logarithms.reduce(0) { $0 + $1.z } / count
    var (xx, yy, xy, xz, yz) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for point in logarithms {
      let (dx, dy, dz) = (point.x - x, point.y - y, point.z - z)
      xx += dx * dx
      yy += dy * dy
      xy += dx * dy
      xz += dx * dz
      yz += dy * dz
    }
    let determinant = xx * yy - xy * xy
    guard xx > 1e-12, yy > 1e-12, determinant > 1e-9 * xx * yy else { return nil }
    let b = (xz * yy - yz * xy) / determinant
    let c = (yz * xx - xz * xy) / determinant
    let unexplained = logarithms.reduce(0) { sum, point in
      let error = point.z - z - b * (point.x - x) - c * (point.y - y)
      return sum + error * error
    }
    self.points = logarithms.count
    residual = (unexplained / (count - 3)).squareRoot()
    size = Exponent(value: b, error: residual * (yy / determinant).squareRoot())
    training = Exponent(value: c, error: residual * (xx / determinant).squareRoot())
    coefficient = exp(z - b * x - c * y)
  }
}
