import Foundation
import MetaCoT

/// Something that happened in training: one line of `metrics.jsonl`.
///
/// As a search is a log of events, a training run is a log of records; what screens and tables show
/// is a fold over them (`TrainingLog`), the same for a run that goes on and for one that is over.
package enum TrainingRecord: Sendable, Equatable {
  /// The run begins; so many steps are planned.
  case start(steps: Int)
  /// The optimizer has made a step.
  case step(TrainingStep)
  /// Measures on held-out data after a step, by name, such as `held-out loss`, `solved greedy` or
  /// `Brier`; and the seconds that they took.
  case evaluation(step: Int, seconds: Double, measures: [String: Double])
  /// What the model writes after a step.
  case sample(step: Int, text: String)
  /// The run is over after this step: `finished`, `stopped`, or the reason it ended.
  case end(step: Int, reason: String)
}

/// The figures of a step of the optimizer, or of several steps since the record before.
package struct TrainingStep: Sendable, Equatable, Codable {
  /// Steps made so far.
  package var step: Int
  /// Tokens trained on since the record before.
  package var tokens: Int
  /// Seconds of work since the record before, without evaluations and pauses.
  package var seconds: Double
  /// The mean loss, in nats a token.
  package var loss: Double
  /// The loss of the value head, if it is trained.
  package var valueLoss: Double?
  /// The learning rate of the step.
  package var learningRate: Double
  /// The length of the gradient before it was clipped.
  package var gradientNorm: Double?
  /// What a stage measures besides, by name, such as `reward` or `KL`.
  package var figures: [String: Double]?

  /// The figures of a step.
  package init(
    step: Int, tokens: Int, seconds: Double, loss: Double, valueLoss: Double? = nil,
    learningRate: Double, gradientNorm: Double? = nil, figures: [String: Double]? = nil
  ) {
    self.step = step
    self.tokens = tokens
    self.seconds = seconds
    self.loss = loss
    self.valueLoss = valueLoss
    self.learningRate = learningRate
    self.gradientNorm = gradientNorm
    self.figures = figures
  }

  /// Tokens a second.
  package var tokensPerSecond: Double { seconds > 0 ? Double(tokens) / seconds : .nan }
}

extension TrainingRecord: Codable {
  private enum Key: String, CodingKey { case event, step, steps, seconds, measures, text, reason }
  private enum Event: String, Codable { case start, step, evaluation, sample, end }

  /// Reads the object of a line.
  package init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    func step() throws -> Int { try object.decode(Int.self, forKey: .step) }
    switch try object.decode(Event.self, forKey: .event) {
    case .start: self = .start(steps: try object.decode(Int.self, forKey: .steps))
    case .step: self = .step(try TrainingStep(from: decoder))
    case .evaluation:
      self = .evaluation(
        step: try step(), seconds: try object.decode(Double.self, forKey: .seconds),
        measures: try object.decode([String: Double].self, forKey: .measures))
    case .sample:
      self = .sample(step: try step(), text: try object.decode(String.self, forKey: .text))
    case .end:
      self = .end(step: try step(), reason: try object.decode(String.self, forKey: .reason))
    }
  }

  /// Writes the object of a line.
  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    switch self {
    case .start(let steps):
      try object.encode(Event.start, forKey: .event)
      try object.encode(steps, forKey: .steps)
    case .step(let step):
      try object.encode(Event.step, forKey: .event)
      try step.encode(to: encoder)
    case .evaluation(let step, let seconds, let measures):
      try object.encode(Event.evaluation, forKey: .event)
      try object.encode(step, forKey: .step)
      try object.encode(seconds, forKey: .seconds)
      try object.encode(measures, forKey: .measures)
    case .sample(let step, let text):
      try object.encode(Event.sample, forKey: .event)
      try object.encode(step, forKey: .step)
      try object.encode(text, forKey: .text)
    case .end(let step, let reason):
      try object.encode(Event.end, forKey: .event)
      try object.encode(step, forKey: .step)
      try object.encode(reason, forKey: .reason)
    }
  }

  /// The record on a line of JSON, with its line feed; keys in alphabetical order. Numbers that are
  /// none are written as `"nan"`, `"inf"` and `"-inf"`.
  package func line() throws -> Data {
    try JSONEncoder.lines.encodedLine(self)
  }

  /// Reads a line without its line feed. Throws a `FileError` that names file and line.
  init(line: Data, number: Int, of file: String) throws {
    do {
      self = try JSONDecoder.lines.decode(Self.self, from: line)
    } catch {
      throw FileError(
        file: file, line: number, Self.sentence(for: error, hint: "; a line is a record"))
    }
    if let fault { throw FileError(file: file, line: number, fault) }
  }

  /// Steps, tokens and seconds that a run may come to, and more.
  private static let limit = 1e15

  /// What is wrong with a count or a time; nil if they can be added up.
  private var fault: String? {
    let counts: [(String, Int)]
    var seconds = 0.0
    switch self {
    case .start(let steps): counts = [("steps", steps)]
    case .step(let figures):
      counts = [("step", figures.step), ("tokens", figures.tokens)]
      seconds = figures.seconds
    case .evaluation(let step, let time, _): (counts, seconds) = ([("step", step)], time)
    case .sample(let step, _), .end(let step, _): counts = [("step", step)]
    }
    for (name, count) in counts where !(0...Int(saturating: Self.limit)).contains(count) {
      return "“\(name)” is \(count): it must be a whole number from 0 to 10^15"
    }
    return (0...Self.limit).contains(seconds)
      ? nil : "“seconds” is \(seconds): it must be a number from 0 to 10^15"
  }

  /// What is wrong with a JSON text, in words; `hint` follows where it is none.
  package static func sentence(for error: any Error, hint: String = "") -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "“\(key.stringValue)” is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” has the wrong type"
    case DecodingError.dataCorrupted(let context) where context.codingPath.last as? Key == .event:
      "“event” is none of start, step, evaluation, sample and end"
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” has a value that is not read"
    default: "this is not a JSON object" + hint
    }
  }
}
