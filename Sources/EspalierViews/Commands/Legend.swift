/// What the marks on the screen of a search mean: for the help, which shows them first, and for
/// `docs/views.md`.
package enum Legend {
  /// Some marks and what they mean.
  package struct Entry: Sendable, Hashable {
    /// The marks, with blanks between.
    package var marks: String
    /// What they mean, in their order.
    package var meaning: String
  }

  /// Every mark.
  package static let entries = [
    Entry(marks: "▾ ▸ · ●", meaning: "open, closed, without children, the root"),
    Entry(marks: "★ ✗ ≠", meaning: "goal; dead end or exhausted; a mistake of the model"),
    Entry(marks: "p d ⊘", meaning: "pruned, duplicate of an earlier state, forbidden by a person"),
    Entry(marks: "=", meaning: "the state was reached before"),
    Entry(marks: "⋯", meaning: "nodes that are not shown, and how many"),
    Entry(
      marks: "▁ … █",
      meaning: "the value: Q, else V, else how much of the estimated cost is behind"),
    Entry(
      marks: "› + ? ↑ ↶ × ! ≠",
      meaning: "in the margin, one of the last eight events: select, expand, evaluate, backup, "
        + "backtrack, prune, steer, mistake"),
    Entry(
      marks: "≈",
      meaning: "in the margin, or before a step: another search has visited the state too"),
    Entry(marks: "▎", meaning: "in the text: it speaks of the selected node"),
    Entry(
      marks: "★ ≠ ✗ ┷ ◆ ◇ ⚑ ●",
      meaning: "on the timeline: goal, mistake, backtrack from a failure, backtrack to what looks "
        + "better, hit of a watch, where two searches part, bookmark, now; where backtracks are most of "
        + "it, ▁ … █ say how deep the search is"),
    Entry(
      marks: "⚑ ◈",
      meaning: "after a step: a bookmark is at the node; what is asked to stand out"),
    Entry(marks: "▏", meaning: "in an icicle: a node, as wide as its share; ⋯ those too narrow"),
    Entry(
      marks: "⣿ ▼",
      meaning: "in pixels: the higher a lane, the more happened at that depth then; now"),
    Entry(
      marks: "⠒⠂", meaning: "in a corner: the whole tidy tree, and lit what of it is shown"),
  ]

  /// The columns of the tree, and the figures of a node.
  package static let columns = [
    Entry(marks: "N Q", meaning: "visits, and the mean of the values that were backed up"),
    Entry(marks: "V P", meaning: "the model's value, and the prior of the step that leads there"),
    Entry(marks: "U", meaning: "what exploration adds to Q where a child is chosen"),
    Entry(
      marks: "g h f", meaning: "the cost so far, the estimated cost to go, and g + w·h, least first"
    ),
    Entry(marks: "rank", meaning: "the place among siblings, the best first"),
    Entry(
      marks: "tokens",
      meaning: "what the model computed for the node and all below; as time and money"),
    Entry(
      marks: "1 2 …", meaning: "behind a name, of searches beside each other: whose figure it is"),
  ]

  /// The table of `docs/views.md`.
  package static var markdown: String {
    "| mark | meaning |\n|---|---|\n"
      + (entries + columns).map { "| `\($0.marks)` | \($0.meaning) |\n" }.joined()
  }
}
