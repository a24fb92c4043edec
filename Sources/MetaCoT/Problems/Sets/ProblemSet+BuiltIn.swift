extension ProblemSet {
  /// A handful of problems of each kind, from easy to hard: what there is to search without a file.
  public static let builtIn: ProblemSet = {
    do {
      let written = try texts.map { id, kind, text in
        Item(id: id, problem: try ProblemRegistry.kind(named: kind).make(text))
      }
      let drawn = try drawings.map { id, kind, seed, parameters in
        Item(
          id: id,
          problem: try ProblemRegistry.kind(named: kind).generate(
            seed: seed, parameters: parameters))
      }
      let items = ProblemRegistry.kinds.flatMap { kind in
        (written + drawn).filter { $0.kind == kind.name }
      }
      return ProblemSet(name: "built in", items: items)
    } catch {
      preconditionFailure("a built-in problem cannot be made: \(error)")
    }
  }()

  private static let texts: [(id: String, kind: String, text: String)] = [
    ("countdown-1", "countdown", "4 5 6 10 → 24"),
    ("countdown-2", "countdown", "4 9 15 18 → 99"),
    ("countdown-3", "countdown", "3 4 7 18 19 → 296"),
    ("countdown-4", "countdown", "1 3 7 10 25 50 → 765 (any)"),
    ("countdown-5", "countdown", "3 6 25 50 75 100 → 952"),
    ("24-1", "24", "4 7 8 8 → 24"),
    ("24-2", "24", "2 3 5 12 → 24"),
    ("24-3", "24", "1 3 4 6 → 24"),
    ("24-4", "24", "1 5 5 5 → 24"),
    ("24-5", "24", "3 3 8 8 → 24"),
    ("8-puzzle-1", "sliding", "1 2 5 3 4 8 6 7 0"),
    ("8-puzzle-2", "sliding", "6 2 4 7 3 8 1 5 0"),
    ("8-puzzle-3", "sliding", "8 7 6 0 4 1 2 5 3"),
    ("hanoi-1", "hanoi", "3 2 1 | - | - → 3"),
    ("hanoi-2", "hanoi", "5 4 3 2 1 | - | - | - → 4"),
    ("jugs-1", "water-jugs", "3 5 → 4 litres"),
    ("jugs-2", "water-jugs", "4 9 14 → 7 litres"),
    ("sokoban-1", "sokoban", "#####\n#@--#\n#-$-#\n#-.-#\n#####"),
    (
      "sokoban-2", "sokoban",
      "########\n#------#\n#------#\n#@$--$.#\n#--#---#\n#-.--#-#\n########"
    ),
    ("rush-hour-1", "rush-hour", "...... ...B.. AA.B.. ...B.. ...... ......"),
    ("rush-hour-2", "rush-hour", "..HHHI JECDDI JECAA. J.C... .FBBB. .F.GG."),
    ("word-ladder-1", "word-ladder", "cold → warm"),
    ("mini-sudoku-1", "mini-sudoku", "1__4 _2__ __4_ 2__1"),
    ("mini-sudoku-2", "mini-sudoku", "_5__12 _21___ 3_61_5 ___4_3 __23__ 1___56"),
    ("zebra-1", "zebra", Zebra.example),
    (
      "zebra-2", "zebra",
      "colour: red green blue white; pet: cat dog fish horse; drink: tea milk coffee juice; "
        + "job: baker doctor painter pilot; pilot is next to doctor; dog is next to painter; "
        + "red is not in house 2; white is not in house 2; pilot is not in house 3; "
        + "juice is directly left of painter; fish is not in house 1; pilot is not in house 2; "
        + "green is not in house 1; doctor is cat; pilot is coffee; red is juice; "
        + "juice is directly left of milk; doctor is not in house 3; cat is not green"
    ),
    ("knights-1", "knights-and-knaves", KnightsAndKnaves.example),
    (
      "knights-2", "knights-and-knaves",
      "A: F is a knight; B: F is a knave and C is a knight; C: if B is a knight then E is a knave; "
        + "D: C is a knave; E: B is a knight; F: D is a knight or E is a knave"
    ),
    (
      "question-1", "question",
      "A bat and a ball cost 110 cents. The bat costs 100 cents more than the ball. "
        + "How many cents does the ball cost? [5]"
    ),
    (
      "question-2", "question",
      "A snail climbs a well of 10 metres: 3 metres up each day, 2 metres down each night. "
        + "On which day does it reach the top? [8]"
    ),
  ]

  private static let drawings:
    [(id: String, kind: String, seed: UInt64, parameters: [String: JSONValue])] = [
      ("maze-1", "maze", 1, ["width": 15, "height": 9]),
      ("maze-2", "maze", 2, ["width": 31, "height": 15, "loops": 10]),
      ("maze-3", "maze", 3, ["width": 40, "height": 16, "corridors": 0, "walls": 30]),
      ("maze-4", "maze", 4, ["width": 79, "height": 31, "loops": 5]),
      ("15-puzzle-1", "sliding", 5, ["side": 4, "moves": 30]),
      ("15-puzzle-2", "sliding", 6, ["side": 4, "moves": 80, "linear-conflict": 1]),
    ]
}
