/// Rush hour: cars and lorries slide along their lines on a board of 6 × 6 until the red car, A, is at the
/// exit on the right.
///
/// Text: the board row by row, 36 signs: a letter for each vehicle, `.` or `o` for a free cell, `x` for a
/// wall; white space between rows. A state is the board, a step a slide of any length, `H+2`: to the right
/// or down, `-` to the left or up. An answer is its steps.
package struct RushHour: EnumerableProblem {
  /// For each vehicle its first cell along its line, four bits each.
  package typealias State = UInt64

  /// `rush-hour`.
  package static let kind = "rush-hour"

  /// Columns and rows.
  static let side = 6

  /// A car or a lorry.
  struct Vehicle: Sendable, Equatable {
    var letter: Character
    var isVertical: Bool
    /// Its row, or its column where it is vertical.
    var line: Int
    var length: Int
  }

  /// The vehicles, by their letters.
  let vehicles: [Vehicle]
  /// The vehicles before any move.
  package let start: UInt64
  /// The cells that are walls, a bit each.
  private let walls: UInt64
  /// Which of the vehicles is the red car.
  let red: Int

  /// A board of 36 signs.
  init(board: [Character]) throws {
    let side = Self.side
    guard board.count == side * side else {
      throw ProblemError("the board has \(board.count) cells: give 36, row by row")
    }
    var walls: UInt64 = 0
    var cells: [Character: [Int]] = [:]
    for (cell, sign) in board.enumerated() {
      switch sign {
      case ".", "o": continue
      case "x": walls |= 1 << UInt64(cell)
      case "A"..."Z": cells[sign, default: []].append(cell)
      default:
        throw ProblemError("\(String(sign).quoted) is no sign of a board: they are A to Z, . and x")
      }
    }
    guard cells.count <= 16 else {
      throw ProblemError("there are \(cells.count) vehicles: give 16 at most")
    }
    var vehicles: [Vehicle] = []
    var start: UInt64 = 0
    for (letter, cells) in cells.sorted(by: { $0.key < $1.key }) {
      let first = cells[0]
      let isVertical = cells.count > 1 && cells[1] == first + side
      let step = isVertical ? side : 1
      let isInLine =
        (2...3).contains(cells.count)
        && cells.enumerated().allSatisfy { $0.element == first + $0.offset * step }
        && (isVertical || first / side == (cells.last ?? first) / side)
      guard isInLine else {
        throw ProblemError("the cells of \(letter) are no vehicle: give two or three in a line")
      }
      start |= UInt64(isVertical ? first / side : first % side) << UInt64(4 * vehicles.count)
      vehicles.append(
        Vehicle(
          letter: letter, isVertical: isVertical, line: isVertical ? first % side : first / side,
          length: cells.count))
    }
    guard let red = vehicles.firstIndex(where: { $0.letter == "A" }), !vehicles[red].isVertical
    else {
      throw ProblemError("there is no car A that lies in a row: A is the car that must leave")
    }
    self.vehicles = vehicles
    self.start = start
    self.walls = walls
    self.red = red
  }

  @inline(__always)
  func place(of vehicle: Int, in state: UInt64) -> Int { Int(state >> UInt64(4 * vehicle) & 15) }

  /// The cells of a vehicle at a place, a bit each.
  private func cells(of vehicle: Int, at place: Int) -> UInt64 {
    let it = vehicles[vehicle]
    var cells: UInt64 = 0
    for offset in place..<place + it.length {
      cells |=
        1 << UInt64(it.isVertical ? offset * Self.side + it.line : it.line * Self.side + offset)
    }
    return cells
  }

  private func occupied(in state: UInt64) -> UInt64 {
    vehicles.indices.reduce(walls) { $0 | cells(of: $1, at: place(of: $1, in: state)) }
  }

  /// The places that a vehicle can slide to.
  private func places(of vehicle: Int, in state: UInt64, _ occupied: UInt64) -> [Int] {
    let here = place(of: vehicle, in: state)
    let others = occupied & ~cells(of: vehicle, at: here)
    func isFree(_ place: Int) -> Bool { cells(of: vehicle, at: place) & others == 0 }
    var places: [Int] = []
    var place = here - 1
    while place >= 0, isFree(place) {
      places.append(place)
      place -= 1
    }
    place = here + 1
    while place + vehicles[vehicle].length <= Self.side, isFree(place) {
      places.append(place)
      place += 1
    }
    return places
  }

  /// Slides, by vehicle: 8 times the vehicle, and the place that it comes to.
  package func appendSteps(from state: UInt64, to steps: inout [StepCode]) {
    if !isGoal(state) { appendMoves(from: state, to: &steps) }
  }

  /// The same, also where the red car is out.
  func appendMoves(from state: UInt64, to steps: inout [StepCode]) {
    let occupied = occupied(in: state)
    for vehicle in vehicles.indices {
      for place in places(of: vehicle, in: state, occupied) {
        steps.append(StepCode(8 * vehicle + place))
      }
    }
  }

  /// Brings a vehicle to a place.
  package func apply(_ step: StepCode, to state: UInt64) -> UInt64 {
    let shift = UInt64(4 * (step / 8))
    return state & ~(15 << shift) | UInt64(step % 8) << shift
  }

  /// Whether the red car is at the right.
  package func isGoal(_ state: UInt64) -> Bool {
    place(of: red, in: state) + vehicles[red].length == Self.side
  }

  /// A slide of the red car, and one of each vehicle in its way; infinity where a wall is.
  package func costToGo(_ state: UInt64) -> Float {
    guard !isGoal(state) else { return 0 }
    let car = vehicles[red]
    let ahead = (place(of: red, in: state) + car.length)..<Self.side
    let way = ahead.reduce(UInt64(0)) { $0 | 1 << UInt64(car.line * Self.side + $1) }
    if walls & way != 0 { return .infinity }
    let blocking = vehicles.indices.count {
      $0 != red && cells(of: $0, at: place(of: $0, in: state)) & way != 0
    }
    return Float(1 + blocking)
  }

  /// 1 at the goal; one half where three slides are left at least.
  package func heuristicValue(_ state: UInt64) -> Float {
    let cost = costToGo(state)
    return cost.isFinite ? 3 / (3 + cost) : 0
  }

  /// 64 bits of a hash of the places.
  package func fingerprint(of state: UInt64) -> UInt64 { mixed(state) }

  /// The board: the vehicle of each cell, by number, -1 where there is none, -2 for a wall.
  func board(of state: UInt64) -> [Int] {
    var board = (0..<Self.side * Self.side).map { walls >> UInt64($0) & 1 == 1 ? -2 : -1 }
    for vehicle in vehicles.indices {
      let cells = cells(of: vehicle, at: place(of: vehicle, in: state))
      for cell in board.indices where cells >> UInt64(cell) & 1 == 1 { board[cell] = vehicle }
    }
    return board
  }
}
