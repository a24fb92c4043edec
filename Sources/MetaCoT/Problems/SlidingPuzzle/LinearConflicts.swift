/// Counts the tiles of a sliding puzzle that must leave a line which is theirs, so that the others
/// can pass: for each row and column its own tiles, less the longest ascending run among them.
///
/// A line's tiles make a key of three bits a tile: the place in the line where it belongs, or 4 if
/// it belongs elsewhere or is the blank. The 4,096 keys have their counts in a table.
struct LinearConflicts: Sendable {
  private let side: Int
  /// The conflicts of a line by its key.
  private let counts: [UInt8]
  /// For line l and tile t, at 16 l + t: where it belongs in row l, or 4.
  private let rowKeys: [UInt8]
  /// For line l and tile t, at 16 l + t: where it belongs in column l, or 4.
  private let columnKeys: [UInt8]

  /// The tables for a puzzle with this many rows and columns, 3 or 4, whose tiles belong at these places.
  init(side: Int, homes: [Int]) {
    self.side = side
    counts = (0..<4096).map { key in
      let goals = (0..<4).map { key >> (3 * $0) & 7 }.filter { $0 < 4 }
      // For each tile the length of the longest ascending run that ends with it.
      var lengths: [Int] = []
      for (index, goal) in goals.enumerated() {
        let before = (0..<index).filter { goals[$0] < goal }.map { lengths[$0] }
        lengths.append(1 + (before.max() ?? 0))
      }
      return UInt8(goals.count - (lengths.max() ?? 0))
    }
    var rowKeys = [UInt8](repeating: 4, count: 64)
    var columnKeys = [UInt8](repeating: 4, count: 64)
    for tile in 1..<side * side {
      let (row, column) = (homes[tile] / side, homes[tile] % side)
      rowKeys[16 * row + tile] = UInt8(column)
      columnKeys[16 * column + tile] = UInt8(row)
    }
    self.rowKeys = rowKeys
    self.columnKeys = columnKeys
  }

  /// The conflicts in all rows and columns.
  func count(in state: UInt64) -> Int {
    var count = 0
    for line in 0..<side {
      count &+= rowCount(state, line) &+ columnCount(state, line)
    }
    return count
  }

  /// How the count changes with a tile that a step brings from one place to another. The line
  /// along which it moves keeps its conflicts.
  @inline(__always)
  func change(
    from previous: UInt64, to state: UInt64, step: StepCode, places: (from: Int, to: Int)
  ) -> Int {
    func row(_ place: Int) -> Int { side == 4 ? place >> 2 : place / 3 }
    func column(_ place: Int) -> Int { side == 4 ? place & 3 : place % 3 }
    if step < 2 {
      let (a, b) = (row(places.from), row(places.to))
      return rowCount(state, a) &+ rowCount(state, b) &- rowCount(previous, a)
        &- rowCount(previous, b)
    }
    let (a, b) = (column(places.from), column(places.to))
    return columnCount(state, a) &+ columnCount(state, b) &- columnCount(previous, a)
      &- columnCount(previous, b)
  }

  @inline(__always)
  private func rowCount(_ state: UInt64, _ line: Int) -> Int {
    count(rowKeys, state, line, first: 4 &* side &* line, stride: 4)
  }

  @inline(__always)
  private func columnCount(_ state: UInt64, _ line: Int) -> Int {
    count(columnKeys, state, line, first: 4 &* line, stride: 4 &* side)
  }

  @inline(__always)
  private func count(
    _ keys: [UInt8], _ state: UInt64, _ line: Int, first: Int, stride: Int
  ) -> Int {
    keys.withUnsafeBufferPointer { keys in
      // Without a fourth tile the key says that it belongs elsewhere.
      var key = side == 4 ? 0 : 4 << 9
      var rest = state &>> UInt64(truncatingIfNeeded: first)
      for place in 0..<side {
        key |= Int(keys[16 &* line &+ Int(truncatingIfNeeded: rest & 15)]) &<< (3 &* place)
        rest = rest &>> UInt64(truncatingIfNeeded: stride)
      }
      return counts.withUnsafeBufferPointer { Int($0[key]) }
    }
  }
}
