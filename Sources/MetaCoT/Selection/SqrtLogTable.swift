#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// √(ln n), from tables: the same bits on every machine, and no logarithm in the inner loop.
///
/// Exact for n < 4096; above, n is cut to its 12 leading bits, an error below 0.003%.
struct SqrtLogTable: @unchecked Sendable {
  static let shared = SqrtLogTable()

  private static let bits: Int32 = 12
  /// 20 blocks of 4096: √(ln(m · 2^shift)).
  private let table: UnsafePointer<Float>

  private init() {
    let size = 1 << Self.bits
    let table = UnsafeMutablePointer<Float>.allocate(capacity: 21 * size)
    for shift in 0...20 {
      for m in 0..<size {
        let ln = log(Double(max(m, 1))) + Double(shift) * log(2)
        table[shift * size + m] = Float(ln.squareRoot())
      }
    }
    self.table = UnsafePointer(table)
  }

  @inline(__always)
  subscript(n: Int32) -> Float {
    if n < 1 << Self.bits { return table[Int(n)] }
    let shift = 32 - Self.bits - Int32(n.leadingZeroBitCount)
    return table[Int(shift << Self.bits + n >> shift)]
  }
}
