import MetaCoT

extension Effort {
  /// Spends what it takes to look for a pattern in so many bytes.
  mutating func spend(seekingIn bytes: Int) { spend(300 + 3 * bytes) }

  /// Spends what it takes to write so many bytes of Meta-CoT, and to look for a pattern in them.
  mutating func spend(writing bytes: Int) {
    spend(1000 + 10 * bytes)
    spend(seekingIn: bytes)
  }
}
