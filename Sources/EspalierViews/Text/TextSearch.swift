import MetaCoT

/// A pattern sought in the Meta-CoT, and the events found so far whose fragment matches.
package struct TextSearch: Sendable {
  /// The pattern.
  package let matcher: Matcher
  /// Events whose fragment matches, ascending, also those after `now`.
  package private(set) var events: [Int] = []
  private var searched = 0

  /// A search; nil if the pattern is not a regular expression.
  package init?(_ pattern: String) {
    guard let matcher = Matcher(pattern) else { return nil }
    self.matcher = matcher
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
    matcher.withTest { test in
      while searched < tree.events.count, left.remains {
        let text = linearizer.fragment(at: searched, in: tree)?.text
        if var text, text.withUTF8(test) { events.append(searched) }
        searched += 1
        left.spend(writing: text?.utf8.count ?? 0, matcher)
      }
    }
  }

  /// Whether all events before a moment have been searched.
  func isComplete(before now: Int) -> Bool { searched >= now }

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

  private func lowerBound(_ event: Int) -> Int {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle] < event { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Tests texts against a regular expression that ignores case unless it holds a capital; plain
/// words are compared byte by byte.
package struct Matcher: Sendable {
  /// The pattern as it was typed.
  package let pattern: String
  private let literal: [UInt8]?
  private let ignoresCase: Bool

  /// A matcher; nil if the pattern is empty or no regular expression.
  package init?(_ pattern: String) {
    guard !pattern.isEmpty else { return nil }
    self.pattern = pattern
    ignoresCase = !pattern.contains { $0.isUppercase }
    let special = Set("\\^$.|?*+()[]{}")
    let isPlain = !pattern.contains { special.contains($0) }
    let isASCII = pattern.utf8.allSatisfy { $0 < 0x80 }
    literal = isPlain && (isASCII || !ignoresCase) ? Array(pattern.utf8) : nil
    if literal == nil, (try? Regex(pattern)) == nil { return nil }
  }

  /// Whether a text matches somewhere.
  package func matches(_ text: String) -> Bool {
    var text = text
    return withTest { text.withUTF8($0) }
  }

  /// Whether it is compared byte by byte.
  var isLiteral: Bool { literal != nil }

  /// Gives `body` a test of UTF-8 that is prepared once for many texts.
  func withTest<Result>(
    _ body: ((UnsafeBufferPointer<UInt8>) -> Bool) -> Result
  ) -> Result {
    if let literal {
      return literal.withUnsafeBufferPointer { literal in body { contains($0, literal) } }
    }
    let regex = try? Regex(pattern).ignoresCase(ignoresCase)
    return body { text in
      guard let regex else { return false }
      return (try? regex.firstMatch(in: String(decoding: text, as: UTF8.self))) != nil
    }
  }

  private func contains(
    _ text: UnsafeBufferPointer<UInt8>, _ pattern: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard text.count >= pattern.count else { return false }
    for start in 0...(text.count - pattern.count) {
      var index = 0
      while index < pattern.count {
        var byte = text[start + index]
        if ignoresCase, byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
        if byte != pattern[index] { break }
        index += 1
      }
      if index == pattern.count { return true }
    }
    return false
  }
}
