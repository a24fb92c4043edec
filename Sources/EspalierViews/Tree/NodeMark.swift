import MetaCoT
import TerminalUI

/// What became of a node, as a sign: the same in every drawing.
struct NodeMark: Equatable {
  /// One character.
  var glyph: String
  /// Its colour.
  var ink: Ink

  /// `★ ⊘ ≠ ✗ p d` for a node that something became of; nil for any other.
  init?(of node: NodeID, in tree: SearchTree) {
    let status = tree.status(node)
    (glyph, ink) =
      if status.contains(.goal) {
        ("★", .goal)
      } else if status.contains(.forbidden) {
        ("⊘", .warning)
      } else if status.contains(.mistaken) {
        ("≠", .warning)
      } else if !status.isDisjoint(with: [.deadEnd, .exhausted]) {
        ("✗", .dead)
      } else if status.contains(.pruned) {
        (tree.transposition(of: node) == nil ? "p" : "d", .dim)
      } else {
        ("", .dim)
      }
    if glyph.isEmpty { return nil }
  }
}
