/// The tokens of Searchformer (Lehnert et al., 2024, arXiv 2402.14083), and how states and costs
/// are written with them.
enum SearchformerTokens {
  /// The words that begin a line.
  enum Verb: String, CaseIterable {
    /// A node was created, below the one closed last: the paper's.
    case create
    /// The search turned to a node: the paper's.
    case close
    /// A node on the path to a goal: the paper's.
    case plan
    /// The model's value of a node.
    case value
    /// A value that went up the path.
    case backup
    /// No step leads on.
    case fail
    /// A node was given up.
    case prune
    /// The search went back to this node.
    case back
    /// A person steered.
    case steer
    /// A remark.
    case note
    case mistake
    /// The end.
    case eos
  }

  /// What separates the tokens from the remark that follows them on the line.
  static let remark = " # "

  /// The tokens of a state: the text as it is, or in quotes where it could be taken for tokens. On
  /// a grid, `12,7` becomes the paper's two tokens, `12 7`.
  static func state(_ text: String, onGrid isGrid: Bool) -> String {
    if isGrid {
      let cell = coordinates(text, separator: ",")
      return cell.map { "\($0.x) \($0.y)" } ?? Quoting.quoted(text)
    }
    let last = text.split(separator: " ").last ?? ""
    let isMistaken =
      Quoting.breaksLine(text) || text.contains("#") || cost(last) != nil
      || text.split(separator: " ").contains { Verb(rawValue: String($0)) != nil }
    return isMistaken ? Quoting.quoted(text) : text
  }

  /// The state that these tokens, not in quotes, stand for.
  static func state(tokens: String, onGrid isGrid: Bool) -> String {
    guard isGrid, let cell = coordinates(tokens, separator: " ") else { return tokens }
    return "\(cell.x),\(cell.y)"
  }

  private static func coordinates(
    _ text: String, separator: Character
  ) -> (x: Substring, y: Substring)? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isWholeNumber) })
    else { return nil }
    return (parts[0], parts[1])
  }

  /// The paper's prompt for a maze: `start 0 0 goal 2 0 wall 1 0 …`; nil for other problems. The
  /// walls of mazes of more than `promptCells` cells are left out.
  static func prompt(of problem: TraceHeader.ProblemReference) -> String? {
    guard problem.kind == "maze" else { return nil }
    let rows = problem.text.split(separator: "\n").map { Array($0.utf8) }
    guard let last = rows.last else { return nil }
    var start = (x: 0, y: 0)
    var goal = (x: last.count - 1, y: rows.count - 1)
    var walls = ""
    let tellsWalls = problem.text.utf8.count <= promptCells
    for (y, row) in rows.enumerated() {
      for (x, cell) in row.enumerated() {
        switch cell {
        case UInt8(ascii: "S"): start = (x, y)
        case UInt8(ascii: "G"): goal = (x, y)
        case UInt8(ascii: "#") where tellsWalls: walls += " wall \(x) \(y)"
        default: break
        }
      }
    }
    return "start \(start.x) \(start.y) goal \(goal.x) \(goal.y)" + walls
  }

  /// The largest maze whose prompt has its walls, in cells.
  static let promptCells = 4096

  /// ` c3 c1`: g, then h; `c?` for the one that is not known; nothing where neither is.
  static func costs(g: Float?, h: Float?) -> String {
    if g == nil, h == nil { return "" }
    return " c\(g.map(Figure.exact) ?? "?") c\(h.map(Figure.exact) ?? "?")"
  }

  /// The number in `c3`; NaN in `c?`; nil if it is not a cost.
  static func cost(_ token: Substring) -> Float? {
    guard token.first == "c" else { return nil }
    let digits = token.dropFirst()
    if digits == "?" { return .nan }
    if digits == "inf" { return .infinity }
    guard let first = digits.first, first.isNumber || first == "-" else { return nil }
    return Float(digits)
  }
}
