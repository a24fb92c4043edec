/// Does what an engine asks of a model, at once or in time.
protocol Evaluator<P>: ~Copyable {
  associatedtype P: Problem

  /// Whether requests are answered by the time that `submit` returns. Then a search asks in rounds:
  /// as many requests as its window holds, answered together.
  static var isInline: Bool { get }

  /// Whether `estimate` says at once what a step leads to.
  static var estimatesSingly: Bool { get }

  /// What the model says of a state that `step` led to from `origin`: see `InlineModel`.
  func estimate(
    _ state: P.State, after step: StepCode, from origin: (state: P.State, costToGo: Float),
    of problem: P, wants: EvaluationBatch<P>.Outputs
  ) -> (value: Float, costToGo: Float)

  /// Takes what is new in the queue. `random` is the search's: for answers that are left to chance.
  mutating func submit(_ queue: inout RequestQueue<P>, random: inout SeededRandom)

  /// Hands over what has been answered since. Returns whether there was anything.
  mutating func collect(into queue: inout RequestQueue<P>) -> Bool

  /// Nothing that was taken is wanted any more.
  mutating func cancelAll()

  /// Whether there is something to collect.
  var hasAnswers: Bool { get }

  /// `call` is made on any thread when there is something to collect.
  func onAnswer(_ call: @escaping @Sendable () -> Void)
}

extension Evaluator where Self: ~Copyable {
  static var estimatesSingly: Bool { false }

  func estimate(
    _ state: P.State, after step: StepCode, from origin: (state: P.State, costToGo: Float),
    of problem: P, wants: EvaluationBatch<P>.Outputs
  ) -> (value: Float, costToGo: Float) {
    (.nan, .nan)
  }
}

/// Asks a model on the search's own thread. Compiled for each built-in problem and model, so that a
/// search of a puzzle is one tight loop.
struct InlineEvaluator<P: EnumerableProblem, M: InlineModel>: Evaluator {
  let model: M
  /// Where the states of several requests are put together.
  private var joined: EvaluationBatch<P>
  private var tickets: [Ticket] = []

  init(_ problem: P, _ model: M) {
    self.model = model
    joined = EvaluationBatch(problem: problem)
  }

  static var isInline: Bool { true }

  static var estimatesSingly: Bool { M.estimatesSingly }

  @inline(__always)
  func estimate(
    _ state: P.State, after step: StepCode, from origin: (state: P.State, costToGo: Float),
    of problem: P, wants: EvaluationBatch<P>.Outputs
  ) -> (value: Float, costToGo: Float) {
    model.estimate(state, after: step, from: origin, of: problem, wants: wants)
  }

  @inline(__always)
  mutating func submit(_ queue: inout RequestQueue<P>, random: inout SeededRandom) {
    guard let first = queue.next() else { return }
    if queue.hasNext {
      submitAll(after: first, &queue, random: &random)
    } else {
      do throws(ModelError) {
        try model.answer(&queue[first], random: &random)
        queue.deliver(first)
      } catch {
        queue.fail(first, error)
      }
    }
  }

  /// Puts all requests before the model as one batch.
  private mutating func submitAll(
    after first: Ticket, _ queue: inout RequestQueue<P>, random: inout SeededRandom
  ) {
    tickets.removeAll(keepingCapacity: true)
    tickets.append(first)
    while let ticket = queue.next() { tickets.append(ticket) }
    joined.begin(queue[first].wants)
    joined.rollouts = queue[first].rollouts
    for ticket in tickets { joined.append(contentsOf: queue[ticket]) }
    do throws(ModelError) {
      try model.answer(&joined, random: &random)
      var place = 0
      for ticket in tickets {
        queue[ticket].takeAnswers(of: joined, from: place)
        place += queue[ticket].states.count
        queue.deliver(ticket)
      }
    } catch {
      for ticket in tickets { queue.fail(ticket, error) }
    }
  }

  func collect(into queue: inout RequestQueue<P>) -> Bool { false }

  func cancelAll() {}

  var hasAnswers: Bool { false }

  func onAnswer(_ call: @escaping @Sendable () -> Void) {}
}
