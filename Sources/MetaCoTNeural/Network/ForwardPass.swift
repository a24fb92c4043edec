import CNeuralKernels

extension Transformer {
  /// Computes logits and values of all rows that `room` has taken up, and keeps what the backward
  /// pass needs. Complexity: linear in parameters times rows, plus the squares of the lengths.
  func forward(_ room: Activations) {
    let rows = room.rows
    let width = shape.width
    var x = room.layers[0].input.buffer(rows * width)
    for (row, token) in room.tokens.enumerated() {
      (x + row * width).update(from: embeddings + Int(token) * width, count: width)
    }
    for index in 0..<shape.layers {
      let next =
        index + 1 < shape.layers ? room.layers[index + 1].input : room.output
      let y = next.buffer(rows * width)
      forward(layer(index), room, room.layers[index], x, into: y)
      x = y
    }
    let norm = room.outputNorm.buffer(rows * width)
    nk_rms_norm(
      x, lastNorm, shape.normEpsilon, norm, room.outputInverse.buffer(rows), rows, width)
    product(norm, output, into: room.logits.buffer(rows * shape.vocabulary), rows, shape.vocabulary)
    let values = room.valueLogits.buffer(rows)
    for row in 0..<rows {
      values[row] = nk_dot(norm + row * width, valueWeight, width) + valueBias
    }
  }

  private func forward(
    _ weights: LayerTensors<UnsafePointer<Float>>, _ room: Activations, _ kept: Activations.Layer,
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>
  ) {
    let rows = room.rows
    let (width, kvWidth) = (shape.width, shape.keyValueWidth)
    let norm = kept.inputNorm.buffer(rows * width)
    nk_rms_norm(
      x, weights.attentionNorm, shape.normEpsilon, norm, kept.inputInverse.buffer(rows), rows, width
    )
    let q = kept.queries.buffer(rows * width)
    let k = kept.keys.buffer(rows * kvWidth)
    product(norm, weights.q, into: q, rows, width)
    product(norm, weights.k, into: k, rows, kvWidth)
    product(norm, weights.v, into: kept.values.buffer(rows * kvWidth), rows, kvWidth)
    nk_rotate(q, room.positions, angles, rows, shape.heads, shape.headWidth, 1)
    nk_rotate(k, room.positions, angles, rows, shape.keyValueHeads, shape.headWidth, 1)
    attend(room, kept)
    let middle = kept.middle.buffer(rows * width)
    middle.update(from: x, count: rows * width)
    product(kept.gathered.start, weights.o, into: middle, rows, width, from: width, keep: 1)
    let middleNorm = kept.middleNorm.buffer(rows * width)
    nk_rms_norm(
      middle, weights.feedForwardNorm, shape.normEpsilon, middleNorm,
      kept.middleInverse.buffer(rows), rows, width)
    let inner = shape.feedForward
    let (gate, up) = (kept.gate.buffer(rows * inner), kept.up.buffer(rows * inner))
    product(middleNorm, weights.gate, into: gate, rows, inner)
    product(middleNorm, weights.up, into: up, rows, inner)
    let gated = kept.gated.buffer(rows * inner)
    nk_swiglu(gate, up, gated, rows * inner)
    y.update(from: middle, count: rows * width)
    product(gated, weights.down, into: y, rows, width, from: inner, keep: 1)
  }

  /// Causal attention within each sequence, in blocks of rows: a block looks only at what is before
  /// its end.
  private func attend(_ room: Activations, _ kept: Activations.Layer) {
    let (width, kvWidth, head) = (shape.width, shape.keyValueWidth, shape.headWidth)
    let squares = kept.attention.buffer(room.squares(heads: shape.heads))
    let gathered = kept.gathered.buffer(room.rows * width)
    let scale = 1 / Float(head).squareRoot()
    for (rows, place, prefix) in room.sequences {
      let length = rows.count
      let suffixStarts = Array(room.suffixStarts[rows])
      for index in 0..<shape.heads {
        let kvOffset = rows.lowerBound * kvWidth + index / shape.headGroup * head
        let offset = rows.lowerBound * width + index * head
        let square = squares + place + index * length * length
        let keys = MatrixProduct.Matrix(kept.keys.start + kvOffset, stride: kvWidth)
        let values = MatrixProduct.Matrix(kept.values.start + kvOffset, stride: kvWidth)
        for block in Self.blocks(of: length) {
          let scores = square + block.lowerBound * length
          MatrixProduct.transposed(
            .init(kept.queries.start + offset + block.lowerBound * width, stride: width), keys,
            into: scores, stride: length, m: block.count, n: block.upperBound, k: head,
            scale: scale)
          nk_causal_softmax(
            scores, block.lowerBound, block.count, block.upperBound, length, prefix, suffixStarts)
          MatrixProduct.plain(
            .init(scores, stride: length), values,
            into: gathered + offset + block.lowerBound * width, stride: width, m: block.count,
            n: head, k: block.upperBound)
        }
      }
    }
  }

  /// Rows in blocks of 64.
  static func blocks(of length: Int) -> [Range<Int>] {
    stride(from: 0, to: length, by: 64).map { $0..<min($0 + 64, length) }
  }

  /// y[rows×outputs] = keep · y + x[rows×inputs] · Wᵀ.
  func product(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
    into y: UnsafeMutablePointer<Float>, _ rows: Int, _ outputs: Int, from inputs: Int? = nil,
    keep: Float = 0
  ) {
    let inputs = inputs ?? shape.width
    MatrixProduct.transposed(
      .init(x, stride: inputs), .init(w, stride: inputs), into: y, stride: outputs, m: rows,
      n: outputs, k: inputs, keep: keep)
  }
}
