/// What has been filled in of up to 42 cells, 0 being an empty one and 1 to 7 what is in it: the state
/// of puzzles that are solved cell by cell.
///
/// Three bits a cell, 16 bytes in all.
package struct FilledCells: Hashable, Sendable {
  private var bits: UInt128 = 0

  /// The most cells.
  static let most = 42

  /// No cell is filled.
  init() {}

  /// Cells with these in them.
  init(_ values: some Sequence<Int>) {
    for (cell, value) in values.enumerated() { self[cell] = value }
  }

  /// What is in a cell.
  subscript(cell: Int) -> Int {
    get { Int(truncatingIfNeeded: bits >> UInt128(3 * cell)) & 7 }
    set {
      let shift = UInt128(3 * cell)
      bits = bits & ~(7 << shift) | UInt128(newValue) << shift
    }
  }

  /// 64 bits of a hash, the same in every run.
  var fingerprint: UInt64 {
    mixed(UInt64(truncatingIfNeeded: bits) ^ mixed(UInt64(truncatingIfNeeded: bits >> 64)))
  }
}
