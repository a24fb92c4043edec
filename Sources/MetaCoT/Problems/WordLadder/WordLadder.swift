/// From one word to another, a letter at a time, every word between being one that is known.
///
/// Text: `cold → warm`, whose words are those of a short list (`WordLadder.words`), or with the words
/// that may be used: `cold → warm (cord card ward)`, or with words beside those of the list, `cold → warm
/// (+ wark)`. A state is a word, a step the word it leads to; the
/// answer is the words from first to last, `cold, cord, card, ward, warm`.
package struct WordLadder: EnumerableProblem {
  /// The place of a word in `words`.
  package typealias State = UInt16

  /// `word-ladder`.
  package static let kind = "word-ladder"

  /// The most words.
  package static let mostWords = 2000

  /// The words that may be used, in alphabetical order.
  package let words: [String]
  /// Where the words are from.
  let source: Source
  /// The first word.
  package let start: UInt16
  /// The last word.
  package let goal: UInt16
  private let neighbours: [[UInt16]]
  private let letters: [[Character]]

  /// Where the words that may be used are from.
  enum Source: Sendable {
    case list
    /// The list, and these in alphabetical order.
    case listAnd([String])
    case problem
  }

  /// A ladder from one word to another, by words of the list or by these.
  package init(from first: String, to last: String, words given: [String]? = nil) throws {
    try self.init(
      from: first, to: last, known: given ?? Self.list(length: first.count),
      source: given == nil ? .list : .problem)
  }

  /// A ladder by words of the list and some others.
  init(from first: String, to last: String, adding others: [String]) throws {
    let list = Self.list(length: first.count)
    let others = Set(others + [first, last]).subtracting(list).sorted()
    try self.init(
      from: first, to: last, known: list + others,
      source: others.isEmpty ? .list : .listAnd(others))
  }

  private init(from first: String, to last: String, known: [String], source: Source) throws {
    guard first != last else { throw ProblemError("the first and the last word are the same") }
    guard first.count == last.count else {
      throw ProblemError(
        "\(first.quoted) and \(last.quoted) are not equally long: a step changes one letter")
    }
    for word in [first, last] where !known.contains(word) {
      if case .problem = source { continue }
      throw ProblemError(
        "\(word.quoted) is not in the list: give the words that may be used in brackets after it")
    }
    words = Array(Set(known + [first, last])).sorted()
    guard words.count <= Self.mostWords else {
      throw ProblemError("there are \(words.count) words: give up to \(Self.mostWords)")
    }
    if let word = words.first(where: { $0.count != first.count || !$0.allSatisfy(\.isLetter) }) {
      throw ProblemError("\(word.quoted) is not a word of \(first.count) letters")
    }
    self.source = source
    start = UInt16(words.firstIndex(of: first) ?? 0)
    goal = UInt16(words.firstIndex(of: last) ?? 0)
    letters = words.map(Array.init)
    // Words that are the same but for one letter are found by what is left without it.
    var families: [[Character]: [UInt16]] = [:]
    for (place, word) in letters.enumerated() {
      for index in word.indices {
        var family = word
        family[index] = "_"
        families[family, default: []].append(UInt16(place))
      }
    }
    neighbours = letters.indices.map { [letters] place in
      letters[place].indices.flatMap { index -> [UInt16] in
        var family = letters[place]
        family[index] = "_"
        return families[family, default: []].filter { $0 != place }
      }.sorted()
    }
  }

  /// In how many letters two words differ.
  func difference(_ a: UInt16, _ b: UInt16) -> Int {
    zip(letters[Int(a)], letters[Int(b)]).count { $0 != $1 }
  }

  /// The words that differ in one letter.
  package func appendSteps(from state: UInt16, to steps: inout [StepCode]) {
    if !isGoal(state) { appendNeighbours(of: state, to: &steps) }
  }

  /// The same, whether or not it is the last word.
  func appendNeighbours(of state: UInt16, to steps: inout [StepCode]) {
    for word in neighbours[Int(state)] { steps.append(StepCode(word)) }
  }

  /// The word that the step names.
  package func apply(_ step: StepCode, to state: UInt16) -> UInt16 { UInt16(step) }

  /// Whether it is the last word.
  package func isGoal(_ state: UInt16) -> Bool { state == goal }

  /// In how many letters the word differs from the last one.
  package func costToGo(_ state: UInt16) -> Float { Float(difference(state, goal)) }

  /// How many letters are those of the last word, in proportion.
  package func heuristicValue(_ state: UInt16) -> Float {
    1 - Float(difference(state, goal)) / Float(letters[Int(goal)].count)
  }

  /// 64 bits of a hash of the word's place.
  package func fingerprint(of state: UInt16) -> UInt64 { mixed(UInt64(state)) }

  /// A word has a number.
  package var indexedStates: Int { words.count }

  /// Its place in the alphabet.
  package func index(of state: UInt16) -> Int { Int(state) }
}
