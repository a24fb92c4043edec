/// How much work a search does before the screen gets its turn again, in millionths of a second, about:
/// counted, not measured, so that the same keys show the same on every machine.
package struct Effort: Sendable {
  private var left: Int

  /// So much work.
  package init(_ units: Int) { left = units }

  /// What fits between two frames.
  package static let frame = Effort(15_000)
  /// What a key may take.
  package static let key = Effort(40_000)

  /// Whether any is left.
  var remains: Bool { left > 0 }

  /// Spends what it takes to look for a pattern in so many bytes.
  mutating func spend(on bytes: Int, _ matcher: Matcher) {
    left -= matcher.isLiteral ? 1 + bytes / 200 : 4 + bytes / 10
  }

  /// Spends what it takes to write so many bytes of Meta-CoT first.
  mutating func spend(writing bytes: Int, _ matcher: Matcher) {
    left -= 1 + bytes / 100
    spend(on: bytes, matcher)
  }
}
