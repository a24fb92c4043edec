/// Reads the data sets of the reasoning-gym package (0.1.25): a JSON object a line with `question`,
/// `answer` and `metadata`. The problem is made from the metadata, a zebra puzzle from the question.
extension ProblemSet.Item {
  /// The data sets that can be read.
  private static let tasks = [
    "countdown", "puzzle24", "maze", "tower_of_hanoi", "jugs", "sokoban", "rush_hour",
    "mini_sudoku", "knights_knaves", "zebra_puzzles", "word_ladder",
  ]

  /// What all lines have.
  private struct Line: Decodable {
    struct Metadata: Decodable {
      var source_dataset: String?
    }
    var id: String?
    var task: String?
    var metadata: Metadata
  }

  /// A line of `countdown` or `puzzle24`.
  private struct Numbers: Decodable {
    struct Metadata: Decodable {
      var numbers: [Int32]
      var target: Int32?
    }
    var answer: String?
    var metadata: Metadata
  }

  /// A line of `maze`.
  private struct Grid: Decodable {
    struct Metadata: Decodable {
      var grid: [String]
      var start: String
      var goal: String
      var wall: String
      var path: String
      var shortest_path_length: Float?
    }
    var metadata: Metadata
  }

  /// A line of `tower_of_hanoi`.
  private struct Tower: Decodable {
    struct Metadata: Decodable {
      var num_disks: Int
      var num_pegs: Int
      var start_peg: Int
      var target_peg: Int
      var solution_length: Float?
    }
    var answer: String?
    var metadata: Metadata
  }

  /// A line of `jugs`.
  private struct Jugs: Decodable {
    struct Metadata: Decodable {
      struct Puzzle: Decodable {
        var jug_capacities: [Int]
        var target: Int
        var min_moves: Float?
      }
      var puzzle: Puzzle
    }
    var answer: String?
    var metadata: Metadata
  }

  /// A line of `sokoban`.
  private struct Level: Decodable {
    struct Metadata: Decodable {
      var gamestr: String
    }
    var answer: String?
    var metadata: Metadata

    /// The rows, in the signs of `.xsb`: those of the data set are others.
    func rows() throws -> [[Character]] {
      let signs: [Character: Character] = [
        "+": "#", "*": "@", "%": "+", "@": "$", "X": ".", "$": "*", "-": "-",
      ]
      return try metadata.gamestr.split(whereSeparator: \.isNewline)
        .map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        .map { row in
          try row.map { sign in
            guard let meaning = signs[sign] else {
              throw ProblemError("the level has \(String(sign).quoted), which is none of its signs")
            }
            return meaning
          }
        }
    }
  }

  /// A line of `rush_hour`.
  private struct Board: Decodable {
    struct Metadata: Decodable {
      var board_config: String
      var min_moves: Float?
    }
    var metadata: Metadata
  }

  /// A line of `mini_sudoku`.
  private struct Rows: Decodable {
    struct Metadata: Decodable {
      var puzzle: [[Int]]
    }
    var answer: String?
    var metadata: Metadata
  }

  /// A line of `knights_knaves`, whose knights and knaves are called otherwise in every problem.
  private struct Island: Decodable {
    struct Metadata: Decodable {
      var statements: [JSONValue]
      var names: [String]
      var knight_knave_terms: [String: String]
    }
    var answer: String?
    var metadata: Metadata

    /// What each says.
    func claims() throws -> [(speaker: Int, claim: KnightsAndKnaves.Claim)] {
      try metadata.statements.enumerated().map { ($0, try claim($1, depth: 0)) }
    }

    private func claim(_ value: JSONValue, depth: Int) throws -> KnightsAndKnaves.Claim {
      func part(_ place: Int) throws -> KnightsAndKnaves.Claim {
        try claim(value[place] ?? .null, depth: depth + 1)
      }
      func all(
        _ join: (KnightsAndKnaves.Claim, KnightsAndKnaves.Claim) -> KnightsAndKnaves.Claim
      ) throws -> KnightsAndKnaves.Claim {
        let parts = try (1..<max(2, value.list.count)).map(part)
        return parts.dropFirst().reduce(parts[0], join)
      }
      let person = value[1]?.whole.flatMap { metadata.names.indices.contains($0) ? $0 : nil }
      switch (value[0]?.string, person) {
      case ("telling-truth", let person?): return .knight(person)
      case ("lying", let person?): return .knave(person)
      case ("not", _) where depth < 32: return .not(try part(1))
      case ("and", _) where depth < 32: return try all { .and($0, $1) }
      case ("or", _) where depth < 32: return try all { .or($0, $1) }
      case ("->", _) where depth < 32: return .implies(try part(1), try part(2))
      case ("<=>", _) where depth < 32: return .same(try part(1), try part(2))
      default: throw ProblemError("\"metadata.statements\" has what is no statement")
      }
    }

    /// The answer, with knights and knaves for what they are called.
    var plainAnswer: String? {
      answer.map { answer in
        ["knight", "knave"].reduce(answer) { text, role in
          metadata.knight_knave_terms[role].map { text.replacing($0, with: role) } ?? text
        }
      }
    }
  }

  /// A line of `zebra_puzzles`, whose metadata do not hold the puzzle.
  private struct Houses: Decodable {
    var question: String
    var answer: String?
  }

  /// A line of `word_ladder`. The words that may be used are not in it.
  private struct Ladder: Decodable {
    struct Metadata: Decodable {
      var start_word: String
      var end_word: String
    }
    var answer: String?
    var metadata: Metadata

    /// The words of the list, and those of the answer.
    var problem: WordLadder {
      get throws {
        try WordLadder(
          from: metadata.start_word.lowercased(), to: metadata.end_word.lowercased(),
          adding: (answer ?? "").lowercased().split { !$0.isLetter }.map(String.init))
      }
    }
  }

  /// Reads a line; throws a `ProblemError`.
  init(reasoningGymLine text: Substring, number: Int) throws {
    let line: Line = try Self.decode(text)
    let task = line.task ?? line.metadata.source_dataset ?? ""
    let id = line.id ?? "\(task)-\(number)"
    switch task {
    case "countdown":
      let numbers: Numbers = try Self.decode(text)
      guard let target = numbers.metadata.target else {
        throw ProblemError("\"metadata.target\" is missing")
      }
      self.init(
        id: id,
        problem: try Countdown<WholeNumber>(numbers: numbers.metadata.numbers, target: target),
        answer: numbers.answer)
    case "puzzle24":
      let numbers: Numbers = try Self.decode(text)
      self.init(
        id: id, problem: try Countdown<Fraction>(numbers: numbers.metadata.numbers, target: 24),
        answer: numbers.answer)
    case "maze":
      let grid: Grid = try Self.decode(text)
      let signs = grid.metadata
      let meanings = Dictionary(
        [(signs.wall, "#"), (signs.path, "."), (signs.start, "S"), (signs.goal, "G")]
      ) { first, _ in first }
      guard meanings.count == 4 else {
        throw ProblemError("wall, path, start and goal of a maze are four different signs")
      }
      let rows = try signs.grid.map { row in
        try row.map { sign in
          guard let meaning = meanings[String(sign)] else {
            throw ProblemError(
              "the grid has \(String(sign).quoted), which the metadata does not explain")
          }
          return meaning
        }.joined()
      }
      // The answer is a number there: the length of the shortest way.
      self.init(
        id: id, problem: try Maze(text: rows.joined(separator: "\n")),
        cost: signs.shortest_path_length)
    case "tower_of_hanoi":
      let tower: Tower = try Self.decode(text)
      let hanoi = tower.metadata
      guard (0...TowerOfHanoi.mostDisks).contains(hanoi.num_disks) else {
        throw ProblemError(
          "there are \(hanoi.num_disks) disks: give 1 to \(TowerOfHanoi.mostDisks)")
      }
      self.init(
        id: id,
        problem: try TowerOfHanoi(
          pegOfDisk: Array(repeating: hanoi.start_peg &- 1, count: hanoi.num_disks),
          pegs: hanoi.num_pegs, target: hanoi.target_peg &- 1),
        answer: tower.answer, cost: hanoi.solution_length)
    case "jugs":
      let jugs: Jugs = try Self.decode(text)
      let puzzle = jugs.metadata.puzzle
      self.init(
        id: id, problem: try WaterJugs(sizes: puzzle.jug_capacities, wanted: puzzle.target),
        answer: jugs.answer, cost: puzzle.min_moves)
    case "sokoban":
      let level: Level = try Self.decode(text)
      self.init(id: id, problem: try Sokoban(rows: level.rows()), answer: level.answer)
    case "rush_hour":
      let board: Board = try Self.decode(text)
      self.init(
        id: id, problem: try RushHour(text: board.metadata.board_config),
        cost: board.metadata.min_moves)
    case "mini_sudoku":
      let rows: Rows = try Self.decode(text)
      self.init(
        id: id, problem: try MiniSudoku(cells: rows.metadata.puzzle.flatMap(\.self)),
        answer: rows.answer)
    case "knights_knaves":
      let island: Island = try Self.decode(text)
      self.init(
        id: id,
        problem: try KnightsAndKnaves(names: island.metadata.names, claims: try island.claims()),
        answer: island.plainAnswer)
    case "zebra_puzzles":
      let houses: Houses = try Self.decode(text)
      let question = try ZebraQuestion(houses.question)
      self.init(
        id: id, problem: question.problem,
        answer: try houses.answer.flatMap { try question.solution(answering: $0) })
    case "word_ladder":
      let ladder: Ladder = try Self.decode(text)
      self.init(id: id, problem: try ladder.problem, answer: ladder.answer)
    default:
      throw ProblemError(
        "the reasoning-gym data set \(task.quoted) cannot be read: those that can are "
          + Self.tasks.joined(separator: ", "))
    }
  }
}
