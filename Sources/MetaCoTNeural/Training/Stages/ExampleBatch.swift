import Foundation
import MetaCoT

/// A batch of texts to imitate and of values to predict: cross-entropy of the tokens that are to be
/// learned, and of the values, each a mean over the batch.
struct ExampleBatch {
  private(set) var sequences = SequenceBatch()
  private(set) var targets: [Int32] = []
  /// For each token, the value that the network should give after it; NaN for none.
  private(set) var values: [Float] = []

  /// Tokens so far.
  var count: Int { targets.count }

  /// Appends a prompt and the completion that is to be learned, with `<s>` and `</s>`.
  mutating func append(prompt: String, completion: String, _ tokenizer: Tokenizer) {
    let asked = [tokenizer.beginning] + tokenizer.encode(prompt)
    let text = asked + tokenizer.encode(completion) + [tokenizer.end]
    sequences.append(text)
    targets += text.indices.map { $0 + 1 < asked.count || $0 + 1 == text.count ? -1 : text[$0 + 1] }
    values.append(contentsOf: repeatElement(.nan, count: text.count))
  }

  /// A state of a problem with its value and, where one is to be learned, a step from it.
  struct Position {
    var state: String
    var value: Float
    var step: String?
  }

  /// Appends states of a problem, as suffixes of its prompt. The value is read after the colon that
  /// follows the state, the step follows it.
  mutating func append(prompt: String, positions: [Position], _ tokenizer: Tokenizer) {
    let prefix = [tokenizer.beginning] + tokenizer.encode(prompt)
    targets.append(contentsOf: repeatElement(-1, count: prefix.count))
    values.append(contentsOf: repeatElement(.nan, count: prefix.count))
    var suffixes: [[Int32]] = []
    for position in positions {
      let state = tokenizer.encode(WalkLinearizer.line(at: position.state))
      let step =
        position.step.map { tokenizer.encode(" \(WalkLinearizer.payload(step: $0))\n") } ?? []
      suffixes.append(state + step)
      targets.append(contentsOf: repeatElement(-1, count: state.count - 1))
      targets.append(contentsOf: step)
      targets.append(-1)
      values.append(contentsOf: repeatElement(.nan, count: state.count - 1))
      values.append(position.value)
      values.append(contentsOf: repeatElement(.nan, count: step.count))
    }
    sequences.append(prefix: prefix, suffixes: suffixes)
  }

  /// The batch. A value weighs as much as `valueWeight` says, all tokens together 1.
  func objective(valueWeight: Float = 0) -> ObjectiveBatch {
    let (targets, values) = (targets, values)
    let tokenCount = Float(max(1, targets.count { $0 >= 0 }))
    let valueCount = Float(max(1, values.count { !$0.isNaN }))
    return ObjectiveBatch(
      sequences: sequences, targets: targets,
      loss: { position, _, logit in
        let value = values[position]
        let slope = value.isNaN ? 0 : valueWeight * (logistic(logit) - value) / valueCount
        return (-1 / tokenCount, slope)
      },
      figures: { figures($0) })
  }

  /// The mean losses.
  func figures(_ readings: GradientWorkers.ForwardOutputs) -> ObjectiveMetrics {
    var (loss, valueLoss) = (0.0, 0.0)
    var (tokens, count) = (0, 0)
    for position in targets.indices {
      if targets[position] >= 0 {
        loss -= Double(readings.logProbabilities[position])
        tokens += 1
      }
      guard !values[position].isNaN else { continue }
      valueLoss += crossEntropy(readings.valueLogits[position], values[position])
      count += 1
    }
    return ObjectiveMetrics(
      loss: tokens > 0 ? loss / Double(tokens) : 0,
      valueLoss: count > 0 ? valueLoss / Double(count) : nil)
  }

  /// −t·ln σ(x) − (1 − t)·ln(1 − σ(x)), without overflow.
  private func crossEntropy(_ logit: Float, _ target: Float) -> Double {
    let x = Double(logit)
    return max(x, 0) - x * Double(target) + log1p(exp(-abs(x)))
  }
}

/// σ(x) = 1 / (1 + e^−x).
func logistic(_ x: Float) -> Float { 1 / (1 + exp(-x)) }
