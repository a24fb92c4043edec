import MetaCoT

/// Texts that a tokenizer may meet: those of real searches, and random ones.
enum TextFixtures {
  /// What the styles write of small searches, whole and line by line.
  static func ofRegisters() throws -> [String] {
    let problems: [TraceHeader.ProblemReference] = [
      .init(kind: "countdown", text: "4 5 6 10 → 24"),
      .init(kind: "24", text: "3 3 8 8 → 24"),
      .init(kind: "maze", text: "S..#....\n##.#.##.\n...#....\n.####.##\n.......G"),
      .init(kind: "sliding", text: "1 4 2 3 7 5 6 0 8"),
    ]
    var texts: [String] = []
    for reference in problems {
      for strategy in ["mcts", "astar", "depth-first"] {
        var budget = Budget()
        budget.expansions = 12
        let problem = try ProblemRegistry.problem(reference)
        let search = try Search(
          SearchConfiguration(
            problem: problem, strategy: .init(strategy), model: .init("heuristic"), budget: budget))
        while search.advance(iterations: 100) {}
        var batch = EventBatch()
        search.takeEvents(into: &batch)
        var tree = SearchTree(header: search.header)
        tree.append(batch)
        texts += [problem.statement, reference.text]
        for linearizer in LinearizerRegistry.all {
          let writer = linearizer.init(header: tree.header)
          let whole = (-1..<tree.events.count).compactMap { writer.text(at: $0, in: tree)?.text }
            .joined(separator: "\n")
          texts.append(whole)
          texts += whole.split(separator: "\n").prefix(20).map(String.init)
        }
      }
    }
    return texts
  }

  /// Random texts of characters of these, up to twelve and sometimes none.
  static func random(_ count: Int, of characters: [Unicode.Scalar], seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in
      var text = String.UnicodeScalarView()
      for _ in 0..<random.below(13) { text.append(characters[random.below(characters.count)]) }
      return String(text)
    }
  }

  /// ASCII, control characters too.
  static let ascii = (0..<0x80).map { Unicode.Scalar(UInt8($0)) }

  /// White space of all kinds, with letters, signs and digits.
  static let spaces: [Unicode.Scalar] =
    (0...0xFFFF).compactMap { Unicode.Scalar($0 as Int) }.filter(\.properties.isWhitespace)
    + Array("  aBz0−\u{180E}\u{200B}\u{200D}\u{FEFF}\u{1C}\u{1F}".unicodeScalars)

  /// Letters, combining marks, emoji and signs of many scripts, with spaces and words.
  static let unicode: [Unicode.Scalar] = Array(
    ("  aZé9\u{301}\u{308}\u{20D0}ßЖ漢字한Ａ𝔸🙂🏳️‍🌈👩🏽‍🔬🇩🇪نعم\u{202E}ﬁİıſK−×÷→·–\u{E000}\u{10FFFF}\u{0}\n")
      .unicodeScalars)

  /// Any character at all.
  static func anything(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    let characters = (0..<4096).compactMap { _ in Unicode.Scalar(UInt32(random.below(0x110000))) }
    return Self.random(count, of: characters, seed: seed)
  }
}
