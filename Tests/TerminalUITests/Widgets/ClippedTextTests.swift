import Testing

@testable import TerminalUI

@Suite struct ClippedTextTests {
  @Test(arguments: [
    ("astar", 5, "astar"), ("mcts:select=puct", 8, "mcts…uct"),
    ("mcts:select=puct", 9, "mcts:…uct"),
    ("日本語日本語", 7, "日本…語"), ("long", 1, "…"),
  ])
  func `What is cut in its middle keeps both ends`(text: String, columns: Int, clipped: String) {
    let result = NumberFormat.clippedInside(text, to: columns)
    #expect(result == clipped)
    #expect(TextWidth.columns(of: result) <= columns)
  }
}
