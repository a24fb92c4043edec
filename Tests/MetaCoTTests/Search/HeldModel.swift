import MetaCoT
import Synchronization

/// Answers as the problem's own estimates would, when and in what order a test says.
final class HeldModel: AsyncModel {
  /// When answers are given.
  enum Order {
    /// At once.
    case asAsked
    /// As soon as this many are waiting, or nothing more comes: in an order that the seed says.
    case shuffled(seed: UInt64)
    /// Not before `release` is called.
    case held
  }

  let capacity: Int
  let hasPolicy = true
  let givesCostsToGo = true
  let isDeterministic = true
  private let order: Order
  /// Which requests fail, and how.
  private let failure: @Sendable (ModelRequest) -> ModelError?

  private struct Contents {
    var random = SeededRandom(seed: 0)
    var waiting: [CheckedContinuation<Void, Never>] = []
    var isReleased = false
    var asked = 0
    var mostAtOnce = 0
    var atOnce = 0
    var cancelled = 0
  }
  private let contents = Mutex(Contents())

  init(
    capacity: Int, _ order: Order = .asAsked,
    failure: @escaping @Sendable (ModelRequest) -> ModelError? = { _ in nil }
  ) {
    self.capacity = capacity
    self.order = order
    self.failure = failure
    if case .shuffled(let seed) = order {
      contents.withLock { $0.random = SeededRandom(seed: seed) }
    }
  }

  /// Requests that came so far.
  var asked: Int { contents.withLock { $0.asked } }
  /// The most that were at work at a time.
  var mostAtOnce: Int { contents.withLock { $0.mostAtOnce } }
  /// Those that were taken back.
  var cancelled: Int { contents.withLock { $0.cancelled } }

  /// From now on everything is answered.
  func release() {
    let waiting = contents.withLock { contents in
      contents.isReleased = true
      defer { contents.waiting = [] }
      return contents.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    contents.withLock { contents in
      contents.asked += 1
      contents.atOnce += 1
      contents.mostAtOnce = max(contents.mostAtOnce, contents.atOnce)
    }
    await turn()
    contents.withLock { $0.atOnce -= 1 }
    if let error = failure(request) { throw error }
    return try Self.judgement(of: request)
  }

  private func turn() async {
    switch order {
    case .asAsked: break
    case .shuffled:
      // Some requests let others pass, a few times.
      for _ in 0..<contents.withLock({ $0.random.below(6) }) { await Task.yield() }
    case .held:
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let goesOn = contents.withLock { contents in
            if !contents.isReleased, !Task.isCancelled { contents.waiting.append(continuation) }
            return contents.isReleased || Task.isCancelled
          }
          if goesOn { continuation.resume() }
        }
      } onCancel: {
        contents.withLock { $0.cancelled += 1 }
        release()
      }
    }
  }

  /// What the heuristic model would say.
  private static func judgement(of request: ModelRequest) throws -> ModelAnswer {
    let problem = try ProblemRegistry.problem(.init(kind: request.kind, text: request.problem))
    return judgement(of: request, try problem.enumerable)
  }

  private static func judgement<P: EnumerableProblem>(
    of request: ModelRequest, _ problem: P
  ) -> ModelAnswer {
    let state = problem.state(text: request.state)!
    var answer = ModelAnswer(tokens: 7)
    for output in request.outputs {
      switch output {
      case .value: answer.value = problem.heuristicValue(state)
      case .costToGo: answer.costToGo = problem.costToGo(state)
      case .scores(let texts):
        var steps: [StepCode] = []
        problem.appendSteps(from: state, to: &steps)
        answer.scores = texts.map { text in
          let step = steps.first { problem.text(of: $0, from: state) == text }!
          return max(problem.heuristicValue(problem.apply(step, to: state)), 0.001)
        }
      case .rollouts(let count):
        var random = SeededRandom(seed: request.seed)
        answer.returns = (0..<count).map { _ in
          Rollout.atRandom(from: state, of: problem, depth: 100, random: &random).isWon ? 1 : 0
        }
      case .proposals: break
      }
    }
    return answer
  }
}
