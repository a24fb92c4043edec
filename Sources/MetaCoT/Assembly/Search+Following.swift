import Foundation

extension Search {
  /// Makes the events of another search again, up to a moment and to the end of the phase that it lies
  /// in, steering included. Gives all that it has made. Throws a `ForkError` at the first event that is
  /// another one, or where `isCancelled`, which is asked again and again, says so.
  borrowing func follow(
    _ original: SearchTree, to moment: Int, isCancelled: () -> Bool
  ) throws(ForkError) -> EventBatch {
    let answered = DispatchSemaphore(value: 0)
    onAnswer { answered.signal() }
    var made = SearchTree(header: header)
    var batch = EventBatch()
    while made.events.count < moment {
      let place = made.events.count
      guard !isCancelled() else {
        stop()
        throw ForkError(
          event: place,
          "the search was not made again up to its event \(moment), only to \(place): it was given up"
        )
      }
      if let command = SteeringCommand(original.events[place]), status.canSteer, steer(command) {
        // Told.
      } else {
        let progress = runPhase()
        if progress == .held { break }
        if progress == .waits { _ = answered.wait(timeout: .now() + .milliseconds(10)) }
      }
      takeEvents(into: &batch)
      made.append(batch)
      batch.removeAll()
      for index in place..<min(made.events.count, moment) {
        guard made.makes(index, as: original) else {
          throw ForkError(
            event: index,
            "event \(index + 1) is “\(original.words(of: index))” in the trace, but when the search is "
              + "run again it is “\(made.words(of: index))”: go on only from traces of this version of espalier, "
              + "with the budget that they had")
        }
      }
      if outcome != nil { break }
    }
    guard made.events.count >= moment else {
      throw ForkError(
        event: made.events.count,
        "when it is run again, the search ends after event \(made.events.count), and the trace goes "
          + "on: give it the budget that it had, or more")
    }
    return made.allEvents
  }
}

extension SteeringCommand {
  /// The command that an event tells of; nil where it tells of none.
  init?(_ event: Event) {
    guard event.kind == .steer else { return nil }
    let amount = Int(saturating: Double(event.value))
    switch event.reason {
    case .expandNext: self = .expandNext(event.node)
    case .forbid: self = .forbid(event.node)
    case .allow: self = .allow(event.node)
    case .favour: self = .favour(event.node, iterations: amount)
    case .budget: self = .raiseBudget(by: amount)
    default: return nil
    }
  }
}

extension SearchTree {
  /// Whether an event, with all that it brings, is that of another tree. Times do not count.
  fileprivate func makes(_ index: Int, as other: SearchTree) -> Bool {
    let (a, b) = (events[index], other.events[index])
    guard a.kind == b.kind, a.reason == b.reason, a.count == b.count, a.node == b.node,
      Self.isSame(a.value, b.value)
    else { return false }
    switch a.kind {
    case .expand:
      return a.other == b.other
        && (a.other..<a.other + NodeID(a.count)).allSatisfy { isSame($0, in: other) }
    case .modelCall: return true
    case _ where a.kind.hasText: return notes[Int(a.other)] == other.notes[Int(b.other)]
    default: return a.other == b.other
    }
  }

  private func isSame(_ node: NodeID, in other: SearchTree) -> Bool {
    let (a, b) = (records[Int(node)], other.records[Int(node)])
    return a.parent == b.parent && a.same == b.same && Self.isSame(a.P, b.P)
      && Self.isSame(a.V, b.V) && Self.isSame(a.g, b.g) && Self.isSame(a.h, b.h)
      && step(node) == other.step(node) && state(node) == other.state(node)
  }

  /// The last digits of what a network says differ from machine to machine.
  private static func isSame(_ a: Float, _ b: Float) -> Bool {
    a == b || a != a && b != b || (a - b).magnitude <= 1e-3 * max(1, a.magnitude)
  }

  /// Such as `select 12` or `evaluate 12 (0.25)`.
  fileprivate func words(of index: Int) -> String {
    let event = events[index]
    let hasValue = [.evaluate, .backup, .goal].contains(event.kind)
    let value = hasValue ? " (\(JSONValue(event.value.decimal)))" : ""
    return "\(event.kind.word) \(event.node)\(value)"
  }
}
