extension Zebra {
  /// Reads categories and clues, with semicolons or line breaks between; see the type.
  package init(text: String) throws {
    var categories: [Category] = []
    var clues: [(line: Int, words: [String])] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let clauses = lines.enumerated().flatMap { place, line in
      line.split(separator: ";").map { (line: place + 1, text: $0.trimmed) }
    }
    for (line, clause) in clauses where !clause.isEmpty {
      if let colon = clause.firstIndex(of: ":") {
        let values = clause[clause.index(after: colon)...]
          .split { $0.isWhitespace || $0 == "," }.map(String.init)
        categories.append(Category(name: String(clause[..<colon]), values: values))
      } else {
        clues.append((line, clause.split(whereSeparator: \.isWhitespace).map(String.init)))
      }
    }
    guard !categories.isEmpty else {
      throw ProblemError("there is no category: write \(Self.example.quoted)")
    }
    let values = categories.flatMap(\.values)
    let houses = categories[0].values.count
    try self.init(
      categories: categories,
      clues: clues.enumerated().map { index, clue in
        let (line, words) = clue
        func error(_ what: String) -> ProblemError {
          let text = words.joined(separator: " ").quoted
          return ProblemError(
            "clue \(index + 1), \(text), \(what)", line: lines.count > 1 ? line : nil)
        }
        func place(_ value: String) throws -> Int {
          guard let place = values.firstIndex(of: value) else {
            throw error(
              "has \(value.quoted), which is a value of no category: give one of "
                + values.joined(separator: ", "))
          }
          return place
        }
        let unknown = error(
          "cannot be read: write A is B, A is not B, A is in house 1, A is directly left of B or "
            + "A is next to B")
        guard words.count > 2, words[1] == "is", let last = words.last else { throw unknown }
        let first = try place(words[0])
        switch words[2..<words.count - 1].joined(separator: " ") {
        case "": return .same(first, try place(last))
        case "not": return .different(first, try place(last))
        case "directly left of": return .left(first, try place(last))
        case "next to": return .next(first, try place(last))
        case "in house", "not in house":
          guard let house = Int(last), (1...max(1, houses)).contains(house) else {
            throw error("names no house: give 1 to \(houses)")
          }
          return words[2] == "in" ? .house(first, house) : .notHouse(first, house)
        default: throw unknown
        }
      })
    guard !self.clues.isEmpty else {
      throw ProblemError("there is no clue: write \(Self.example.quoted)")
    }
  }

  /// Categories and clues.
  package static func resembles(_ text: String) -> Bool {
    text.contains(";") && text.contains(":") && text.contains(" is ")
      && !KnightsAndKnaves.resembles(text)
  }

  /// `colour: red green; pet: cat dog; red is cat; …`
  package var text: String {
    (categories.map { "\($0.name): \($0.values.joined(separator: " "))" } + clues.map(words))
      .joined(separator: "; ")
  }

  private func words(_ clue: Clue) -> String {
    switch clue {
    case .same(let a, let b): "\(values[a]) is \(values[b])"
    case .different(let a, let b): "\(values[a]) is not \(values[b])"
    case .house(let a, let house): "\(values[a]) is in house \(house)"
    case .notHouse(let a, let house): "\(values[a]) is not in house \(house)"
    case .left(let a, let b): "\(values[a]) is directly left of \(values[b])"
    case .next(let a, let b): "\(values[a]) is next to \(values[b])"
    }
  }

  /// Such as `I need the houses of red, green, cat and dog: red is cat, …`
  package var statement: String {
    "I need the house, 1 to \(houses), of each: "
      + categories.map { "\($0.name) \($0.values.joined(separator: ", "))" }.joined(separator: "; ")
      + ". " + clues.map(words).joined(separator: ", ") + "."
  }

  /// `red in house 1`.
  package func write(_ step: StepCode, from state: FilledCells, to text: inout [UInt8]) {
    let (value, house) = parts(of: step)
    text.append(text: "\(values[value]) in house \(house)")
  }

  /// `red 1, green 3`; `–` where nothing is known.
  package func write(_ state: FilledCells, to text: inout [UInt8]) {
    let known = values.indices.filter { state[$0] != 0 }
    text.append(
      text: known.isEmpty
        ? "–" : known.map { "\(values[$0]) \(state[$0])" }.joined(separator: ", "))
  }

  /// Reads houses of values, no two values of a category in one.
  package func state(text: some StringProtocol) -> FilledCells? {
    if text == "–" { return start }
    var state = FilledCells()
    for part in text.split(separator: ", ", omittingEmptySubsequences: false) {
      let words = part.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 2, let value = values.firstIndex(of: String(words[0])),
        let house = Int(words[1]), String(house) == words[1], (1...houses).contains(house),
        state[value] == 0
      else { return nil }
      state[value] = house
    }
    for first in stride(from: 0, to: values.count, by: houses) {
      let taken = (first..<first + houses).map { state[$0] }.filter { $0 != 0 }
      guard Set(taken).count == taken.count else { return nil }
    }
    return self.text(of: state) == text ? state : nil
  }

  /// The houses of all values.
  package func answer(_ steps: [StepCode]) -> String {
    text(of: steps.reduce(start) { apply($1, to: $0) })
  }

  /// Holds the houses against the clues; the cost is the number of values.
  package func verify(_ answer: String) -> Verification {
    var state = FilledCells()
    for part in answer.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }) {
      let words = part.split { $0.isWhitespace || $0 == ":" }.map(String.init)
      guard words.count >= 2, let value = values.firstIndex(of: words[0]),
        let house = Int(words[words.count - 1]), (1...houses).contains(house)
      else {
        return .rejected(
          "\(part.trimmed.quoted) is no value with its house, such as \(values[0]) 1")
      }
      state[value] = house
    }
    for (place, value) in values.enumerated() {
      guard state[place] != 0 else { return .rejected("\(value) has no house") }
      let first = place / houses * houses
      if let other = (first..<place).first(where: { state[$0] == state[place] }) {
        return .rejected("\(values[other]) and \(value) are in one house")
      }
    }
    if let clue = broken(in: state) { return .rejected("it does not hold that \(words(clue))") }
    return .accepted(cost: Float(values.count))
  }
}

extension Zebra: ProblemFamily {
  /// One line.
  package static let help = "which value of each category is in which house, by clues"

  /// Solved by red 1, green 2, blue 3, cat 2, dog 3, zebra 1.
  package static let example =
    "colour: red green blue; pet: cat dog zebra; red is directly left of cat; dog is blue; "
    + "green is not in house 3"

  /// More houses and categories are harder.
  package static let parameters: [Parameter] = [
    Parameter("houses", whole: 2...5, default: 3, "how many houses"),
    Parameter("categories", whole: 2...5, default: 3, "how many categories"),
  ]

  private static let names: [Category] = [
    Category(name: "colour", values: ["red", "green", "blue", "white", "yellow"]),
    Category(name: "pet", values: ["cat", "dog", "fish", "horse", "zebra"]),
    Category(name: "drink", values: ["tea", "milk", "coffee", "juice", "water"]),
    Category(name: "job", values: ["baker", "doctor", "painter", "pilot", "teacher"]),
    Category(name: "sport", values: ["chess", "golf", "hockey", "rowing", "tennis"]),
  ]

  /// Draws houses, then clues that hold until they leave one solution, without those that are not
  /// needed.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Zebra {
    let houses = parameters[whole: "houses"]
    let categories = names.prefix(parameters[whole: "categories"]).map {
      Category(name: $0.name, values: Array($0.values.prefix(houses)))
    }
    var solution = FilledCells()
    for category in categories.indices {
      var free = Array(1...houses)
      for value in 0..<houses {
        solution[category * houses + value] = free.remove(at: random.below(free.count))
      }
    }
    var clues: [Clue] = []
    for _ in 0..<1000 {
      guard try Zebra(categories: categories, clues: clues).solutionCount(upTo: 2) > 1 else {
        break
      }
      let clue = clue(of: solution, houses: houses, categories: categories.count, using: &random)
      if !clues.contains(clue) { clues.append(clue) }
    }
    for clue in clues {
      let rest = clues.filter { $0 != clue }
      if try Zebra(categories: categories, clues: rest).solutionCount(upTo: 2) == 1 { clues = rest }
    }
    return try Zebra(categories: categories, clues: clues)
  }

  /// A clue that holds, drawn at random.
  private static func clue(
    of solution: FilledCells, houses: Int, categories: Int, using random: inout SeededRandom
  ) -> Clue {
    while true {
      let (a, b) = (random.below(houses * categories), random.below(houses * categories))
      let clue: Clue =
        switch random.below(6) {
        case 0: .different(a, b)
        case 1: .next(a, b)
        case 2: .left(a, b)
        case 3: .notHouse(a, b % houses + 1)
        default: .same(a, b)
        }
      // Of one category it is known that the houses are different.
      if a / houses == b / houses, case .different = clue { continue }
      if a != b, holds(clue, in: solution) == true { return clue }
    }
  }

  /// How many solutions there are, no more than `limit`.
  func solutionCount(upTo limit: Int) -> Int {
    var found = 0
    func search(_ state: FilledCells) {
      if isGoal(state) { return found += 1 }
      var steps: [StepCode] = []
      appendSteps(from: state, to: &steps)
      for step in steps where found < limit { search(apply(step, to: state)) }
    }
    search(start)
    return found
  }
}

extension Zebra: PicturedProblem {
  /// A column a house, a row a category.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let widths = (values + categories.map(\.name)).map(\.count)
    let width = (widths.max() ?? 1) + 2
    func cells(_ text: String, _ role: Picture.Role) -> [Picture.Cell] {
      (text + String(repeating: " ", count: max(0, width - text.count))).map {
        Picture.Cell($0, role)
      }
    }
    var rows = [cells("", .plain) + (1...houses).flatMap { cells("\($0)", .dim) }]
    for (place, category) in categories.enumerated() {
      rows.append(
        cells(category.name, .dim)
          + (1...houses).flatMap { house in
            let value = category.values.indices.first { state[place * houses + $0] == house }
            return value.map { cells(category.values[$0], isGoal(state) ? .goal : .path) }
              ?? cells("·", .dim)
          })
    }
    return Picture(rows: rows)
  }
}
