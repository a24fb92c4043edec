import MetaCoT

/// A pattern sought in the Meta-CoT, and the events found so far whose fragment matches.
package struct TextSearch: Sendable {
  /// The pattern.
  package let pattern: Pattern
  /// Events whose fragment matches, ascending, also those after `now`.
  package private(set) var events: [Int] = []
  private var searched = 0

  /// A search; nil if the pattern is empty or not a regular expression.
  package init?(_ text: String) {
    guard !text.isEmpty, let pattern = try? Pattern.smartCase(text) else { return nil }
    self.pattern = pattern
  }

  mutating func restart() {
    events = []
    searched = 0
  }

  /// Searches further, with so much effort at most.
  mutating func advance(
    _ linearizer: any Linearizer, in tree: SearchTree, effort: Effort = .key
  ) {
    var left = effort
    while searched < tree.events.count, left.remains {
      let text = linearizer.fragment(at: searched, in: tree)?.text ?? ""
      if !text.isEmpty, pattern.matches(text) { events.append(searched) }
      searched += 1
      left.spend(writing: text.utf8.count)
    }
  }

  /// Whether all events before a moment have been searched.
  func isComplete(before now: Int) -> Bool { searched >= now }

  /// Whether the fragment of an event is among those found.
  func contains(_ event: Int) -> Bool {
    let index = lowerBound(event)
    return index < events.count && events[index] == event
  }

  func match(before event: Int) -> Int? {
    let index = lowerBound(event)
    return index > 0 ? events[index - 1] : nil
  }

  func match(after event: Int) -> Int? {
    let index = lowerBound(event + 1)
    return index < events.count ? events[index] : nil
  }

  /// The match after or before an event, going round at the ends, and its place from 1; nil if there
  /// is none, or which it is depends on what has not been searched.
  func match(
    from event: Int, backwards: Bool, before now: Int
  ) -> (event: Int, place: Int, count: Int)? {
    let count = lowerBound(now)
    var index = backwards ? lowerBound(event) - 1 : lowerBound(event + 1)
    let goesRound = !(0..<count).contains(index)
    guard count > 0, isComplete(before: goesRound ? now : min(event, now)) else { return nil }
    if goesRound { index = backwards ? count - 1 : 0 }
    return (events[index], index + 1, count)
  }

  private func lowerBound(_ event: Int) -> Int { events.partitioningIndex { $0 >= event } }
}
