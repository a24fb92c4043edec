extension WordLadder {
  /// Reads the two words, and those that may be used; see the type.
  package init(text: String) throws {
    let text = text.lowercased()
    var given: [String]?
    var addsToList = false
    var ends = text[...].trimmed[...]
    if let open = ends.firstIndex(of: "("), ends.hasSuffix(")") {
      let inside = ends[open...].dropFirst().dropLast()[...].trimmed
      addsToList = inside.hasPrefix("+")
      given = inside.drop { $0 == "+" }.split { $0.isWhitespace || $0 == "," }.map(String.init)
      ends = ends[..<open]
    }
    let words = ends.replacing("->", with: "→").split(
      separator: "→", omittingEmptySubsequences: false
    ).map { String($0[...].trimmed) }
    guard words.count == 2, words.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isLetter) }) else {
      throw ProblemError("two words and an arrow between: write \(Self.example.quoted)")
    }
    if addsToList {
      try self.init(from: words[0], to: words[1], adding: given ?? [])
    } else {
      try self.init(from: words[0], to: words[1], words: given)
    }
  }

  /// Two words with an arrow between.
  package static func resembles(_ text: String) -> Bool {
    let ends = text.prefix { $0 != "(" }.replacing("->", with: "→").split(separator: "→")
    return ends.count == 2
      && ends.allSatisfy { part in
        let word = part.trimmed
        return word.count > 1 && word.allSatisfy(\.isLetter)
      }
  }

  /// `cold → warm`, and the words where the problem gives them.
  package var text: String {
    let ends = "\(word(start)) → \(word(goal))"
    switch source {
    case .list: return ends
    case .listAnd(let others): return "\(ends) (+ \(others.joined(separator: " ")))"
    case .problem:
      let others = words.indices.filter { $0 != start && $0 != goal }.map { words[$0] }
      return "\(ends) (\(others.joined(separator: " ")))"
    }
  }

  /// `I need to get from cold to warm, changing one letter at a time.`
  package var statement: String {
    "I need to get from \(word(start)) to \(word(goal)), changing one letter at a time."
  }

  private func word(_ state: UInt16) -> String { words[Int(state)] }

  /// `cord`.
  package func write(_ step: StepCode, from state: UInt16, to text: inout [UInt8]) {
    write(UInt16(step), to: &text)
  }

  /// `cord`.
  package func write(_ state: UInt16, to text: inout [UInt8]) { text.append(text: word(state)) }

  /// Reads a word that may be used.
  package func state(text: some StringProtocol) -> UInt16? {
    let word = String(text)
    let place = words.partitioningIndex { $0 >= word }
    return place < words.count && words[place] == word ? UInt16(place) : nil
  }

  /// All words, with commas between.
  package func answer(_ steps: [StepCode]) -> String {
    ([start] + steps.map { UInt16($0) }).map(word).joined(separator: ", ")
  }

  /// Goes from word to word; the cost is the number of steps.
  package func verify(_ answer: String) -> Verification {
    let given = answer.lowercased().replacing("->", with: ",").replacing("→", with: ",")
      .split { $0 == "," || $0.isWhitespace }.map(String.init)
    guard given.first == word(start) else {
      return .rejected("the first word is not \(word(start))")
    }
    var state = start
    for next in given.dropFirst() {
      guard let place = self.state(text: next) else {
        return .rejected("\(next.quoted) is not one of the words that may be used")
      }
      guard difference(state, place) == 1 else {
        return .rejected("\(word(state)) and \(next) do not differ in one letter alone")
      }
      state = place
    }
    guard state == goal else { return .rejected("the last word is not \(word(goal))") }
    return .accepted(cost: Float(given.count - 1))
  }
}

extension WordLadder: ProblemFamily {
  /// One line.
  package static let help = "from one word to another, changing one letter at a time"

  /// By cord, card and ward.
  package static let example = "cold → warm"

  /// Words far from each other are harder.
  package static let parameters: [Parameter] = [
    Parameter("letters", whole: 3...4, default: 4, "letters of a word"),
    Parameter("steps", whole: 2...12, default: 5, "the fewest steps that the way takes"),
  ]

  /// Draws a first word, and a last one that is so many steps away, if there are such.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> WordLadder {
    let words = list(length: parameters[whole: "letters"])
    for _ in 0..<200 {
      let first = words[random.below(words.count)]
      let other = words[first == words[0] ? 1 : 0]
      let ladder = try WordLadder(from: first, to: other)
      let far = ladder.words(parameters[whole: "steps"], stepsFrom: ladder.start)
      guard !far.isEmpty else { continue }
      return try WordLadder(from: first, to: ladder.word(far[random.below(far.count)]))
    }
    throw ProblemError("no two words of the list are so far apart: ask for fewer steps")
  }

  /// The words so many steps from one, by shortest ways.
  private func words(_ steps: Int, stepsFrom first: UInt16) -> [UInt16] {
    var seen: Set<UInt16> = [first]
    var wave = [first]
    for _ in 0..<steps {
      var next: [UInt16] = []
      for word in wave {
        var codes: [StepCode] = []
        appendNeighbours(of: word, to: &codes)
        for code in codes where seen.insert(UInt16(code)).inserted { next.append(UInt16(code)) }
      }
      wave = next
    }
    return wave.sorted()
  }
}

extension WordLadder: PicturedProblem {
  /// The words of the way below each other, and the last one; letters that are in their place stand out.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let last = Array(word(goal))
    func row(_ word: String, _ role: Picture.Role) -> [Picture.Cell] {
      zip(word, last).map { Picture.Cell($0, $0 == $1 ? .goal : role) }
    }
    var way = search.path.last == text ? search.path : [text]
    if way.count > 12 { way = Array(way.suffix(12)) }
    var rows = way.enumerated().map { row($1, $0 == way.count - 1 ? .current : .path) }
    if !isGoal(state) {
      rows.append(last.map { _ in Picture.Cell("·", .dim) })
      rows.append(last.map { Picture.Cell($0, .goal) })
    }
    return Picture(rows: rows, focus: (row: way.count - 1, column: 0))
  }

  /// It shows the way.
  package var pictureShowsSearch: Bool { true }
}
