/// Arrival of events.
extension SearchTree {
  /// Appends a batch. If `now` is the present it stays the present; if it is in the past, it stays
  /// where it is.
  ///
  /// Where a trace has no backtracks, those that follow from its `select` events are put in.
  ///
  /// Complexity: linear in the batch and the lengths of its backups' paths.
  public mutating func append(_ batch: EventBatch) {
    if derivation.isNeeded, let completed = derivation.completed(batch, of: self) {
      insert(completed)
    } else {
      insert(batch)
    }
  }

  mutating func insert(_ batch: EventBatch) {
    let following = now == events.count
    let firstEvent = Int32(events.count)
    let textBase = UInt32(text.count)
    text.append(contentsOf: batch.text)
    events.append(contentsOf: batch.events)
    var nextNode = 0
    for index in Int(firstEvent)..<events.count {
      let event = events[index]
      let at = Int32(index)
      switch event.kind {
      case .select: selections.append(at)
      case .expand:
        expansionEvents.append(at)
        // Also where it created nothing: the first children of all of them ascend.
        events[index].other = NodeID(records.count)
        for _ in 0..<event.count {
          var node = batch.nodes[nextNode]
          node.text += textBase
          insert(node, at: at)
          nextNode += 1
        }
      case .evaluate:
        if event.isAskedOfModel { tellsOfModel = true }
        note(event.value, of: event.node, at: at)
      case .backtrack: backtracks.append(at)
      case .goal:
        goals.append(at)
        // A goal is certain, where values are probabilities; what a reward would be is not known.
        if valueRange == 0...1, !isLowerBetter { noteBest(1, of: event.node, at: at) }
        noteCostToGo(0, of: event.node, at: at)
        noteGoal(event, at: at, batch, Int32(index) - firstEvent)
      case .note, .failed, .other: events[index].other += Int32(notes.count)
      case .answer:
        events[index].other += Int32(notes.count)
        note(event.value, of: event.node, at: at)
      case .mistake:
        events[index].other += Int32(notes.count)
        mistakes.append(at)
      case .text:
        streams[event.node, default: StepStream()].append(
          batch.notes[Int(event.other)], at: at)
        events[index].other += Int32(notes.count)
      case .backup:
        if statistics.isEmpty { beginStatistics() }
        found.noteBackup(event.value)
        if wideSums == nil, WideSums.areNeeded(for: event.value) {
          wideSums = WideSums()
          updateWideSums(to: now)
        }
      case .modelCall:
        modelCallEvents.append(at)
        tellsOfModel = true
        if event.other > 0 { events[index].other += Int32(calls.count) }
        if event.value > 0 { hasTokens = true }
        found.note(ModelCost(of: event, event.other > 0 ? batch.calls[Int(event.other) - 1] : nil))
      case .link: linkEvents.append(at)
      case .prune, .steer, .end: break
      }
    }
    if !batch.otherMetrics.isEmpty {
      metrics += batch.otherMetrics.map { TraceHeader.Metric(key: $0) }
      chooseValueMetric()
    }
    if !batch.figures.isEmpty { noteFigures(batch.figures, firstEvent) }
    for reason in batch.otherReasons {
      otherReasons.append(OtherReason(event: reason.event + firstEvent, word: reason.word))
    }
    calls.append(contentsOf: batch.calls)
    notes.append(contentsOf: batch.notes)
    times.append(contentsOf: batch.times)
    if let outcome = batch.outcome { self.outcome = outcome }
    if following { seek(to: events.count) }
  }

  /// Makes room for the rest of a trace, of which `share` (above 0, at most 1) has arrived, as if
  /// the rest were like it. Saves the memory and time of growing.
  package mutating func reserve(forShare share: Double) {
    guard share > 0, share < 1 else { return }
    func whole(_ count: Int) -> Int { Int(saturating: min(Double(count) / share * 1.05, 0x1p26)) }
    events.reserveCapacity(whole(events.count))
    records.reserveCapacity(whole(records.count))
    links.reserveCapacity(whole(records.count))
    statuses.reserveCapacity(whole(records.count))
    values.reserveCapacity(whole(records.count))
    if !statistics.isEmpty {
      statistics.reserveCapacity(whole(records.count))
      history.touchedIn.reserveCapacity(whole(records.count))
    }
    history.marks.reserveCapacity(whole(history.marks.count))
    text.reserveCapacity(whole(text.count))
    times.reserveCapacity(whole(times.count))
    selections.reserveCapacity(whole(selections.count))
    expansionEvents.reserveCapacity(whole(expansionEvents.count))
    backtracks.reserveCapacity(whole(backtracks.count))
  }

  @inline(__always)
  mutating func insert(_ node: NodeRecord, at event: Int32) {
    let id = NodeID(records.count)
    records.append(node)
    statuses.append([])
    values.append(node.V == node.V ? node.V : .nan)
    if !statistics.isEmpty { appendStatistics(node.parent) }
    note(node.V, of: id, at: event)
    noteCostToGo(node.h, of: id, at: event)
    found.note(node)
    if asksForNodes, node.V == node.V || node.h == node.h { tellsOfModel = true }
    var depth: Int32 = 0
    if node.parent >= 0 {
      links.withUnsafeMutableBufferPointer { links in
        let parent = Int(node.parent)
        depth = links[parent].depth + 1
        let last = links[parent].lastChild
        if last >= 0 {
          links[Int(last)].nextSibling = id
        } else {
          links[parent].firstChild = id
        }
        links[parent].lastChild = id
      }
    }
    links.append(NodeLinks(depth: depth))
    if depth == firstOfDepth.count { firstOfDepth.append(id) }
  }

  /// Complexity: O(figures).
  private mutating func noteFigures(_ batch: [FigureRecord], _ firstEvent: Int32) {
    for var figure in batch {
      figure.event += firstEvent
      figures.append(figure)
      found.note(figure.value, as: figure.field)
      guard case .metric(let index) = figure.field, index == valueMetric else { continue }
      let isLower = metrics[index].better == .lower
      if let best = bestFigures.last?.value,
        isLower ? figure.value >= best : figure.value <= best
      {
        continue
      }
      bestFigures.append(Best(event: figure.event, node: figure.node, value: figure.value))
    }
  }

  mutating func chooseValueMetric() {
    valueMetric =
      metrics.firstIndex { $0.role == .value } ?? metrics.firstIndex { $0.role == nil }
  }

  /// A goal whose cost is not known is better than none.
  private mutating func noteGoal(
    _ event: Event, at index: Int32, _ batch: EventBatch, _ place: Int32
  ) {
    var cost = Double(event.value)
    if cost.magnitude >= 0x1p24,
      let exact = batch.figures.first(where: { $0.event == place && $0.field == .g })
    {
      cost = exact.value
    }
    guard let best = bestGoals.last?.value else {
      bestGoals.append(Best(event: index, node: event.node, value: cost))
      return
    }
    if cost < best || best.isNaN && !cost.isNaN {
      bestGoals.append(Best(event: index, node: event.node, value: cost))
    }
  }

  private mutating func beginStatistics() {
    for record in records { appendStatistics(record.parent) }
  }

  @inline(__always)
  private mutating func appendStatistics(_ parent: NodeID) {
    statistics.append(NodeStatistics(parent: parent))
    history.touchedIn.append(0)
  }

  @inline(__always)
  mutating func note(_ value: Float, of node: NodeID, at event: Int32) {
    guard value == value else { return }
    found.note(Double(value), as: .V)
    noteBest(Double(value), of: node, at: event)
  }

  @inline(__always)
  private mutating func noteBest(_ value: Double, of node: NodeID, at event: Int32) {
    guard value == value else { return }
    if let best = bestValues.last?.value, isLowerBetter ? value >= best : value <= best { return }
    bestValues.append(Best(event: event, node: node, value: value))
  }

  @inline(__always)
  private mutating func noteCostToGo(_ cost: Float, of node: NodeID, at event: Int32) {
    guard cost == cost else { return }
    let cost = Double(cost)
    if let least = leastCostsToGo.last, cost >= least.value { return }
    leastCostsToGo.append(Best(event: event, node: node, value: cost))
  }
}
