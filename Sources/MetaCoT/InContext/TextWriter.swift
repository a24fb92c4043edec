import Synchronization

/// Has the texts written that an `InContextEngine` wants, which never calls a model itself: what an
/// `Evaluator` is for a `SearchEngine`.
protocol TextWriter: AnyObject {
  /// Begins a text. Nothing more is wanted of the one before.
  func begin(_ request: TextRequest)

  /// What was written since the last call; nil if there is nothing yet. Not to be called after the
  /// last piece. Throws a `ModelError` where the model cannot go on.
  func next() throws(ModelError) -> WrittenPiece?

  /// Nothing more is wanted.
  func cancel()

  /// Whether `next` has something to say.
  var hasAnswers: Bool { get }

  /// `call` is made on any thread when there is something.
  func onAnswer(_ call: @escaping @Sendable () -> Void)
}

/// Has a model write on the search's own thread.
final class InlineWriter: TextWriter {
  private let model: any WritingModel
  private var stream: (any TextStream)?

  init(_ model: any WritingModel) { self.model = model }

  func begin(_ request: TextRequest) { stream = model.text(for: request) }

  func next() throws(ModelError) -> WrittenPiece? { try stream?.next() }

  func cancel() { stream = nil }

  var hasAnswers: Bool { false }

  func onAnswer(_ call: @escaping @Sendable () -> Void) {}
}

/// Has an `AsyncWritingModel` write: pieces come when they come, and wait here until they are read.
final class BrokeredWriter: TextWriter, Sendable {
  private struct Contents {
    /// Pieces that have come, and how many of them were read.
    var pieces: [WrittenPiece] = []
    var read = 0
    var failure: ModelError?
    var task: Task<Void, Never>?
    /// How many texts were begun: what still comes of an earlier one is not wanted.
    var text = 0
    var onAnswer: @Sendable () -> Void = {}
  }

  private let model: any AsyncWritingModel
  private let contents = Mutex(Contents())

  init(_ model: any AsyncWritingModel) { self.model = model }

  func begin(_ request: TextRequest) {
    cancel()
    contents.withLock { contents in
      contents.text += 1
      let text = contents.text
      contents.task = Task.detached { [self] in
        do {
          for try await piece in model.text(for: request) {
            put(of: text) { $0.pieces.append(piece) }
            if piece.ending != nil { return }
          }
          if Task.isCancelled { return }
          put(of: text) { $0.pieces.append(WrittenPiece("", tokens: 0, ending: .finished)) }
        } catch {
          let failure = error as? ModelError ?? ModelError("\(error)")
          put(of: text) { $0.failure = failure }
        }
      }
    }
  }

  private func put(of text: Int, _ change: (inout Contents) -> Void) {
    let call = contents.withLock { contents -> (@Sendable () -> Void)? in
      guard contents.text == text else { return nil }
      change(&contents)
      return contents.onAnswer
    }
    call?()
  }

  func next() throws(ModelError) -> WrittenPiece? {
    try contents.withLock { contents throws(ModelError) in
      if contents.read < contents.pieces.count {
        defer { contents.read += 1 }
        return contents.pieces[contents.read]
      }
      contents.pieces.removeAll(keepingCapacity: true)
      contents.read = 0
      if let failure = contents.failure { throw failure }
      return nil
    }
  }

  func cancel() {
    contents.withLock { contents in
      contents.task?.cancel()
      contents.task = nil
      contents.pieces = []
      contents.read = 0
      contents.failure = nil
      contents.text += 1
    }
  }

  var hasAnswers: Bool {
    contents.withLock { $0.read < $0.pieces.count || $0.failure != nil }
  }

  func onAnswer(_ call: @escaping @Sendable () -> Void) {
    contents.withLock { $0.onAnswer = call }
  }
}
