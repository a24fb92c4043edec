import TerminalUI

/// The searches of a file as a list to choose from: what each is called, its problem, how many nodes
/// it has and whether it was solved, as far as that has been read.
package struct SearchList: Sendable {
  /// A search of the file.
  package struct Row: Sendable, Equatable {
    /// What it is called.
    package var id: String
    /// What is known of it; nil as long as it has not been read.
    package var summary: Summary?

    /// A search of which nothing but the id is known.
    package init(id: String) { self.id = id }
  }

  /// What there is to say of a search in a line.
  package struct Summary: Sendable, Equatable {
    /// The problem, or what is wrong with the search.
    package var problem: String
    /// How many nodes it has; nil where it cannot be read.
    package var nodes: Int?
    /// Whether it was solved; nil where the file does not say.
    package var isSolved: Bool?

    /// What there is to say.
    package init(problem: String, nodes: Int?, isSolved: Bool?) {
      self.problem = problem
      self.nodes = nodes
      self.isSolved = isSolved
    }
  }

  /// The searches, in the order of the file.
  package private(set) var rows: [Row] = []
  /// The row under the cursor.
  package private(set) var selected = 0
  /// Whether the file has been read to its end.
  package var isComplete = false
  private let title: String
  private var list = Rect(x: 0, y: 0, width: 0, height: 0)

  /// An empty list of the searches in a file.
  package init(title: String) { self.title = title }

  /// Adds searches at the end.
  package mutating func append(_ ids: [String]) { rows += ids.map { Row(id: $0) } }

  /// Says what is known of a row.
  package mutating func set(_ summary: Summary, of row: Int) {
    if rows.indices.contains(row) { rows[row].summary = summary }
  }

  /// The rows on the screen, which are read first.
  package var shown: Range<Int> {
    let top = max(0, min(selected - list.height / 2, rows.count - list.height))
    return top..<min(rows.count, top + max(1, list.height))
  }

  /// Moves the cursor. Returns false for commands that mean nothing here, `open` among them.
  package mutating func handle(_ invocation: CommandInvocation) -> Bool {
    guard let move = RowMove(invocation, window: list.height) else { return false }
    selected = move.row(from: selected, of: rows.count)
    return true
  }

  /// Puts the cursor on the row at a place. Returns whether there is one.
  package mutating func click(x: Int, y: Int) -> Bool {
    let row = shown.lowerBound + y - list.y
    guard list.contains(x: x, y: y), rows.indices.contains(row) else { return false }
    selected = row
    return true
  }

  /// Paints the whole frame but for the last row, which is the footer's.
  package mutating func draw(into canvas: inout Canvas) {
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else {
      TooSmall.draw(minimum: WorkspaceLayout.minimum, into: &canvas)
      return
    }
    let screen = canvas.bounds.splitTop(canvas.height - 1).top
    let (heading, body) = screen.splitTop(1)
    let count = NumberFormat.grouped(rows.count) + (rows.count == 1 ? " search" : " searches")
    PaneHeading.draw(
      title, notes: [isComplete ? count : count + " …"], focused: true, in: heading, of: &canvas)
    list = body
    let shown = shown
    let width = min(24, max(2, rows[shown].map { TextWidth.columns(of: $0.id) }.max() ?? 0))
    for index in shown {
      draw(
        rows[index], idWidth: width,
        in: Rect(x: list.x, y: list.y + index - shown.lowerBound, width: list.width, height: 1),
        of: &canvas)
      if index == selected {
        canvas.shade(
          Rect(x: list.x, y: list.y + index - shown.lowerBound, width: list.width, height: 1),
          .cursor)
      }
    }
  }

  private func draw(_ row: Row, idWidth: Int, in rect: Rect, of canvas: inout Canvas) {
    let summary = row.summary
    let nodes = summary.map { $0.nodes.map(NumberFormat.grouped) ?? "–" } ?? "…"
    let verdict =
      summary.map { $0.isSolved.map { $0 ? "solved" : "not solved" } ?? "–" } ?? ""
    let verdictWidth = 11
    let nodesWidth = 9
    let end = rect.x + rect.width - 1
    canvas.draw(
      NumberFormat.clipped(row.id, to: idWidth), x: rect.x + 1, y: rect.y, Style(.strong),
      in: rect)
    let start = rect.x + idWidth + 3
    canvas.draw(
      NumberFormat.clipped(
        TextWidth.sanitized(summary?.problem ?? ""),
        to: max(0, end - verdictWidth - nodesWidth - start - 1)),
      x: start, y: rect.y, Style(.text), in: rect)
    canvas.draw(
      nodes, x: end - verdictWidth - 1 - nodes.count, y: rect.y, Style(.dim), in: rect)
    canvas.draw(
      verdict, x: end - verdictWidth + 1, y: rect.y,
      Style(summary?.isSolved == true ? .goal : .dim), in: rect)
  }
}
