#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

/// Matrix products, by the BLAS of the machine: OpenBLAS on Linux, Accelerate on macOS. All
/// matrices are row-major.
enum MatrixProduct {
  /// BLAS threads would spin beside ours: work is split by sequences instead, see `Workers`.
  private static let isSingleThreaded: Bool = {
    #if !canImport(Accelerate)
      openblas_set_num_threads(1)
    #endif
    return true
  }()

  /// A matrix within a larger one: `stride` numbers from row to row.
  struct Matrix {
    var start: UnsafePointer<Float>
    var stride: Int

    init(_ start: UnsafePointer<Float>, stride: Int) {
      self.start = start
      self.stride = stride
    }
  }

  /// C[m×n] = A[m×k] · Bᵀ · scale + C · keep, where B is [n×k]: a layer's outputs from its inputs.
  static func transposed(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, keep: Float = 0
  ) {
    multiply(CblasNoTrans, CblasTrans, a, b, c, stride, m, n, k, scale, keep)
  }

  /// C[m×n] = A[m×k] · B · scale + C · keep, where B is [k×n]: gradients of a layer's inputs.
  static func plain(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, keep: Float = 0
  ) {
    multiply(CblasNoTrans, CblasNoTrans, a, b, c, stride, m, n, k, scale, keep)
  }

  /// C[m×n] = Aᵀ · B · scale + C · keep, where A is [k×m] and B is [k×n]: gradients of a layer's
  /// weights.
  static func outer(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, keep: Float = 0
  ) {
    multiply(CblasTrans, CblasNoTrans, a, b, c, stride, m, n, k, scale, keep)
  }

  private static func multiply(
    _ transA: CBLAS_TRANSPOSE, _ transB: CBLAS_TRANSPOSE, _ a: Matrix, _ b: Matrix,
    _ c: UnsafeMutablePointer<Float>, _ strideC: Int, _ m: Int, _ n: Int, _ k: Int,
    _ scale: Float, _ keep: Float
  ) {
    precondition(isSingleThreaded)
    cblas_sgemm(
      CblasRowMajor, transA, transB, Int32(m), Int32(n), Int32(k), scale, a.start, Int32(a.stride),
      b.start, Int32(b.stride), keep, c, Int32(strideC))
  }
}
