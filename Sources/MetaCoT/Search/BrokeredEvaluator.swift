import Foundation
import Synchronization

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

/// Keeps at most a model's capacity of requests at work, in the order in which they come, and holds
/// their answers until they are fetched. Used from any thread.
final class ModelBroker: Sendable {
  /// A ticket and what became of its requests.
  struct Completion: Sendable {
    var ticket: Ticket
    var answers: Result<[ModelAnswer], ModelError>
  }

  private struct Job {
    var ticket: Ticket
    var index: Int
    var request: ModelRequest
  }

  /// The answers of a ticket that have come.
  private struct Gathering {
    private var answers: [ModelAnswer?]
    private var missing: Int

    init(count: Int) {
      answers = Array(repeating: nil, count: count)
      missing = count
    }

    /// Takes the answer to one request. Gives all once there are all.
    mutating func take(_ answer: ModelAnswer, at index: Int) -> [ModelAnswer]? {
      if answers[index] == nil { missing -= 1 }
      answers[index] = answer
      return missing == 0 ? answers.compactMap { $0 } : nil
    }
  }

  private struct Contents {
    /// A slice: its first is taken without moving the others.
    var waiting: ArraySlice<Job> = []
    var running: [Int: Task<Void, Never>] = [:]
    var started = 0
    var answers: [Ticket: Gathering] = [:]
    var completions: [Completion] = []
    var isCancelled = false
    var onAnswer: @Sendable () -> Void = {}
  }

  private let model: any AsyncModel
  private let contents = Mutex(Contents())

  /// How often a request that failed for the moment is made again.
  static let retries = 2

  init(_ model: any AsyncModel) {
    self.model = model
  }

  /// Called on any thread when there is a completion to fetch.
  func onAnswer(_ call: @escaping @Sendable () -> Void) {
    contents.withLock { $0.onAnswer = call }
  }

  func submit(_ ticket: Ticket, _ requests: [ModelRequest]) {
    contents.withLock { contents in
      guard !contents.isCancelled else { return }
      contents.answers[ticket] = Gathering(count: requests.count)
      for (index, request) in requests.enumerated() {
        contents.waiting.append(Job(ticket: ticket, index: index, request: request))
      }
      start(&contents)
    }
  }

  var hasCompletions: Bool { contents.withLock { !$0.completions.isEmpty } }

  func takeCompletions() -> [Completion] {
    contents.withLock { contents in
      defer { contents.completions = [] }
      return contents.completions
    }
  }

  func cancelAll() {
    let tasks = contents.withLock { contents in
      contents.isCancelled = true
      contents.waiting = []
      contents.answers = [:]
      return Array(contents.running.values)
    }
    for task in tasks { task.cancel() }
  }

  /// Starts what there is room for. The lock is held.
  private func start(_ contents: inout Contents) {
    while contents.running.count < max(model.capacity, 1), let job = contents.waiting.popFirst() {
      contents.started += 1
      let number = contents.started
      contents.running[number] = Task.detached { [self] in
        let result = await answer(job.request)
        finish(number, job, result)
      }
    }
  }

  private func answer(_ request: ModelRequest) async -> Result<ModelAnswer, ModelError> {
    var attempt = 0
    while true {
      do {
        return .success(try await model.answer(request))
      } catch {
        let error = error as? ModelError ?? ModelError("\(error)")
        guard error.isTransient, attempt < Self.retries, !Task.isCancelled else {
          return .failure(error)
        }
        try? await Task.sleep(for: .milliseconds(100 << attempt))
        attempt += 1
      }
    }
  }

  private func finish(_ number: Int, _ job: Job, _ result: Result<ModelAnswer, ModelError>) {
    let call = contents.withLock { contents -> (@Sendable () -> Void)? in
      contents.running[number] = nil
      defer { start(&contents) }
      // Another request of the ticket may have failed before.
      guard contents.answers[job.ticket] != nil else { return nil }
      switch result {
      case .failure(let error):
        contents.answers[job.ticket] = nil
        contents.waiting.removeAll { $0.ticket == job.ticket }
        contents.completions.append(Completion(ticket: job.ticket, answers: .failure(error)))
        return contents.onAnswer
      case .success(let answer):
        // In place: a copy for each answer would take the square of their number.
        guard let all = contents.answers[job.ticket]?.take(answer, at: job.index) else {
          return nil
        }
        contents.answers[job.ticket] = nil
        contents.completions.append(Completion(ticket: job.ticket, answers: .success(all)))
        return contents.onAnswer
      }
    }
    call?()
  }
}
