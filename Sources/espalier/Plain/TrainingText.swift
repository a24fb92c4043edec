import EspalierViews
import TerminalUI
import TrainingLog

/// A training run as lines of text: for pipes, screen readers and runs without a screen.
///
/// Texts of models and files are sanitised here.
enum TrainingText {
  /// What a record says, in a line; a sample takes more. `log` holds the record already.
  static func line(of record: TrainingRecord, in log: TrainingLog) -> String {
    switch record {
    case .start(let steps): return "\(NumberFormat.grouped(steps)) steps to go"
    case .step(let step): return line(of: step, in: log)
    case .evaluation(let step, let seconds, let measures):
      let values = measures.keys.sorted().map { name in
        let curve = log.measures.first { $0.name == name }
        return name + " " + (curve?.latestText ?? "")
      }
      return TextWidth.sanitized(
        (["step \(NumberFormat.grouped(step))", "held out"] + values).joined(separator: "  ")
          + "  (\(NumberFormat.duration(seconds: seconds)))")
    case .sample(let step, let text):
      return "step \(NumberFormat.grouped(step))  the model writes:" + indented(text)
    case .end(let step, let reason):
      return TextWidth.sanitized("\(reason) after step \(NumberFormat.grouped(step))")
    }
  }

  private static func line(of step: TrainingStep, in log: TrainingLog) -> String {
    var words = ["step \(NumberFormat.grouped(step.step))"]
    if let planned = log.plannedSteps { words[0] += " of \(NumberFormat.grouped(planned))" }
    words.append("loss \(NumberFormat.significant(step.loss))")
    if let loss = step.valueLoss { words.append("value loss \(NumberFormat.significant(loss))") }
    for (name, value) in (step.figures ?? [:]).sorted(by: { $0.key < $1.key }) {
      words.append("\(name) \(NumberFormat.significant(value))")
    }
    words.append("rate \(NumberFormat.significant(step.learningRate))")
    if step.tokensPerSecond.isFinite {
      words.append("\(NumberFormat.short(Int(saturating: step.tokensPerSecond))) tokens/s")
    }
    if let left = log.secondsLeft { words.append("\(NumberFormat.duration(seconds: left)) left") }
    return TextWidth.sanitized(words.joined(separator: "  "))
  }

  /// All that is known of a run, a fact a line.
  static func facts(
    _ description: RunDescription, _ log: TrainingLog, _ state: TrainingState
  ) -> String {
    var lines = ["run: \(description.name)", "stage: \(description.stage)"]
    lines += description.settings.map { "\($0.name): \($0.value)" }
    lines.append("state: " + words(for: state, log))
    let planned = log.plannedSteps.map { " of \(NumberFormat.grouped($0))" } ?? ""
    lines.append("step: \(NumberFormat.grouped(log.step))\(planned)")
    lines.append("tokens: \(NumberFormat.grouped(log.tokens))")
    lines.append("training: \(NumberFormat.duration(seconds: log.trainingSeconds))")
    lines.append("evaluation: \(NumberFormat.duration(seconds: log.evaluationSeconds))")
    if let left = log.secondsLeft, state == .running {
      lines.append("left: \(NumberFormat.duration(seconds: left))")
    }
    lines += log.curves.map { "\($0.name): \($0.latestText)" }
    lines += log.measures.map { measure in
      let best = measure.best.map {
        ", best \(measure.text($0.value)) at step \(NumberFormat.grouped($0.step))"
      }
      return "measure \(measure.name): \(measure.latestText)" + (best ?? "")
    }
    if let sample = log.samples.last {
      lines.append("sample at step \(NumberFormat.grouped(sample.step)):" + indented(sample.text))
    }
    return TextWidth.sanitized(lines.joined(separator: "\n"))
  }

  private static func words(for state: TrainingState, _ log: TrainingLog) -> String {
    if let end = log.end { return "\(end.reason) after step \(NumberFormat.grouped(end.step))" }
    switch state {
    case .running: return "running"
    case .paused: return "paused"
    case .stopping: return "stopping"
    case .quiet(let minutes): return "quiet for \(minutes) min"
    case .cutOff: return "cut off"
    case .failed: return "failed"
    }
  }

  private static func indented(_ text: String) -> String {
    TextWidth.sanitized(text).split(separator: "\n").map { "\n  " + $0 }.joined()
  }
}
