/// The panel that help and palette stand in: in the middle, over what was there.
enum Overlay {
  /// Clears a panel of at most this size, draws its title, and returns the room inside.
  static func open(
    _ title: String, note: String, width: Int, height: Int, over canvas: inout Canvas
  ) -> Rect {
    let width = min(width + 4, canvas.width)
    let height = min(height + 2, canvas.height - (canvas.height > 4 ? 1 : 0))
    let rect = Rect(
      x: (canvas.width - width) / 2, y: max(0, (canvas.height - 1 - height) / 2), width: width,
      height: height)
    canvas.fill(rect, " ", Style(.text, on: .overlay))
    let row = Rect(x: rect.x, y: rect.y, width: rect.width, height: min(1, rect.height))
    canvas.draw(title, x: rect.x + 2, y: rect.y, Style(.strong, on: .overlay, .bold), in: row)
    let noteWidth = TextWidth.columns(of: note)
    if TextWidth.columns(of: title) + noteWidth + 6 <= width {
      canvas.draw(
        note, x: rect.x + rect.width - 2 - noteWidth, y: rect.y, Style(.dim, on: .overlay), in: row)
    }
    return Rect(x: rect.x + 2, y: rect.y + 2, width: width - 4, height: height - 2)
  }
}

/// All keys, from the command table; scrolls where they do not fit.
public struct HelpOverlay: Sendable {
  private var top = 0
  private var room = 1
  private var count = 0

  /// Help at its first row.
  public init() {}

  /// Moves through the rows. Returns false for commands that mean nothing here.
  public mutating func handle(_ id: CommandID) -> Bool {
    switch id {
    case .up: top -= 1
    case .down: top += 1
    case .halfPageUp: top -= max(1, room / 2)
    case .halfPageDown: top += max(1, room / 2)
    case .pageUp: top -= max(1, room - 1)
    case .pageDown, .readOn: top += max(1, room - 1)
    case .top: top = 0
    case .bottom: top = count
    default: return false
    }
    top = max(0, min(top, count - room))
    return true
  }

  /// Scrolls with the wheel.
  public mutating func scroll(by rows: Int) { top = max(0, min(top + rows, count - room)) }

  private enum Line {
    case heading(String)
    case row(keys: String, title: String, help: String)
    case blank
  }

  /// Draws it over the frame. What applies in `context` comes first.
  public mutating func draw(
    _ keymap: Keymap, in context: CommandContext?, over canvas: inout Canvas
  ) {
    var lines: [Line] = []
    for section in KeyReference.sections(keymap, in: context) {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(section.title))
      for row in section.rows {
        lines.append(.row(keys: row.keys, title: row.title, help: row.help))
      }
    }
    count = lines.count
    let close = keymap.keys(for: .help).first.map { "\($0.label) closes" } ?? ""
    let wide = min(canvas.width - 8, 116)
    let inside = Overlay.open(
      "Keys", note: close, width: wide, height: min(count, max(1, canvas.height - 5)) + 1,
      over: &canvas)
    room = max(1, inside.height - 1)
    top = max(0, min(top, count - room))
    let keysWidth = min(16, inside.width / 3)
    for (row, line) in lines.dropFirst(top).prefix(room).enumerated() {
      draw(line, y: inside.y + row, keysWidth: keysWidth, in: inside, of: &canvas)
    }
    if count > room, inside.height > 1 {
      let words = "\(top + 1)–\(min(count, top + room)) of \(count)"
      canvas.draw(
        words, x: inside.x + inside.width - words.count, y: inside.y + inside.height - 1,
        Style(.dim, on: .overlay), in: inside)
    }
  }

  private func draw(
    _ line: Line, y: Int, keysWidth: Int, in rect: Rect, of canvas: inout Canvas
  ) {
    let dim = Style(.dim, on: .overlay)
    switch line {
    case .blank: break
    case .heading(let title):
      canvas.draw(title, x: rect.x, y: y, Style(.accent, on: .overlay), in: rect)
    case .row(let keys, let title, let help):
      canvas.draw(
        Figures.clipped(keys, to: keysWidth - 1), x: rect.x, y: y,
        Style(.strong, on: .overlay), in: rect)
      canvas.draw(
        Figures.clipped(title, to: rect.width - keysWidth), x: rect.x + keysWidth, y: y,
        Style(.text, on: .overlay), in: rect)
      let column = rect.x + keysWidth + 21
      let room = rect.x + rect.width - column
      if room >= 20 {
        canvas.draw(Figures.clipped(help, to: room), x: column, y: y, dim, in: rect)
      }
    }
  }
}

/// Finds a command by a part of its name.
public struct CommandPalette: Sendable {
  /// What has been typed.
  public private(set) var prompt = PromptLine("> ", hint: "part of a command's name")
  private var selected = 0

  /// A palette in which nothing has been typed.
  public init() {}

  /// What a key came to.
  public enum Outcome: Sendable, Equatable {
    /// Still choosing.
    case choosing
    /// This command was chosen.
    case chosen(CommandID)
    /// It was left.
    case cancelled
  }

  /// Puts a character at the cursor.
  public mutating func insert(_ character: Character) {
    prompt.insert(character)
    selected = 0
  }

  /// Does what a command of typing asks; `context` is where the chosen command is to apply.
  public mutating func handle(_ id: CommandID, in context: CommandContext) -> Outcome {
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
  public func draw(
    _ keymap: Keymap, in context: CommandContext, facts: Set<CommandFact>,
    over canvas: inout Canvas
  ) {
    let found = CommandTable.matching(prompt.text, in: context)
    let inside = Overlay.open(
      "Commands", note: "esc leaves", width: min(70, canvas.width - 4),
      height: min(18, canvas.height - 6), over: &canvas)
    let (line, list) = inside.splitTop(1)
    prompt.draw(in: line, of: &canvas)
    canvas.shade(line, .overlay)
    let rows = list.splitTop(1).rest
    let top = max(0, min(selected - rows.height / 2, found.count - rows.height))
    for (row, command) in found.dropFirst(top).prefix(rows.height).enumerated() {
      let y = rows.y + row
      let reason = command.disabledReason(facts)
      let key = keymap.keys(for: command.id).first?.label ?? ""
      let style = Style(reason == nil ? .text : .dim, on: .overlay)
      let x = canvas.draw(command.title, x: rows.x + 10, y: y, style, in: rows)
      canvas.draw(key, x: rows.x + 1, y: y, Style(.strong, on: .overlay), in: rows)
      let room = rows.x + rows.width - x - 3
      canvas.draw(
        Figures.clipped(reason ?? command.help, to: room), x: x + 3, y: y,
        Style(.dim, on: .overlay), in: rows)
      if top + row == selected {
        canvas.shade(Rect(x: rows.x, y: y, width: rows.width, height: 1), .cursor)
      }
    }
  }
}
