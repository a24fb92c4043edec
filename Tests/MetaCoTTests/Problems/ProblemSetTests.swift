import Foundation
import Testing

@testable import MetaCoT

private func read(_ text: String, skipInvalid: Bool = false) throws -> ProblemSet {
  try ProblemSet.read(Data(text.utf8), name: "set", skipInvalid: skipInvalid)
}

@Suite struct ProblemSetTests {
  @Test func `Own lines are read and written`() throws {
    let text = """
      {"id":"a","kind":"countdown","text":"4 5 6 10 → 24","answer":"(10-4)*5-6","note":"ignored"}

      {"kind":"24","text":"3 3 8 8"}
      {"id":"m","kind":"maze","text":"S.\\n.G","cost":2}
      {"id":"s","kind":"sliding","text":"1 0 2 3 4 5 6 7 8 (linear-conflict)"}

      """
    let set = try read(text)
    #expect(set.format == .jsonLines && set.skipped.isEmpty)
    #expect(set.items.map(\.id) == ["a", "24-3", "m", "s"])
    #expect(set.items.map(\.line) == [1, 3, 4, 5])
    #expect(set.items.map(\.kind) == ["countdown", "24", "maze", "sliding"])
    #expect(set.items[0].answer == "(10-4)*5-6" && set.items[2].cost == 2)
    let again = try read(set.items.map(\.jsonLine).joined(separator: "\r\n"))
    #expect(again.items.map(\.jsonLine) == set.items.map(\.jsonLine))
    #expect(
      set.items[1].jsonLine == #"{"id":"24-3","kind":"24","text":"3 3 8 8 → 24"}"#)
    #expect(again.items.map(\.reference) == set.items.map(\.reference))
  }

  @Test func `Other formats are told by content`() throws {
    let csv = try read("Rank,Puzzles,AMT (s)\n1,1 1 4 6,4.4\n7,3 3 8 8,9")
    #expect(csv.format == .table && csv.items.map(\.id) == ["24-1", "24-7"])
    #expect(csv.items[1].problem.text == "3 3 8 8 → 24")
    let tiles = try read("79 0 1 9 7 11 13 5 3 14 12 4 2 8 6 10 15\n2 1 0 2 3 4 5 6 7 8\n")
    #expect(tiles.format == .tiles && tiles.items.map(\.id) == ["15-puzzle-79", "8-puzzle-2"])
    let grid = try ProblemSet.read(Data("\n..#\n#..\n".utf8), name: "a/maze.one.txt")
    #expect(grid.format == .grid && grid.items.map(\.id) == ["maze"])
    #expect(grid.items[0].problem.text == "S.#\n#.G")
    let gym = try read(
      """
      {"id":"c","answer":"-1+3","metadata":{"numbers":[1,3],"target":2,"source_dataset":"countdown"}}
      {"task":"puzzle24","answer":null,"metadata":{"numbers":[3,3,8,8]}}
      {"task":"maze","answer":"2","metadata":{"grid":["####","#a #","# b#","####"],"start":"a","goal":"b","wall":"#","path":" ","shortest_path_length":2}}
      """)
    #expect(gym.format == .reasoningGym && gym.items.map(\.id) == ["c", "puzzle24-2", "maze-3"])
    #expect(gym.items[2].problem.text == "####\n#S.#\n#.G#\n####")
  }

  @Test(
    arguments: [
      ("", nil, "the file is empty: give a problem a line"),
      (
        "hello", 1,
        "this is not a problem set: give JSON Lines ({\"id\":…,\"kind\":…,\"text\":…} a line), a "
          + "problem's text a line, a table with a column of numbers, a list of tiles, or a grid"
      ),
      ("{\"kind\":", 1, "what begins here never ends: a bracket is missing"),
      ("{\"kind\":\"24\",\"text\":\"24\"}\nnonsense", 2, "this is not one JSON object"),
      (
        "{}", 1,
        "\"kind\" is missing: give one of countdown, 24, maze, sliding, hanoi, water-jugs, sokoban, rush-hour, word-ladder, mini-sudoku, zebra, knights-and-knaves, question"
      ),
      (
        "{\"kind\":\"go\",\"text\":\"\"}", 1,
        "there is no kind of problem \"go\": there are countdown, 24, maze, sliding, hanoi, water-jugs, sokoban, rush-hour, word-ladder, mini-sudoku, zebra, knights-and-knaves, question"
      ),
      ("{\"kind\":\"24\"}", 1, "\"text\" is missing: give such as \"3 3 8 8 → 24\""),
      ("{\"kind\":24,\"text\":\"\"}", 1, "\"kind\" should be a string"),
      (
        "{\"kind\":\"countdown\",\"text\":\"1 2\"}", 1,
        "the target is missing: write \"4 5 6 10 → 24\""
      ),
      (
        "{\"kind\":\"24\",\"text\":\"4 6\",\"answer\":\"4+6\"}", 1,
        "its answer \"4+6\" is wrong: it gives 10, not 24"
      ),
      (
        "{\"kind\":\"maze\",\"text\":\"...\",\"cost\":3}", 1,
        "the shortest way has 2 steps, not 3"
      ),
      ("{\"kind\":\"maze\",\"text\":\".#.\",\"cost\":3}", 1, "the goal cannot be reached"),
      ("{\"kind\":\"maze\",\"text\":\"...\",\"cost\":-1}", 1, "\"cost\" is -1.0: give 0 or more"),
      (
        "{\"id\":\"a\\u001b[m\",\"kind\":\"24\",\"text\":\"24\"}", 1,
        "the id has a control character: leave it out"
      ),
      (
        "{\"id\":\"x\",\"kind\":\"24\",\"text\":\"24\"}\n\n{\"id\":\"x\",\"kind\":\"24\",\"text\":\"24\"}",
        3, "the id \"x\" is that of line 1, too: give another"
      ),
      ("Rank,Puzzles\n1,1 1 4 6\n2,1 x", 3, "\"1 x\" are no numbers: write such as \"3 3 8 8\""),
      ("Rank,Puzzles\n1,1 1 4 6,7", 2, "there are 3 fields: the first line has 2"),
      (
        "1 2 3 4 5 6 7 8 9 10 11 12", 1,
        "there are 12 numbers: give the puzzle's number and 9 or 16 tiles"
      ),
      (
        "1 0 2 1 3 4 5 6 7 8", 1,
        "these tiles cannot be put in order: exchange any two but the blank"
      ),
      ("\n...\n.#.\n..", 4, "row 3 has 2 cells, row 1 has 3"),
      ("...\n.x.", 2, "row 2 has \"x\": write # wall, . free, S start, G goal"),
      (
        "{\"task\":\"leg_counting\",\"metadata\":{\"puzzle\":{}}}", 1,
        "the reasoning-gym data set \"leg_counting\" cannot be read: those that can are countdown, puzzle24, maze, tower_of_hanoi, jugs, sokoban, rush_hour, mini_sudoku, knights_knaves, zebra_puzzles, word_ladder"
      ),
      (
        "{\"task\":\"countdown\",\"metadata\":{\"numbers\":[1]}}", 1,
        "\"metadata.target\" is missing"
      ),
      (
        "{\"task\":\"puzzle24\",\"metadata\":{\"numbers\":[1,\"a\"]}}", 1,
        "\"metadata.numbers.1\" should be a whole number"
      ),
      (
        "{\"task\":\"maze\",\"metadata\":{\"grid\":[\"ab\"],\"start\":\"a\",\"goal\":\"z\",\"wall\":\"w\",\"path\":\"p\"}}",
        1, "the grid has \"b\", which the metadata does not explain"
      ),
      ("{\"task\":\"maze\",\"metadata\":{}}", 1, "\"metadata.grid\" is missing"),
    ] as [(String, Int?, String)])
  func `Every bad line says what is wrong`(text: String, line: Int?, message: String) {
    #expect(throws: FileError(file: "set", line: line, message)) { try read(text) }
  }

  @Test func `Bad lines can be skipped`() throws {
    let text = """
      {"id":"a","kind":"24","text":"1 2 3 4"}
      {"id":"b","kind":"24","text":"1 2 x 4"}
      nonsense
      {"id":"a","kind":"24","text":"5 5"}
      {"id":"c","kind":"24","text":"5 5"}
      """
    let set = try read(text, skipInvalid: true)
    #expect(set.items.map(\.id) == ["a", "c"])
    #expect(set.skipped.map(\.line) == [2, 3, 4])
    #expect(set.skipped[0].description == "set:2: \"x\" is not a number from 0 to 2147483646")
    #expect(throws: FileError.self) { try read(text) }
  }

  @Test func `Missing files say so`() {
    #expect(throws: FileError(file: "/no/such/file", "there is no such file")) {
      try ProblemSet.read(path: "/no/such/file")
    }
    #expect(throws: FileError(file: "/", "the file cannot be read")) {
      try ProblemSet.read(path: "/")
    }
  }

  @Test func `Items are found by name`() throws {
    let set = ProblemSet.builtIn
    #expect(try set.item(id: "24-2").problem.text == "2 3 5 12 → 24")
    #expect(try set.item(id: "countdown-4").kind == "countdown")
    #expect(
      throws: ProblemError(
        "there is no problem \"8-puzzle\" among those built in: there are 8-puzzle-1, 8-puzzle-2, 8-puzzle-3, …"
      )
    ) { try set.item(id: "8-puzzle") }
  }

  @Test func `Built-in problems can be solved`() throws {
    let items = ProblemSet.builtIn.items
    #expect(Set(items.map(\.id)).count == items.count)
    #expect(items[0].problem.text == "4 5 6 10 → 24", "the first is what Enter runs")
    for item in items {
      #expect(try ProblemRegistry.problem(item.reference).text == item.problem.text)
      switch item.problem {
      case let problem as Countdown<WholeNumber> where problem.numbers.count < 6:
        #expect(problem.hasSolution, "\(problem.text)")
      case let problem as Countdown<Fraction>: #expect(problem.hasSolution, "\(problem.text)")
      case let maze as Maze: #expect(maze.shortestWay != nil, "\(item.id)")
      default: break
      }
    }
    let answers = [
      ("countdown-4", "(25 - 10) * (50 + 1)"),
      ("countdown-5", "((100 + 6) * 3 * 75 - 50) / 25"),
    ]
    for (id, answer) in answers {
      #expect(try ProblemSet.builtIn.item(id: id).problem.verify(answer).isAccepted)
    }
  }
}
