/// What a forward pass over some sequences leaves behind for the backward pass.
///
/// Rows are the `rows` tokens of the sequences, one after another. Sizes are numbers a row, but for
/// `attention`, which holds a square of T×T for each head of each sequence of T tokens.
final class Activations {
  /// What one layer leaves.
  final class Layer {
    /// The layer's input, its norm (with 1/rms, one a row), and what lies between attention and
    /// feed-forward block, likewise: `width`.
    let input = ScratchBuffer(), inputNorm = ScratchBuffer(), inputInverse = ScratchBuffer()
    let middle = ScratchBuffer(), middleNorm = ScratchBuffer(), middleInverse = ScratchBuffer()
    /// Rotated queries: `width`. Rotated keys, and values: `keyValueWidth`.
    let queries = ScratchBuffer(), keys = ScratchBuffer(), values = ScratchBuffer()
    /// How much each position attends to each.
    let attention = ScratchBuffer()
    /// What the heads have gathered: `width`.
    let gathered = ScratchBuffer()
    /// What the feed-forward block is gated by, what is gated, and the product: `feedForward`.
    let gate = ScratchBuffer(), up = ScratchBuffer(), gated = ScratchBuffer()
  }

  let layers: [Layer]
  /// The last layer's output, and its norm: `width`.
  let output = ScratchBuffer(), outputNorm = ScratchBuffer(), outputInverse = ScratchBuffer()
  /// The two heads: `vocabulary` logits, and a value's logit.
  let logits = ScratchBuffer(), valueLogits = ScratchBuffer()

  /// Gradients on the way back: of the residual stream, of what is inside a block, of the rest.
  let dStream = ScratchBuffer(), dNorm = ScratchBuffer(), dGathered = ScratchBuffer()
  let dQueries = ScratchBuffer(), dKeys = ScratchBuffer(), dValues = ScratchBuffer(),
    dScores = ScratchBuffer()
  let dGate = ScratchBuffer(), dUp = ScratchBuffer(), dGated = ScratchBuffer()

  /// The tokens and positions of the rows.
  var tokens: ArraySlice<Int32> = []
  var positions: [Int32] = []
  /// Where the suffix of a row begins in its sequence; 0 in a prefix.
  var suffixStarts: [Int32] = []
  /// Where each sequence lies among the rows, where its squares begin, and how long its prefix is.
  var sequences: [(rows: Range<Int>, squares: Int, prefix: Int)] = []

  init(_ shape: TransformerShape) {
    layers = (0..<shape.layers).map { _ in Layer() }
  }

  var rows: Int { positions.count }

  /// Takes up some sequences of a batch.
  func begin(_ batch: SequenceBatch, _ range: Range<Int>, heads: Int) {
    let first = batch.starts[range.lowerBound]
    tokens = batch.tokens[first..<batch.starts[range.upperBound]]
    positions.removeAll(keepingCapacity: true)
    suffixStarts.removeAll(keepingCapacity: true)
    sequences.removeAll(keepingCapacity: true)
    var squares = 0
    for sequence in range {
      let place = batch.range(of: sequence)
      let prefix = batch.prefixLengths[sequence]
      sequences.append((place.lowerBound - first..<place.upperBound - first, squares, prefix))
      for (offset, start) in batch.suffixStarts[place].enumerated() {
        suffixStarts.append(start)
        positions.append(Int32(start == 0 ? offset : prefix + offset - Int(start)))
      }
      squares += heads * place.count * place.count
    }
  }

  /// Numbers in all squares of one layer.
  func squares(heads: Int) -> Int {
    sequences.reduce(0) { $0 + heads * $1.rows.count * $1.rows.count }
  }
}
