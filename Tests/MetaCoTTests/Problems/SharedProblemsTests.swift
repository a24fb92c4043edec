import Foundation
import Testing

@testable import MetaCoT

/// Problem files that others made, beside the repository; without them these tests are skipped.
private enum Shared {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/data/problems").standardizedFileURL.path

  static let isThere = FileManager.default.fileExists(atPath: folder)

  static func read(_ file: String) throws -> ProblemSet {
    try ProblemSet.read(path: "\(folder)/\(file)")
  }
}

@Suite(.enabled(if: Shared.isThere, "../shared/data is not there"))
struct SharedProblemsTests {
  @Test func `Every game of 24 can be solved`() throws {
    let set = try Shared.read("game-of-24.csv")
    #expect(set.items.count == 1362 && set.items[0].id == "24-1")
    let unsolved = set.items.filter { item in
      (item.problem as? Countdown<Fraction>)?.hasSolution != true
    }
    #expect(unsolved.isEmpty, "\(unsolved.map(\.problem.text))")
  }

  @Test func `Korf's puzzles are read`() throws {
    let set = try Shared.read("korf-15-puzzle.txt")
    #expect(set.items.count == 23)
    let item = try set.item(id: "15-puzzle-79")
    #expect(item.problem.text == "0 1 9 7 11 13 5 3 14 12 4 2 8 6 10 15")
  }

  @Test func `The large grid is read`() throws {
    let set = try Shared.read("grid-512.txt")
    let maze = try #require(set.items.first?.problem as? Maze)
    #expect(set.items.count == 1 && set.items[0].id == "grid-512")
    #expect(maze.width == 512 && maze.height == 512)
    #expect(maze.shortestWay == 1060)
  }

  @Test(arguments: [
    "countdown", "puzzle24", "maze", "tower_of_hanoi", "jugs", "sokoban", "rush_hour",
    "mini_sudoku", "knights_knaves", "zebra_puzzles", "word_ladder",
  ])
  func `Reasoning Gym is read, and its answers accepted`(task: String) throws {
    let set = try Shared.read("reasoning-gym-\(task).jsonl")
    #expect(set.items.count == 50 && set.items[0].id == "\(task)-20251-0")
    if task == "maze" || task == "rush_hour" {
      #expect(set.items.allSatisfy { $0.cost != nil })
    } else {
      #expect(set.items.allSatisfy { $0.answer != nil })
    }
  }

  @Test func `Ladders are as long as their set says`() throws {
    for item in try Shared.read("reasoning-gym-word_ladder.jsonl").items {
      let ladder = try #require(item.problem as? WordLadder)
      let steps = try #require(item.answer).split(separator: ",").count - 1
      #expect(ladder.verify(item.answer ?? "") == .accepted(cost: Float(steps)), "\(item.id)")
      #expect(try WordLadder(text: ladder.text).text == ladder.text)
    }
  }

  @Test func `Zebras have one solution`() throws {
    for item in try Shared.read("reasoning-gym-zebra_puzzles.jsonl").items {
      let zebra = try #require(item.problem as? Zebra)
      #expect(zebra.houses == 4 && zebra.categories.count == 4)
      #expect(zebra.solutionCount(upTo: 2) == 1, "\(item.id)")
      #expect(try Zebra(text: zebra.text).text == zebra.text)
    }
  }
}
