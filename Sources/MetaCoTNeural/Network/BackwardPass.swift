import CNeuralKernels

extension Transformer {
  /// Adds to `gradients` what the loss's derivatives give: by the logits, which stand in
  /// `room.logits`, and by the value logits, in `room.valueLogits`. The mirror of `forward`; every
  /// stage of training differs only in these two.
  func backward(_ room: Activations, into gradients: Weights) {
    let rows = room.rows
    let (width, vocabulary) = (shape.width, shape.vocabulary)
    let (dLogits, dValues) = (room.logits.start, room.valueLogits.start)
    let norm = room.outputNorm.start

    let dNorm = room.dNorm.buffer(rows * width)
    MatrixProduct.plain(
      .init(dLogits, stride: vocabulary), .init(output, stride: width), into: dNorm,
      stride: width, m: rows, n: width, k: vocabulary)
    let name = shape.tiesEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight"
    outer(dLogits, norm, into: gradients.at(name), rows, vocabulary, width)
    let dValueWeight = gradients.at("value_head.weight")
    let dValueBias = gradients.at("value_head.bias")
    for row in 0..<rows where dValues[row] != 0 {
      nk_add_scaled(dValues[row], valueWeight, dNorm + row * width, width)
      nk_add_scaled(dValues[row], norm + row * width, dValueWeight, width)
      dValueBias[0] += dValues[row]
    }

    let dStream = room.dStream.zeros(rows * width)
    nk_rms_norm_backward(
      room.output.start, lastNorm, room.outputInverse.start, dNorm, dStream,
      gradients.at("model.norm.weight"), rows, width)
    for index in (0..<shape.layers).reversed() {
      backward(index, room, room.layers[index], dStream, gradients)
    }
    let dEmbeddings = gradients.at("model.embed_tokens.weight")
    for (row, token) in room.tokens.enumerated() {
      nk_add_scaled(1, dStream + row * width, dEmbeddings + Int(token) * width, width)
    }
  }

  /// `dStream` is the derivative by the layer's output; it becomes that by its input.
  private func backward(
    _ index: Int, _ room: Activations, _ kept: Activations.Layer,
    _ dStream: UnsafeMutablePointer<Float>, _ gradients: Weights
  ) {
    let weights = layer(index)
    let slots = LayerTensors(index) { gradients.at($0) }
    let rows = room.rows
    let (width, kvWidth, inner) = (shape.width, shape.keyValueWidth, shape.feedForward)

    // Feed-forward block.
    let dGated = room.dGated.buffer(rows * inner)
    inward(dStream, weights.down, into: dGated, rows, width, inner)
    outer(dStream, kept.gated.start, into: slots.down, rows, width, inner)
    let (dGate, dUp) = (room.dGate.buffer(rows * inner), room.dUp.buffer(rows * inner))
    nk_swiglu_backward(
      kept.gate.start, kept.up.start, dGated, dGate, dUp, rows * inner)
    let dNorm = room.dNorm.buffer(rows * width)
    inward(dGate, weights.gate, into: dNorm, rows, inner, width)
    inward(dUp, weights.up, into: dNorm, rows, inner, width, keep: 1)
    outer(dGate, kept.middleNorm.start, into: slots.gate, rows, inner, width)
    outer(dUp, kept.middleNorm.start, into: slots.up, rows, inner, width)
    nk_rms_norm_backward(
      kept.middle.start, weights.feedForwardNorm, kept.middleInverse.start, dNorm, dStream,
      slots.feedForwardNorm, rows, width)

    // Attention.
    let dGathered = room.dGathered.buffer(rows * width)
    inward(dStream, weights.o, into: dGathered, rows, width, width)
    outer(dStream, kept.gathered.start, into: slots.o, rows, width, width)
    attendBackward(room, kept)
    let (dq, dk, dv) = (room.dQueries.start, room.dKeys.start, room.dValues.start)
    nk_rotate(dq, room.positions, angles, rows, shape.heads, shape.headWidth, -1)
    nk_rotate(dk, room.positions, angles, rows, shape.keyValueHeads, shape.headWidth, -1)
    inward(dq, weights.q, into: dNorm, rows, width, width)
    inward(dk, weights.k, into: dNorm, rows, kvWidth, width, keep: 1)
    inward(dv, weights.v, into: dNorm, rows, kvWidth, width, keep: 1)
    outer(dq, kept.inputNorm.start, into: slots.q, rows, width, width)
    outer(dk, kept.inputNorm.start, into: slots.k, rows, kvWidth, width)
    outer(dv, kept.inputNorm.start, into: slots.v, rows, kvWidth, width)
    nk_rms_norm_backward(
      kept.input.start, weights.attentionNorm, kept.inputInverse.start, dNorm, dStream,
      slots.attentionNorm, rows, width)
  }

  private func attendBackward(_ room: Activations, _ kept: Activations.Layer) {
    let (width, kvWidth, head) = (shape.width, shape.keyValueWidth, shape.headWidth)
    let dQueries = room.dQueries.zeros(room.rows * width)
    let dKeys = room.dKeys.zeros(room.rows * kvWidth)
    let dValues = room.dValues.zeros(room.rows * kvWidth)
    let scale = 1 / Float(head).squareRoot()
    for (rows, place, _) in room.sequences {
      let length = rows.count
      let dScores = room.dScores.buffer(64 * length)
      for index in 0..<shape.heads {
        let kvOffset = rows.lowerBound * kvWidth + index / shape.headGroup * head
        let values = MatrixProduct.Matrix(kept.values.start + kvOffset, stride: kvWidth)
        let keys = MatrixProduct.Matrix(kept.keys.start + kvOffset, stride: kvWidth)
        let square = kept.attention.start + place + index * length * length
        for block in Self.blocks(of: length) {
          let p = square + block.lowerBound * length
          let offset = (rows.lowerBound + block.lowerBound) * width + index * head
          let dGathered = MatrixProduct.Matrix(room.dGathered.start + offset, stride: width)
          let queries = MatrixProduct.Matrix(kept.queries.start + offset, stride: width)
          let (count, end) = (block.count, block.upperBound)
          MatrixProduct.transposed(
            dGathered, values, into: dScores, stride: length, m: count, n: end, k: head)
          MatrixProduct.outer(
            .init(p, stride: length), dGathered, into: dValues + kvOffset, stride: kvWidth, m: end,
            n: head, k: count, keep: 1)
          nk_causal_softmax_backward(p, dScores, block.lowerBound, count, end, length)
          MatrixProduct.plain(
            .init(dScores, stride: length), keys, into: dQueries + offset, stride: width,
            m: count, n: head, k: end, scale: scale)
          MatrixProduct.outer(
            .init(dScores, stride: length), queries, into: dKeys + kvOffset, stride: kvWidth,
            m: end, n: head, k: count, scale: scale, keep: 1)
        }
      }
    }
  }

  /// dx[rows×inputs] = keep · dx + dy[rows×outputs] · W.
  private func inward(
    _ dy: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    _ rows: Int, _ outputs: Int, _ inputs: Int, keep: Float = 0
  ) {
    MatrixProduct.plain(
      .init(dy, stride: outputs), .init(w, stride: inputs), into: dx, stride: inputs, m: rows,
      n: inputs, k: outputs, keep: keep)
  }

  /// dW[outputs×inputs] += dyᵀ · x.
  private func outer(
    _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, into dw: UnsafeMutablePointer<Float>,
    _ rows: Int, _ outputs: Int, _ inputs: Int
  ) {
    MatrixProduct.outer(
      .init(dy, stride: outputs), .init(x, stride: inputs), into: dw, stride: inputs, m: outputs,
      n: inputs, k: rows, keep: 1)
  }
}
