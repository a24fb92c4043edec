import MetaCoT
import TerminalUI

/// The Meta-CoT texts of the pair beside each other, in the place of the panes.
extension CompareWorkspace {
  /// Where the texts are shown, what a command asks of them; nil for one that is not about them.
  mutating func handleTexts(_ invocation: CommandInvocation) -> WorkspaceEffect? {
    if invocation.id == .alignTexts {
      guard texts == nil else {
        texts = nil
        return WorkspaceEffect.none
      }
      alignTexts()
      return difference.map { .message($0) } ?? WorkspaceEffect.none
    }
    guard texts != nil else { return nil }
    let isForward = invocation.id == .nextDivergence
    switch invocation.id {
    case .leave:
      texts = nil
    case .nextDivergence, .previousDivergence:
      guard texts?.goToDifference(forward: isForward) == false else { return WorkspaceEffect.none }
      return .message("the texts do not differ \(isForward ? "after" : "before") this row")
    case .goToMoment, .toggleFold: goToRow()
    default:
      guard CommandTable[invocation.id].group == .move else { return nil }
      texts?.move(invocation)
    }
    return WorkspaceEffect.none
  }

  /// Sets the texts beside each other as they are now, at the moment that is shown.
  mutating func alignTexts() {
    texts = AlignedTexts(pair.first.tree, pair.second.tree, linearizers: linearizers)
    readTexts(effort: .key)
    texts?.show(moment: searches[active].tree.now, of: active == 0 ? 0 : 1)
  }

  /// Reads further in texts that are not yet beside each other, with so much effort at most.
  mutating func readTexts(effort: Effort) {
    guard texts?.isComplete == false else { return }
    let (pair, linearizers) = (pair, linearizers)
    texts?.advance(
      pair.first.tree, pair.second.tree, linearizers: linearizers, effort: effort)
  }

  private var linearizers: (any Linearizer, any Linearizer) {
    (
      pair.first.linearizers[pair.first.linearizer], pair.second.linearizers[pair.second.linearizer]
    )
  }

  /// Both searches go to the moment of the row under the cursor.
  private mutating func goToRow() {
    guard let row = texts?.row else { return }
    let places = [(0, row.first), (second, row.second)].map { search, event in
      event.map { event in
        (moment: event + 1, node: event < 0 ? -1 : searches[search].tree.events[event].node)
      }
    }
    go(to: places)
  }

  /// Draws the texts where the panes else stand.
  mutating func drawTexts(_ layout: CompareLayout, on canvas: inout Canvas) {
    let trees = (pair.first.tree, pair.second.tree)
    let counts = (trees.0.events.count, trees.1.events.count)
    // While a search runs, what was aligned stays; the key twice takes in the rest.
    if let texts, texts.events != counts, !searches.contains(where: { $0.search == .running }) {
      alignTexts()
    }
    let end = layout.scoreboard.isEmpty ? layout.timeline.y : layout.scoreboard.y
    let rect = Rect(x: 0, y: 1, width: canvas.width, height: end - 1)
    let linearizers = linearizers
    texts?.draw(trees, linearizers, in: rect, of: &canvas)
  }
}
