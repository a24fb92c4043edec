/// Asks an `AsyncModel`: many requests in flight, answers in any order, failures, cancellation.
struct BrokeredEvaluator<P: Problem>: Evaluator {
  private let problem: P
  private let problemText: String
  private let seed: UInt64
  private let broker: ModelBroker

  init(_ problem: P, _ model: any AsyncModel, seed: UInt64) {
    self.problem = problem
    self.seed = seed
    // What is known of the answer is nobody's business before the end.
    problemText = problem.needsAnswerKey ? problem.statement : problem.text
    broker = ModelBroker(model)
  }

  static var isInline: Bool { false }

  func submit(_ queue: inout RequestQueue<P>, random: inout SeededRandom) {
    while let ticket = queue.next() {
      broker.submit(ticket, requests(queue[ticket], ticket))
    }
  }

  func collect(into queue: inout RequestQueue<P>) -> Bool {
    let completions = broker.takeCompletions()
    for completion in completions {
      let ticket = completion.ticket
      do throws(ModelError) {
        try queue[ticket].take(try completion.answers.get())
        queue.deliver(ticket)
      } catch {
        queue.fail(ticket, error)
      }
    }
    return !completions.isEmpty
  }

  func cancelAll() { broker.cancelAll() }

  var hasAnswers: Bool { broker.hasCompletions }

  func onAnswer(_ call: @escaping @Sendable () -> Void) { broker.onAnswer(call) }

  /// A batch as data: a request for each state.
  private func requests(_ batch: EvaluationBatch<P>, _ ticket: Ticket) -> [ModelRequest] {
    var path: [String] = []
    var origin = problem.start
    for step in batch.path {
      path.append(problem.text(of: step, from: origin))
      origin = problem.apply(step, to: origin)
    }
    return batch.states.enumerated().map { index, state in
      var steps = path
      if index < batch.arrivals.count {
        steps.append(problem.text(of: batch.arrivals[index], from: origin))
      }
      var outputs: [ModelRequest.Output] = []
      if batch.wants.contains(.proposals) { outputs.append(.proposals(batch.proposalCount)) }
      if batch.wants.contains(.values) {
        outputs.append(batch.rollouts == 0 ? .value : .rollouts(batch.rollouts))
      }
      if batch.wants.contains(.costsToGo) { outputs.append(.costToGo) }
      if batch.wants.contains(.priors) {
        let texts = batch.steps[batch.ranges[index]].map { problem.text(of: $0, from: state) }
        outputs.append(.scores(of: texts))
      }
      return ModelRequest(
        kind: P.kind, problem: problemText, steps: steps, state: problem.text(of: state),
        outputs: outputs, seed: mixed(seed &+ ticket.number << 16 &+ UInt64(index)))
    }
  }
}

extension EvaluationBatch {
  /// Takes one answer a state. Throws a `ModelError` where something is missing or makes no sense.
  fileprivate mutating func take(_ answers: [ModelAnswer]) throws(ModelError) {
    for (index, answer) in answers.enumerated() {
      spend(answer.tokens, on: index)
      if wants.contains(.values) {
        values[index] = try value(answer)
      }
      if wants.contains(.costsToGo) {
        guard let cost = answer.costToGo, cost >= 0 else {
          throw ModelError("it gave no cost to go of at least 0")
        }
        costsToGo[index] = cost
      }
      if wants.contains(.priors) {
        let sum = answer.scores.reduce(0, +)
        guard answer.scores.count == ranges[index].count, answer.scores.allSatisfy({ $0 >= 0 }),
          sum > 0, sum.isFinite
        else {
          throw ModelError(
            "it gave \(answer.scores.count) scores that cannot be scaled to probabilities, for "
              + "\(ranges[index].count) steps")
        }
        for (place, score) in zip(ranges[index], answer.scores) { priors[place] = score / sum }
      }
      if wants.contains(.proposals) { proposals = answer.proposals }
    }
  }
}

extension EvaluationBatch {
  /// The value that an answer gives, or the mean of what its rollouts return.
  private func value(_ answer: ModelAnswer) throws(ModelError) -> Float {
    let values = rollouts == 0 ? answer.value.map { [$0] } ?? [] : answer.returns ?? []
    if let wrong = values.first(where: { !(0...1).contains($0) }) {
      throw ModelError("it gave the value \(wrong), which is not 0 to 1")
    }
    guard values.count == max(rollouts, 1) else {
      throw ModelError(
        rollouts == 0
          ? "it gave no value" : "it gave \(values.count) returns for \(rollouts) rollouts")
    }
    return values.reduce(0, +) / Float(values.count)
  }
}
