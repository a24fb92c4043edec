import Foundation
import MetaCoT
import Synchronization
import TerminalUI

/// A whole search in question: where the right step died, what was surprising, what was wasted; and
/// places to go to.
struct InsightPane: Sendable {
  private var report: InsightReport?
  /// What makes the report, as long as it is not there.
  private var task: InsightTask?
  private let title: String
  private let places: [AnswerFate.Place]
  private var rows: [Row] = []
  private var width = 0
  private var selected = 0
  /// The first line that is shown.
  private var top = 0
  /// Rows of the pane: moves by pages go by it.
  private(set) var height = 1

  /// A line, and where it leads.
  private struct Row: Sendable {
    var line: StyledLine
    var place: AnswerFate.Place?
  }

  /// Searches of more events are read on a thread of their own.
  static let fewEvents = 2000

  /// A pane about all that has arrived of a search, and about the way to an answer: without one, to the
  /// best that it found.
  init(about tree: SearchTree, following path: AnswerPath?) {
    title = "why"
    places = []
    if tree.events.count > Self.fewEvents {
      task = InsightTask(tree, following: path)
    } else {
      report = InsightReport(tree, following: path)
    }
  }

  /// A pane of places to go to.
  init(_ title: String, places: [AnswerFate.Place]) {
    self.title = title
    self.places = places
  }

  /// Whether the report is still being made.
  var isWaiting: Bool { task != nil }

  /// Takes the report, if it has been made.
  mutating func update() {
    guard let made = task?.report else { return }
    (report, task) = (made, nil)
    width = 0
  }

  /// Where the selected line leads; nil where it leads nowhere.
  var place: AnswerFate.Place? { rows.indices.contains(selected) ? rows[selected].place : nil }

  /// Moves the selection.
  mutating func move(_ move: RowMove) { selected = move.row(from: selected, of: rows.count) }

  /// Selects a line that is shown, by its row.
  mutating func select(row: Int) { selected = max(0, min(top + row, rows.count - 1)) }

  /// Draws the lines around the selected one.
  mutating func draw(focused: Bool, in rect: Rect, of canvas: inout Canvas) {
    guard rect.width > 0, rect.height > 0 else { return }
    let (heading, body) = rect.splitTop(1)
    PaneHeading.draw(
      title, notes: ["enter goes to a place"], focused: focused, in: heading, of: &canvas)
    let inner = body.inset(x: 1)
    guard inner.width > 0, inner.height > 0 else { return }
    if width != inner.width {
      width = inner.width
      layOut()
    }
    height = inner.height
    top = max(0, min(rows.count - height, selected - height / 2))
    let shown = rows[top..<min(rows.count, top + height)]
    StyledLine.draw(shown.map(\.line), in: inner, of: &canvas)
    canvas.shade(
      Rect(x: body.x, y: body.y + selected - top, width: body.width, height: 1),
      focused ? .cursor : .linked)
  }

  private mutating func layOut() {
    rows = Self.rows(of: places)
    if isWaiting { rows.append(Row(line: StyledLine("the search is being read…", Style(.dim)))) }
    for insight in report == nil ? [] : Insight.allCases {
      if !rows.isEmpty { rows.append(Row(line: StyledLine())) }
      rows.append(Row(line: StyledLine(title(insight), Style(.accent))))
      for line in TextWrapping.lines(report?.heading(of: insight) ?? "", width: width) {
        rows.append(Row(line: StyledLine(String(line), Style(.text))))
      }
      for line in report?.lines(of: insight) ?? [] {
        rows.append(Row(line: StyledLine(line, Style(.dim))))
      }
      rows += Self.rows(of: report?.places(of: insight) ?? [])
    }
    selected = max(0, min(selected, rows.count - 1))
  }

  private static func rows(of places: [AnswerFate.Place]) -> [Row] {
    let digits = places.map { NumberFormat.grouped($0.event + 1).count }.max() ?? 0
    return places.map { place in
      var line = StyledLine()
      let number = NumberFormat.grouped(place.event + 1)
      line.add(String(repeating: " ", count: digits - number.count) + number, Style(.dim))
      line.add("  #\(place.node)  ", Style(.strong))
      line.add(place.what, Style(.text))
      return Row(line: line, place: place)
    }
  }

  private func title(_ insight: Insight) -> String {
    switch insight {
    case .answer: "the way to the answer"
    case .surprises: "surprises"
    case .waste: "what was wasted"
    case .similar: "what is alike"
    }
  }
}

/// A report that is made on a thread of its own. When nobody holds the task any more, it is given up.
private final class InsightTask: Sendable {
  private let made = Mutex<InsightReport?>(nil)

  init(_ tree: SearchTree, following path: AnswerPath?) {
    let thread = Thread { [weak self] in
      let report = InsightReport(tree, following: path, isCancelled: { self == nil })
      self?.made.withLock { $0 = report }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// The report, once it is there.
  var report: InsightReport? { made.withLock { $0 } }
}
