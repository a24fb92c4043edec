extension EventBatch {
  /// Moves everything to the end of `batch`, which is faster if that is empty.
  mutating func move(into batch: inout EventBatch) {
    if batch.isEmpty {
      swap(&batch, &self)
    } else {
      batch.append(contentsOf: self)
    }
    removeAll()
  }

  /// Appends the events that followed. Complexity: linear in `next`.
  mutating func append(contentsOf next: EventBatch) {
    let textBase = UInt32(text.count)
    let eventBase = Int32(events.count)
    let noteBase = Int32(notes.count)
    text.append(contentsOf: next.text)
    nodes.reserve(next.nodes.count)
    for var node in next.nodes {
      node.text += textBase
      nodes.append(node)
    }
    if next.notes.isEmpty && next.calls.isEmpty {
      events.append(contentsOf: next.events)
    } else {
      let callBase = Int32(calls.count)
      for var event in next.events {
        if event.kind.hasText { event.other += noteBase }
        if event.kind == .modelCall, event.other > 0 { event.other += callBase }
        events.append(event)
      }
      notes.append(contentsOf: next.notes)
      calls.append(contentsOf: next.calls)
    }
    for var figure in next.figures {
      figure.event += eventBase
      figures.append(figure)
    }
    for reason in next.otherReasons {
      otherReasons.append(OtherReason(event: reason.event + eventBase, word: reason.word))
    }
    otherMetrics.append(contentsOf: next.otherMetrics)
    times.append(contentsOf: next.times)
    if let last = next.outcome { outcome = last }
  }
}

extension Array {
  /// Makes room for `extra` elements more, and for as many again if it has to grow: unlike
  /// `reserveCapacity`, often repeated it stays linear.
  fileprivate mutating func reserve(_ extra: Int) {
    if count + extra > capacity { reserveCapacity(Swift.max(count + extra, 2 * capacity)) }
  }
}
