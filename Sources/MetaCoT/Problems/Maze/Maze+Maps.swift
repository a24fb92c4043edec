/// Grids that others write.
extension Maze {
  /// Reads a map of the MovingAI benchmarks: `type`, `height`, `width`, `map`, then the rows. Ground
  /// (`.` and `G`) and swamp (`S`) are free; trees, water and what is out of bounds are walls. The way is
  /// from the first free cell to the last, as a map names none.
  ///
  /// Source: Sturtevant, "Benchmarks for grid-based pathfinding" (2012).
  init(movingAI lines: some Collection<String>) throws {
    let lines = Array(lines)
    guard let map = lines.firstIndex(where: { $0[...].trimmed == "map" }) else {
      throw ProblemError("the line \"map\" is missing: the rows of the map follow it")
    }
    var sides: [String: Int] = [:]
    for (index, line) in lines[..<map].enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, words[0] == "height" || words[0] == "width" else { continue }
      guard let side = Int(words[1]), (1...Self.largestSide).contains(side) else {
        throw ProblemError(
          "\(words[1].quoted) is not a side of a map: give 1 to \(Self.largestSide)",
          line: index + 1)
      }
      sides[String(words[0])] = side
    }
    var rows: [[Bool]] = []
    for (index, line) in lines[(map + 1)...].enumerated() where !line.isEmpty {
      rows.append(
        try line.map { sign in
          switch sign {
          case ".", "G", "S": return true
          case "@", "O", "T", "W": return false
          default:
            throw ProblemError(
              "\(String(sign).quoted) is not a sign of a map: write . for ground, @ for a wall",
              line: map + index + 2)
          }
        })
    }
    let (width, height) = (sides["width"], sides["height"])
    if let height, rows.count != height {
      throw ProblemError("the height is \(height), the number of rows \(rows.count)", line: map + 1)
    }
    if let width, let row = rows.firstIndex(where: { $0.count != width }) {
      throw ProblemError(
        "row \(row + 1) has \(rows[row].count) cells: the width is \(width)", line: map + row + 2)
    }
    try self.init(fromFirstToLast: rows)
  }

  /// Reads a grid of digits: 0 is free, 1 a wall, 2 the start and 3 the goal; without them the way is
  /// from the first cell to the last. Between the digits there may be spaces and commas.
  init(digits lines: some Collection<String>) throws {
    let signs: [Character: Character] = ["0": ".", "1": "#", "2": "S", "3": "G"]
    let rows = lines.map { String($0.compactMap { signs[$0] }) }
    do {
      try self.init(text: rows.joined(separator: "\n"))
    } catch let error as ProblemError {
      throw ProblemError(error.description + " (1 is a wall, 0 is free)", line: error.line)
    }
  }

  private init(fromFirstToLast rows: [[Bool]]) throws {
    guard let first = rows.firstIndex(where: { $0.contains(true) }),
      let last = rows.lastIndex(where: { $0.contains(true) }),
      let left = rows[first].firstIndex(of: true), let right = rows[last].lastIndex(of: true)
    else { throw ProblemError("the map has no free cell") }
    try self.init(rows: rows, start: (left, first), goal: (right, last))
  }
}
