import TerminalUI

/// A line of text being typed: a command, a pattern, a file name.
package struct PromptLine: Sendable {
  /// What a key came to.
  package enum Outcome: Sendable, Equatable {
    /// The line is still being typed.
    case editing
    /// It was accepted.
    case accepted(String)
    /// It was left.
    case cancelled
  }

  /// What stands before the text, such as `:` or `/`.
  package let lead: String
  /// What the line asks for, shown while it is empty.
  package var hint: String
  /// Accepted lines, the newest last; `up` and `down` go through them.
  package var history: [String]
  /// What `tab` goes through: gives the completions of a text.
  package var completions: @Sendable (String) -> [String]
  private var characters: [Character]
  private var cursor: Int
  private var place: Int
  private var draft = ""
  private var completing: (stem: String, index: Int)?

  /// An empty line, or one that begins with a text.
  package init(
    _ lead: String, text: String = "", hint: String = "", history: [String] = [],
    completions: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.lead = lead
    self.hint = hint
    self.history = history
    self.completions = completions
    characters = Array(text)
    cursor = characters.count
    place = history.count
  }

  /// What has been typed.
  package var text: String { String(characters) }

  /// Puts a character at the cursor.
  package mutating func insert(_ character: Character) {
    completing = nil
    // A combining mark joins what stands before it.
    if cursor > 0 {
      let joined = String(characters[cursor - 1]) + String(character)
      if joined.count == 1, let one = joined.first {
        characters[cursor - 1] = one
        return
      }
    }
    characters.insert(character, at: cursor)
    cursor += 1
  }

  /// Puts a pasted text at the cursor: on one line, and no more of it than a line can be worked with.
  package mutating func insert(pasted text: String) {
    let line = TextWidth.sanitized(text).split(separator: "\n").joined(separator: " ")
    let new = line.prefix(max(0, Self.longest - characters.count))
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
    completing = nil
  }

  /// Characters that a line takes of what is pasted.
  private static let longest = 4096

  /// Does what a command of typing asks.
  package mutating func handle(_ id: CommandID) -> Outcome {
    if id != .promptComplete { completing = nil }
    switch id {
    case .promptAccept: return .accepted(text)
    case .promptCancel: return .cancelled
    case .promptComplete: complete()
    case .promptPrevious: recall(-1)
    case .promptNext: recall(1)
    case .promptBackspace:
      guard cursor > 0 else { return characters.isEmpty ? .cancelled : .editing }
      cursor -= 1
      characters.remove(at: cursor)
    case .promptDelete: if cursor < characters.count { characters.remove(at: cursor) }
    case .promptDeleteWord:
      while cursor > 0, characters[cursor - 1] == " " { removeBefore() }
      while cursor > 0, characters[cursor - 1] != " " { removeBefore() }
    case .promptClear:
      characters.removeSubrange(..<cursor)
      cursor = 0
    case .promptLeft: cursor = max(0, cursor - 1)
    case .promptRight: cursor = min(characters.count, cursor + 1)
    case .promptHome: cursor = 0
    case .promptEnd: cursor = characters.count
    default: break
    }
    return .editing
  }

  private mutating func removeBefore() {
    cursor -= 1
    characters.remove(at: cursor)
  }

  private mutating func replace(_ text: String) {
    characters = Array(text)
    cursor = characters.count
  }

  private mutating func recall(_ step: Int) {
    let target = place + step
    guard target >= 0, target <= history.count else { return }
    if place == history.count { draft = text }
    place = target
    replace(place == history.count ? draft : history[place])
  }

  private mutating func complete() {
    let stem = completing?.stem ?? text
    let found = completions(stem)
    guard !found.isEmpty else { return }
    let index = completing.map { ($0.index + 1) % found.count } ?? 0
    replace(found[index])
    completing = (stem, index)
  }

  /// Draws it in one row, scrolled so that the cursor is seen.
  package func draw(in rect: Rect, of canvas: inout Canvas) {
    guard rect.width > 0, rect.height > 0 else { return }
    canvas.fill(rect, " ", Style(.text, on: .bar))
    var x = canvas.draw(lead, x: rect.x, y: rect.y, Style(.strong, on: .bar, .bold), in: rect)
    if characters.isEmpty {
      canvas.draw(hint, x: x + 1, y: rect.y, Style(.dim, on: .bar), in: rect)
    }
    let room = max(1, rect.x + rect.width - x - 1)
    var (first, used) = (cursor, 0)
    while first > 0 {
      used += TextWidth.columns(of: String(characters[first - 1]))
      if used >= room { break }
      first -= 1
    }
    for index in first...characters.count where x < rect.x + rect.width {
      let isCursor = index == cursor
      let style = Style(.text, on: .bar, isCursor ? .reverse : [])
      let glyph = index < characters.count ? String(characters[index]) : " "
      if index == characters.count, !isCursor { break }
      x = canvas.draw(glyph, x: x, y: rect.y, style, in: rect)
    }
  }
}
