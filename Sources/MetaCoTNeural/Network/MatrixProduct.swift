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

  /// C[m×n] = scale · C + A[m×k] · Bᵀ, where B is [n×k]: a layer's outputs from its inputs.
  static func transposed(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    m: Int, n: Int, k: Int, scale: Float = 0
  ) {
    multiply(CblasNoTrans, CblasTrans, a, k, b, k, c, m, n, k, scale)
  }

  /// C[m×n] = scale · C + A[m×k] · B, where B is [k×n]: gradients of a layer's inputs.
  static func plain(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    m: Int, n: Int, k: Int, scale: Float = 0
  ) {
    multiply(CblasNoTrans, CblasNoTrans, a, k, b, n, c, m, n, k, scale)
  }

  /// C[m×n] = scale · C + Aᵀ · B, where A is [k×m] and B is [k×n]: gradients of a layer's weights.
  static func outer(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    m: Int, n: Int, k: Int, scale: Float = 0
  ) {
    multiply(CblasTrans, CblasNoTrans, a, m, b, n, c, m, n, k, scale)
  }

  private static func multiply(
    _ transA: CBLAS_TRANSPOSE, _ transB: CBLAS_TRANSPOSE,
    _ a: UnsafePointer<Float>, _ strideA: Int, _ b: UnsafePointer<Float>, _ strideB: Int,
    _ c: UnsafeMutablePointer<Float>, _ m: Int, _ n: Int, _ k: Int, _ scale: Float
  ) {
    precondition(isSingleThreaded)
    cblas_sgemm(
      CblasRowMajor, transA, transB, Int32(m), Int32(n), Int32(k), 1, a, Int32(strideA), b,
      Int32(strideB), scale, c, Int32(n))
  }
}
