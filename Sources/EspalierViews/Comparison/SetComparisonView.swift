import MetaCoTEvaluation
import TerminalUI

/// The screen of two ways to search a problem set: a row a problem, the figures of both beside each
/// other, and a point a problem in a plot.
///
/// A value without clock, thread or file: outcomes are set as they come, commands and the mouse are
/// handled, and `draw` paints a frame.
package struct SetComparisonView: Sendable {
  /// What both came to so far.
  package var outcomes: PairedOutcomes
  /// The keys, for the footer.
  package var keymap = Keymap()
  private let names: (first: String, second: String)
  private let title: String
  /// The problem under the cursor.
  package private(set) var selected = 0
  private var order = Order.set
  private var focus = Pane.table
  private var rows = ScrolledRows()
  private var size = (width: 80, height: 24)
  private var list = Rect(x: 0, y: 0, width: 0, height: 0)

  private enum Pane: String, CaseIterable { case table = "problems", plot }

  /// In which order the problems stand.
  private enum Order: String, CaseIterable {
    case set = "in the order of the set"
    case difference = "greatest difference first"
    case effort = "greatest effort first"
  }

  /// A screen for ways that are called so, on problems that `title` tells of.
  package init(
    _ outcomes: PairedOutcomes, names: (first: String, second: String), title: String
  ) {
    self.outcomes = outcomes
    self.names = names
    self.title = title
  }

  /// Where keys go.
  package var context: CommandContext { .problems }

  // MARK: Commands

  /// What a command comes to.
  package enum Effect: Sendable, Equatable {
    /// It is done.
    case none
    /// To show a message.
    case message(String)
    /// To show both searches of the problem at this place.
    case open(Int)
    /// A command that is not the screen's business.
    case unhandled(CommandInvocation)
  }

  /// Does what a command asks.
  package mutating func handle(_ invocation: CommandInvocation) -> Effect {
    switch invocation.id {
    case .openProblem: return outcomes.problems.isEmpty ? .none : .open(selected)
    case .sortProblems:
      let all = Order.allCases
      order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
      return .message("sorted: " + order.rawValue)
    case .decideBy: return decide(by: invocation.argument)
    case .nextPane, .previousPane: focus = focus == .table ? .plot : .table
    default:
      guard let move = RowMove(invocation, window: list.height) else {
        return .unhandled(invocation)
      }
      self.move(move)
    }
    return .none
  }

  private mutating func decide(by name: String?) -> Effect {
    let all = ScalingCurve.Cost.allCases
    guard let name else {
      outcomes.cost = all[((all.firstIndex(of: outcomes.cost) ?? 0) + 1) % all.count]
      return .message("decided by \(outcomes.cost.rawValue)")
    }
    guard let cost = all.first(where: { $0.rawValue.hasPrefix(name) }) else {
      let names = all.map(\.rawValue).joined(separator: ", ")
      return .message("nothing is decided by “\(name)”: there are \(names)")
    }
    outcomes.cost = cost
    return .message("decided by \(cost.rawValue)")
  }

  private mutating func move(_ move: RowMove) {
    let shown = shown
    guard let place = shown.firstIndex(of: selected) else { return }
    selected = shown[move.row(from: place, of: shown.count)]
  }

  /// Does what the mouse asks. Returns whether anything happened.
  package mutating func handle(_ mouse: MouseEvent) -> Bool {
    guard list.contains(x: mouse.x, y: mouse.y) else { return false }
    switch mouse.kind {
    case .wheelUp: move(.by(-3))
    case .wheelDown: move(.by(3))
    case .press:
      let row = rows.top + mouse.y - list.y
      guard shown.indices.contains(row) else { return false }
      selected = shown[row]
      focus = .table
    default: return false
    }
    return true
  }

  /// The places of the problems, in the order in which they stand.
  private var shown: [Int] {
    let places = Array(outcomes.problems.indices)
    func sorted(by weight: (PairedOutcomes.Row) -> Double) -> [Int] {
      let weights = outcomes.rows.map { $0.map(weight) ?? -.infinity }
      return places.sorted { (weights[$1], $0) < (weights[$0], $1) }
    }
    let cost = outcomes.cost
    switch order {
    case .set: return places
    case .difference:
      return sorted { row in
        guard row.first.solved == row.second.solved else { return .infinity }
        guard let a = row.first.spent(cost), let b = row.second.spent(cost) else { return -1 }
        return max(a, b) / max(min(a, b), 1e-9)
      }
    case .effort:
      return sorted { max($0.first.spent(cost) ?? -1, $0.second.spent(cost) ?? -1) }
    }
  }

  // MARK: Drawing

  /// Paints the whole frame. - Complexity: O(cells + problems · log).
  package mutating func draw(into canvas: inout Canvas) {
    size = (canvas.width, canvas.height)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else {
      TooSmall.draw(minimum: WorkspaceLayout.minimum, into: &canvas)
      return
    }
    let (status, rest) = canvas.bounds.splitTop(1)
    let (upper, footer) = rest.splitTop(rest.height - 1)
    drawStatus(in: status, of: &canvas)
    let text = SetComparisonText(outcomes, names: names)
    let lines = text.sentences.flatMap { TextWrapping.lines($0, width: canvas.width - 2) }
    let (body, summary) = upper.splitTop(upper.height - min(lines.count + 1, upper.height / 3))
    if !lines.isEmpty { drawSummary(lines, in: summary, of: &canvas) }
    drawBody(in: lines.isEmpty ? upper : body, of: &canvas)
    Footer.draw(keymap.hints(in: context, []), in: footer, of: &canvas)
  }

  private mutating func drawBody(in rect: Rect, of canvas: inout Canvas) {
    list = Rect(x: 0, y: 0, width: 0, height: 0)
    if rect.width >= 110 {
      let (left, rest) = rect.splitLeft(rect.width - min(84, rect.width * 2 / 5))
      let (divider, right) = rest.splitLeft(1)
      drawTable(in: left, of: &canvas)
      drawPlot(in: right, of: &canvas)
      Workspace.drawDivider(divider, on: &canvas)
    } else if rect.height >= 26 {
      let (top, bottom) = rect.splitTop(rect.height - rect.height * 2 / 5)
      drawTable(in: top, of: &canvas)
      drawPlot(in: bottom, of: &canvas)
    } else if focus == .table {
      drawTable(in: rect, of: &canvas)
    } else {
      drawPlot(in: rect, of: &canvas)
    }
  }

  private func drawStatus(in rect: Rect, of canvas: inout Canvas) {
    let quiet = Style(.dim, on: .bar)
    let strong = Style(.strong, on: .bar, .bold)
    let room = max(8, rect.width / 3)
    let finished = outcomes.finishedCount
    let all = outcomes.problems.count
    let left = [
      StatusItem(
        parts: [
          ("1 ", quiet), (NumberFormat.clipped(names.first, to: room), strong), ("   2 ", quiet),
          (NumberFormat.clipped(names.second, to: room), strong),
        ], rank: 1),
      StatusItem(parts: [(title, quiet)], rank: 3),
    ]
    let words =
      finished == all
      ? ("■ \(NumberFormat.counted(all, "problem"))", Style(.strong, on: .bar, .bold))
      : ("▶ \(finished) of \(all)", Style(.live, on: .bar, .bold))
    StatusItem.draw(left: left, right: [StatusItem(parts: [words], rank: 2)], in: rect, of: &canvas)
  }

  private func drawSummary(_ lines: [Substring], in rect: Rect, of canvas: inout Canvas) {
    let (rule, body) = rect.splitTop(1)
    PaneHeading.draw("in all", focused: false, in: rule, of: &canvas)
    for (row, line) in lines.prefix(body.height).enumerated() {
      canvas.draw(line, x: body.x + 1, y: body.y + row, Style(.text), in: body)
    }
  }

  // MARK: The table

  /// A pair of columns: what it is, and the figure of each.
  private struct Column {
    var title: String
    /// Columns of each of the two.
    var width: Int
    var text: (PairedOutcomes.Run) -> String
    /// The lesser figure is better.
    var figure: ((PairedOutcomes.Run) -> Double?)?
  }

  private func columns(isNarrow: Bool) -> [Column] {
    func spent(_ cost: ScalingCurve.Cost) -> Column {
      Column(
        title: cost.rawValue, width: isNarrow ? 6 : 9,
        text: { run in
          guard let value = run.spent(cost) else { return "–" }
          if cost == .seconds { return NumberFormat.significant(value, digits: 2) }
          let count = Int(saturating: value)
          return isNarrow ? NumberFormat.short(count) : NumberFormat.grouped(count)
        },
        figure: { $0.spent(cost) })
    }
    let cost = Column(
      title: "cost", width: 8, text: { $0.cost.map(Scoreboard.words) ?? "–" }, figure: \.cost)
    var others: [ScalingCurve.Cost] = [.expansions, .calls, .seconds]
    if outcomes.countsTokens { others.insert(.tokens, at: 1) }
    others.removeAll { $0 == outcomes.cost }
    return [spent(outcomes.cost), cost] + others.map(spent)
  }

  private mutating func drawTable(in rect: Rect, of canvas: inout Canvas) {
    let (heading, rest) = rect.splitTop(1)
    let (titles, body) = rest.splitTop(1)
    PaneHeading.draw(
      Pane.table.rawValue, notes: order == .set ? [] : [order.rawValue], focused: focus == .table,
      in: heading, of: &canvas)
    list = body
    let shown = shown
    let longest = outcomes.problems.map { TextWidth.columns(of: $0) }.max() ?? 0
    let fixed = 12
    let isNarrow = rect.width < 60
    let most = isNarrow ? rect.width - 3 - fixed - 12 : rect.width / 3
    let nameWidth = max(7, min(longest, most))
    var room = rect.width - 3 - nameWidth - fixed
    let columns = columns(isNarrow: isNarrow).prefix { column in
      room -= 2 * column.width
      return room >= 0
    }
    var x = rect.x + 2 + nameWidth
    canvas.draw("problem", x: rect.x + 2, y: titles.y, Style(.dim), in: titles)
    canvas.draw("better", x: x + 1, y: titles.y, Style(.dim), in: titles)
    x += fixed
    for column in columns {
      let end = x + 2 * column.width
      canvas.draw(
        column.title, x: end - TextWidth.columns(of: column.title), y: titles.y, Style(.dim),
        in: titles)
      x = end
    }
    rows.reveal(shown.firstIndex(of: selected) ?? 0, room: body.height)
    for (row, place) in rows.window(count: shown.count, room: body.height).enumerated() {
      draw(
        shown[place], nameWidth: nameWidth, Array(columns),
        in: Rect(x: body.x, y: body.y + row, width: body.width, height: 1), of: &canvas)
    }
  }

  private func draw(
    _ problem: Int, nameWidth: Int, _ columns: [Column], in rect: Rect, of canvas: inout Canvas
  ) {
    let isSelected = problem == selected
    let y = rect.y
    if isSelected { canvas.draw("›", x: rect.x, y: y, Style(.accent), in: rect) }
    canvas.draw(
      NumberFormat.clipped(outcomes.problems[problem], to: nameWidth), x: rect.x + 2, y: y,
      Style(isSelected ? .strong : .text), in: rect)
    defer { if isSelected { canvas.shade(rect, focus == .table ? .cursor : .linked) } }
    var x = rect.x + 2 + nameWidth + 1
    guard let row = outcomes.rows[problem] else {
      canvas.draw("…", x: x, y: y, Style(.dim), in: rect)
      return
    }
    let verdict = row.verdict(by: outcomes.cost)
    let word =
      switch verdict {
      case .win: "1"
      case .loss: "2"
      case .tie: "="
      case .unknown: "–"
      }
    canvas.draw(word, x: x + 2, y: y, Style(verdict == .tie ? .dim : .strong), in: rect)
    for (side, run) in [row.first, row.second].enumerated() {
      canvas.draw(
        run.solved ? "★" : "✗", x: x + 7 + 2 * side, y: y, Style(run.solved ? .goal : .dead),
        in: rect)
    }
    x = rect.x + 2 + nameWidth + 12
    let areComparable = row.first.solved && row.second.solved
    for column in columns {
      let figures = [row.first, row.second].map { column.figure?($0) ?? nil }
      for (side, run) in [row.first, row.second].enumerated() {
        x += column.width
        let text = column.text(run)
        var isBetter = false
        if areComparable, let own = figures[side], let other = figures[1 - side] {
          isBetter = own < other
        }
        canvas.draw(
          text, x: x - TextWidth.columns(of: text), y: y,
          isBetter ? Style(.strong, on: .plain, .underline) : Style(.text), in: rect)
      }
    }
  }

  // MARK: The plot

  private func drawPlot(in rect: Rect, of canvas: inout Canvas) {
    let (heading, body) = rect.splitTop(1)
    let cost = outcomes.cost
    PaneHeading.draw(
      "\(cost.rawValue) of 2 over those of 1", focused: focus == .plot, in: heading, of: &canvas)
    let field = Rect(x: body.x + 1, y: body.y, width: body.width - 2, height: body.height)
    let points = outcomes.rows.enumerated().compactMap { place, row -> Spot? in
      guard let row, let x = row.first.spent(cost), let y = row.second.spent(cost), x > 0, y > 0
      else { return nil }
      return Spot(place: place, x: x, y: y, solved: (row.first.solved, row.second.solved))
    }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard !points.isEmpty else {
      canvas.draw(
        outcomes.finishedCount == 0 ? "nothing measured yet" : "\(cost.rawValue) were not counted",
        x: field.x, y: field.y, Style(.dim), in: field)
      return
    }
    let values = points.flatMap { [$0.x, $0.y] }
    let (low, high) = (values.min() ?? 1, values.max() ?? 1)
    let range = low / 1.1...high * 1.1
    let unit: PlotAxis.Unit = cost == .seconds ? .number : .count
    let diagonal = PlotSeries(
      points: [range.lowerBound, range.upperBound].map { .init(x: $0, y: $0) }, ink: .dim)
    let groups: [(String, Unicode.Scalar, Ink, (Bool, Bool))] = [
      ("both solve", "●", .goal, (true, true)), ("only 1", "▲", .live, (true, false)),
      ("only 2", "▼", .accent, (false, true)), ("neither", "×", .dim, (false, false)),
    ]
    var series = groups.compactMap { name, mark, ink, solved -> PlotSeries? in
      let own = points.filter { $0.solved == solved }
      return own.isEmpty
        ? nil
        : PlotSeries(
          name, points: own.map { .init(x: $0.x, y: $0.y) }, ink: ink, look: .dots,
          mark: mark)
    }
    if let here = points.first(where: { $0.place == selected }) {
      series.append(
        PlotSeries(points: [.init(x: here.x, y: here.y)], ink: .strong, look: .dots, mark: "◆"))
    }
    BraillePlot(
      x: PlotAxis("1", isLogarithmic: true, range: range, unit: unit),
      y: PlotAxis("2", isLogarithmic: true, range: range, unit: unit), series: [diagonal] + series
    ).draw(in: field, of: &canvas)
  }

  /// A problem in the plot.
  private struct Spot {
    var place: Int
    var x: Double
    var y: Double
    var solved: (Bool, Bool)
  }
}
