import MetaCoT
import TerminalUI

/// Plots of one search, as many beside each other as there is room for.
///
/// They are of the tree's moment. What takes long is made anew between frames; until then the plot of the
/// moment before stands.
struct PlotsPane: Sendable {
  /// What has been made; nil where the search has no figures for it.
  private var made: [SearchPlot: Made] = [:]
  private var first = 0
  /// Plots that are shown at once.
  private var shown = 1
  /// Plots beside each other.
  private var columns = 1
  /// How many have been made.
  private var numbers = 0

  private struct Made: Sendable {
    var subject: Subject
    var plot: BraillePlot?
    /// Which of all that were made.
    var number: Int
  }

  /// What a plot is of.
  private struct Subject: Sendable, Equatable {
    var now: Int
    /// The selected node, of plots that go by it.
    var node: NodeID

    init(_ plot: SearchPlot, _ tree: SearchTree, _ node: NodeID) {
      now = tree.now
      self.node = plot == .children ? node : 0
    }
  }

  /// Those for which the search has figures, as far as that is known.
  private var available: [SearchPlot] {
    SearchPlot.allCases.filter { made[$0]?.plot != nil }
  }

  /// Whether all are of the tree's moment.
  func isSettled(_ tree: SearchTree, at node: NodeID) -> Bool {
    SearchPlot.allCases.allSatisfy { made[$0]?.subject == Subject($0, tree, node) }
  }

  /// Makes those anew that are of another moment, with so much effort at most, and at least one.
  mutating func update(to tree: SearchTree, at node: NodeID, effort: Effort) {
    var left = effort
    // The oldest first, so that each has its turn while a search goes on.
    let oldest = SearchPlot.allCases.sorted { (made[$0]?.number ?? 0) < (made[$1]?.number ?? 0) }
    for plot in oldest {
      let subject = Subject(plot, tree, node)
      guard made[plot]?.subject != subject else { continue }
      numbers += 1
      made[plot] = Made(
        subject: subject, plot: plot.plot(of: tree, at: node), number: numbers)
      left.spend(plot.cost(of: tree, at: node))
      guard left.remains else { return }
    }
  }

  /// Goes on, by rows of plots.
  mutating func move(_ invocation: CommandInvocation) {
    if let move = RowMove(invocation, window: shown / columns + 1) { self.move(move) }
  }

  /// Goes on, by rows of plots.
  mutating func move(_ move: RowMove) {
    let places = max(1, rows(of: available) - shown / columns + 1)
    first = move.row(from: first / columns, of: places) * columns
  }

  private func rows(of plots: [SearchPlot]) -> Int { (plots.count + columns - 1) / columns }

  /// Draws as many as fit.
  mutating func draw(
    _ tree: SearchTree, at node: NodeID, focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    update(to: tree, at: node, effort: .key)
    let (heading, body) = rect.splitTop(1)
    let plots = available
    columns = max(1, min(body.width / 56, plots.count))
    let rows = max(1, min(body.height / 12, self.rows(of: plots)))
    shown = columns * rows
    first = max(0, min(first, self.rows(of: plots) * columns - shown))
    var notes: [String] = []
    if plots.count > shown {
      let last = min(first + shown, plots.count)
      notes.append((shown > 1 ? "\(first + 1) to " : "") + "\(last) of \(plots.count)")
    }
    if !isSettled(tree, at: node) { notes.append("…") }
    PaneHeading.draw("plots", notes: notes, focused: focused, in: heading, of: &canvas)
    guard !plots.isEmpty else {
      canvas.draw(
        "nothing to plot before something is expanded", x: body.x + 1, y: body.y, Style(.dim),
        in: body)
      return
    }
    for (place, plot) in plots.dropFirst(first).prefix(shown).enumerated() {
      let (column, row) = (place % columns, place / columns)
      let left = body.width * column / columns
      let top = body.height * row / rows
      let cell = Rect(
        x: body.x + left, y: body.y + top, width: body.width * (column + 1) / columns - left,
        height: body.height * (row + 1) / rows - top
      ).inset(x: 1)
      let (title, field) = cell.splitTop(1)
      canvas.draw(
        NumberFormat.clipped(plot.title, to: title.width), x: title.x, y: title.y,
        Style(.strong), in: title)
      made[plot]?.plot?.draw(in: field, of: &canvas)
    }
  }
}
