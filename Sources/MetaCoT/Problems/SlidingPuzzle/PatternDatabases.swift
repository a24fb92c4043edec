/// Additive pattern databases of a sliding puzzle: for each way in which the tiles of a pattern can
/// lie, how many moves of these tiles it takes at least to bring them home, wherever the others and
/// the blank are (Korf and Felner, "Disjoint pattern database heuristics", 2002).
///
/// A move moves a tile of one pattern, so what the patterns say can be added up. There are three: the
/// tiles below the diagonal, those above it, and those on it: 6, 6 and 3 of fifteen. The first two are
/// mirror images, and have one table: a byte for each 4 bits of place a tile, 16 MB.
struct PatternDatabases: Sendable {
  /// Those of the 8-puzzle, and those of the 15-puzzle, made when they are first asked for, in one
  /// or two seconds.
  static func of(side: Int) -> PatternDatabases { side == 3 ? eight : fifteen }

  private static let eight = PatternDatabases(side: 3)
  private static let fifteen = PatternDatabases(side: 4)

  private struct Pattern {
    var tiles: [Int]
    /// Where a place lies in the table's picture of the board.
    var places: [UInt8]
    var table: [UInt8]
  }

  private let cells: Int
  private let patterns: [Pattern]
  /// The pattern of each tile.
  private let patternOf: [Int]

  private init(side: Int) {
    cells = side * side
    let mirrored = (0..<16).map { $0 < side * side ? $0 % side * side + $0 / side : 0 }
    let below = (0..<cells).filter { $0 / side > $0 % side }
    let diagonal = (1..<side).map { $0 * (side + 1) }
    let table = PatternSearch(side: side).table(of: below)
    patterns = [
      Pattern(tiles: below, places: (0..<16).map { UInt8($0) }, table: table),
      Pattern(tiles: below.map { mirrored[$0] }, places: mirrored.map { UInt8($0) }, table: table),
      Pattern(
        tiles: diagonal, places: (0..<16).map { UInt8($0) },
        table: PatternSearch(side: side).table(of: diagonal)),
    ]
    var patternOf = Array(repeating: 0, count: 16)
    for (index, pattern) in patterns.enumerated() {
      for tile in pattern.tiles { patternOf[tile] = index }
    }
    self.patternOf = patternOf
  }

  /// A lower bound of the moves from a state to the goal.
  func bound(of state: UInt64) -> Int {
    let places = places(in: state)
    return patterns.indices.reduce(0) { $0 + moves(of: $1, places) }
  }

  /// How the bound changes with a tile that a step brought from one place to another.
  @inline(__always)
  func change(to state: UInt64, tile: Int, from place: Int) -> Int {
    let after = places(in: state)
    let shift = UInt64(truncatingIfNeeded: tile &* 4)
    let before = after & ~(15 &<< shift) | UInt64(truncatingIfNeeded: place) &<< shift
    let pattern = patternOf[tile]
    return moves(of: pattern, after) &- moves(of: pattern, before)
  }

  /// The place of tile t in bits 4 t ..< 4 t + 4.
  @inline(__always)
  private func places(in state: UInt64) -> UInt64 {
    var places: UInt64 = 0
    var rest = state
    for place in 0..<cells {
      places |= UInt64(truncatingIfNeeded: place) &<< ((rest & 15) &* 4)
      rest &>>= 4
    }
    return places
  }

  @inline(__always)
  private func moves(of index: Int, _ places: UInt64) -> Int {
    patterns.withUnsafeBufferPointer { patterns in
      var key = 0
      for (number, tile) in patterns[index].tiles.enumerated() {
        let place = Int(truncatingIfNeeded: places &>> UInt64(truncatingIfNeeded: tile &* 4) & 15)
        key |= Int(patterns[index].places[place]) &<< (number &* 4)
      }
      return Int(patterns[index].table[key])
    }
  }
}

/// Finds the moves of the tiles of a pattern, from the goal outwards.
///
/// The blank moves for nothing where no tile of the pattern lies, so a position is the places of the
/// tiles and the region that the blank can reach.
private struct PatternSearch {
  private let side: Int
  private let all: UInt16
  /// The cells beside each cell.
  private let neighbours: [UInt16]

  init(side: Int) {
    self.side = side
    let cells = side * side
    all = UInt16(truncatingIfNeeded: 1 << cells - 1)
    neighbours = (0..<cells).map { cell in
      (0..<cells).reduce(0) { mask, other in
        let distance = abs(cell / side - other / side) + abs(cell % side - other % side)
        return distance == 1 ? mask | 1 << UInt16(other) : mask
      }
    }
  }

  /// The cells that can be reached from some through free ones.
  private func region(from cells: UInt16, free: UInt16) -> UInt16 {
    var region = cells
    var border = cells
    while border != 0 {
      let cell = border.trailingZeroBitCount
      border &= border - 1
      let new = neighbours[cell] & free & ~region
      region |= new
      border |= new
    }
    return region
  }

  /// The least moves by the places of the tiles, 4 bits each; 255 where tiles would lie on another.
  func table(of tiles: [Int]) -> [UInt8] {
    var moves = [UInt8](repeating: 255, count: 1 << (4 * tiles.count))
    var reached = [UInt16](repeating: 0, count: moves.count)
    let home = tiles.enumerated().reduce(0) { $0 | $1.element << (4 * $1.offset) }
    var taken: UInt16 = tiles.reduce(0) { $0 | 1 << UInt16($1) }
    moves[home] = 0
    reached[home] = region(from: 1, free: all & ~taken)
    var border = [(key: home, blanks: reached[home])]
    var next: [(key: Int, blanks: UInt16)] = []
    var count: UInt8 = 0
    while !border.isEmpty {
      count += 1
      next.removeAll(keepingCapacity: true)
      for (key, blanks) in border {
        taken = 0
        for number in tiles.indices { taken |= 1 << UInt16(key >> (4 * number) & 15) }
        for number in tiles.indices {
          let place = key >> (4 * number) & 15
          var targets = neighbours[place] & blanks
          while targets != 0 {
            let target = targets.trailingZeroBitCount
            targets &= targets - 1
            let moved = key ^ (place ^ target) << (4 * number)
            let blank: UInt16 = 1 << UInt16(place)
            guard reached[moved] & blank == 0 else { continue }
            let free = all & ~(taken ^ blank ^ 1 << UInt16(target))
            let region = region(from: blank, free: free)
            if moves[moved] == 255 { moves[moved] = count }
            reached[moved] |= region
            next.append((moved, region))
          }
        }
      }
      swap(&border, &next)
    }
    return moves
  }
}
