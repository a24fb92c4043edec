extension ProblemSetReader {
  /// Reads a single maze, if the file is one: a grid of signs or of digits, or a map of MovingAI.
  /// Other grids are refused by their names.
  mutating func readGrid() throws -> ProblemSet.Format? {
    let line = lines[first]
    let maze: () throws -> Maze
    let rest = lines[first...]
    if line.hasPrefix("type "), rest.contains(where: { $0[...].trimmed == "map" }) {
      maze = { try Maze(movingAI: rest) }
    } else if line.hasPrefix("version "), lines.dropFirst(first + 1).first?.contains(".map") == true
    {
      throw FileError(
        file: name, line: first + 1,
        "these are scenarios of MovingAI: give the map that they are for")
    } else if isSokoban {
      return try readLevels()
    } else if Maze.resembles(line) {
      maze = { try Maze(text: rest.joined(separator: "\n")) }
    } else if isGridOfDigits {
      maze = { try Maze(digits: rest.filter { !$0.isBlank }) }
    } else {
      return nil
    }
    do {
      let item = ProblemSet.Item(id: fileName, problem: try maze())
      try read(line: first + 1) { item }
    } catch let error as ProblemError {
      throw FileError(file: name, line: first + (error.line ?? 1), error.description)
    }
    return .grid
  }

  /// Reads the levels of an `.xsb` file: with an empty line or a comment between them.
  private mutating func readLevels() throws -> ProblemSet.Format? {
    var levels: [(line: Int, rows: [[Character]])] = []
    var isOpen = false
    for index in lines.indices.dropFirst(first) {
      let line = lines[index]
      guard !line.isBlank, !line.hasPrefix(";") else {
        isOpen = false
        continue
      }
      if !isOpen { levels.append((index + 1, [])) }
      isOpen = true
      levels[levels.count - 1].rows.append(Array(line))
    }
    for (place, level) in levels.enumerated() {
      let id = levels.count > 1 ? "\(fileName)-\(place + 1)" : fileName
      try read(line: level.line) {
        ProblemSet.Item(id: id, problem: try Sokoban(rows: level.rows))
      }
    }
    return .grid
  }

  /// Whether there are walls and boxes, and nothing but the signs of a level.
  private var isSokoban: Bool {
    let rows = lines[first...].filter { !$0.hasPrefix(";") && !$0.isBlank }
    return rows.contains { $0.contains("#") }
      && rows.contains { $0.contains("$") || $0.contains("*") }
      && rows.allSatisfy { $0.allSatisfy { " #@+$*.-_".contains($0) } }
  }

  /// Whether there are several rows of as many digits 0 and 1, and perhaps one 2 and one 3.
  private var isGridOfDigits: Bool {
    let rows = rows.map { $0.text.filter { !" ,\t".contains($0) } }
    guard rows.count > 1, rows[0].count > 1 else { return false }
    return rows.contains { $0.contains("0") }
      && rows.allSatisfy { $0.count == rows[0].count && $0.allSatisfy("0123".contains) }
      && "23".allSatisfy { digit in rows.joined().count { $0 == digit } <= 1 }
  }
}
