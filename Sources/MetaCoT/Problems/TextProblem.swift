import Synchronization

/// A problem whose steps are free text that a model proposes. A state is the path of steps that led
/// to it; what is legal is not known beforehand.
public protocol TextProblem: Problem where State == TextState {
  /// The steps that were proposed so far, shared by all copies of the problem. A search begins with
  /// none, in a copy of its own: what another has seen plays no part.
  var steps: StepTexts { get set }

  /// The form of a step by which equal ones are told: two proposals with one normal form are one
  /// step. The default folds white space and case, and drops a full stop at the end.
  func normalForm(of step: some StringProtocol) -> String

  /// The answer that a step gives, if it gives one: `12` for `Answer: 12`.
  func answer(inStep text: String) -> String?
}

/// Where a path of free-text steps has come to: the number of its last step in `StepTexts`; 0 before
/// any step.
public struct TextState: Hashable, Sendable {
  /// The number.
  public var last: StepCode

  /// The state after this step.
  public init(last: StepCode) { self.last = last }
}

/// The free-text steps of a problem, each with the state that it was made from: a tree that only
/// grows. A state is a number here, so paths share what they have in common.
///
/// Steps get numbers in the order in which they are first seen; a search that sees equal steps in
/// equal order gives equal numbers. Safe to use from any thread.
public final class StepTexts: Sendable {
  private struct Step {
    var parent: StepCode
    var text: String
  }

  private struct Key: Hashable {
    var parent: StepCode
    var form: String
  }

  private struct Contents {
    var steps: [Step] = [Step(parent: 0, text: "")]
    var known: [Key: StepCode] = [:]
  }

  private let contents = Mutex(Contents())

  /// No steps.
  public init() {}

  /// The number of a step from a state: a new one, unless a step of the same form was made there
  /// before.
  public func step(_ text: String, form: String, from state: TextState) -> StepCode {
    contents.withLock { contents in
      let key = Key(parent: state.last, form: form)
      if let known = contents.known[key] { return known }
      let code = StepCode(contents.steps.count)
      contents.steps.append(Step(parent: state.last, text: text))
      contents.known[key] = code
      return code
    }
  }

  /// The text of a step; empty for 0.
  public subscript(step: StepCode) -> String {
    contents.withLock { $0.steps[Int(step)].text }
  }

  /// The texts of the steps that led to a state, the first one first. Complexity: linear in their
  /// number.
  public func path(to state: TextState) -> [String] {
    contents.withLock { contents in
      var texts: [String] = []
      var step = state.last
      while step > 0 {
        texts.append(contents.steps[Int(step)].text)
        step = contents.steps[Int(step)].parent
      }
      return texts.reversed()
    }
  }
}

extension TextProblem {
  /// Before any step.
  public var start: TextState { TextState(last: 0) }

  /// The state after a step is the step.
  public func apply(_ step: StepCode, to state: TextState) -> TextState { TextState(last: step) }

  /// Whether the last step gives an answer.
  public func isEnding(_ state: TextState) -> Bool { answer(inStep: steps[state.last]) != nil }

  /// The number, well mixed.
  public func fingerprint(of state: TextState) -> UInt64 { mixed(UInt64(state.last) &+ 1) }

  /// The step as it was proposed.
  public func write(_ step: StepCode, from state: TextState, to text: inout [UInt8]) {
    text.append(text: steps[step])
  }

  /// The steps so far, a line each.
  public func write(_ state: TextState, to text: inout [UInt8]) {
    text.append(text: steps.path(to: state).joined(separator: "\n"))
  }

  /// The last step, on a line of its own.
  public func write(
    _ state: TextState, after previous: TextState, to text: inout [UInt8]
  ) -> Bool {
    if previous != start { text.append(UInt8(ascii: "\n")) }
    text.append(text: steps[state.last])
    return true
  }

  /// The answer that the last step gives, or that step itself.
  public func answer(_ steps: [StepCode]) -> String {
    let text = steps.last.map { self.steps[$0] } ?? ""
    return answer(inStep: text) ?? text
  }

  /// White space and case folded, without a full stop at the end.
  public func normalForm(of step: some StringProtocol) -> String {
    var form = step.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    if form.hasSuffix(".") { form.removeLast() }
    return form
  }
}
