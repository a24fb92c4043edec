import TerminalUI

/// What help and palette stand in: the whole frame but for its last row, so that nothing shows
/// through; what is read stands in the middle.
enum Overlay {
  /// Clears the frame, draws the title and a rule, and returns the room for at most `width` columns.
  static func open(
    _ title: String, note: String, width: Int, over canvas: inout Canvas
  ) -> Rect {
    let screen = canvas.bounds.splitTop(canvas.height - 1).top
    canvas.fill(screen, " ", Style(.text, on: .overlay))
    let width = min(width, screen.width - 2)
    let area = Rect(
      x: (screen.width - width) / 2, y: 0, width: width, height: screen.height)
    let (heading, rest) = area.splitTop(1)
    canvas.draw(
      title, x: heading.x, y: heading.y, Style(.strong, on: .overlay, .bold), in: heading)
    let noteWidth = TextWidth.columns(of: note)
    if TextWidth.columns(of: title) + noteWidth + 2 <= width {
      canvas.draw(
        note, x: heading.x + width - noteWidth, y: heading.y, Style(.dim, on: .overlay),
        in: heading)
    }
    let (rule, inside) = rest.splitTop(1)
    canvas.fill(rule, "─", Style(.dim, on: .overlay))
    return inside
  }
}

/// What the marks and columns of a screen mean, then its keys, from the command table; scrolls where they
/// do not fit.
package struct HelpOverlay: Sendable {
  private var top = 0
  private var room = 1
  private var count = 0

  /// Help at its first row.
  package init() {}

  /// Moves through the rows. Returns false for commands that mean nothing here.
  package mutating func handle(_ invocation: CommandInvocation) -> Bool {
    guard let move = RowMove(invocation, window: room) else { return false }
    top = move.row(from: top, of: count - room + 1)
    return true
  }

  /// Scrolls with the wheel.
  package mutating func scroll(by rows: Int) { top = max(0, min(top + rows, count - room)) }

  private enum Line {
    case heading(String)
    case mark(String, meaning: Substring)
    case row(keys: String, title: String, help: Substring)
    case more(Substring)
    case blank
  }

  /// Draws it over the frame. What applies in `context` comes first.
  package mutating func draw(
    _ keymap: Keymap, in context: CommandContext?, over canvas: inout Canvas
  ) {
    let close = keymap.keys(for: .help).first.map { "\($0.label) closes" } ?? ""
    var inside = Overlay.open("marks and keys", note: close, width: 116, over: &canvas)
    let keysWidth = min(14, inside.width / 3)
    let titleWidth = inside.width < 60 ? inside.width - keysWidth : 21
    let helpWidth = inside.width - keysWidth - titleWidth
    let lines = lines(keymap, context, helpWidth: helpWidth, width: inside.width - keysWidth - 2)
    count = lines.count
    if count > inside.height {
      let (body, last) = inside.splitTop(inside.height - 1)
      let end = min(count, top + body.height)
      let words = "\(top + 1)–\(end) of \(count)"
      canvas.draw(
        words, x: last.x + last.width - TextWidth.columns(of: words), y: last.y,
        Style(.dim, on: .overlay), in: last)
      inside = body
    }
    room = max(1, inside.height)
    top = max(0, min(top, count - room))
    for (row, line) in lines.dropFirst(top).prefix(inside.height).enumerated() {
      let y = inside.y + row
      switch line {
      case .blank: break
      case .heading(let title):
        canvas.draw(title, x: inside.x, y: y, Style(.accent, on: .overlay), in: inside)
      case .mark(let marks, let meaning):
        canvas.draw(marks, x: inside.x, y: y, Style(.strong, on: .overlay), in: inside)
        canvas.draw(
          meaning, x: inside.x + keysWidth + 2, y: y, Style(.text, on: .overlay), in: inside)
      case .row(let keys, let title, let help):
        canvas.draw(
          NumberFormat.clipped(keys, to: keysWidth - 1), x: inside.x, y: y,
          Style(.strong, on: .overlay), in: inside)
        canvas.draw(
          NumberFormat.clipped(title, to: titleWidth), x: inside.x + keysWidth, y: y,
          Style(.text, on: .overlay), in: inside)
        canvas.draw(
          help, x: inside.x + keysWidth + titleWidth, y: y, Style(.dim, on: .overlay), in: inside)
      case .more(let help):
        canvas.draw(
          help, x: inside.x + keysWidth + titleWidth, y: y, Style(.dim, on: .overlay), in: inside)
      }
    }
  }

  private func lines(
    _ keymap: Keymap, _ context: CommandContext?, helpWidth: Int, width: Int
  ) -> [Line] {
    var lines: [Line] = []
    if let context, Set<CommandContext>.panes.contains(context) {
      for (title, entries) in [("Marks", Legend.entries), ("Columns", Legend.columns)] {
        if !lines.isEmpty { lines.append(.blank) }
        lines.append(.heading(title))
        for entry in entries {
          for (row, part) in TextWrapping.lines(entry.meaning, width: width).enumerated() {
            lines.append(.mark(row == 0 ? entry.marks : "", meaning: part))
          }
        }
      }
    }
    for section in KeyReference.sections(keymap, in: context) {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(section.title))
      for row in section.rows {
        let help = helpWidth > 0 ? TextWrapping.lines(row.help, width: helpWidth) : []
        lines.append(.row(keys: row.keys, title: row.title, help: help.first ?? ""))
        lines += help.dropFirst().map { .more($0) }
      }
    }
    return lines
  }
}

/// Finds a command by a part of its name.
package struct CommandPalette: Sendable {
  /// What has been typed.
  package private(set) var prompt = PromptLine(
    "> ", hint: "part of a command's name, or words of its help")
  private var selected = 0

  /// A palette in which nothing has been typed.
  package init() {}

  /// What a key came to.
  package enum Outcome: Sendable, Equatable {
    /// Still choosing.
    case choosing
    /// This command was chosen.
    case chosen(CommandID)
    /// It was left.
    case cancelled
  }

  /// Puts a character at the cursor.
  package mutating func insert(_ character: Character) {
    prompt.insert(character)
    selected = 0
  }

  /// Puts a pasted text at the cursor.
  package mutating func insert(pasted text: String) {
    prompt.insert(pasted: text)
    selected = 0
  }

  /// Does what a command of typing asks; `context` is where the chosen command is to apply.
  package mutating func handle(_ id: CommandID, in context: CommandContext) -> Outcome {
    let found = CommandTable.matching(prompt.text, in: context)
    switch id {
    case .promptPrevious: selected = max(0, selected - 1)
    case .promptNext: selected = min(max(0, found.count - 1), selected + 1)
    case .promptAccept:
      return found.indices.contains(selected) ? .chosen(found[selected].id) : .cancelled
    default:
      if prompt.handle(id) == .cancelled { return .cancelled }
      selected = 0
    }
    return .choosing
  }

  /// Draws it over the frame; commands that can do nothing at present say why.
  package func draw(
    _ keymap: Keymap, in context: CommandContext, facts: Set<CommandFact>,
    over canvas: inout Canvas
  ) {
    let found = CommandTable.matching(prompt.text, in: context)
    let inside = Overlay.open("commands", note: "esc leaves", width: 84, over: &canvas)
    let (line, list) = inside.splitTop(1)
    prompt.draw(in: line, of: &canvas)
    canvas.shade(line, .overlay)
    var rows = list.splitTop(1).rest
    // Where there is no room beside the names, the help of the one that is chosen stands below them.
    let hasRoomBeside = rows.width >= 60
    if !hasRoomBeside, found.indices.contains(selected) {
      let command = found[selected]
      let help = TextWrapping.lines(
        command.disabledReason(facts) ?? command.help, width: rows.width - 2)
      let (names, foot) = rows.splitTop(rows.height - min(help.count, rows.height / 2))
      for (row, line) in help.prefix(foot.height).enumerated() {
        canvas.draw(line, x: foot.x + 1, y: foot.y + row, Style(.dim, on: .overlay), in: foot)
      }
      rows = names
    }
    let top = max(0, min(selected - rows.height / 2, found.count - rows.height))
    for (row, command) in found.dropFirst(top).prefix(rows.height).enumerated() {
      let y = rows.y + row
      let reason = command.disabledReason(facts)
      let key = keymap.keys(for: command.id).first?.label ?? ""
      let style = Style(reason == nil ? .text : .dim, on: .overlay)
      let title = canvas.draw(command.title, x: rows.x + 10, y: y, style, in: rows)
      let x = max(title, rows.x + 29)
      canvas.draw(key, x: rows.x + 1, y: y, Style(.strong, on: .overlay), in: rows)
      if hasRoomBeside {
        canvas.draw(
          NumberFormat.clipped(reason ?? command.help, to: rows.x + rows.width - x - 2), x: x + 2,
          y: y, Style(.dim, on: .overlay), in: rows)
      }
      if top + row == selected {
        canvas.shade(Rect(x: rows.x, y: y, width: rows.width, height: 1), .cursor)
      }
    }
  }
}
