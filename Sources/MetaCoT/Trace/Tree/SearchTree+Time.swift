/// Moving in time.
extension SearchTree {
  /// Goes to the moment after `count` events (clamped).
  ///
  /// Complexity: O(nodes and metrics that changed between here and there), and at most 32,768 events applied or
  /// undone: a few milliseconds from any to any of a million events.
  public mutating func seek(to count: Int) {
    let target = max(0, min(count, events.count))
    guard target != now else { return }
    let here = history.boundary(near: now)
    let there = history.boundary(near: target)
    if here != there {
      walk(to: here * history.interval)
      leap(from: here, to: there)
    }
    walk(to: target)
    columns.move(to: target, in: figures)
    updateWideSums(to: target)
    if !modelCallEvents.isEmpty { updateCosts() }
  }

  private mutating func updateCosts() {
    // Taken out for the while, as the tree itself is looked at.
    var costs = SubtreeCosts()
    swap(&costs, &self.costs)
    costs.update(for: self)
    swap(&costs, &self.costs)
  }

  mutating func updateWideSums(to now: Int) {
    guard var sums = wideSums.take() else { return }
    sums.move(to: now, in: events, records)
    wideSums = sums
  }

  /// Applies the next event. Complexity: O(1); a backup: O(depth).
  public mutating func stepForward() {
    if now < events.count { seek(to: now + 1) }
  }

  /// Undoes the last event: afterwards everything is as it was before it. Complexity: as applying.
  public mutating func stepBack() {
    if now > 0 { seek(to: now - 1) }
  }

  /// Adds or takes away all changes between two boundaries.
  private mutating func leap(from start: Int, to end: Int) {
    let low = history.boundaries[min(start, end)]
    let high = history.boundaries[max(start, end)]
    let sign: Int32 = start < end ? 1 : -1
    statistics.withUnsafeMutableBufferPointer { statistics in
      history.sums.withUnsafeBufferPointer { sums in
        for index in low.sums..<high.sums {
          statistics[Int(sums[index].node)].add(
            sums[index].sum &* Int64(sign), sums[index].visits &* sign)
        }
      }
    }
    statuses.withUnsafeMutableBufferPointer { statuses in
      values.withUnsafeMutableBufferPointer { values in
        history.marks.withUnsafeBufferPointer { marks in
          for index in low.counters.marks..<high.counters.marks {
            let mark = marks[index]
            statuses[Int(mark.node)].rawValue ^= mark.status
            if mark.value != 0 { mark.exchange(&values[Int(mark.node)]) }
          }
        }
      }
    }
    counters = history.boundaries[end].counters
  }

  /// Applies or undoes events one by one.
  mutating func walk(to target: Int) {
    guard target != now else { return }
    // The history is taken out for the while, so that it is changed in place.
    var history = History.nothing
    swap(&history, &self.history)
    var counters = self.counters
    events.withUnsafeBufferPointer { events in
      records.withUnsafeBufferPointer { records in
        statistics.withUnsafeMutableBufferPointer { statistics in
          values.withUnsafeMutableBufferPointer { values in
            statuses.withUnsafeMutableBufferPointer { statuses in
              var fold = Fold(
                events: events, records: records, calls: calls, statistics: statistics,
                asksForNodes: asksForNodes, values: values,
                statuses: statuses, counters: counters)
              fold.walk(to: target, &history)
              counters = fold.counters
            }
          }
        }
      }
    }
    self.counters = counters
    swap(&history, &self.history)
  }
}

/// The inner loop: applies and undoes events on memory that is held for the while.
private struct Fold {
  let events: UnsafeBufferPointer<Event>
  let records: UnsafeBufferPointer<NodeRecord>
  let calls: [ModelCall]
  let statistics: UnsafeMutableBufferPointer<NodeStatistics>
  /// Whether a node's first V and h were asked of the model.
  let asksForNodes: Bool
  let values: UnsafeMutableBufferPointer<Float>
  let statuses: UnsafeMutableBufferPointer<SearchTree.Status>
  var counters: Counters

  mutating func walk(to target: Int, _ history: inout History) {
    if target < counters.now {
      history.marks.withUnsafeBufferPointer { marks in
        while counters.now > target { undo(marks) }
      }
      return
    }
    let known = min(target, history.reached)
    history.marks.withUnsafeBufferPointer { marks in
      while counters.now < known { redo(marks) }
    }
    while counters.now < target {
      apply(&history)
      if counters.now == history.boundaries.count * history.interval { close(&history) }
    }
    history.reached = max(history.reached, target)
  }

  /// Begins the next interval: keeps the growth in the last.
  private func close(_ history: inout History) {
    history.touched.withUnsafeBufferPointer { touched in
      for before in touched {
        let after = statistics[Int(before.node)]
        history.sums.append(
          History.Sum(
            sum: after.sum &- before.sum, visits: after.visits &- before.visits, node: before.node))
      }
    }
    history.touched.removeAll(keepingCapacity: true)
    history.boundaries.append(
      History.Boundary(counters: counters, sums: history.sums.count))
  }

  /// Applies an event for the first time, and keeps what it changes.
  @inline(__always)
  private mutating func apply(_ history: inout History) {
    let event = events[counters.now]
    let node = Int(event.node)
    switch event.kind {
    case .expand:
      count(event, 1)
      mark(node, adding: .expanded, &history)
    case .evaluate:
      count(event, 1)
      mark(
        node, adding: event.isDeadEnd ? [.evaluated, .deadEnd] : .evaluated,
        value: event.value == event.value ? event.value : .nan, &history)
    case .backup:
      let number = history.number
      let value = fixedPoint(event.value)
      history.touchedIn.withUnsafeMutableBufferPointer { touchedIn in
        var node = node
        while node >= 0 {
          if touchedIn[node] != number {
            touchedIn[node] = number
            history.touched.append(
              History.Sum(
                sum: statistics[node].sum, visits: statistics[node].visits, node: NodeID(node)))
          }
          statistics[node].add(value, 1)
          node = Int(statistics[node].parent)
        }
      }
    case .prune: mark(node, adding: Self.status(of: event.reason), &history)
    case .goal: mark(node, adding: .goal, &history)
    case .mistake: mark(node, adding: .mistaken, &history)
    case .steer:
      if event.reason == .forbid { mark(node, adding: .forbidden, &history) }
      if event.reason == .allow { mark(node, removing: .forbidden, &history) }
    case .modelCall: count(event, 1)
    case .select, .backtrack, .note, .answer, .failed, .text, .link, .end, .other: break
    }
    counters.now += 1
  }

  /// Applies an event that was applied before.
  @inline(__always)
  private mutating func redo(_ marks: UnsafeBufferPointer<History.Mark>) {
    let event = events[counters.now]
    switch event.kind {
    case .select, .backtrack, .note, .answer, .failed, .text, .link, .end, .other: break
    case .modelCall: count(event, 1)
    case .backup: backUp(event, 1)
    default:
      count(event, 1)
      if counters.marks < marks.count, Int(marks[counters.marks].event) == counters.now {
        exchange(marks[counters.marks])
        counters.marks += 1
      }
    }
    counters.now += 1
  }

  @inline(__always)
  private mutating func undo(_ marks: UnsafeBufferPointer<History.Mark>) {
    counters.now -= 1
    let event = events[counters.now]
    switch event.kind {
    case .select, .backtrack, .note, .answer, .failed, .text, .link, .end, .other: break
    case .modelCall: count(event, -1)
    case .backup: backUp(event, -1)
    default:
      if counters.marks > 0, Int(marks[counters.marks - 1].event) == counters.now {
        counters.marks -= 1
        exchange(marks[counters.marks])
      }
      count(event, -1)
    }
  }

  @inline(__always)
  private func backUp(_ event: Event, _ sign: Int32) {
    let value = fixedPoint(event.value) &* Int64(sign)
    var node = Int(event.node)
    while node >= 0 {
      statistics[node].add(value, sign)
      node = Int(statistics[node].parent)
    }
  }

  @inline(__always)
  mutating func count(_ event: Event, _ sign: Int) {
    if event.kind == .expand {
      counters.nodes += sign * Int(event.count)
      counters.frontier += sign * Int(event.count)
      counters.expansions += sign
      counters.evaluations += sign * evaluated(event)
    } else if event.isAskedOfModel {
      counters.evaluations += sign
    } else if event.kind == .modelCall {
      let call = event.other > 0 ? calls[Int(event.other) - 1] : nil
      counters.states += sign * (call?.states ?? Int(event.count))
      counters.tokens += sign * (call?.writtenTokens ?? event.roundedTokens)
    }
  }

  /// How many of the nodes that the event creates were evaluated by the model.
  @inline(__always)
  func evaluated(_ event: Event) -> Int {
    guard asksForNodes else { return 0 }
    var count = 0
    for node in Int(event.other)..<Int(event.other) + Int(event.count) {
      let record = records[node]
      if record.V == record.V || record.h == record.h { count += 1 }
    }
    return count
  }

  @inline(__always)
  private mutating func mark(
    _ node: Int, adding added: SearchTree.Status = [], removing removed: SearchTree.Status = [],
    _ history: inout History
  ) {
    let after = statuses[node].union(added).subtracting(removed)
    keep(node, after.rawValue ^ statuses[node].rawValue, value: 0, &history)
  }

  @inline(__always)
  private mutating func mark(
    _ node: Int, adding added: SearchTree.Status, value: Float, _ history: inout History
  ) {
    keep(
      node, statuses[node].union(added).rawValue ^ statuses[node].rawValue,
      value: value.bitPattern ^ values[node].bitPattern, &history)
  }

  @inline(__always)
  mutating func keep(
    _ node: Int, _ status: UInt8, value: UInt32, _ history: inout History
  ) {
    guard status != 0 || value != 0 else { return }
    let mark = History.Mark(
      event: Int32(counters.now), node: NodeID(node), value: value, status: status)
    history.marks.append(mark)
    counters.marks += 1
    exchange(mark)
  }

  @inline(__always)
  private mutating func exchange(_ mark: History.Mark) {
    let node = Int(mark.node)
    let wasOpen = statuses[node].isDisjoint(with: .settled)
    statuses[node].rawValue ^= mark.status
    let isOpen = statuses[node].isDisjoint(with: .settled)
    counters.frontier += (isOpen ? 1 : 0) - (wasOpen ? 1 : 0)
    if mark.value != 0 { mark.exchange(&values[node]) }
  }

  static func status(of reason: Event.Reason) -> SearchTree.Status {
    switch reason {
    case .deadEnd, .hopeless: .deadEnd
    case .exhausted: .exhausted
    // Nothing was given up there: a goal was found.
    case .solved: []
    default: .pruned
    }
  }

  /// The value in units of W; what is not a number counts as 0, and so does what only `WideSums` can
  /// count.
  @inline(__always)
  private func fixedPoint(_ value: Float) -> Int64 {
    guard value.magnitude < WideSums.least else { return 0 }
    return Int64(saturating: (Double(value) * (1 / SearchTree.unit)).rounded())
  }
}
