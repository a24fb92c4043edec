extension TowerOfHanoi {
  /// Reads the pegs and the target; see the type.
  package init(text: String) throws {
    let sides = text.replacing("->", with: "→").split(
      separator: "→", omittingEmptySubsequences: false)
    guard sides.count == 2 else {
      throw ProblemError("there should be one arrow: write \(Self.example.quoted)")
    }
    let word = sides[1].trimmed
    guard let target = Int(word), target > 0 else {
      throw ProblemError("\(word.quoted) is not a peg: give its number after the arrow")
    }
    let pegs = try Self.disks(of: sides[0])
    try self.init(pegOfDisk: Self.pegOfDisk(pegs), pegs: pegs.count, target: target - 1)
  }

  /// The disks of each peg from the bottom up.
  private static func disks(of text: some StringProtocol) throws -> [[Int]] {
    try text.split(separator: "|", omittingEmptySubsequences: false).map { peg in
      try peg.split(whereSeparator: \.isWhitespace).filter { $0 != "-" }.map { word in
        guard let disk = Int(word), (1...Self.mostDisks).contains(disk), String(disk) == word else {
          throw ProblemError("\(word.quoted) is not a disk: give 1 to \(Self.mostDisks)")
        }
        return disk
      }
    }
  }

  private static func pegOfDisk(_ pegs: [[Int]]) throws -> [Int] {
    let count = pegs.reduce(0) { $0 + $1.count }
    var pegOfDisk = [Int](repeating: -1, count: count)
    for (peg, disks) in pegs.enumerated() {
      for (below, above) in zip(disks, disks.dropFirst()) where above >= below {
        throw ProblemError("disk \(above) lies on disk \(below): larger ones lie below")
      }
      for disk in disks {
        guard disk <= count else { throw ProblemError("disk \(disk) of \(count): one is missing") }
        pegOfDisk[disk - 1] = peg
      }
    }
    if let missing = pegOfDisk.firstIndex(of: -1) {
      throw ProblemError("disk \(missing + 1) is missing: give each of 1 to \(count) once")
    }
    return pegOfDisk
  }

  /// Pegs parted by bars, and an arrow or not.
  package static func resembles(_ text: String) -> Bool {
    text.contains("|") && text.allSatisfy { " |-→>".contains($0) || $0.isNumber }
  }

  /// `3 2 1 | - | - → 3`.
  package var text: String { "\(text(of: start)) → \(target + 1)" }

  /// Such as `I need to move 3 disks to peg 3, never a larger one onto a smaller.`
  package var statement: String {
    "I need to move \(disks == 1 ? "the disk" : "\(disks) disks") to peg \(target + 1), never a larger "
      + "one onto a smaller."
  }

  /// `3 2 | - | 1`.
  package func write(_ state: UInt32, to text: inout [UInt8]) {
    for peg in 0..<pegs {
      if peg > 0 { text.append(text: " | ") }
      let stack = disks(onPeg: peg, in: state)
      text.append(text: stack.isEmpty ? "-" : stack.map { "\($0 + 1)" }.joined(separator: " "))
    }
  }

  /// Reads all the disks of the problem on as many pegs.
  package func state(text: some StringProtocol) -> UInt32? {
    guard let read = try? Self.disks(of: text), read.count == pegs,
      let pegOfDisk = try? Self.pegOfDisk(read), pegOfDisk.count == disks
    else { return nil }
    return pegOfDisk.enumerated().reduce(0) { $0 | UInt32($1.element) << UInt32(2 * $1.offset) }
  }

  /// `disk 1 from peg 1 to peg 3`.
  package func write(_ step: StepCode, from state: UInt32, to text: inout [UInt8]) {
    let disk = disks(onPeg: Int(step / 4), in: state).last ?? 0
    text.append(text: "disk \(disk + 1) from peg \(step / 4 + 1) to peg \(step % 4 + 1)")
  }

  /// The moves, `1-3 1-2 3-2`.
  package func answer(_ steps: [StepCode]) -> String {
    steps.map { "\($0 / 4 + 1)-\($0 % 4 + 1)" }.joined(separator: " ")
  }

  /// Makes the moves, written as `1-3`, or one a line as `Move disk 1 from Peg 1 to Peg 3`. The cost is
  /// their number.
  package func verify(_ answer: String) -> Verification {
    var stacks = (0..<pegs).map { disks(onPeg: $0, in: start) }
    let isInWords = answer.contains("eg ")
    let moves = answer.split { isInWords ? $0.isNewline : $0.isWhitespace || $0 == "," }
    for (place, move) in moves.enumerated() {
      let numbers = move.split { !$0.isNumber }.compactMap { Int($0) }
      guard numbers.count == (isInWords ? 3 : 2) else {
        return .rejected("\(move.quoted) is not a move: write 1-3 for one from peg 1 to peg 3")
      }
      let (from, to) = (numbers[numbers.count - 2] - 1, numbers[numbers.count - 1] - 1)
      guard stacks.indices.contains(from), stacks.indices.contains(to), from != to else {
        return .rejected("move \(place + 1) (\(move)): there are no such two pegs")
      }
      guard let disk = stacks[from].last else {
        return .rejected("move \(place + 1) (\(move)): there is no disk on peg \(from + 1)")
      }
      if isInWords, numbers[0] != disk + 1 {
        return .rejected("move \(place + 1) (\(move)): disk \(disk + 1) lies above")
      }
      if let below = stacks[to].last, below < disk {
        return .rejected("move \(place + 1) (\(move)): disk \(below + 1) there is smaller")
      }
      stacks[to].append(stacks[from].removeLast())
    }
    guard stacks[target].count == disks else {
      return .rejected("\(disks - stacks[target].count) of the disks are not on peg \(target + 1)")
    }
    return .accepted(cost: Float(moves.count))
  }
}

extension TowerOfHanoi: ProblemFamily {
  /// One line.
  package static let help = "move disks from peg to peg, never a larger one onto a smaller"

  /// Solved by 1-3 1-2 3-2 1-3 2-1 2-3 1-3.
  package static let example = "3 2 1 | - | - → 3"

  /// Each disk doubles the moves; a fourth peg saves many.
  package static let parameters: [Parameter] = [
    Parameter("disks", whole: 2...mostDisks, default: 4, "how many disks"),
    Parameter("pegs", whole: 3...4, default: 3, "how many pegs"),
    Parameter("scattered", whole: 0...1, default: 1, "1: the disks start on any pegs; 0: on one"),
  ]

  /// All disks on one peg and another as the target; or scattered, not all on the target.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> TowerOfHanoi {
    let (disks, pegs) = (parameters[whole: "disks"], parameters[whole: "pegs"])
    let target = random.below(pegs)
    let first = (target + 1 + random.below(pegs - 1)) % pegs
    var pegOfDisk = [Int](repeating: first, count: disks)
    if parameters[whole: "scattered"] == 1 {
      // The largest disk stays away from the target.
      for disk in 0..<disks - 1 { pegOfDisk[disk] = random.below(pegs) }
    }
    return try TowerOfHanoi(pegOfDisk: pegOfDisk, pegs: pegs, target: target)
  }
}

extension TowerOfHanoi: PicturedProblem {
  /// The pegs side by side, disks as wide as they are large; the peg of the target is marked.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let width = 2 * disks + 1
    var rows: [[Picture.Cell]] = []
    let stacks = (0..<pegs).map { disks(onPeg: $0, in: state) }
    for level in (0..<disks).reversed() {
      var row: [Picture.Cell] = []
      for (peg, stack) in stacks.enumerated() {
        let half = level < stack.count ? stack[level] + 1 : 0
        let role: Picture.Role = peg == target ? .right : .path
        for column in 0..<width {
          let distance = abs(column - disks)
          if half > 0, distance <= half {
            row.append(Picture.Cell("■", role))
          } else {
            row.append(distance == 0 ? Picture.Cell("│", .dim) : Picture.Cell(" ", .plain))
          }
        }
        row.append(Picture.Cell(" ", .plain))
      }
      rows.append(row)
    }
    rows.append(
      (0..<pegs).flatMap { peg in
        let role: Picture.Role = peg == target ? .goal : .dim
        return (0..<width).map { Picture.Cell($0 == disks ? Character("\(peg + 1)") : "─", role) }
          + [Picture.Cell(" ", .plain)]
      })
    return Picture(rows: rows, focus: (row: rows.count - 1, column: 0))
  }
}
