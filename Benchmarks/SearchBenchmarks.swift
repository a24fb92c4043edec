import Foundation
import MetaCoT

/// Searches at full speed: MCTS on six-number Countdown, A* on Korf's 15-puzzles and on a grid.
/// The problems are those of the peers; rates are per second of processor time.
enum SearchBenchmarks {
  /// (3 6 25 50 75 100 → 952), all to be used.
  private static func countdown() throws -> any Problem {
    try ProblemRegistry.kind(named: "countdown").make("3 6 25 50 75 100 → 952")
  }

  /// Instances of Korf's hundred: number, tiles, optimal cost.
  private static let korf: [(number: Int, tiles: String, cost: Double)] = [
    (79, "0 1 9 7 11 13 5 3 14 12 4 2 8 6 10 15", 42),
    (12, "14 1 9 6 4 8 12 5 7 2 3 0 10 11 13 15", 45),
    (42, "4 5 7 2 9 14 12 13 0 3 6 11 8 1 15 10", 42),
    (55, "13 8 14 3 9 1 0 7 15 5 4 10 12 2 6 11", 41),
  ]

  /// UCT as the peers run it: no solver, no table of states, to the last simulation.
  private static func mcts(_ model: String, _ simulations: Int) throws -> SearchConfiguration {
    SearchConfiguration(
      problem: try countdown(),
      strategy: .init("mcts", parameters: ["c": 1.414, "solver": 0, "transpositions": 0]),
      model: .init(model), budget: Budget(expansions: simulations), until: .tree)
  }

  private static func search(
    _ problem: any Problem, _ strategy: String = "astar"
  ) -> SearchConfiguration {
    SearchConfiguration(problem: problem, strategy: .init(strategy), until: .first)
  }

  private static func sliding(_ tiles: String) throws -> any Problem {
    try ProblemRegistry.kind(named: "sliding").make(tiles)
  }

  static func run(_ bench: Bench) throws {
    for (name, model) in [("rollout", "rollout"), ("trivial", "uniform")] {
      for (size, simulations) in [("10k", 10_000), ("1M", 1_000_000)] {
        let configuration = try mcts(model, simulations)
        // Small searches are repeated until the clock's resolution does not matter.
        let repeats = max(1, 300_000 / simulations)
        try bench.row("mcts.\(name).\(size)", "simulations/s") {
          let seconds = try Bench.threadSeconds {
            for _ in 0..<repeats { _ = try Search.run(configuration) }
          }
          return Double(simulations * repeats) / seconds
        }
      }
    }
    try bench.row("mcts.rollout.1M.memory", "B/node", runs: 1) {
      try Bench.inOwnProcess("--memory-of", "mcts")
    }
    try recorded(bench)
    for (row, strategy) in [("astar", "astar"), ("ida", "ida-star")] {
      for instance in korf {
        let configuration = search(try sliding(instance.tiles), strategy)
        try bench.row("\(row).korf\(instance.number).time", "s") {
          try Bench.threadSeconds {
            let outcome = try Search.run(configuration)
            precondition(outcome.cost == instance.cost)
          }
        }
        try bench.row("\(row).korf\(instance.number).rate", "expansions/s") {
          var expansions = 0
          let seconds = try Bench.threadSeconds {
            expansions = try Search.run(configuration).expansions ?? 0
          }
          return Double(expansions) / seconds
        }
        if strategy == "ida-star" { continue }
        try bench.row("\(row).korf\(instance.number).expansions", "expansions", runs: 1) {
          Double(try Search.run(configuration).expansions ?? 0)
        }
        try bench.row("\(row).korf\(instance.number).memory", "B/state", runs: 1) {
          try Bench.inOwnProcess("--memory-of", instance.tiles)
        }
      }
    }
    try korfFile(bench)
    let grid = search(try ProblemRegistry.kind(named: "maze").make(gridText()))
    try bench.row("astar.grid512.rate", "expansions/s") {
      var expansions = 0
      let seconds = try Bench.threadSeconds {
        for _ in 0..<5 { expansions += (try Search.run(grid).expansions ?? 0) }
      }
      return Double(expansions) / seconds
    }
  }

  /// What writing every event to a file costs: time with it by time without.
  private static func recorded(_ bench: Bench) throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "espalier-bench-\(ProcessInfo.processInfo.processIdentifier).jsonl"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let configuration = try mcts("rollout", 1_000_000)
    try bench.row("mcts.rollout.1M.recorded", "× time") {
      let plain = try Bench.threadSeconds { _ = try Search.run(configuration) }
      let events = try Bench.threadSeconds {
        let search = try Search(configuration)
        let writer = try TraceWriter(path: path, header: search.header)
        _ = try search.run { batch in try writer.write(batch) }
        try writer.close()
      }
      return events / plain
    }
    try bench.row("mcts.rollout.1M.events", "× time") {
      let plain = try Bench.threadSeconds { _ = try Search.run(configuration) }
      let events = try Bench.threadSeconds {
        _ = try Search(configuration).run { _ in }
      }
      return events / plain
    }
  }

  /// Iterative deepening with pattern databases on the file of the peers, where it is there.
  private static func korfFile(_ bench: Bench) throws {
    let lengths = [
      1: 57, 2: 55, 3: 59, 4: 56, 5: 56, 6: 52, 7: 52, 8: 50, 9: 46, 10: 59, 11: 57, 12: 45,
      13: 46, 14: 59, 15: 62, 16: 42, 17: 66, 18: 55, 19: 46, 20: 52, 42: 42, 55: 41, 79: 42,
    ]
    guard bench.wants("ida.file"), let text = shared("korf-15-puzzle.txt") else { return }
    let puzzles = try text.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 1)
      return (number: Int(words[0])!, puzzle: try sliding("\(words[1]) (pattern-database)"))
    }
    try bench.row("ida.file.patterns.time", "s", runs: 3) {
      try Bench.threadSeconds {
        for (number, puzzle) in puzzles {
          let outcome = try Search.run(search(puzzle, "ida-star"))
          precondition(outcome.cost == lengths[number].map(Double.init))
        }
      }
    }
  }

  /// A problem file of the peers; nil where it is not there.
  private static func shared(_ name: String) -> String? {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "shared/data/problems/\(name)")
    return try? String(contentsOf: file, encoding: .utf8)
  }

  // MARK: Memory, measured in a process of its own

  /// Prints the resident bytes that a search adds: a node for `mcts`, else a state of A*.
  static func printMemory(of what: String) throws {
    let configuration = what == "mcts" ? try mcts("rollout", 1_000_000) : search(try sliding(what))
    // What any search of the kind brings along once does not count.
    var small = configuration
    small.budget = Budget(expansions: 100)
    _ = try Search.run(small)
    let before = Bench.residentBytes
    let search = try Search(configuration, isRecording: false)
    while search.advance(iterations: 1000) {}
    print((Bench.residentBytes - before) / Double(search.status.nodes))
  }

  // MARK: The grid

  /// 512 × 512 with 35% walls: the file of the peers if it is there, else one made in the same way.
  static func gridText() -> String {
    if let text = shared("grid-512.txt") { return text }
    var random = SeededRandom(seed: 1)
    while true {
      var rows = (0..<512).map { _ in (0..<512).map { _ in random.unit() >= 0.35 } }
      rows[0][0] = true
      rows[511][511] = true
      let text = rows.map { String($0.map { $0 ? "." : "#" }) }.joined(separator: "\n")
      if let maze = try? Maze(text: text),
        let outcome = try? Search.run(search(maze)), outcome.solved
      {
        return text
      }
    }
  }
}
