extension KnightsAndKnaves {
  /// Reads who says what, with semicolons or line breaks between; see the type.
  package init(text: String) throws {
    var names: [String] = []
    func person(_ name: String) -> Int {
      if let place = names.firstIndex(of: name) { return place }
      names.append(name)
      return names.count - 1
    }
    let parts = text.split(whereSeparator: { $0 == ";" || $0.isNewline })
      .map(\.trimmed).filter { !$0.isEmpty }
    let said = try parts.map { part in
      let sides = part.split(separator: ":", maxSplits: 1)
      guard sides.count == 2, !sides[0].isEmpty, sides[0].allSatisfy(\.isLetter) else {
        throw ProblemError("\(part.quoted) says not who says what: write \(Self.example.quoted)")
      }
      return (speaker: person(String(sides[0])), words: String(sides[1].trimmed))
    }
    let claims = try said.map {
      (speaker: $0.speaker, claim: try ClaimReader.claim($0.words, person: person))
    }
    try self.init(names: names, claims: claims)
  }

  /// Knights or knaves.
  package static func resembles(_ text: String) -> Bool {
    text.contains(":") && (text.contains(" knight") || text.contains(" knave"))
  }

  /// `A: B is a knave; B: A is a knave`.
  package var text: String {
    claims.map { "\(names[$0.speaker]): \(words($0.claim))" }.joined(separator: "; ")
  }

  private func words(_ claim: Claim) -> String {
    func part(_ claim: Claim) -> String {
      switch claim {
      case .knight, .knave: words(claim)
      default: "(\(words(claim)))"
      }
    }
    return switch claim {
    case .knight(let person): "\(names[person]) is a knight"
    case .knave(let person): "\(names[person]) is a knave"
    case .not(let claim): "not \(part(claim))"
    case .and(let a, let b): "\(part(a)) and \(part(b))"
    case .or(let a, let b): "\(part(a)) or \(part(b))"
    case .implies(let a, let b): "if \(part(a)) then \(part(b))"
    case .same(let a, let b): "\(part(a)) if and only if \(part(b))"
    }
  }

  /// Such as `I need to know who is a knight and who is a knave. A says: B is a knave.`
  package var statement: String {
    "I need to know who is a knight, who tells the truth, and who is a knave, who lies. "
      + claims.map { "\(names[$0.speaker]) says: \(words($0.claim))." }.joined(separator: " ")
  }

  private static let roles = ["?", "knight", "knave"]

  /// `A is a knight`.
  package func write(_ step: StepCode, from state: FilledCells, to text: inout [UInt8]) {
    let (person, role) = parts(of: step)
    text.append(text: "\(names[person]) is a \(Self.roles[role])")
  }

  /// `A knight, B ?`.
  package func write(_ state: FilledCells, to text: inout [UInt8]) {
    text.append(
      text: names.indices.map { "\(names[$0]) \(Self.roles[state[$0]])" }.joined(separator: ", "))
  }

  /// Reads what everybody is taken for.
  package func state(text: some StringProtocol) -> FilledCells? {
    let parts = text.split(separator: ", ", omittingEmptySubsequences: false)
    guard parts.count == names.count else { return nil }
    var state = FilledCells()
    for (person, part) in parts.enumerated() {
      guard let role = Self.roles.firstIndex(where: { "\(names[person]) \($0)" == part }) else {
        return nil
      }
      state[person] = role
    }
    return state
  }

  /// `A is a knight, B is a knave`.
  package func answer(_ steps: [StepCode]) -> String {
    steps.map { text(of: $0, from: start) }.joined(separator: ", ")
  }

  /// Holds what they say against what they are; the cost is the number of people.
  package func verify(_ answer: String) -> Verification {
    var state = FilledCells()
    for part in answer.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }) {
      var words = part.split { $0.isWhitespace || $0 == "." || $0 == ":" }.map(String.init)
      if words.first == "and" { words.removeFirst() }
      guard let first = words.first, let person = names.firstIndex(of: first),
        let role = Self.roles.firstIndex(of: words[words.count - 1].lowercased()), role > 0
      else {
        return .rejected(
          "\(part.trimmed.quoted) says of nobody what he is: write \(names[0]) is a knight")
      }
      state[person] = role
    }
    if let person = names.indices.first(where: { state[$0] == 0 }) {
      return .rejected("nothing is said of \(names[person])")
    }
    if let index = contradiction(in: state) {
      let (speaker, claim) = claims[index]
      return .rejected(
        "\(names[speaker]) would be a \(Self.roles[state[speaker]]) and say: \(words(claim))")
    }
    return .accepted(cost: Float(names.count))
  }
}

extension KnightsAndKnaves: ProblemFamily {
  /// One line.
  package static let help = "who tells the truth and who lies, by what they say"

  /// A is a knave, B is a knight, C is a knave.
  package static let example = "A: B is a knave; B: A is a knave and C is a knave; C: A is a knight"

  /// More people are harder.
  package static let parameters: [Parameter] = [
    Parameter("people", whole: 2...8, default: 4, "how many people")
  ]

  /// Draws who is what, and what each says, until it fits one solution alone.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> KnightsAndKnaves {
    let people = parameters[whole: "people"]
    let names = "ABCDEFGH".prefix(people).map(String.init)
    for _ in 0..<2000 {
      let solution = FilledCells((0..<people).map { _ in 1 + random.below(2) })
      let claims = (0..<people).map { speaker -> (speaker: Int, claim: Claim) in
        while true {
          let claim = claim(by: speaker, of: people, using: &random)
          if isTrue(claim, in: solution) == (solution[speaker] == 1) { return (speaker, claim) }
        }
      }
      let problem = try KnightsAndKnaves(names: names, claims: claims)
      if problem.solutionCount == 1 { return problem }
    }
    throw ProblemError("no such problem was found")
  }

  /// A claim about another person, or about two.
  private static func claim(
    by speaker: Int, of people: Int, using random: inout SeededRandom
  ) -> Claim {
    func role(of person: Int) -> Claim { random.below(2) == 0 ? .knight(person) : .knave(person) }
    func person(besides other: Int) -> Int { (other + 1 + random.below(people - 1)) % people }
    let form = random.below(5)
    guard form < 4 else { return role(of: person(besides: speaker)) }
    let first = random.below(people)
    let (left, right) = (role(of: first), role(of: person(besides: first)))
    switch form {
    case 0: return .and(left, right)
    case 1: return .or(left, right)
    case 2: return .implies(left, right)
    default: return .same(left, right)
    }
  }

  /// How many ways there are in which nothing contradicts itself.
  var solutionCount: Int {
    (0..<(1 << names.count)).count { ways in
      contradiction(in: FilledCells(names.indices.map { 1 + ways >> $0 & 1 })) == nil
    }
  }
}

extension KnightsAndKnaves: PicturedProblem {
  /// A line for each: what he is taken for, and what he says.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let broken = contradiction(in: state)
    let width = (names.map(\.count).max() ?? 1) + 1
    var rows: [[Picture.Cell]] = []
    for person in names.indices {
      let name = names[person] + String(repeating: " ", count: width - names[person].count)
      let role: Picture.Role = state[person] == 0 ? .dim : isGoal(state) ? .goal : .path
      rows.append((name + Self.roles[state[person]]).map { Picture.Cell($0, role) })
      for index in claims.indices where claims[index].speaker == person {
        rows.append(
          ("  “" + words(claims[index].claim) + "”").map {
            Picture.Cell($0, index == broken ? .wall : .dim)
          })
      }
    }
    return Picture(rows: rows)
  }
}
