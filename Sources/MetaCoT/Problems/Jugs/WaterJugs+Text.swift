extension WaterJugs {
  /// Reads the sizes and what is wanted; see the type.
  package init(text: String) throws {
    let sides = text.replacing("->", with: "→").split(
      separator: "→", omittingEmptySubsequences: false)
    guard sides.count == 2, var wanted = Optional(sides[1].trimmed),
      let unit = Self.units.first(where: { wanted.hasSuffix($0) })
    else {
      throw ProblemError("the sizes, an arrow and what is wanted: write \(Self.example.quoted)")
    }
    wanted = wanted.dropLast(unit.count).trimmed
    let sizes = try sides[0].split { $0.isWhitespace || $0 == "," }.map(Self.number)
    try self.init(sizes: sizes, wanted: try Self.number(wanted))
  }

  private static let units = [" litres", " liters", " litre", " liter", " l"]

  private static func number(_ word: Substring) throws -> Int {
    guard let number = Int(word) else {
      throw ProblemError("\(word.quoted) is not a number of litres")
    }
    return number
  }

  /// An arrow, and litres after it.
  package static func resembles(_ text: String) -> Bool {
    let text = text[...].trimmed
    return (text.contains("→") || text.contains("->")) && units.contains { text.hasSuffix($0) }
  }

  /// `3 5 → 4 litres`.
  package var text: String {
    "\(sizes.map(String.init).joined(separator: " ")) → \(wanted) litre\(wanted == 1 ? "" : "s")"
  }

  /// Such as `I need 4 litres, with jugs of 3 and 5 litres.`
  package var statement: String {
    let list = sizes.map(String.init)
    return "I need \(wanted) litre\(wanted == 1 ? "" : "s"), with jugs of "
      + "\(list.dropLast().joined(separator: ", ")) and \(list.last ?? "") litres."
  }

  private static let letters = Array("ABCDEF")

  /// `fill A`, `empty A`, `pour A into B`.
  package func write(_ step: StepCode, from state: UInt64, to text: inout [UInt8]) {
    text.append(text: words(of: step))
  }

  private func words(of step: StepCode) -> String {
    let (jug, action) = parts(of: step)
    let name = Self.letters[jug]
    return switch action {
    case 0: "fill \(name)"
    case 1: "empty \(name)"
    default: "pour \(name) into \(Self.letters[action - 2])"
    }
  }

  /// `0 3`.
  package func write(_ state: UInt64, to text: inout [UInt8]) {
    for jug in sizes.indices {
      if jug > 0 { text.append(UInt8(ascii: " ")) }
      text.append(decimal: amount(jug, in: state))
    }
  }

  /// Reads as many litres as the jugs can hold.
  package func state(text: some StringProtocol) -> UInt64? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == sizes.count else { return nil }
    var state: UInt64 = 0
    for (jug, word) in words.enumerated() {
      guard let amount = Int(word), String(amount) == word, (0...sizes[jug]).contains(amount) else {
        return nil
      }
      state |= UInt64(amount) << UInt64(10 * jug)
    }
    return state
  }

  /// The steps, with commas between.
  package func answer(_ steps: [StepCode]) -> String {
    steps.map(words).joined(separator: ", ")
  }

  /// Does what the steps say; `pour A->B` and a JSON list of steps are read as well. The cost is their
  /// number.
  package func verify(_ answer: String) -> Verification {
    var amounts = [Int](repeating: 0, count: sizes.count)
    let steps = answer.split { $0 == "," || $0.isNewline }
      .map { $0.filter { !"[]\"".contains($0) }[...].trimmed }.filter { !$0.isEmpty }
    for (place, step) in steps.enumerated() {
      let words = step.replacing("->", with: " ").replacing("→", with: " ")
        .split(separator: " ").filter { $0 != "into" }
      let jugs = words.dropFirst().compactMap { word in
        word.count == 1
          ? Self.letters.prefix(sizes.count).firstIndex(of: Character(String(word))) : nil
      }
      guard let verb = words.first, jugs.count == words.count - 1 else {
        return .rejected("step \(place + 1) (\(step.quoted)) names a jug that is not there")
      }
      switch (verb, jugs.count) {
      case ("fill", 1): amounts[jugs[0]] = sizes[jugs[0]]
      case ("empty", 1): amounts[jugs[0]] = 0
      case ("pour", 2) where jugs[0] != jugs[1]:
        let litres = min(amounts[jugs[0]], sizes[jugs[1]] - amounts[jugs[1]])
        amounts[jugs[0]] -= litres
        amounts[jugs[1]] += litres
      default:
        return .rejected("\(step.quoted) is not a step: write fill A, empty A or pour A into B")
      }
    }
    guard amounts.contains(wanted) else {
      return .rejected("the jugs hold \(amounts.map(String.init).joined(separator: ", ")) litres")
    }
    return .accepted(cost: Float(steps.count))
  }
}

extension WaterJugs: ProblemFamily {
  /// One line.
  package static let help = "fill, empty and pour jugs until one holds what is wanted"

  /// Solved by fill B, pour B into A, empty A, pour B into A, fill B, pour B into A.
  package static let example = "3 5 → 4 litres"

  /// More jugs give more to choose from, larger ones longer ways.
  package static let parameters: [Parameter] = [
    Parameter("jugs", whole: 2...mostJugs, default: 3, "how many jugs"),
    Parameter("largest", whole: 3...largest, default: 12, "the largest jug that may occur"),
    Parameter("pours", whole: 2...100, default: 8, "random steps that the quantity came from"),
  ]

  /// Draws sizes, pours at random, and wants what a jug then holds, if that is no jug's size.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> WaterJugs {
    for _ in 0..<1000 {
      let sizes = (0..<parameters[whole: "jugs"]).map { _ in
        2 + random.below(parameters[whole: "largest"] - 1)
      }
      // What is wanted is seen at the end of the walk.
      let jugs = try WaterJugs(sizes: sizes, wanted: sizes.max() ?? 2)
      var state = jugs.start
      for _ in 0..<parameters[whole: "pours"] {
        var steps: [StepCode] = []
        jugs.appendMoves(from: state, to: &steps)
        state = jugs.apply(steps[random.below(steps.count)], to: state)
      }
      let found = sizes.indices.map { jugs.amount($0, in: state) }.filter {
        $0 > 0 && !sizes.contains($0)
      }
      if let wanted = found.first { return try WaterJugs(sizes: sizes, wanted: wanted) }
    }
    throw ProblemError("no such problem was found: allow larger jugs or more steps")
  }
}

extension WaterJugs: PicturedProblem {
  /// The jugs side by side, as high as they are large, filled as far as they hold something.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let most = sizes.max() ?? 1
    let height = min(most, 12)
    func level(_ litres: Int) -> Int { (litres * height + most - 1) / most }
    var rows: [[Picture.Cell]] = []
    for line in (0..<height).reversed() {
      var row: [Picture.Cell] = []
      for jug in sizes.indices {
        let isThere = line < level(sizes[jug])
        let isFilled = line < level(amount(jug, in: state))
        let isRight = amount(jug, in: state) == wanted
        let wall: Picture.Cell = isThere ? Picture.Cell("│", .wall) : Picture.Cell(" ", .plain)
        let inside =
          isFilled ? Picture.Cell("▒", isRight ? .goal : .path) : Picture.Cell(" ", .plain)
        row += [wall, inside, inside, inside, wall, Picture.Cell(" ", .plain)]
      }
      rows.append(row)
    }
    rows.append(
      sizes.indices.flatMap { jug in
        let label = "\(amount(jug, in: state))/\(sizes[jug])"
        let isRight = amount(jug, in: state) == wanted
        return label.padded(to: 6).map { Picture.Cell($0, isRight ? .goal : .plain) }
      })
    return Picture(rows: rows, focus: (row: rows.count - 1, column: 0))
  }
}

extension String {
  /// The text with blanks after it, up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
