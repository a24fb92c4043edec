import MetaCoT
import TerminalUI

/// How two searches stand against each other at their moments.
public enum Scoreboard {
  /// One figure of both searches.
  public struct Entry {
    /// What it is.
    public var title: String
    /// That of the first search.
    public var first: String
    /// That of the second.
    public var second: String
    /// Which of the two does better, 0 or 1; nil if neither does.
    public var better: Int?
  }

  /// `seconds` that the searches have taken, where that is known.
  public static func entries(
    _ a: SearchTree, _ b: SearchTree, seconds: (Double?, Double?) = (nil, nil)
  ) -> [Entry] {
    func entry(_ title: String, _ first: Int?, _ second: Int?) -> Entry {
      var entry = Entry(
        title: title, first: first.map(NumberFormat.grouped) ?? "–",
        second: second.map(NumberFormat.grouped) ?? "–")
      if let first, let second, first != second { entry.better = first < second ? 0 : 1 }
      return entry
    }
    let (solvedA, solvedB) = (a.goalCount > 0, b.goalCount > 0)
    var entries = [
      Entry(
        title: "solved", first: solvedA ? "yes" : "no", second: solvedB ? "yes" : "no",
        better: solvedA == solvedB ? nil : solvedA ? 0 : 1)
    ]
    let (costA, costB) = (a.bestGoal?.value, b.bestGoal?.value)
    var better: Int?
    if let costA, let costB, costA < costB || costB < costA { better = costA < costB ? 0 : 1 }
    entries.append(
      Entry(
        title: "cost", first: costA.map(NumberFormat.cost) ?? "–",
        second: costB.map(NumberFormat.cost) ?? "–", better: better))
    // Less is better only between searches that got equally far.
    let comparable = solvedA == solvedB
    for (title, first, second) in [
      ("expansions", a.expansions, b.expansions), ("model calls", a.modelCalls, b.modelCalls),
      ("tokens", a.tokens, b.tokens),
      ("backtracks", a.knownBacktracks, b.knownBacktracks), ("nodes", a.nodeCount, b.nodeCount),
    ] as [(String, Int?, Int?)] where title != "tokens" || (first ?? 0) + (second ?? 0) > 0 {
      var entry = entry(title, first, second)
      if !comparable || title == "backtracks" { entry.better = nil }
      entries.append(entry)
    }
    if seconds.0 != nil || seconds.1 != nil { entries.append(time(seconds, comparable)) }
    return entries
  }

  private static func time(_ seconds: (Double?, Double?), _ comparable: Bool) -> Entry {
    func words(_ seconds: Double?) -> String {
      seconds.map { NumberFormat.duration(seconds: $0) } ?? "–"
    }
    var entry = Entry(title: "time", first: words(seconds.0), second: words(seconds.1))
    if comparable, entry.first != entry.second, let a = seconds.0, let b = seconds.1 {
      entry.better = a < b ? 0 : 1
    }
    return entry
  }

  /// Rows it takes: a heading and one a search.
  public static let height = 3

  /// Draws a table: a row a search, a column a figure; the better figure is underlined and bright.
  public static func draw(
    _ a: SearchTree, _ b: SearchTree, shared: (both: Int, either: Int), names: (String, String),
    seconds: (Double?, Double?) = (nil, nil), active: Int, in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    canvas.fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), "─", Style(.dim))
    let nameWidth = min(
      max(TextWidth.columns(of: names.0), TextWidth.columns(of: names.1)), rect.width / 3)
    var x = rect.x + 2 + nameWidth
    for (row, name) in [names.0, names.1].enumerated() {
      if row == active {
        canvas.draw("›", x: rect.x, y: rect.y + 1 + row, Style(.accent), in: rect)
      }
      canvas.draw(
        NumberFormat.clipped(name, to: nameWidth), x: rect.x + 2, y: rect.y + 1 + row,
        Style(row == active ? .strong : .text), in: rect)
    }
    for entry in entries(a, b, seconds: seconds) {
      let width = max(entry.title.count, entry.first.count, entry.second.count) + 3
      guard x + width < rect.x + rect.width else { break }
      canvas.draw(
        " \(entry.title) ", x: x + width - entry.title.count - 1, y: rect.y, Style(.dim), in: rect)
      for (row, text) in [entry.first, entry.second].enumerated() {
        let best = entry.better == row
        canvas.draw(
          text, x: x + width - text.count, y: rect.y + 1 + row,
          best ? Style(.strong, on: .plain, .underline) : Style(.text), in: rect)
      }
      x += width
    }
    let share = shared.either == 0 ? 0 : shared.both * 100 / shared.either
    let words = "≈ both visited \(NumberFormat.grouped(shared.both)) of "
    let all = "\(NumberFormat.grouped(shared.either)) states, \(share)%"
    let room = rect.x + rect.width - 1 - x - 3
    if room >= TextWidth.columns(of: words + all) {
      let after = canvas.draw(words, x: x + 3, y: rect.y + 1, Style(.shared), in: rect)
      canvas.draw(all, x: after, y: rect.y + 1, Style(.shared), in: rect)
    } else if room >= 5 {
      canvas.draw("≈ \(share)%", x: x + 3, y: rect.y + 1, Style(.shared), in: rect)
    }
  }
}
