import CNeuralKernels

/// Makes matrices nearly orthogonal by the iteration of Newton and Schulz, in room that is used
/// again and again. Used by one thread at a time.
final class NewtonSchulz: @unchecked Sendable {
  /// p(s) = a·s + b·s³ + c·s⁵ brings singular values from 0.01 … 1 to 0.7 … 1.2 in five rounds
  /// (Jordan et al., "Muon", 2024).
  private static let (a, b, c): (Float, Float, Float) = (3.4445, -4.7750, 2.0315)
  private static let rounds = 5

  private let given = ScratchBuffer(), x = ScratchBuffer(), next = ScratchBuffer()
  private let square = ScratchBuffer(), polynomial = ScratchBuffer()

  /// Where the matrix is put, row by row.
  func matrix(_ count: Int) -> UnsafeMutablePointer<Float> { given.buffer(count) }

  /// U·Vᵀ, nearly, where U·S·Vᵀ is the singular value decomposition of the matrix that was put:
  /// valid until the next. With m its smaller and n its larger side, 10·m²·(2n + m) additions and
  /// multiplications.
  func orthogonalized(rows: Int, columns: Int) -> UnsafePointer<Float> {
    let (m, n) = (min(rows, columns), max(rows, columns))
    let given = matrix(m * n)
    let scale = 1 / (nk_dot(given, given, m * n).squareRoot() + 1e-7)
    let isTall = rows > columns
    var (x, next) = (x.buffer(m * n), next.buffer(m * n))
    let (square, polynomial) = (square.buffer(m * m), polynomial.buffer(m * m))
    for i in 0..<m {
      for j in 0..<n { x[i * n + j] = scale * given[isTall ? j * m + i : i * n + j] }
    }
    for _ in 0..<Self.rounds {
      // A = X·Xᵀ; X ← a·X + (b·A + c·A²)·X.
      MatrixProduct.transposed(
        .init(x, stride: n), .init(x, stride: n), into: square, stride: m, m: m, n: m, k: n)
      polynomial.update(from: square, count: m * m)
      MatrixProduct.plain(
        .init(square, stride: m), .init(square, stride: m), into: polynomial, stride: m,
        m: m, n: m, k: m, scale: Self.c, keep: Self.b)
      next.update(from: x, count: m * n)
      MatrixProduct.plain(
        .init(polynomial, stride: m), .init(x, stride: n), into: next, stride: n,
        m: m, n: n, k: m, keep: Self.a)
      swap(&x, &next)
    }
    for i in 0..<m {
      for j in 0..<n { given[isTall ? j * m + i : i * n + j] = x[i * n + j] }
    }
    return UnsafePointer(given)
  }
}
