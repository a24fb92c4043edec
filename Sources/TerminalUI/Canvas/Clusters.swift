import Synchronization

/// Scalars with combining marks, which do not fit into a cell's number: the cell holds the number of
/// an entry here. Equal clusters have equal numbers, so cells still compare by their numbers; the
/// numbers differ from run to run, so nothing may store them.
package enum Clusters {
  /// The number of the first entry.
  package static let first: UInt32 = 0x8000_0000

  /// Marks on one scalar; more are left out. Curses takes no more.
  static let marks = 4
  /// Entries; when all are taken, marks are left out. Text cannot make the program grow without
  /// limit.
  static let capacity = 65_536

  private struct Table: Sendable {
    var clusters: [[Unicode.Scalar]] = []
    var numbers: [[Unicode.Scalar]: UInt32] = [:]
  }
  private static let table = Mutex(Table())

  /// The glyph with one more mark.
  static func adding(_ mark: Unicode.Scalar, to glyph: UInt32) -> UInt32 {
    table.withLock { table in
      var scalars: [Unicode.Scalar]
      if glyph >= first {
        scalars = table.clusters[Int(glyph - first)]
      } else {
        scalars = Unicode.Scalar(glyph).map { [$0] } ?? []
      }
      guard !scalars.isEmpty, scalars.count <= marks else { return glyph }
      scalars.append(mark)
      if let number = table.numbers[scalars] { return number }
      guard table.clusters.count < capacity else { return glyph }
      let number = first + UInt32(table.clusters.count)
      table.clusters.append(scalars)
      table.numbers[scalars] = number
      return number
    }
  }

  /// The scalars of a cell's glyph: the base, then its marks; none for 0.
  package static func scalars(_ glyph: UInt32) -> [Unicode.Scalar] {
    if glyph >= first {
      return table.withLock { table in
        let place = Int(glyph - first)
        return place < table.clusters.count ? table.clusters[place] : []
      }
    }
    return glyph == 0 ? [] : [Unicode.Scalar(glyph) ?? " "]
  }
}
