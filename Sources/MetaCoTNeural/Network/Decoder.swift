import CNeuralKernels

/// Runs a network over a growing *tree* of tokens, keeping the keys and values of all that it has
/// seen (a KV cache), so that whatever shares a beginning is computed once.
///
/// A row of the cache is a token in its context: the rows on the way from the root to it. A stream
/// of text is a chain; a problem and a hundred states of it, or a state and its legal steps, are
/// suffixes of one prefix. Rows are numbered in the order they are appended, or lie where they were
/// reserved; each takes 8 · `keyValueWidth` · `layers` bytes. What comes out for a token follows from
/// its context alone, to the last bit, whatever is computed beside it. Not for several threads at once.
package final class Decoder {
  /// The network.
  package let transformer: Transformer
  /// Rows in use.
  package private(set) var count = 0

  private var capacity: Int
  private var keys: [UnsafeMutablePointer<Float>]
  private var values: [UnsafeMutablePointer<Float>]
  /// For each row: its parent or -1, its position in its context, and the first row of the chain of
  /// neighbours that it ends.
  private var parents: [Int32] = []
  private var positions: [Int32] = []
  private var chains: [Int32] = []

  // Room for the rows that are being appended.
  private let stream = ScratchBuffer(), norm = ScratchBuffer(), queries = ScratchBuffer(),
    newKeys = ScratchBuffer()
  private let newValues = ScratchBuffer(), gathered = ScratchBuffer(), gate = ScratchBuffer(),
    up = ScratchBuffer()
  private let output = ScratchBuffer(), logitsRoom = ScratchBuffer(), scores = ScratchBuffer()
  private var runs: [nk_run] = []
  private var runRanges: [Range<Int>] = []
  private var newPositions: [Int32] = []

  /// A decoder with nothing in its cache.
  package init(_ transformer: Transformer) {
    self.transformer = transformer
    capacity = 0
    keys = []
    values = []
    grow(to: 256)
  }

  deinit {
    for pointer in keys + values { pointer.deallocate() }
  }

  /// Forgets the rows from `count` on.
  package func truncate(to count: Int) {
    precondition(count <= self.count)
    self.count = count
    parents.removeLast(parents.count - count)
    positions.removeLast(positions.count - count)
    chains.removeLast(chains.count - count)
  }

  /// How many tokens the context of a row has, itself included.
  package func depth(of row: Int) -> Int { Int(positions[row]) + 1 }

  /// Appends a chain of tokens below `parent` (-1: from the beginning) and returns the last row.
  @discardableResult
  package func append(_ tokens: some Collection<Int32>, below parent: Int) -> Int {
    guard !tokens.isEmpty else { return parent }
    let first = count
    append(Array(tokens), parents: [parent] + Array(first..<first + tokens.count - 1))
    return count - 1
  }

  /// Reserves neighbouring rows for a stream that grows token by token; returns the first.
  package func reserve(_ rows: Int) -> Int {
    let first = count
    extend(to: first + rows)
    return first
  }

  /// Computes tokens with these parents: rows of before, or rows of this same call, which come
  /// earlier. They become rows `count` and following, or those given in `rows`. What
  /// `logits(_:)` and `valueLogit(_:)` tell is then about these tokens. Every context must fit the
  /// shape's.
  package func append(_ tokens: [Int32], parents newParents: [Int], rows: [Int]? = nil) {
    let n = tokens.count
    guard n > 0 else { return }
    let first = count
    if rows == nil { extend(to: first + n) }
    place(n, newParents, rows, first)

    let shape = transformer.shape
    let (width, kvWidth, inner) = (shape.width, shape.keyValueWidth, shape.feedForward)
    let x = stream.buffer(n * width)
    for (index, token) in tokens.enumerated() {
      (x + index * width).update(
        from: transformer.embeddings + Int(token) * width, count: width)
    }
    let norm = norm.buffer(n * width)
    let (q, k, v) = (
      queries.buffer(n * width), newKeys.buffer(n * kvWidth), newValues.buffer(n * kvWidth)
    )
    let gathered = gathered.buffer(n * width)
    let (gate, up) = (gate.buffer(n * inner), up.buffer(n * inner))
    let scores = scores.buffer(shape.context)
    for index in 0..<shape.layers {
      let weights = transformer.layer(index)
      nk_rms_norm(x, weights.attentionNorm, shape.normEpsilon, norm, nil, n, width)
      product(norm, weights.q, into: q, n, width, width)
      product(norm, weights.k, into: k, n, kvWidth, width)
      product(norm, weights.v, into: v, n, kvWidth, width)
      nk_rotate(q, newPositions, transformer.angles, n, shape.heads, shape.headWidth, 1)
      nk_rotate(k, newPositions, transformer.angles, n, shape.keyValueHeads, shape.headWidth, 1)
      for token in 0..<n {
        let row = rows?[token] ?? first + token
        (keys[index] + row * kvWidth).update(from: k + token * kvWidth, count: kvWidth)
        (values[index] + row * kvWidth).update(from: v + token * kvWidth, count: kvWidth)
      }
      runs.withUnsafeBufferPointer { runs in
        for token in 0..<n {
          let range = runRanges[token]
          nk_attend(
            q + token * width, keys[index], values[index], runs.baseAddress! + range.lowerBound,
            range.count, shape.heads, shape.keyValueHeads, shape.headWidth, scores,
            gathered + token * width)
        }
      }
      product(gathered, weights.o, into: norm, n, width, width)
      nk_add_scaled(1, norm, x, n * width)
      nk_rms_norm(x, weights.feedForwardNorm, shape.normEpsilon, norm, nil, n, width)
      product(norm, weights.gate, into: gate, n, inner, width)
      product(norm, weights.up, into: up, n, inner, width)
      // Row by row: where vectors end, the rest is rounded otherwise.
      for row in 0..<n {
        nk_swiglu(gate + row * inner, up + row * inner, up + row * inner, inner)
      }
      product(up, weights.down, into: norm, n, width, inner)
      nk_add_scaled(1, norm, x, n * width)
    }
    nk_rms_norm(
      x, transformer.lastNorm, shape.normEpsilon, output.buffer(n * width), nil, n, width)
  }

  /// The logits after some of the tokens that were appended last, `vocabulary` numbers for each,
  /// valid until the next call.
  package func logits(_ indices: [Int]) -> UnsafePointer<Float> {
    let shape = transformer.shape
    let (width, vocabulary) = (shape.width, shape.vocabulary)
    let chosen = norm.buffer(max(indices.count, 1) * width)
    for (place, index) in indices.enumerated() {
      (chosen + place * width).update(from: output.start + index * width, count: width)
    }
    let logits = logitsRoom.buffer(max(indices.count, 1) * vocabulary)
    product(chosen, transformer.output, into: logits, indices.count, vocabulary, width)
    return UnsafePointer(logits)
  }

  /// The logit of the value after one of the tokens that were appended last.
  package func valueLogit(_ index: Int) -> Float {
    let width = transformer.shape.width
    return nk_dot(output.start + index * width, transformer.valueWeight, width)
      + transformer.valueBias
  }

  // MARK: Rows

  /// Notes positions and contexts of the new rows.
  private func place(_ n: Int, _ newParents: [Int], _ rows: [Int]?, _ first: Int) {
    newPositions.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    runRanges.removeAll(keepingCapacity: true)
    for token in 0..<n {
      let row = rows?[token] ?? first + token
      let parent = newParents[token]
      parents[row] = Int32(parent)
      positions[row] = parent < 0 ? 0 : positions[parent] + 1
      precondition(positions[row] < transformer.shape.context, "a context is too long")
      chains[row] = parent >= 0 && parent == row - 1 ? chains[parent] : Int32(row)
      newPositions.append(positions[row])
      let begin = runs.count
      var end = row
      while end >= 0 {
        let start = chains[end]
        runs.append(nk_run(start: start, end: Int32(end) + 1))
        end = Int(parents[Int(start)])
      }
      // In the order of the text, wherever the rows lie.
      runs[begin...].reverse()
      runRanges.append(begin..<runs.count)
    }
  }

  private func extend(to rows: Int) {
    if rows > capacity { grow(to: max(rows, 2 * capacity)) }
    let more = rows - count
    parents.append(contentsOf: repeatElement(-1, count: more))
    positions.append(contentsOf: repeatElement(0, count: more))
    chains.append(contentsOf: (count..<rows).map(Int32.init))
    count = rows
  }

  private func grow(to rows: Int) {
    let width = transformer.shape.keyValueWidth
    func grown(_ old: UnsafeMutablePointer<Float>?) -> UnsafeMutablePointer<Float> {
      let new = UnsafeMutablePointer<Float>.allocate(capacity: rows * width)
      if let old {
        new.update(from: old, count: count * width)
        old.deallocate()
      }
      return new
    }
    keys = (0..<transformer.shape.layers).map { grown(keys.isEmpty ? nil : keys[$0]) }
    values = (0..<transformer.shape.layers).map { grown(values.isEmpty ? nil : values[$0]) }
    capacity = rows
  }

  /// y[n×outputs] = x[n×inputs] · Wᵀ. By our own kernel, as with a BLAS what a token gives would
  /// depend, in its last bits, on how many are computed with it.
  private func product(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    _ n: Int, _ outputs: Int, _ inputs: Int
  ) {
    nk_matrix_rows(w, x, y, n, outputs, inputs)
  }
}
