import MetaCoT

extension Effort {
  /// Spends what it takes to look for a pattern in so many bytes.
  mutating func spend(on bytes: Int, _ matcher: Matcher) {
    spend(matcher.isLiteral ? 90 + 3 * bytes : 4000 + 100 * bytes)
  }

  /// Spends what it takes to write so many bytes of Meta-CoT first.
  mutating func spend(writing bytes: Int, _ matcher: Matcher) {
    spend(1000 + 10 * bytes)
    spend(on: bytes, matcher)
  }
}
