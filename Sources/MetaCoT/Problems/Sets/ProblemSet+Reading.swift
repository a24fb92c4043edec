import Foundation

extension ProblemSet {
  /// Reads a set, whatever its format; `-` is standard input.
  ///
  /// A problem that cannot be read is an error, or, with `skipInvalid`, is skipped and kept in
  /// `skipped`. Throws a `FileError`.
  public static func read(path: String, skipInvalid: Bool = false) throws -> ProblemSet {
    let data: Data
    do {
      data =
        path == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data()
        : try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw FileError(
        file: path, exists ? "the file cannot be read" : "there is no such file")
    }
    return try read(data, name: path == "-" ? "standard input" : path, skipInvalid: skipInvalid)
  }

  /// Reads a set from the bytes of a file of this name.
  public static func read(
    _ data: Data, name: String, skipInvalid: Bool = false
  ) throws -> ProblemSet {
    if let sentence = FileSignature.sentence(for: data) { throw FileError(file: name, sentence) }
    let text = TextLines(data)
    let lines = text.lines
    let notUTF8 = "this is not UTF-8: write it in UTF-8"
    guard let first = lines.firstIndex(where: { !$0.isBlank }) else {
      throw text.unreadable.first.map { FileError(file: name, line: $0 + 1, notUTF8) }
        ?? FileError(file: name, "the file is empty: give a problem a line")
    }
    var reader = ProblemSetReader(name: name, lines: lines, first: first, skipInvalid: skipInvalid)
    for line in text.unreadable {
      try reader.read(line: line + 1) { throw ProblemError(notUTF8) }
    }
    guard let format = try reader.readAll() else {
      // What is wrong with the first line comes first.
      if let error = reader.skipped.first, error.line == first + 1 { throw error }
      throw FileError(
        file: name, line: first + 1,
        "this is not a problem set: give JSON Lines ({\"id\":…,\"kind\":…,\"text\":…} a line), a "
          + "problem's text a line, a table with a column of numbers, a list of tiles, or a grid")
    }
    return ProblemSet(name: name, format: format, items: reader.items, skipped: reader.skipped)
  }
}

/// Gathers the problems of a file, and the errors of those that are skipped. What a file is, is told
/// by its first lines.
struct ProblemSetReader {
  let name: String
  let lines: [String]
  /// The first line that is not blank.
  let first: Int
  let skipInvalid: Bool
  private(set) var items: [ProblemSet.Item] = []
  private(set) var skipped: [FileError] = []
  private var places: [String: Int] = [:]

  init(name: String, lines: [String], first: Int, skipInvalid: Bool) {
    self.name = name
    self.lines = lines
    self.first = first
    self.skipInvalid = skipInvalid
  }

  /// Reads all problems, and says what the file was; nil if it is none of what can be read.
  mutating func readAll() throws -> ProblemSet.Format? {
    let line = lines[first][...].trimmed
    if line.first == "{" || line.first == "[" { return try readJSON() }
    if let format = try readGrid() { return format }
    if let format = try readTiles() { return format }
    if let format = try readTable() { return format }
    return try readTexts()
  }

  /// Reads one problem; its errors get file and line.
  mutating func read(line: Int, _ make: () throws -> ProblemSet.Item) throws {
    do {
      var item = try make()
      guard item.id.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
        throw ProblemError("the id has a control character: leave it out")
      }
      if let other = places[item.id] {
        throw ProblemError(
          "the id \(item.id.quoted) is that of line \(other), too: give another")
      }
      places[item.id] = line
      try item.check()
      item.line = line
      items.append(item)
    } catch let error as ProblemError {
      let located = FileError(file: name, line: line, error.description)
      guard skipInvalid else { throw located }
      skipped.append(located)
    }
  }

  /// The lines that are not blank, with their numbers from 1.
  var rows: [(number: Int, text: Substring)] {
    lines.indices.dropFirst(first).compactMap { index in
      lines[index].isBlank ? nil : (index + 1, lines[index][...].trimmed)
    }
  }

  // MARK: Texts

  /// Reads a problem's text a line, if the first line is one: numbers alone are a Game of 24.
  private mutating func readTexts() throws -> ProblemSet.Format? {
    let rows = rows
    guard isText(rows[0].text) else { return nil }
    for row in rows {
      try read(line: row.number) {
        if let list = NumberList(row.text) {
          return try ProblemSet.Item(numbers: list.values, target: 24, number: row.number)
        }
        let problem = try ProblemRegistry.problem(text: String(row.text))
        return ProblemSet.Item(id: "\(type(of: problem).kind)-\(row.number)", problem: problem)
      }
    }
    return .texts
  }

  /// Whether a line is, or was meant to be, the text of a problem.
  func isText(_ line: Substring) -> Bool {
    NumberList(line) != nil || ProblemRegistry.kind(resembling: String(line)) != nil
      || (try? ProblemRegistry.problem(text: String(line))) != nil
  }

  // MARK: Tiles

  /// Reads lists of tiles, if the first line is one: a number, then 9 or 16 tiles. Three or four lines
  /// may also be the rows of one puzzle.
  private mutating func readTiles() throws -> ProblemSet.Format? {
    let rows = rows.map { ($0.number, $0.text.split(whereSeparator: \.isWhitespace)) }
    guard rows[0].1.allSatisfy({ Int($0) != nil }) else { return nil }
    if rows.count == rows[0].1.count, (3...4).contains(rows.count),
      Set(rows.flatMap(\.1)) == Set((0..<rows.count * rows.count).map { Substring("\($0)") })
    {
      let id = fileName
      try read(line: first + 1) {
        ProblemSet.Item(
          id: id,
          problem: try SlidingPuzzle(text: rows.flatMap(\.1).joined(separator: " ")))
      }
      return .tiles
    }
    guard rows[0].1.count > 9, rows[0].1.count != 16 else { return nil }
    for (number, words) in rows {
      try read(line: number) {
        guard words.count == 10 || words.count == 17 else {
          throw ProblemError(
            "there are \(words.count) numbers: give the puzzle's number and 9 or 16 tiles")
        }
        return ProblemSet.Item(
          id: "\(words.count == 17 ? "15" : "8")-puzzle-\(words[0])",
          problem: try SlidingPuzzle(text: words.dropFirst().joined(separator: " ")))
      }
    }
    return .tiles
  }

  /// The file's name, without folders and what follows a full stop.
  var fileName: String {
    let file = name.split(separator: "/").last ?? name[...]
    return String(file.split(separator: ".").first ?? file)
  }
}

extension ProblemSet.Item {
  /// Whether what the line says of answer and cost is so; throws a `ProblemError`.
  fileprivate func check() throws {
    if let answer {
      switch problem.verify(answer) {
      case .accepted: break
      case .rejected(let reason):
        throw ProblemError("its answer \(answer.quoted) is wrong: \(reason)")
      }
    }
    if let cost, let maze = problem as? Maze {
      guard let way = maze.shortestWay else { throw ProblemError("the goal cannot be reached") }
      guard Float(way) == cost else {
        throw ProblemError("the shortest way has \(way) steps, not \(cost.formatted())")
      }
    }
  }
}

extension StringProtocol {
  /// Whether there is nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
