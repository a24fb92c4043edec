/// A zebra puzzle in the English of the reasoning-gym package (0.1.25): a line a category, ` - Each person
/// has a favorite color: blue, white`, then clues with their numbers, `3. Carol is directly left of the
/// Dane.`, and the house that is asked for.
///
/// A value is told by its words, wherever they stand in a clause: `the person who uses a Google Pixel 6`.
struct ZebraQuestion {
  /// The puzzle, its values without blanks: `google-pixel-6`.
  let problem: Zebra
  private let values: [Value]
  private let house: Int?

  /// A value as the question writes it.
  private struct Value {
    var words: [String]
    /// Whether it is what a person is called.
    var isName: Bool
  }

  /// How many states are looked at for the solution; a puzzle that takes more keeps its answer unchecked.
  private static let mostStates = 200_000

  /// Reads a question. Throws a `ProblemError`.
  init(_ question: String) throws {
    var categories: [Zebra.Category] = []
    var values: [Value] = []
    var names: Set<String> = []
    var clues: [(number: String, text: String)] = []
    var house: Int?
    for line in question.split(whereSeparator: \.isNewline).map(\.trimmed) {
      if line.hasPrefix("- "), let colon = line.firstIndex(of: ":") {
        let title = Self.words(line[..<colon])
        let category = title.last ?? "category"
        let parts = line[line.index(after: colon)...].split(separator: ",").map(Self.words)
        values += parts.map { Value(words: $0, isName: title.contains("name")) }
        categories.append(
          Zebra.Category(
            name: category,
            values: parts.map { words in
              let name = words.joined(separator: "-")
              // Children are called as their parents are.
              return names.insert(name).inserted ? name : "\(category)-\(name)"
            }))
      } else if let match = line.wholeMatch(of: Patterns.clue) {
        clues.append((String(match.1), String(match.2)))
      } else if let match = line.firstMatch(of: Patterns.asked) {
        house = Int(match.1)
      }
    }
    guard !categories.isEmpty, !clues.isEmpty else {
      throw ProblemError(
        "\"question\" is no zebra puzzle: give lines such as \" - Each person has a favorite color: "
          + "blue, white\" and \"1. Carol is in the first house.\"")
    }
    self.values = values
    self.house = house
    // Before the clues: where the categories do not fit together, no clue does.
    _ = try Zebra(categories: categories, clues: [])
    problem = try Zebra(
      categories: categories,
      clues: clues.map { clue in
        guard let read = Self.clue(clue.text, values, houses: categories[0].values.count) else {
          throw Self.error(about: clue, values)
        }
        return read
      })
  }

  /// The houses of all values, where the one that is asked for is this one's. Throws a `ProblemError`
  /// where it is another's; nil where no house is asked for, or the solution is too far to seek.
  func solution(answering answer: String) throws -> String? {
    guard let house else { return nil }
    guard let asked = Self.value(in: answer, values) else {
      throw ProblemError(
        "the answer \(answer.quoted) is not one of the puzzle's values: give one of "
          + problem.values.joined(separator: ", "))
    }
    var open = [problem.start]
    var seen = 0
    var other: String?
    var steps: [StepCode] = []
    while let state = open.popLast() {
      if problem.isGoal(state) {
        if state[asked] == house { return problem.text(of: state) }
        let category = asked / problem.houses * problem.houses
        other = (category..<category + problem.houses).first { state[$0] == house }
          .map { problem.values[$0] }
        continue
      }
      seen += 1
      guard seen < Self.mostStates else { return nil }
      steps.removeAll(keepingCapacity: true)
      problem.appendSteps(from: state, to: &steps)
      open += steps.reversed().map { problem.apply($0, to: state) }
    }
    throw ProblemError(
      "its answer \(answer.quoted) is wrong: "
        + (other.map { "in house \(house) is \($0)" } ?? "no houses keep all clues"))
  }

  // MARK: Clues

  private enum Patterns {
    nonisolated(unsafe) static let clue = #/(\d+)\. (.*?)\.?/#
    nonisolated(unsafe) static let asked = #/[Hh]ouse (\d+)\?/#
    nonisolated(unsafe) static let house = #/(.+) is (not )?in the (\w+) house/#
    nonisolated(unsafe) static let left = #/(.+) is directly left of (.+)/#
    nonisolated(unsafe) static let next = #/(.+) and (.+) are next to each other/#
  }

  private static let ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]

  private static func clue(_ text: String, _ values: [Value], houses: Int) -> Zebra.Clue? {
    func pair(_ a: Substring, _ b: Substring) -> (Int, Int)? {
      guard let a = value(in: a, values), let b = value(in: b, values), a != b else { return nil }
      return (a, b)
    }
    if let match = text.wholeMatch(of: Patterns.house) {
      guard let value = value(in: match.1, values),
        let house = ordinals.prefix(houses).firstIndex(of: match.3.lowercased())
      else { return nil }
      return match.2 == nil ? .house(value, house + 1) : .notHouse(value, house + 1)
    }
    if let match = text.wholeMatch(of: Patterns.left) {
      return pair(match.1, match.2).map { .left($0, $1) }
    }
    if let match = text.wholeMatch(of: Patterns.next) {
      return pair(match.1, match.2).map { .next($0, $1) }
    }
    // "The person's child is named Bella is the Dane": one of the words "is" parts the two.
    return text.ranges(of: " is ").lazy.compactMap {
      pair(text[..<$0.lowerBound], text[$0.upperBound...])
    }.first.map { .same($0, $1) }
  }

  private static func error(
    about clue: (number: String, text: String), _ values: [Value]
  ) -> ProblemError {
    ProblemError(
      "clue \(clue.number), \(clue.text.quoted), cannot be read: write \"A is B\", \"A is in the first "
        + "house\", \"A is directly left of B\" or \"A and B are next to each other\" with two of "
        + values.map { $0.words.joined(separator: " ") }.joined(separator: ", "))
  }

  /// The value that a clause tells of: of several the longest, and a name only where nothing else fits or
  /// where it stands alone.
  private static func value(in clause: some StringProtocol, _ values: [Value]) -> Int? {
    let words = words(clause)
    if let exact = values.firstIndex(where: { $0.words == words }) { return exact }
    let found = values.indices.filter { place in
      let wanted = values[place].words
      return words.indices.contains { start in
        words[start...].count >= wanted.count
          && zip(words[start...], wanted).allSatisfy { isForm($0, of: $1) }
      }
    }
    func length(_ place: Int) -> Int {
      values[place].words.reduce(0) { $0 + $1.count } - (values[place].isName ? 1000 : 0)
    }
    return found.max { (length($0), $1) < (length($1), $0) }
  }

  /// Whether a word is another one, or grows from it: `british` and `brit`, `rose` and `roses`.
  private static func isForm(_ word: String, of other: String) -> Bool {
    let stem = other.count > 4 ? other.dropLast() : other[...]
    return word == other
      || other.count > 2 && word.hasPrefix(stem) && word.count <= other.count + 3
  }

  private static func words(_ text: some StringProtocol) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
