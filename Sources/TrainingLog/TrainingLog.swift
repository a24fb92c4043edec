/// What a training run has come to: a fold over its records, the same whether they come from a
/// trainer or from a file.
///
/// Its size is bounded, however long the run: curves are thinned out, of samples the latest are kept.
package struct TrainingLog: Sendable {
  /// What the model wrote.
  package struct Sample: Sendable, Equatable {
    /// After which step.
    package var step: Int
    /// The text, at most `longestSample` characters of it.
    package var text: String
  }

  /// Why a run is over.
  package struct End: Sendable, Equatable {
    /// After which step.
    package var step: Int
    /// `finished`, `stopped`, or the reason it ended.
    package var reason: String
  }

  /// Samples that are kept.
  package static let sampleLimit = 100
  /// Characters of a sample that are kept.
  package static let longestSample = 20_000
  /// Steps whose speed tells the time that is left.
  private static let recentLimit = 50

  /// Steps planned; nil before the run has begun.
  package private(set) var plannedSteps: Int?

  /// How much of the planned steps is done, 0...1; nil where no steps are planned.
  package var part: Double? {
    plannedSteps.flatMap { $0 > 0 ? min(1, Double(step) / Double($0)) : nil }
  }
  /// The last step that a record tells of.
  package private(set) var step = 0
  /// Tokens trained on.
  package private(set) var tokens = 0
  /// Seconds of training.
  package private(set) var trainingSeconds = 0.0
  /// Seconds of evaluation.
  package private(set) var evaluationSeconds = 0.0
  /// The last step's figures.
  package private(set) var latest: TrainingStep?
  /// The figures of the steps: `loss`, `value loss`, `learning rate`, `gradient norm`,
  /// `tokens per second`, and what the stage measures besides.
  package private(set) var curves: [TrainingCurve] = []
  /// The measures on held-out data.
  package private(set) var measures: [TrainingCurve] = []
  /// The latest samples, the newest last.
  package private(set) var samples: [Sample] = []
  /// Set once the run is over.
  package private(set) var end: End?
  private var recent: [(steps: Int, seconds: Double)] = []

  /// The log of a run that has not begun.
  package init() {}

  /// Seconds until the planned number of steps has been made, by the speed of the last steps and
  /// the share of evaluations so far; nil where nothing is known or nothing is left.
  package var secondsLeft: Double? {
    guard end == nil, let plannedSteps, step < plannedSteps else { return nil }
    let steps = recent.reduce(0) { $0 + $1.steps }
    guard steps > 0 else { return nil }
    let perStep = recent.reduce(0) { $0 + $1.seconds } / Double(steps)
    return Double(plannedSteps - step) * (perStep + evaluationSeconds / Double(step))
  }

  /// Takes in a record.
  /// - Complexity: O(1) on average.
  package mutating func append(_ record: TrainingRecord) {
    switch record {
    case .start(let steps): plannedSteps = steps
    case .step(let figures): append(figures)
    case .evaluation(let step, let seconds, let values):
      self.step = max(self.step, step)
      evaluationSeconds += seconds
      for (name, value) in values.sorted(by: { $0.key < $1.key }) {
        Self.append(value, at: step, to: name, in: &measures)
      }
    case .sample(let step, let text):
      if samples.count == Self.sampleLimit { samples.removeFirst() }
      samples.append(Sample(step: step, text: String(text.prefix(Self.longestSample))))
    case .end(let step, let reason): end = End(step: step, reason: reason)
    }
  }

  private mutating func append(_ figures: TrainingStep) {
    if recent.count == Self.recentLimit { recent.removeFirst() }
    recent.append((max(0, figures.step - step), figures.seconds))
    step = max(step, figures.step)
    let (sum, isTooLarge) = tokens.addingReportingOverflow(figures.tokens)
    tokens = isTooLarge ? .max : sum
    trainingSeconds += figures.seconds
    latest = figures
    var values: [(String, Double)] = [("loss", figures.loss)]
    if let valueLoss = figures.valueLoss { values.append(("value loss", valueLoss)) }
    values += (figures.figures ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    values.append(("learning rate", figures.learningRate))
    if let norm = figures.gradientNorm { values.append(("gradient norm", norm)) }
    values.append(("tokens per second", figures.tokensPerSecond))
    for (name, value) in values {
      Self.append(value, at: figures.step, to: name, in: &curves)
    }
  }

  private static func append(
    _ value: Double, at step: Int, to name: String, in curves: inout [TrainingCurve]
  ) {
    let place = curves.firstIndex { $0.name == name } ?? curves.count
    if place == curves.count { curves.append(TrainingCurve(name)) }
    curves[place].append(value, at: step)
  }
}
