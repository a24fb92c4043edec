import Synchronization

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
