import Testing

@testable import MetaCoT

@Suite struct MazeTests {
  private let small = """
    S#...
    .#.#.
    ...#G
    """

  @Test(arguments: [
    "S#...\n.#.#.\n...#G", "..\n..", "G.....S", "#.#\n#S#\n#.#\n#G#", "\n. .\r\n.#.\r\n",
  ])
  func `Problems keep the laws`(text: String) throws {
    try checkLaws(of: Maze(text: text), seed: 7)
  }

  @Test func `Text is written in one form`() throws {
    #expect(try Maze(text: "..\n#.\n").text == "S.\n#G")
    #expect(
      try Maze(text: small).statement == "I need a way from 0,0 to 4,2 through a maze of 5 × 3.")
  }

  @Test(arguments: [
    ("", "the maze is 0 × 0: give 2 cells or more, sides up to 4096"),
    (".", "the maze is 1 × 1: give 2 cells or more, sides up to 4096"),
    ("...\n..", "row 2 has 2 cells, row 1 has 3"),
    (".x", "row 1 has \"x\": write # wall, . free, S start, G goal"),
    ("SS", "\"S\" is a second start: keep one"),
    ("S@G", "\"@\" is a second start: keep one"),
    ("S.GE", "\"E\" is a second goal: keep one"),
    ("#..", "the start 0,0 is a wall: free it"),
    ("..#", "the goal 2,0 is a wall: free it"),
    ("G..", "start and goal are one cell: set them apart"),
  ])
  func `Bad text says what is wrong`(text: String, message: String) {
    let error = #expect(throws: ProblemError.self) { try Maze(text: text) }
    #expect(error?.description == message)
  }

  @Test func `Steps are the free neighbours`() throws {
    let maze = try Maze(text: small)
    let cell = try #require(maze.state(text: "2,2"))
    var steps: [StepCode] = []
    maze.appendSteps(from: cell, to: &steps)
    #expect(steps.map { maze.text(of: $0, from: cell) } == ["up to 2,1", "left to 1,2"])
    for text in ["1,0", "5,0", "0,3", "02,2", "2,", ",2", "2", "-1,0", "2,2,2", "99999,0"] {
      #expect(maze.state(text: text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("DDRRUURRDD", Verification.accepted(cost: 10)),
    ("DDRRUURRDDUD", .accepted(cost: 12)),
    ("R", .rejected("move 1 (R) runs into the wall at 1,0")),
    ("U", .rejected("move 1 (U) leaves the maze")),
    ("DD", .rejected("it ends at 0,2, not at the goal 4,2")),
    ("", .rejected("it ends at 0,0, not at the goal 4,2")),
    ("dd", .rejected("\"d\" is not a move: write U, D, L and R")),
  ])
  func verifies(answer: String, verification: Verification) throws {
    #expect(try Maze(text: small).verify(answer) == verification)
  }

  @Test func `A random step is uniform`() throws {
    let maze = try Maze(text: "...\n...\n..G")
    let cell = try #require(maze.state(text: "1,1"))
    #expect(chiSquare(of: maze, from: cell, draws: 20_000, seed: 2) < 20)
  }

  @Test func `The cost to go is admissible`() throws {
    for seed: UInt64 in 0..<20 {
      let kind = try ProblemRegistry.kind(named: "maze")
      let parameters: [String: JSONValue] = [
        "width": 12, "height": 9, "corridors": JSONValue(integerLiteral: Int(seed % 2)),
        "walls": 35,
      ]
      let maze = try #require(kind.generate(seed: seed, parameters: parameters) as? Maze)
      for (cell, cost) in trueCosts(of: maze) {
        #expect(maze.costToGo(cell) <= cost)
        #expect((0...1).contains(maze.heuristicValue(cell)))
      }
    }
  }

  @Test func `Generated mazes have a way`() throws {
    let kind = try ProblemRegistry.kind(named: "maze")
    for seed: UInt64 in 0..<30 {
      for walls in [0, 30, 60] {
        let parameters: [String: JSONValue] = [
          "width": 20, "height": 15, "corridors": 0, "walls": JSONValue(integerLiteral: walls),
        ]
        let maze = try #require(kind.generate(seed: seed, parameters: parameters) as? Maze)
        #expect(maze.shortestWay != nil && maze.width == 20 && maze.height == 15)
      }
      let maze = try #require(kind.generate(seed: seed, parameters: ["loops": 0]) as? Maze)
      #expect(maze.shortestWay != nil)
      #expect(try kind.generate(seed: seed, parameters: ["loops": 0]).text == maze.text)
    }
  }

  @Test func `The picture tells every role by its glyph`() throws {
    let maze = try Maze(text: small)
    let search = SearchedStates(
      path: ["0,0", "0,1", "0,2"], frontier: ["2,1", "9,9"], closed: ["1,2", "0,1"])
    let picture = try #require(maze.picture(ofState: "2,2", amid: search))
    #expect(picture.rows.map { String($0.map(\.glyph)) } == ["S█   ", "●█+█ ", "●·@█G"])
    #expect(picture.focus == (row: 2, column: 2))
    #expect(picture.rows[2].map(\.role) == [.path, .closed, .current, .wall, .goal])
    #expect(maze.picture(ofState: "1,0", amid: search) == nil)
  }

  @Test func `The picture of a large maze is the neighbourhood`() throws {
    let rows = [[Bool]](repeating: Array(repeating: true, count: 1000), count: 600)
    let maze = try Maze(rows: rows, start: (0, 0), goal: (999, 599))
    let picture = try #require(maze.picture(ofState: "500,300", amid: .init()))
    #expect(picture.rows.count == 160 && picture.rows[0].count == 320)
    #expect(picture.rows[picture.focus.row][picture.focus.column].role == .current)
    let corner = try #require(maze.picture(ofState: "999,599", amid: .init()))
    #expect(corner.focus == (row: 159, column: 319))
  }
}
