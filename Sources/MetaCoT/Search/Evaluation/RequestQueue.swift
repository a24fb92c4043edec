/// The number of a request that a search has made of a model. They are given in order, without gaps.
struct Ticket: Hashable, Comparable, Sendable {
  var number: UInt64

  @inline(__always)
  static func < (a: Ticket, b: Ticket) -> Bool { a.number < b.number }
}

/// What a search wants of its model and has not used yet: the only thing that an engine and an
/// `Evaluator` share.
///
/// The engine fills a batch and calls `open`. The evaluator takes tickets with `next`, fills in the
/// answers, and says `deliver` or `fail`, in any order. The engine uses answers in the order of the
/// tickets, so that a search depends on what is answered and never on when.
///
/// At most `window` tickets are in use at a time; a ticket's batch lies in a slot that is used again.
struct RequestQueue<P: Problem>: ~Copyable {
  private enum Status: UInt8 {
    case idle = 0
    case outstanding, answered, failed
  }

  /// How many requests can be in flight.
  let window: Int
  /// Not an array: that it is nobody else's would be checked at every touch.
  private let batches: UnsafeMutablePointer<EvaluationBatch<P>>
  private var statuses: Column<Status>
  private var unsent: [Ticket] = []
  private var failures: [Ticket: ModelError] = [:]
  private let mask: UInt64

  /// A queue for a search of this problem.
  init(_ problem: P, window: Int) {
    self.window = window
    var slots = 1
    while slots < window { slots *= 2 }
    mask = UInt64(slots - 1)
    batches = .allocate(capacity: slots)
    batches.initialize(repeating: EvaluationBatch(problem: problem), count: slots)
    statuses = Column(zeros: slots)
  }

  deinit {
    batches.deinitialize(count: Int(mask) + 1)
    batches.deallocate()
  }

  @inline(__always)
  private func slot(_ ticket: Ticket) -> Int { Int(truncatingIfNeeded: ticket.number & mask) }

  /// The states that a ticket asks about, and the answers.
  subscript(ticket: Ticket) -> EvaluationBatch<P> {
    @inline(__always) _read { yield batches[slot(ticket)] }
    @inline(__always) _modify {
      let batch = batches + slot(ticket)
      yield &batch.pointee
    }
  }

  // MARK: For the engine

  /// The batch of a ticket is filled: it can be answered.
  @inline(__always)
  mutating func open(_ ticket: Ticket) {
    statuses[slot(ticket)] = .outstanding
    unsent.append(ticket)
  }

  /// Whether a request was opened and has neither been answered nor failed.
  @inline(__always)
  func isOutstanding(_ ticket: Ticket) -> Bool { statuses[slot(ticket)] == .outstanding }

  /// Whether there is an answer to use.
  @inline(__always)
  func isAnswered(_ ticket: Ticket) -> Bool { statuses[slot(ticket)] == .answered }

  /// Why a request failed, if it did.
  @inline(__always)
  func failure(_ ticket: Ticket) -> ModelError? {
    statuses[slot(ticket)] == .failed ? failures[ticket] : nil
  }

  /// The slot is free for another request.
  @inline(__always)
  mutating func close(_ ticket: Ticket) {
    if statuses[slot(ticket)] == .failed { failures[ticket] = nil }
    statuses[slot(ticket)] = .idle
  }

  // MARK: For the evaluator

  /// Whether there are requests that nobody has taken.
  @inline(__always)
  var hasNext: Bool { !unsent.isEmpty }

  /// Takes the oldest request that nobody has taken.
  @inline(__always)
  mutating func next() -> Ticket? { unsent.count > 1 ? unsent.removeFirst() : unsent.popLast() }

  /// The batch of this ticket holds the answers.
  @inline(__always)
  mutating func deliver(_ ticket: Ticket) { statuses[slot(ticket)] = .answered }

  /// This ticket gets no answer.
  mutating func fail(_ ticket: Ticket, _ error: ModelError) {
    statuses[slot(ticket)] = .failed
    failures[ticket] = error
  }
}
