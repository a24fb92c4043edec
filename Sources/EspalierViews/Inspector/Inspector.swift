import MetaCoT
import TerminalUI

/// All that is known of a node at a moment, as lines: what it is, its figures and their course, why the
/// search prefers which of its children, and every event that touched it.
struct Inspector {
  let tree: SearchTree
  let node: NodeID
  let history: NodeHistory
  /// Names and values of its figures.
  let facts: [(String, String)]
  /// The picture of its state, if its problem has one.
  let picture: [StyledLine]

  /// Events that are listed, the latest.
  private static let listed = 500

  // MARK: What it is

  /// Texts, figures and their course.
  func description(width: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    func heading(_ text: String) {
      if !lines.isEmpty { lines.append(StyledLine()) }
      lines.append(StyledLine(text, Style(.accent)))
    }
    func paragraph(_ text: String, _ style: Style) {
      for line in TextWrapping.lines(text, width: width) {
        lines.append(StyledLine(String(line), style))
      }
    }
    if node > 0 {
      heading("step")
      paragraph(tree.step(node), Style(.strong))
    }
    heading("state")
    paragraph(tree.state(node), Style(.text))
    if !picture.isEmpty {
      lines.append(StyledLine())
      lines += picture
    }
    heading("figures")
    lines += flowed(facts + moreFacts, width: width)
    let course = course(width: width)
    if !course.isEmpty {
      heading("over time, from its creation to this moment")
      lines += course
    }
    return lines
  }

  private var moreFacts: [(String, String)] {
    var facts: [(String, String)] = []
    if let rank = tree.value(.rank, of: node) {
      let siblings = tree.childCount(of: tree.parent(node))
      facts.append(("rank", "\(Int(saturating: rank)) of \(NumberFormat.grouped(siblings))"))
    }
    if let event = tree.eventThatCreated(node) {
      facts.append(("made by event", NumberFormat.grouped(event + 1)))
    }
    let touches = history.touchCount(before: tree.now)
    let more = history.isRead(upTo: tree.now) ? "" : " so far"
    facts.append(("touched by", NumberFormat.counted(touches, "event") + more))
    return facts
  }

  /// Names and values, as many to a line as fit.
  private func flowed(_ facts: [(String, String)], width: Int) -> [StyledLine] {
    var lines = [StyledLine()]
    for (name, value) in facts {
      let name = name.isEmpty ? "" : name + " "
      let columns = TextWidth.columns(of: name) + TextWidth.columns(of: value)
      let used = lines[lines.count - 1].width
      if used > 0, used + 3 + columns > width {
        lines.append(StyledLine())
      } else if used > 0 {
        lines[lines.count - 1].add("   ")
      }
      lines[lines.count - 1].add(name, Style(.dim))
      lines[lines.count - 1].add(value, Style(.text))
    }
    return lines
  }

  /// How N, Q and what is backed up went.
  private func course(width: Int) -> [StyledLine] {
    guard history.isRead(upTo: tree.now), let last = history.backups(before: tree.now).last else {
      return []
    }
    let birth = tree.eventThatCreated(node) ?? 0
    let count = max(8, min(60, width - 20))
    let range = tree.valueRange
    let extent = range.upperBound - range.lowerBound
    func share(_ value: Double) -> Double {
      extent > 0 ? (value - range.lowerBound) / extent : 1
    }
    func line(
      _ name: String, _ text: String, _ figure: (NodeHistory.Backup) -> Double
    ) -> StyledLine {
      var line = StyledLine(name, Style(.dim))
      let samples = history.samples(count, upTo: tree.now, from: birth, figure)
      for sample in samples {
        line.add(String(Bars.glyph(sample)), Style(sample == sample ? .value(sample) : .dim))
      }
      line.add(" " + text, Style(.text))
      return line
    }
    return [
      line("N      ", NumberFormat.grouped(last.N)) { Double($0.N) / Double(last.N) },
      line("Q      ", FieldText.text(last.Q, of: .Q, in: tree)) { share($0.Q) },
      line("backup ", FieldText.text(Double(last.value), of: .V, in: tree)) {
        share(Double($0.value))
      },
    ]
  }

  // MARK: Why, and what happened

  /// Lines of which those about events are written when they are seen.
  struct Lines: RandomAccessCollection {
    /// Lines that come before the events.
    var head: [StyledLine]
    /// How many events are listed.
    var events = 0
    /// What comes after them.
    var tail: [StyledLine] = []
    /// The line about an event that is listed.
    var line: (Int) -> StyledLine = { _ in StyledLine() }

    var startIndex: Int { 0 }
    var endIndex: Int { head.count + events + tail.count }

    subscript(index: Int) -> StyledLine {
      if index < head.count { return head[index] }
      let event = index - head.count
      return event < events ? line(event) : tail[event - events]
    }
  }

  /// The table of its children, and the events, the latest first.
  func account(width: Int) -> Lines {
    var lines = Lines(head: choice(width: width))
    if !lines.isEmpty { lines.head.append(StyledLine()) }
    guard history.isRead(upTo: tree.now) else {
      let (read, all) = (NumberFormat.grouped(history.read), NumberFormat.grouped(tree.now))
      lines.head.append(StyledLine("\(read) of \(all) events looked at", Style(.accent)))
      return lines
    }
    let count = history.touchCount(before: tree.now)
    lines.head.append(
      StyledLine(
        count == 0 ? "no event has touched it" : "events, the latest first", Style(.accent)))
    lines.events = min(count, Self.listed)
    let digits = NumberFormat.grouped(tree.now).count
    lines.line = { line(ofEvent: Int(history.touches[count - 1 - $0]), digits: digits) }
    if count > Self.listed {
      let more = NumberFormat.grouped(count - Self.listed)
      lines.tail.append(StyledLine("⋯ \(more) more", Style(.dim)))
    }
    return lines
  }

  private func line(ofEvent index: Int, digits: Int) -> StyledLine {
    let event = tree.events[index]
    let number = NumberFormat.grouped(index + 1)
    var line = StyledLine(
      String(repeating: " ", count: max(0, digits - number.count)) + number + "  ", Style(.dim))
    line.add(event.kind.word, Style(.text))
    switch event.kind {
    case .expand where event.node != node: line.add(" makes it", Style(.text))
    case .expand:
      let words =
        event.count == 1 ? " 1 child" : " \(NumberFormat.grouped(Int(event.count))) children"
      line.add(words, Style(.text))
    case .backup, .evaluate, .goal, .answer:
      let field: NodeField = event.kind == .goal ? .g : .V
      line.add(" " + FieldText.text(Double(event.value), of: field, in: tree), Style(.text))
      if event.node != node { line.add(" from #\(event.node)", Style(.dim)) }
    case .backtrack:
      line.add(
        event.node == node ? " to #\(event.other)" : " from #\(event.node)", Style(.dim))
    case .link:
      line.add(event.node == node ? " to #\(event.other)" : " from #\(event.node)", Style(.dim))
    default: break
    }
    let words = BacktrackLog.words(forEvent: index, in: tree)
    if !words.isEmpty { line.add("  " + words, Style(.dim)) }
    return line
  }

  // MARK: The rule of selection

  /// The table of the children; of a node without any, of its siblings.
  private func choice(width: Int) -> [StyledLine] {
    let hasChildren = tree.firstChild(of: node) >= 0
    let parent = hasChildren ? node : tree.parent(node)
    guard parent >= 0, let table = SelectionTable(of: parent, in: tree) else { return [] }
    var lines: [StyledLine] = []
    let title = hasChildren ? "its children by " : "it and its siblings by "
    for part in TextWrapping.lines(title + table.formula, width: width) {
      lines.append(StyledLine(String(part), Style(.accent)))
    }
    lines += rows(of: table, width: width)
    lines += remarks(on: table, width: width)
    return lines
  }

  private func rows(of table: SelectionTable, width: Int) -> [StyledLine] {
    let cells = table.rows.map { row in
      table.terms.map { text($0, of: row, table) }
    }
    let widths = table.terms.indices.map { column in
      (cells.map { $0[column] } + [table.terms[column].rawValue]).map {
        TextWidth.columns(of: $0)
      }.reduce(0, max) + 2
    }
    let room = max(8, min(44, width - widths.reduce(0, +) - 4))
    func padded(_ text: String, to width: Int) -> String {
      String(repeating: " ", count: max(0, width - TextWidth.columns(of: text))) + text
    }
    var heading = StyledLine(String(repeating: " ", count: room + 4), Style(.dim))
    for (term, width) in zip(table.terms, widths) {
      heading.add(padded(term.rawValue, to: width), Style(.dim))
    }
    var lines = [heading]
    for (row, cells) in zip(table.rows, cells) {
      let isPreferred = row.node == table.preferred
      let mark = NodeMark(of: row.node, in: tree)
      let ink: Ink =
        isPreferred ? .live : row.node == node ? .accent : row.isBarred ? .dim : .text
      var line = StyledLine(isPreferred ? "› " : "  ", Style(.live))
      line.add((mark?.glyph ?? " ") + " ", Style(mark?.ink ?? .dim))
      let step = NumberFormat.clipped(tree.step(row.node), to: room)
      let blank = String(repeating: " ", count: room - TextWidth.columns(of: step))
      line.add(step + blank, Style(ink, on: .plain, isPreferred ? .bold : []))
      for (cell, width) in zip(cells, widths) { line.add(padded(cell, to: width), Style(ink)) }
      lines.append(line)
    }
    return lines
  }

  private func text(
    _ term: SelectionTable.Term, of row: SelectionTable.Row, _ table: SelectionTable
  ) -> String {
    guard let value = row.terms[term] else { return "–" }
    switch term {
    case .N, .place: return NumberFormat.grouped(Int(saturating: value))
    case .score where value == .infinity: return "first"
    case .g, .h: return NumberFormat.figure(value)
    case .score where table.terms.contains(.g): return NumberFormat.figure(value)
    case .Q where row.isFirstPlay: return "(\(Self.figure(value)))"
    default: return Self.figure(value)
    }
  }

  /// Three decimals; what would be lost by them in three digits.
  private static func figure(_ value: Double) -> String {
    value == 0 || (0.001..<1e6).contains(value.magnitude)
      ? NumberFormat.fixed(value, decimals: value.magnitude < 1000 ? 3 : 0)
      : NumberFormat.significant(value)
  }

  private func remarks(on table: SelectionTable, width: Int) -> [StyledLine] {
    var sentences: [String] = []
    if let preferred = table.preferred {
      var sentence = "preferred: \(tree.step(preferred))"
      if let margin = table.margin, margin.isFinite {
        sentence += margin == 0 ? ", equal to the next" : ", ahead by \(Self.figure(margin))"
      }
      sentences.append(sentence)
    } else if table.isIncomplete {
      sentences.append("which is preferred cannot be told without the noise")
    } else {
      sentences.append("none is preferred: all are closed or forbidden")
    }
    let barred = table.rows.count { $0.isBarred }
    if barred > 0, barred < table.rows.count {
      let verb = barred == 1 ? "the last is" : "the last \(NumberFormat.grouped(barred)) are"
      sentences.append("\(verb) closed or forbidden")
    }
    if table.rows.contains(where: { $0.isFirstPlay && $0.terms[.Q] != nil }) {
      sentences.append("(Q) of a child without visits is its first-play urgency")
    }
    if let frontier = table.frontier {
      let ties = NumberFormat.grouped(frontier.ties)
      sentences.append(
        "of \(NumberFormat.counted(frontier.count, "waiting node")) the best has "
          + "\(NumberFormat.figure(frontier.best)), \(ties) of them")
    }
    if let width = table.width {
      sentences.append("place is that in the level, of which \(width) are kept")
    }
    return TextWrapping.lines(sentences.joined(separator: "; "), width: width).map {
      StyledLine(String($0), Style(.dim))
    }
  }
}
