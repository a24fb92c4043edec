import Foundation
import Testing

@testable import MetaCoT

private func read(
  _ text: String, name: String = "set", skipInvalid: Bool = false
) throws -> ProblemSet {
  try ProblemSet.read(Data(text.utf8), name: name, skipInvalid: skipInvalid)
}

/// Files of problems as other programs write them.
@Suite struct ForeignSetTests {
  @Test(arguments: [
    // TinyZero, and the rows that it trains on.
    (#"{"target": 98, "nums": [44, 19, 35]}"#, "countdown", "44 19 35 → 98"),
    (
      #"{"data_source":"countdown","reward_model":{"style":"rule","ground_truth":{"target":98,"numbers":[44,19,35]}}}"#,
      "countdown", "44 19 35 → 98"
    ),
    // Stream of Search.
    (
      #"[{"nums":[74,86,9,24],"target":45,"solution":["74+86=160"],"search_type":"dfs"}]"#,
      "countdown", "74 86 9 24 → 45"
    ),
    // Sets of the Game of 24.
    (#"{"numbers":[3,3,8,8],"target":24,"solutions":["8/(3-8/3)"]}"#, "24", "3 3 8 8 → 24"),
    (#"{"cards":["A","J","Q","K"]}"#, "24", "1 11 12 13 → 24"),
    (#"{"id":9,"puzzle":"1 1 4 6"}"#, "24", "1 1 4 6 → 24"),
    ("[[3, 3, 8, 8], [1, 1, 4, 6]]", "24", "3 3 8 8 → 24"),
    ("[3, 3, 8, 8]\n[1, 1, 4, 6]\n", "24", "3 3 8 8 → 24"),
    // A list where a text belongs.
    (#"{"kind":"countdown","text":[4,5,6],"target":14}"#, "countdown", "4 5 6 → 14"),
    // Texts.
    ("3 3 8 8", "24", "3 3 8 8 → 24"),
    ("4,9,10,13\n1,1,4,6\n", "24", "4 9 10 13 → 24"),
    ("A A 4 6\nT J Q K\n", "24", "1 1 4 6 → 24"),
    ("A♠ 10♥ K♦ 2♣\n", "24", "1 10 13 2 → 24"),
    ("█@█\n█ E\n", "maze", "#S#\n#.G"),
    ("4 5 6 → 14\n", "countdown", "4 5 6 → 14"),
    ("1 2 5 3 4 8 6 7 0\n", "sliding", "1 2 5 3 4 8 6 7 0"),
    ("1 2 5\n3 4 8\n6 7 0\n", "sliding", "1 2 5 3 4 8 6 7 0"),
    ("What is 2 + 3? [5]\nWhat is 2 × 3?", "question", "What is 2 + 3? [5]"),
    // Tables.
    ("Rank,Puzzles\n1,\"1 1 4 6\"\n", "24", "1 1 4 6 → 24"),
    ("hand;solved\n\"1, 1, 4, 6\";yes\n", "24", "1 1 4 6 → 24"),
    ("Puzzles,Rank\nA A 4 6,1\n", "24", "1 1 4 6 → 24"),
    ("deal\n1 1 4 6\n", "24", "1 1 4 6 → 24"),
    ("a,b,c,d\n1,1,4,6\n", "24", "1 1 4 6 → 24"),
    ("nums\ttarget\n44 19 35\t98\n", "countdown", "44 19 35 → 98"),
    // Grids.
    ("#####\n#S E#\n#####\n", "maze", "#####\n#S.G#\n#####"),
    ("@..\n##G\n", "maze", "S..\n##G"),
    ("0 0 1\n1 0 0\n", "maze", "S.#\n#.G"),
    ("0,0,1\n1,0,0\n", "maze", "S.#\n#.G"),
    ("201\n103\n", "maze", "S.#\n#.G"),
    ("type octile\nheight 3\nwidth 3\nmap\n@G.\n.@S\n.T.\n", "maze", "#S.\n.#.\n.#G"),
  ])
  func `Files are read`(text: String, kind: String, first: String) throws {
    let set = try read(text)
    #expect(set.items.first?.kind == kind)
    #expect(set.items.first?.problem.text == first)
    #expect(Set(set.items.map(\.id)).count == set.items.count)
  }

  @Test(arguments: [
    (
      "[{\"id\":\"a\",\"kind\":\"24\",\"text\":\"1\"},\n{\"id\":\"b\",\"kind\":\"24\",\"text\":\"2\"}]",
      [1, 2]
    ),
    (
      "{\n \"id\": \"a\",\n \"kind\": \"24\",\n \"text\": \"1\"\n}\n{\n\"kind\":\"24\",\"text\":\"2\"}",
      [1, 6]
    ),
    (
      "\u{FEFF}{\"kind\":\"24\",\"text\":\"1\"}\r\n\r\n{\"kind\":\"24\",\"text\":\"2\"}\r\n",
      [1, 3]
    ),
    ("{\"kind\":\"24\",\"text\":\"1\",\"note\":\"a\u{2028}b\u{85}c\"}\n", [1]),
  ])
  func `Lines are counted whatever the form`(text: String, lines: [Int]) throws {
    #expect(try read(text).items.map(\.line) == lines)
  }

  @Test(
    arguments: [
      ("[{\"kind\":\"24\",\"text\":\"1\"}", 1, "the array never ends: \"]\" is missing"),
      ("{\n\"kind\":\"24\",", 1, "what begins here never ends: a bracket is missing"),
      ("[{\"kind\":\"24\",\"text\":\"1\"}] x", 1, "nothing may follow the end of the array"),
      ("[1,2]", 1, "this is not a JSON object"),
      ("{\"kind\":\"24\",\"text\":\"1\",\"cost\":NaN}", 1, "NaN is not a JSON number: write null"),
      (
        "{\"kind\":\"24\",\"text\":\"1\",\"cost\":1e400}", 1,
        "1e400 is out of range: the greatest number is 1.8e308"
      ),
      (
        "{\"id\":\"a\\ud83d\",\"kind\":\"24\",\"text\":\"1\"}", 1,
        "\\ud83d is half a surrogate pair: write the whole character, or \\ufffd"
      ),
      ("S\t.\n...", 1, "row 1 has \"\\u0009\": write # wall, . free, S start, G goal"),
      ("0 1\n0 1", 2, "the goal 1,1 is a wall: free it (1 is a wall, 0 is free)"),
      ("4 5 x 10\n3 3 8 8", 1, "\"x\" is not a number from 0 to 2147483646"),
      ("type octile\nheight 3\nwidth 2\nmap\n..\n", 4, "the height is 3, the number of rows 1"),
      (
        "version 1\n0\tmaps/a.map\t512\t512\t1\t2\t3\t4\t5.5\n", 1,
        "these are scenarios of MovingAI: give the map that they are for"
      ),
      ("PAR1\u{15}", nil, "this is a Parquet file: write its rows as JSON Lines"),
    ] as [(String, Int?, String)])
  func `Files of other kinds are refused as what they are`(
    text: String, line: Int?, message: String
  ) {
    #expect(throws: FileError(file: "set", line: line, message)) { try read(text) }
  }

  @Test func `A line that is not UTF-8 costs that line alone`() throws {
    let bytes =
      Data("{\"kind\":\"24\",\"text\":\"1\"}\n{\"kind\":\"question\",\"text\":\"caf".utf8)
      + [0xE9] + Data("?\"}\n{\"kind\":\"24\",\"text\":\"2\"}\n".utf8)
    let error = FileError(file: "set", line: 2, "this is not UTF-8: write it in UTF-8")
    #expect(throws: error) { try ProblemSet.read(bytes, name: "set") }
    let set = try ProblemSet.read(bytes, name: "set", skipInvalid: true)
    #expect(set.skipped == [error])
    #expect(set.items.map(\.id) == ["24-1", "24-3"])
  }

  @Test func `What is long is quoted shortly`() throws {
    let long = String(repeating: "9", count: 5000)
    let words = String(repeating: "word ", count: 500)
    for text in [
      "{\"kind\":\"24\",\"text\":\"\(long)\"}", "{\"kind\":\"\(words)\",\"text\":\"\"}",
      "{\"kind\":\"24\",\"text\":\"24\",\"answer\":\"\(words)\"}", "4 5 \(long) 6",
    ] {
      let error = try #require(throws: FileError.self) { try read(text) }
      #expect(error.message.utf8.count < 250, "\(error)")
      #expect(error.message.contains("…\""), "\(error)")
    }
    #expect("a\u{1B}[31m".quoted == "\"a\\u001b[31m\"")
    #expect(words.shortened.hasSuffix("word…"), "cut after a word")
    #expect(long.shortened.count == 61)
  }

  private func zebra(_ clues: [String], answer: String) -> String {
    let lines =
      [
        "This is a logic puzzle. There are 2 houses.",
        " - Each person has a unique name: alice, bob",
        " - Each mother is accompanied by their child: alice, billy",
        " - People use different phone models: google pixel 6, oneplus 9", "",
      ] + clues.enumerated().map { "\($0 + 1). \($1)." }
      + ["", "What is Name of the person who lives in House 1?? Provide only the name."]
    let question = lines.joined(separator: "\\n")
    return
      #"{"question":"\#(question)","answer":"\#(answer)","metadata":{"source_dataset":"zebra_puzzles"}}"#
  }

  @Test func `Zebras are read from their sentences`() throws {
    let clues = [
      "The person's child is named Alice is directly left of the person who uses a OnePlus 9",
      "The person who is the mother of Billy is Alice",
    ]
    let set = try read(zebra(clues, answer: "bob"))
    #expect(
      set.items.first?.problem.text
        == "name: alice bob; child: child-alice billy; models: google-pixel-6 oneplus-9; "
        + "child-alice is directly left of oneplus-9; billy is alice")
    #expect(
      set.items.first?.answer
        == "alice 2, bob 1, child-alice 1, billy 2, google-pixel-6 1, oneplus-9 2")
    #expect(
      throws: FileError(
        file: "set", line: 1, "its answer \"alice\" is wrong: in house 1 is bob")
    ) { try read(zebra(clues, answer: "alice")) }
    let values = "alice, bob, alice, billy, google pixel 6, oneplus 9"
    for (clue, name) in [
      ("Alice is the dog owner", "clue 2, \"Alice is the dog owner\""),
      ("Bob is in the third house", "clue 2, \"Bob is in the third house\""),
      ("Bob likes Alice", "clue 2, \"Bob likes Alice\""),
    ] {
      #expect(
        throws: FileError(
          file: "set", line: 2,
          "\(name), cannot be read: write \"A is B\", \"A is in the first house\", \"A is directly left of B\" or \"A and B are next to each other\" with two of \(values)"
        )
      ) {
        try read(zebra(clues, answer: "bob") + "\n" + zebra([clues[0], clue], answer: "bob"))
      }
    }
  }

  @Test func `Ladders may use the words of their answers`() throws {
    let line =
      #"{"question":"…","answer":"FENS,DENS,DONS,DOSS,DOSH,DASH","metadata":{"source_dataset":"word_ladder","start_word":"FENS","end_word":"DASH"}}"#
    let item = try #require(try read(line).items.first)
    let text = "fens → dash (+ dens dons dosh doss fens)"
    #expect(item.problem.text.hasPrefix("fens → dash (+ "))
    #expect(item.problem.verify(item.answer ?? "") == .accepted(cost: 5))
    #expect(try WordLadder(text: item.problem.text).text == item.problem.text)
    #expect(
      try WordLadder(text: text).verify("fens, dens, dons, doss, dosh, dash") == .accepted(cost: 5))
    #expect(
      try WordLadder(text: "cold → warm (+ card)").words == WordLadder(text: "cold → warm").words)
  }
}
