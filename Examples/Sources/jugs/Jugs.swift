import MetaCoT

/// Two jugs without marks, a tap and a drain: measure out so many litres.
///
/// Text: `3 5 → 4`, the sizes of the jugs and what is wanted.
struct Jugs: ProblemFamily {
  static let kind = "jugs"
  static let help = "fill, empty and pour two jugs until one holds what is wanted"
  static let example = "3 5 → 4"
  static let parameters = [
    Parameter("largest", whole: 3...99, default: 12, "the largest jug")
  ]

  /// What each jug holds.
  struct State: Hashable, Sendable {
    var left: Int
    var right: Int
  }

  let left: Int
  let right: Int
  let wanted: Int

  init(text: String) throws {
    let words = text.split { " →".contains($0) }.compactMap { Int($0) }
    guard words.count == 3, words.allSatisfy({ (1...999).contains($0) }) else {
      throw ProblemError("\"\(text)\" is not a problem of jugs: write \"\(Self.example)\"")
    }
    (left, right, wanted) = (words[0], words[1], words[2])
  }

  static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Jugs {
    let right = 2 + random.below(parameters[whole: "largest"] - 1)
    let left = 1 + random.below(right - 1)
    return try Jugs(text: "\(left) \(right) → \(left == 1 ? 1 : (2 * left) % right + 1)")
  }

  var text: String { "\(left) \(right) → \(wanted)" }
  var statement: String { "I need \(wanted) litres from jugs of \(left) and \(right)." }
  var start: State { State(left: 0, right: 0) }

  private static let steps = [
    "fill left", "fill right", "empty left", "empty right", "pour right", "pour left",
  ]

  func appendSteps(from state: State, to steps: inout [StepCode]) {
    guard !isGoal(state) else { return }
    for step in StepCode(0)..<6 where apply(step, to: state) != state { steps.append(step) }
  }

  func apply(_ step: StepCode, to state: State) -> State {
    var next = state
    switch step {
    case 0: next.left = left
    case 1: next.right = right
    case 2: next.left = 0
    case 3: next.right = 0
    case 4:
      let litres = min(state.left, right - state.right)
      next = State(left: state.left - litres, right: state.right + litres)
    default:
      let litres = min(state.right, left - state.left)
      next = State(left: state.left + litres, right: state.right - litres)
    }
    return next
  }

  func isGoal(_ state: State) -> Bool { state.left == wanted || state.right == wanted }
  func costToGo(_ state: State) -> Float { isGoal(state) ? 0 : 1 }
  func heuristicValue(_ state: State) -> Float { isGoal(state) ? 1 : 0.5 }

  func write(_ step: StepCode, from state: State, to text: inout [UInt8]) {
    text += Self.steps[Int(step)].utf8
  }

  func write(_ state: State, to text: inout [UInt8]) {
    text += "\(state.left) \(state.right)".utf8
  }

  func state(text: some StringProtocol) -> State? {
    let words = text.split(separator: " ").compactMap { Int($0) }
    guard words.count == 2, (0...left).contains(words[0]), (0...right).contains(words[1]) else {
      return nil
    }
    return State(left: words[0], right: words[1])
  }

  func answer(_ steps: [StepCode]) -> String {
    steps.map { Self.steps[Int($0)] }.joined(separator: ", ")
  }

  func verify(_ answer: String) -> Verification {
    var state = start
    let words = answer.split(separator: ",").map { $0.drop { $0 == " " } }
    for word in words {
      guard let step = Self.steps.firstIndex(of: String(word)) else {
        return .rejected("\"\(word)\" is not a step")
      }
      state = apply(StepCode(step), to: state)
    }
    return isGoal(state)
      ? .accepted(cost: Float(words.count))
      : .rejected("that leaves \(state.left) and \(state.right)")
  }
}
