import Foundation

extension ProblemSet {
  /// Reads a set, whatever its format; `-` is standard input.
  ///
  /// A line that cannot be read is an error, or, with `skipInvalid`, is skipped and kept in
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
    let lines = Self.lines(of: data)
    guard let first = lines.firstIndex(where: { !$0.isBlank }) else {
      throw FileError(file: name, "the file is empty: give a problem a line")
    }
    var reader = LineReader(name: name, skipInvalid: skipInvalid)
    let format = try Self.format(of: lines, first: first, name: name)
    switch format {
    case .grid: try reader.readGrid(lines, first: first)
    case .gameOf24: try reader.readGameOf24(lines, first: first)
    case .tiles:
      for (index, line) in lines.enumerated() where !line.isBlank {
        try reader.read(line: index + 1) { try Item(tilesLine: line) }
      }
    case .jsonLines:
      for (index, line) in lines.enumerated() where !line.isBlank {
        try reader.read(line: index + 1) { try Item(jsonLine: line, number: index + 1) }
      }
    case .reasoningGym:
      for (index, line) in lines.enumerated() where !line.isBlank {
        try reader.read(line: index + 1) { try Item(reasoningGymLine: line, number: index + 1) }
      }
    }
    return ProblemSet(name: name, format: format, items: reader.items, skipped: reader.skipped)
  }

  /// The lines without `\n`, `\r\n` or a byte order mark. What is no UTF-8 becomes U+FFFD, which
  /// no problem contains.
  private static func lines(of data: Data) -> [Substring] {
    var text = String(decoding: data, as: UTF8.self)[...]
    if text.first == "\u{FEFF}" { text = text.dropFirst() }
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Tells formats apart by the first line.
  private static func format(of lines: [Substring], first: Int, name: String) throws -> Format {
    let line = lines[first]
    if line.trimmed.first == "{" {
      // What a task's lines have, and ours do not.
      return line.contains("\"metadata\"") && !line.contains("\"kind\"")
        ? .reasoningGym : .jsonLines
    }
    if line.allSatisfy("#.SG ".contains) { return .grid }
    let words = line.split(whereSeparator: \.isWhitespace)
    if words.allSatisfy({ Int($0) != nil }) { return .tiles }
    if line.split(separator: ",").contains(where: { $0.trimmed == "Puzzles" }) { return .gameOf24 }
    throw FileError(
      file: name, line: first + 1,
      line.trimmed.first == "["
        ? "this is a JSON array: write one JSON object a line"
        : "this is no problem set: give JSON Lines ({\"id\":…,\"kind\":…,\"text\":…} a line), a "
          + "reasoning-gym file, the Game of 24 CSV, a list of tiles, or a grid")
  }
}

/// Gathers items, and the errors of lines that are skipped.
private struct LineReader {
  let name: String
  let skipInvalid: Bool
  var items: [ProblemSet.Item] = []
  var skipped: [FileError] = []
  private var lines: [String: Int] = [:]

  init(name: String, skipInvalid: Bool) {
    self.name = name
    self.skipInvalid = skipInvalid
  }

  /// Reads one line; its errors get file and line.
  mutating func read(line: Int, _ make: () throws -> ProblemSet.Item) throws {
    do {
      var item = try make()
      guard item.id.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
        throw ProblemError("the id has a control character: leave it out")
      }
      if let other = lines.updateValue(line, forKey: item.id) {
        lines[item.id] = other
        throw ProblemError("the id \"\(item.id)\" is that of line \(other), too: give another")
      }
      try item.check()
      item.line = line
      items.append(item)
    } catch let error as ProblemError {
      let located = FileError(file: name, line: line, error.description)
      guard skipInvalid else { throw located }
      skipped.append(located)
    }
  }

  mutating func readGrid(_ lines: [Substring], first: Int) throws {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let id = file.split(separator: ".").first.map(String.init) ?? file
    do {
      let maze = try Maze(text: lines[first...].joined(separator: "\n"))
      items.append(ProblemSet.Item(id: id, problem: maze, line: first + 1))
    } catch let error as ProblemError {
      throw FileError(file: name, line: first + (error.line ?? 1), error.description)
    }
  }

  mutating func readGameOf24(_ lines: [Substring], first: Int) throws {
    let names = lines[first].split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    let rank = names.firstIndex(of: "Rank")
    guard let puzzle = names.firstIndex(of: "Puzzles") else { return }
    for (index, line) in lines.enumerated() where index > first && !line.isBlank {
      try read(line: index + 1) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        guard fields.count == names.count else {
          throw ProblemError("there are \(fields.count) fields: the first line has \(names.count)")
        }
        let problem = try Countdown<Fraction>(text: String(fields[puzzle]))
        return ProblemSet.Item(
          id: "24-\(rank.map { String(fields[$0]) } ?? "\(index)")", problem: problem)
      }
    }
  }
}

extension ProblemSet.Item {
  /// Whether what the line says of answer and cost is so; throws a `ProblemError`.
  fileprivate func check() throws {
    if let answer {
      switch problem.verify(answer) {
      case .accepted: break
      case .rejected(let reason): throw ProblemError("its answer \"\(answer)\" is wrong: \(reason)")
      }
    }
    if let cost, let maze = problem as? Maze {
      guard let way = maze.shortestWay else { throw ProblemError("the goal cannot be reached") }
      guard Float(way) == cost else {
        throw ProblemError("the shortest way has \(way) steps, not \(cost.formatted())")
      }
    }
  }

  /// Reads a line of a problem set.
  fileprivate init(jsonLine text: Substring, number: Int) throws {
    let line: ProblemSetLine = try Self.decode(text)
    guard let kind = line.kind else {
      let names = ProblemRegistry.kinds.map(\.name).joined(separator: ", ")
      throw ProblemError("\"kind\" is missing: give one of \(names)")
    }
    guard let problemText = line.text else {
      let example = try ProblemRegistry.kind(named: kind).example.replacing("\n", with: "\\n")
      throw ProblemError("\"text\" is missing: give such as \"\(example)\"")
    }
    if let cost = line.cost, !(cost >= 0 && cost <= 1e9) {
      throw ProblemError("\"cost\" is \(cost): give 0 or more")
    }
    self.init(
      id: line.id ?? "\(kind)-\(number)",
      problem: try ProblemRegistry.kind(named: kind).make(problemText),
      answer: line.answer, cost: line.cost.map(Float.init))
  }

  /// Reads a number and the tiles of a sliding puzzle.
  fileprivate init(tilesLine text: Substring) throws {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 10 || words.count == 17 else {
      throw ProblemError(
        "there are \(words.count) numbers: give the puzzle's number and 9 or 16 tiles")
    }
    let tiles = words.dropFirst().joined(separator: " ")
    self.init(
      id: "\(words.count == 17 ? "15" : "8")-puzzle-\(words[0])",
      problem: try SlidingPuzzle(text: tiles))
  }

  /// Decodes a JSON object; says in a `ProblemError` what is wrong with it.
  static func decode<Line: Decodable>(_ text: Substring) throws -> Line {
    do {
      return try JSONDecoder().decode(Line.self, from: Data(text.utf8))
    } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
      throw ProblemError("\"\(Self.path(context))\" has the wrong type: see docs/problems.md")
    } catch DecodingError.keyNotFound(let key, _) {
      throw ProblemError("\"\(key.stringValue)\" is missing: see docs/problems.md")
    } catch DecodingError.valueNotFound(_, let context) {
      throw ProblemError("\"\(Self.path(context))\" is null: see docs/problems.md")
    } catch {
      throw ProblemError("this is no JSON object: write one a line, on one line")
    }
  }

  private static func path(_ context: DecodingError.Context) -> String {
    context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      .joined(separator: ".")
  }
}

extension Substring {
  /// Whether there is nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
