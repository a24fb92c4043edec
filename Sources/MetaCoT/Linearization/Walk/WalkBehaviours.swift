/// What a text in the style `walk` does, counted, and how it ends: how a model searches in its own
/// context.
package struct WalkBehaviours: Codable, Sendable, Equatable {
  /// How a text ended.
  package enum Ending: String, Codable, Sendable, CaseIterable {
    /// The verifier accepts a goal of it.
    case solved
    /// A step is not legal, a state is not the one that a step leads to or was never reached, or a
    /// line cannot be read.
    case mistake
    /// Without such a mistake, it claims a goal that is none.
    case falseGoal = "false goal"
    /// It was cut off while it took steps that it had taken before.
    case loop
    /// It was cut off while it tried something new.
    case cutOff = "cut off"
    /// It says that there is no way.
    case noWay = "no way"
    /// It stops after the first try.
    case oneTry = "one try"
    /// It stops after several tries.
    case stopped = "several tries"
  }

  /// How it ended.
  package var ending = Ending.solved
  /// Ways that it follows: one, and another each time that it goes back.
  package var tries = 1
  /// Lines that go back to a state, or on to another that is known.
  package var returns = 0
  /// Lines that judge a state: a value, or a dead end.
  package var checks = 0
  /// Lines that take a step which was taken from the same state before.
  package var repeats = 0
  /// Goals that it claims and the verifier rejects.
  package var falseGoals = 0
  /// What else does not hold.
  package var mistakes = 0

  /// What the text after a problem's prompt does; `isCut` says that there should have been more.
  /// - Complexity: linear in the text.
  package init(of text: some StringProtocol, on problem: any EnumerableProblem, isCut: Bool) {
    self = Self.reading(text, on: problem, isCut: isCut).behaviours
  }

  /// The same, and the answer that the text comes to, right or not; nil where it comes to none. Where a
  /// claimed goal is reached by steps that do not hold, its answer is these steps, as they are written since
  /// the text last went back: a vote among answers must not know which of them hold.
  /// - Complexity: linear in the text.
  package static func reading(
    _ text: some StringProtocol, on problem: any EnumerableProblem, isCut: Bool
  ) -> (behaviours: WalkBehaviours, answer: String?) {
    var reader = WalkReader(problem: problem)
    reader.read(text)
    reader.finish(isCut: isCut)
    let behaviours = WalkBehaviours(of: text, read: &reader, isCut: isCut)
    return (behaviours, reader.best?.answer ?? reader.rejected ?? claim(in: text))
  }

  /// The steps to the first goal that a text claims.
  private static func claim(in text: some StringProtocol) -> String? {
    var steps: [String] = []
    for line in text.split(separator: "\n").map({ Substring($0) }) {
      guard let read = WalkGrammar.line(line) else { continue }
      if read.isAgain { steps.removeAll() }
      switch read.payload {
      case .step(let step), .told(let step, _): steps.append("\(read.state): \(step)")
      case .word(.goal): return steps.joined(separator: "; ")
      case .value, .word: break
      }
    }
    return nil
  }

  private init(of text: some StringProtocol, read reader: inout WalkReader, isCut: Bool) {
    for event in reader.takeEvents().events where event.kind == .mistake {
      switch event.reason {
      case .rejected: falseGoals += 1
      case .unfinished: break
      default: mistakes += 1
      }
    }
    var taken: Set<Substring> = []
    var isRepeating = false
    for line in text.split(separator: "\n").map({ Substring($0) }) {
      guard let read = WalkGrammar.line(line) else { continue }
      if read.isAgain { returns += 1 }
      switch read.payload {
      case .step(let step), .told(let step, _):
        isRepeating = !taken.insert("\(read.state): \(step)").inserted
        if isRepeating { repeats += 1 }
      case .value, .word(.deadEnd): checks += 1
      case .word: break
      }
    }
    tries += returns
    ending = ending(of: reader, isCut: isCut, isRepeating: isRepeating)
  }

  private func ending(of reader: WalkReader, isCut: Bool, isRepeating: Bool) -> Ending {
    if reader.best != nil { return .solved }
    if mistakes > 0 { return .mistake }
    if falseGoals > 0 { return .falseGoal }
    if isCut { return isRepeating ? .loop : .cutOff }
    if reader.saysNoWay { return .noWay }
    return tries == 1 ? .oneTry : .stopped
  }
}
