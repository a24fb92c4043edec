import MetaCoT

/// Nine lights, each of which is switched together with its neighbours: put all of them out.
///
/// Text: the rows, `110 100 000`, 1 for a light that is on.
struct Lights: ProblemFamily {
  static let kind = "lights"
  static let help = "switch lights together with their neighbours until all are out"
  static let example = "110 100 000"
  static let parameters = [
    Parameter("presses", whole: 1...9, default: 4, "how many lights are pressed from all out")
  ]

  static let side = 3

  /// A bit for each light that is on.
  let start: UInt16

  init(text: String) throws {
    guard let start = Self.lights(text), start != 0 else {
      throw ProblemError("\"\(text)\" has not nine lights: write \"\(Self.example)\"")
    }
    self.start = start
  }

  private static func lights(_ text: some StringProtocol) -> UInt16? {
    let rows = text.split(separator: " ", omittingEmptySubsequences: false)
    guard rows.count == side, rows.allSatisfy({ $0.count == side && $0.allSatisfy("01".contains) })
    else { return nil }
    return rows.joined().reversed().reduce(0) { 2 * $0 + ($1 == "1" ? 1 : 0) }
  }

  static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Lights {
    var lights: UInt16 = 0
    var cells = Array(0..<side * side)
    for _ in 0..<parameters[whole: "presses"] {
      lights ^= switched[cells.remove(at: random.below(cells.count))]
    }
    return try Lights(text: String(decoding: words(lights), as: UTF8.self))
  }

  /// For each light, those that it switches.
  private static let switched: [UInt16] = (0..<side * side).map { light in
    (0..<side * side).reduce(0) { lights, other in
      let distance =
        abs(light / side - other / side) + abs(light % side - other % side)
      return distance <= 1 ? lights | 1 << UInt16(other) : lights
    }
  }

  private static func words(_ lights: UInt16) -> [UInt8] {
    (0..<side * side).flatMap { light -> [UInt8] in
      let sign = UInt8(ascii: lights >> UInt16(light) & 1 == 1 ? "1" : "0")
      return light > 0 && light % side == 0 ? [UInt8(ascii: " "), sign] : [sign]
    }
  }

  var text: String { String(decoding: Self.words(start), as: UTF8.self) }
  var statement: String { "I need to put out the lights \(text)." }

  func appendSteps(from state: UInt16, to steps: inout [StepCode]) {
    if state != 0 { steps += 0..<StepCode(Self.side * Self.side) }
  }

  func apply(_ step: StepCode, to state: UInt16) -> UInt16 { state ^ Self.switched[Int(step)] }

  func isGoal(_ state: UInt16) -> Bool { state == 0 }

  /// A press puts out five lights at most.
  func costToGo(_ state: UInt16) -> Float { Float((state.nonzeroBitCount + 4) / 5) }
  func heuristicValue(_ state: UInt16) -> Float { 1 / Float(1 + state.nonzeroBitCount) }

  func write(_ step: StepCode, from state: UInt16, to text: inout [UInt8]) {
    text += words(step).utf8
  }

  private func words(_ step: StepCode) -> String {
    "press \(Int(step) / Self.side + 1),\(Int(step) % Self.side + 1)"
  }

  func write(_ state: UInt16, to text: inout [UInt8]) { text += Self.words(state) }

  func state(text: some StringProtocol) -> UInt16? { Self.lights(text) }

  func answer(_ steps: [StepCode]) -> String { steps.map(words).joined(separator: "; ") }

  func verify(_ answer: String) -> Verification {
    var state = start
    let presses = answer.split(separator: ";").map { $0.drop { $0 == " " } }
    for press in presses {
      guard let step = (0..<StepCode(9)).first(where: { words($0) == press }) else {
        return .rejected("\"\(press)\" is not a step: write press 1,1")
      }
      state = apply(step, to: state)
    }
    return state == 0
      ? .accepted(cost: Float(presses.count))
      : .rejected("\(state.nonzeroBitCount) lights are on")
  }
}
