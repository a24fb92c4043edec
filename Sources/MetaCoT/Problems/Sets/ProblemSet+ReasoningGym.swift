/// Reads the data sets of the reasoning-gym package (0.1.25): a JSON object a line with `question`,
/// `answer` and `metadata`. The problem is made from the metadata.
extension ProblemSet.Item {
  /// The data sets that can be read.
  private static let tasks = ["countdown", "puzzle24", "maze"]

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
      let meanings = [signs.wall: "#", signs.path: ".", signs.start: "S", signs.goal: "G"]
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
    default:
      throw ProblemError(
        "the reasoning-gym data set \(task.quoted) cannot be read: those that can are "
          + Self.tasks.joined(separator: ", "))
    }
  }
}
