import EspalierViews
import Foundation
import MetaCoT
import TrainingLog

/// A made-up training run, the same every time: a loss that falls and scatters, measures on held-out
/// problems, samples in the style of walks.
enum TrainingRunFixture {
  static let planned = 4000

  static let description = RunDescription(
    name: "sft-pocket", stage: "sft",
    settings: [
      ("batchTokens", "8192"), ("data.folder", "data/countdown"), ("data.style", "walk"),
      ("learningRate", "0.0006"), ("seed", "7"), ("shape.heads", "4"), ("shape.layers", "6"),
      ("shape.width", "256"), ("steps", "4000"), ("warmup", "200"),
    ].map { RunDescription.Setting(name: $0.0, value: $0.1) })

  /// The records up to a step, and the end of the run if that is the last one.
  static func records(to last: Int) -> [TrainingRecord] {
    var random = SeededRandom(seed: 3)
    func scatter(_ width: Double) -> Double { width * Double(random.unit() - 0.5) }
    var records: [TrainingRecord] = [.start(steps: planned)]
    for step in 1...last {
      let x = Double(step)
      let loss = 0.32 + 3.6 * exp(-x / 90) + 0.75 * exp(-x / 900)
      let wide = 0.1 + 0.5 * exp(-x / 200)
      records.append(
        .step(
          TrainingStep(
            step: step, tokens: 8192, seconds: 0.75, loss: loss + scatter(wide),
            valueLoss: 0.22 + 0.47 * exp(-x / 700) + scatter(0.06),
            learningRate: 6e-4 * min(1, x / 200) * (1 - 0.9 * x / Double(planned)),
            gradientNorm: 0.4 + 2 * exp(-x / 100) + scatter(0.2))))
      guard step.isMultiple(of: 200) else { continue }
      let solved = 0.62 * (1 - exp(-x / 1200)) + scatter(0.03)
      records.append(
        .evaluation(
          step: step, seconds: 9.4,
          measures: [
            "held-out loss": loss + 0.04, "held-out value loss": 0.25 + 0.47 * exp(-x / 700),
            "solved greedy": solved, "solved best of 8": min(1, 1.35 * solved),
            "legal steps": 1 - 0.6 * exp(-x / 300), "Brier": 0.12 + 0.12 * exp(-x / 800),
          ]))
      records.append(.sample(step: step, text: sample(step)))
    }
    if last == planned { records.append(.end(step: last, reason: "finished")) }
    return records
  }

  /// What the model wrote after a step; with a sequence that a terminal would obey.
  static func sample(_ step: Int) -> String {
    """
    4 5 6 10 → 24
    search
    4 5 6 10: 10 − 4 = 6
    5 6 6: 6 × 5 = 30
    6 30: 30 ÷ 6 = 5
    5: dead end
    back to 6 30
    6 30: 30 − 6 = 24
    24: goal
    \u{1B}[31mafter step \(step), and a line that is so long that it has to be broken somewhere
    """
  }

  /// A screen of the run up to a step.
  static func view(to last: Int, isLive: Bool = true) -> TrainingView {
    var view = TrainingView(description, isLive: isLive)
    for record in records(to: last) { view.log.append(record) }
    return view
  }
}
