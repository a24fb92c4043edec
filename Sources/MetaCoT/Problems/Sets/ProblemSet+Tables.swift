/// Tables of Countdown and the Game of 24: a row a problem, with commas, semicolons or tabs between the
/// fields, which may stand in quotation marks.
extension ProblemSetReader {
  /// Reads a table, if the first line is the head of one, and a column has numbers to be joined.
  mutating func readTable() throws -> ProblemSet.Format? {
    let rows = rows
    guard rows.count > 1, !isText(rows[0].text) else { return nil }
    let separator = ",;\t".max { a, b in count(a, rows[0].text) < count(b, rows[0].text) }!
    let names = Self.fields(of: rows[0].text, separator).map { $0.lowercased() }
    let example = Self.fields(of: rows[1].text, separator)
    guard let columns = TableColumns(names, example: example) else { return nil }
    for (index, row) in rows.enumerated().dropFirst() {
      try read(line: row.number) {
        let fields = Self.fields(of: row.text, separator)
        guard fields.count == names.count else {
          throw ProblemError("there are \(fields.count) fields: the first line has \(names.count)")
        }
        return try columns.item(fields, number: index)
      }
    }
    return .table
  }

  private func count(_ separator: Character, _ line: Substring) -> Int {
    Self.fields(of: line, separator).count
  }

  /// The fields of a row. Within quotation marks a separator is text, and two marks are one.
  static func fields(of line: Substring, _ separator: Character) -> [String] {
    var fields = [""]
    var isQuoted = false
    var rest = line[...]
    while let character = rest.popFirst() {
      if character == "\"", isQuoted, rest.first == "\"" {
        fields[fields.count - 1].append("\"")
        rest.removeFirst()
      } else if character == "\"", isQuoted || fields[fields.count - 1].isBlank {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields.map { String($0[...].trimmed) }
  }
}

/// Which columns of a table tell of a problem.
private struct TableColumns {
  private let numbers: [Int]
  private let target: Int?
  private let id: Int?

  /// Columns by their names in lower case: one that has a list of numbers in the first row, or several
  /// that have a number each. Nil if there are none.
  init?(_ names: [String], example: [String]) {
    target = names.firstIndex { ["target", "goal"].contains($0) }
    id = names.firstIndex { ["rank", "id", "index", "#", "no", "no."].contains($0) }
    let (target, id) = (target, id)
    let others = example.indices.filter { $0 != target && $0 != id && $0 < names.count }
    let usual = ["puzzles", "puzzle", "numbers", "nums", "cards", "problem", "input"]
    if let list = others.first(where: { usual.contains(names[$0]) })
      ?? others.first(where: { NumberList(example[$0]) != nil })
    {
      numbers = [list]
    } else {
      let single = others.filter { NumberList("1 " + example[$0]) != nil }
      guard (3...8).contains(single.count), single.count == others.count else { return nil }
      numbers = single
    }
  }

  func item(_ fields: [String], number: Int) throws -> ProblemSet.Item {
    let text = numbers.map { fields[$0] }.joined(separator: " ")
    guard let list = NumberList(text) else {
      throw ProblemError("\(text.quoted) are no numbers: write such as \"3 3 8 8\"")
    }
    var goal: Int32 = 24
    if let target {
      guard let value = Int32(fields[target]) else {
        throw ProblemError("\(fields[target].quoted) is not a target: give a whole number")
      }
      goal = value
    }
    let name = id.map { fields[$0] } ?? "\(number)"
    var item = try ProblemSet.Item(numbers: list.values, target: goal, number: number)
    item.id = "\(item.kind)-\(name)"
    return item
  }
}

extension ProblemSet.Item {
  /// Numbers to be joined, called by kind and number: a Game of 24 where the target is 24, else
  /// Countdown.
  init(numbers: [Int32], target: Int32, number: Int) throws {
    let problem: any Problem =
      target == 24
      ? try Countdown<Fraction>(numbers: numbers, target: 24)
      : try Countdown<WholeNumber>(numbers: numbers, target: target)
    self.init(id: "\(type(of: problem).kind)-\(number)", problem: problem)
  }
}
