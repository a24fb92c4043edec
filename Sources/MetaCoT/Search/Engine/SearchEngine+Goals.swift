/// Goals and answers.
extension SearchEngine {
  /// Has the verifier look at the goal at `node`, and counts it if it is accepted. Where that takes
  /// an answer that is known beforehand, the answer is only taken down, with its value.
  mutating func claim(_ node: Int32, value: Float = 1) {
    let steps = steps(to: node)
    let answer = problem.answer(steps)
    if problem.needsAnswerKey {
      goals += 1
      answers.append(GivenAnswer(node: node, text: answer, value: value))
      backtrackReason = .solved
      if isRecording {
        events.append(Event(.answer, number(of: node), value: value), text: answer)
      }
      if until == .first { stopping = .answer }
      return
    }
    switch problem.verify(answer) {
    case .accepted(let cost):
      let cost = quantised(cost)
      goals += 1
      if best.map({ cost < $0.cost }) ?? true { best = (node, answer, cost, steps) }
      backtrackReason = .solved
      if isRecording {
        events.events.append(Event(.goal, number(of: node), value: cost))
      }
      if until == .first { stopping = .goal }
    case .rejected(let reason):
      nodes.clear(.goal, of: node)
      nodes.set(.deadEnd, of: node)
      if isRecording {
        events.append(
          Event(.note, number(of: node)), text: "the verifier rejects \(answer): \(reason)")
      }
    }
  }

  /// After the end: the answer that the search stands by is chosen among those given, and compared
  /// with the one that is known. Returns it, right or not.
  mutating func chooseAnswer() -> GivenAnswer? {
    guard let chosen = AnswerChoice.chosen(from: answers, by: answerChoice) else { return nil }
    switch problem.verify(chosen.text) {
    case .accepted:
      let cost = pathCost(to: chosen.node)
      best = (chosen.node, chosen.text, cost, steps(to: chosen.node))
      if isRecording {
        events.events.append(Event(.goal, number(of: chosen.node), value: cost))
      }
    case .rejected(let reason):
      if isRecording {
        events.append(
          Event(.note, number(of: chosen.node)),
          text: "the answer \(chosen.text) is not accepted: \(reason)")
      }
    }
    return chosen
  }

  private func pathCost(to node: Int32) -> Float {
    var state = problem.start
    return steps(to: node).reduce(0) { cost, step in
      defer { state = problem.apply(step, to: state) }
      return cost + quantised(problem.cost(of: step, from: state))
    }
  }
}
