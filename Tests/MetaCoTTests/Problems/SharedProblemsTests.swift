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
  @Test func everyGameOf24CanBeSolved() throws {
    let set = try Shared.read("game-of-24.csv")
    #expect(set.items.count == 1362 && set.items[0].id == "24-1")
    let unsolved = set.items.filter { item in
      (item.problem as? Countdown<Fraction>)?.hasSolution != true
    }
    #expect(unsolved.isEmpty, "\(unsolved.map(\.problem.text))")
  }

  @Test func korfsPuzzlesAreRead() throws {
    let set = try Shared.read("korf-15-puzzle.txt")
    #expect(set.items.count == 23)
    let item = try set.item(id: "15-puzzle-79")
    #expect(item.problem.text == "0 1 9 7 11 13 5 3 14 12 4 2 8 6 10 15")
  }

  @Test func theLargeGridIsRead() throws {
    let set = try Shared.read("grid-512.txt")
    let maze = try #require(set.items.first?.problem as? Maze)
    #expect(set.items.count == 1 && set.items[0].id == "grid-512")
    #expect(maze.width == 512 && maze.height == 512)
    #expect(maze.shortestWay == 1060)
  }

  @Test(arguments: [
    "countdown", "puzzle24", "maze", "tower_of_hanoi", "jugs", "sokoban", "rush_hour",
    "mini_sudoku", "knights_knaves",
  ])
  func reasoningGymIsReadAndItsAnswersAccepted(task: String) throws {
    let set = try Shared.read("reasoning-gym-\(task).jsonl")
    #expect(set.items.count == 50 && set.items[0].id == "\(task)-20251-0")
    if task == "maze" || task == "rush_hour" {
      #expect(set.items.allSatisfy { $0.cost != nil })
    } else {
      #expect(set.items.allSatisfy { $0.answer != nil })
    }
  }

  @Test(arguments: [
    "word_ladder", "zebra_puzzles",
  ])
  func otherReasoningGymTasksAreNamedInTheError(task: String) throws {
    let file = "\(Shared.folder)/reasoning-gym-\(task).jsonl"
    #expect(
      throws: FileError(
        file: file, line: 1,
        "the reasoning-gym data set \"\(task)\" cannot be read: those that can are countdown, puzzle24, maze, tower_of_hanoi, jugs, sokoban, rush_hour, mini_sudoku, knights_knaves"
      )
    ) { try ProblemSet.read(path: file) }
    #expect(try ProblemSet.read(path: file, skipInvalid: true).skipped.count == 50)
  }
}
