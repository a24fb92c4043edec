/// Where an engine gets the steps from a state: from the problem, which lists them, or from a model,
/// which proposes them. What differs between the two is here; the engine is one.
protocol StepSource<P>: Sendable {
  associatedtype P: Problem

  /// Whether the problem lists the steps.
  static var areListed: Bool { get }

  /// Appends the listed steps.
  static func appendSteps(of problem: P, from state: P.State, to steps: inout [StepCode])

  /// The step that leads straight back from where `step` led to; nil where none is known to.
  static func inverse(of step: StepCode, in problem: P) -> StepCode?

  /// Whether it is known that no step leads on from a state that is not an ending.
  static func isDeadEnd(_ state: P.State, of problem: P, using random: inout SeededRandom) -> Bool

  /// The step that a proposed text is; nil if it is none.
  static func step(_ text: String, from state: P.State, of problem: P) -> StepCode?
}

/// Steps that the problem lists.
enum ListedSteps<P: EnumerableProblem>: StepSource {
  static var areListed: Bool { true }

  @inline(__always)
  static func appendSteps(of problem: P, from state: P.State, to steps: inout [StepCode]) {
    problem.appendSteps(from: state, to: &steps)
  }

  @inline(__always)
  static func inverse(of step: StepCode, in problem: P) -> StepCode? { problem.inverse(of: step) }

  @inline(__always)
  static func isDeadEnd(
    _ state: P.State, of problem: P, using random: inout SeededRandom
  ) -> Bool {
    problem.randomStep(from: state, using: &random) == nil
  }

  static func step(_ text: String, from state: P.State, of problem: P) -> StepCode? { nil }
}

/// Steps that a model proposes.
enum ProposedSteps<P: TextProblem>: StepSource {
  static var areListed: Bool { false }

  static func appendSteps(of problem: P, from state: P.State, to steps: inout [StepCode]) {}

  static func inverse(of step: StepCode, in problem: P) -> StepCode? { nil }

  static func isDeadEnd(
    _ state: P.State, of problem: P, using random: inout SeededRandom
  ) -> Bool { false }

  static func step(_ text: String, from state: P.State, of problem: P) -> StepCode? {
    let form = problem.normalForm(of: text)
    return form.isEmpty ? nil : problem.steps.step(text, form: form, from: state)
  }
}
