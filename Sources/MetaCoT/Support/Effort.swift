/// How much work is done before the screen gets its turn again: what takes long is done in slices
/// between frames, and each slice has an effort that it may spend.
///
/// Counted, not measured, so that the same keys show the same on every machine.
package struct Effort: Sendable {
  private var left: Int

  /// So much work, in billionths of a second, about.
  package init(_ nanoseconds: Int) { left = nanoseconds }

  /// As much as there is to do.
  package static let whole = Effort(.max)

  /// What each of several may spend, so that together they spend this.
  package func shared(among count: Int) -> Effort { Effort(left / max(1, count)) }

  /// Whether any is left.
  package var remains: Bool { left > 0 }

  /// Spends so many billionths of a second, about.
  package mutating func spend(_ nanoseconds: Int) { left -= nanoseconds }
}
