extension SlidingPuzzle {
  private static let letters: [Character] = ["U", "D", "L", "R"]

  /// Reads the tiles and the heuristic; see the type.
  package init(text: String) throws {
    var rest = text[...].trimmed
    var heuristic = Heuristic.manhattan
    if rest.last == ")", let bracket = rest.lastIndex(of: "(") {
      let name = rest[rest.index(after: bracket)...].dropLast().trimmed
      guard let named = Heuristic(rawValue: String(name)) else {
        let names = Heuristic.allCases.map(\.rawValue).joined(separator: ", ")
        throw ProblemError("there is no heuristic \(name.quoted): there are \(names)")
      }
      heuristic = named
      rest = rest[..<bracket]
    }
    let sides = rest.replacing("->", with: "→").split(
      separator: "→", maxSplits: 1, omittingEmptySubsequences: false)
    try self.init(
      tiles: try Self.tiles(in: sides.first ?? ""),
      goal: sides.count > 1 ? try Self.tiles(in: sides[1]) : nil, heuristic: heuristic)
  }

  private static func tiles(in text: Substring) throws -> [Int] {
    try text.split(whereSeparator: \.isWhitespace).map { word in
      guard let tile = Int(word), (0...15).contains(tile) else {
        throw ProblemError("\(word.quoted) is not a tile: give 0 to 8 or 0 to 15, 0 for the blank")
      }
      return tile
    }
  }

  /// Nine numbers or more, mostly.
  package static func resembles(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count >= 9 && 2 * words.count { Int($0) != nil } > words.count
  }

  /// `1 4 2 3 0 5 6 7 8`, the goal and the heuristic in brackets if they are not the usual ones.
  package var text: String {
    canonicalText + (heuristic == .manhattan ? "" : " (\(heuristic.rawValue))")
  }

  /// The tiles and the goal: with another heuristic it is the same puzzle.
  package var canonicalText: String {
    text(of: start) + (isUsual ? "" : " → \(text(of: goal))")
  }

  /// Whether the goal has the blank first.
  private var isUsual: Bool { tiles(of: goal) == Array(0..<side * side) }

  /// Such as `I need to slide 8 tiles into order, the blank first.`
  package var statement: String {
    let order = tiles(of: goal)
    let tiles = "I need to slide \(order.count - 1) tiles into"
    if isUsual { return "\(tiles) order, the blank first." }
    if order == Array(1..<order.count) + [0] { return "\(tiles) order, the blank last." }
    return "\(tiles) the order \(order.map { $0 == 0 ? "blank" : "\($0)" }.joined(separator: " "))."
  }

  /// `slide 5 left`: the tile's direction.
  package func write(_ step: StepCode, from state: UInt64, to text: inout [UInt8]) {
    // The tile is where the blank will be.
    let next = apply(step, to: state)
    text.append(text: "slide ")
    text.append(decimal: state >> blank(next) & 15)
    switch step {
    case 0: text.append(text: " up")
    case 1: text.append(text: " down")
    case 2: text.append(text: " left")
    default: text.append(text: " right")
    }
  }

  /// `1 4 2 3 0 5 6 7 8`.
  package func write(_ state: UInt64, to text: inout [UInt8]) {
    for place in 0..<side * side {
      if place > 0 { text.append(UInt8(ascii: " ")) }
      text.append(decimal: state >> UInt64(4 * place) & 15)
    }
  }

  /// Reads tiles that can be put in order.
  package func state(text: some StringProtocol) -> UInt64? {
    var tiles: [Int] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      guard let tile = Int(word), String(tile) == word else { return nil }
      tiles.append(tile)
    }
    return state(tiles: tiles)
  }

  /// The moves' letters, such as `ULDR`: the directions in which tiles slide.
  package func answer(_ steps: [StepCode]) -> String {
    String(steps.map { Self.letters[Int($0)] })
  }

  /// Makes the moves. The cost is their number.
  package func verify(_ answer: String) -> Verification {
    var tiles = tiles(of: start)
    var blank = Int(blank(start) / 4)
    var count = 0
    for letter in answer where !letter.isWhitespace {
      count += 1
      let (row, column) = (blank / side, blank % side)
      let from: (row: Int, column: Int)
      switch letter {
      case "U": from = (row + 1, column)
      case "D": from = (row - 1, column)
      case "L": from = (row, column + 1)
      case "R": from = (row, column - 1)
      default: return .rejected("\(String(letter).quoted) is not a move: write U, D, L and R")
      }
      guard (0..<side).contains(from.row), (0..<side).contains(from.column) else {
        return .rejected("move \(count) (\(letter)): no tile can slide that way")
      }
      let place = from.row * side + from.column
      tiles.swapAt(blank, place)
      blank = place
    }
    guard tiles == self.tiles(of: goal) else {
      return .rejected("it leaves \(tiles.map(String.init).joined(separator: " "))")
    }
    return .accepted(cost: Float(count))
  }
}
