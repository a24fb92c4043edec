/// A key as a person names it: `g`, `G`, `ctrl-d`, `pgdn`, `shift-tab`, `alt-left`.
///
/// Keys that terminals cannot tell apart are one key here: Ctrl-M and Ctrl-J are `enter`, Ctrl-I is
/// `tab`, Ctrl-H is `backspace`, Ctrl-[ is `esc`.
package struct Key: Sendable, Hashable {
  /// The key without its modifiers.
  package enum Code: Sendable, Hashable {
    /// A printable character, as typed: capitals are characters of their own.
    case character(Character)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1 to F24.
    case function(Int)
  }

  /// Keys held down with it.
  package struct Modifiers: OptionSet, Sendable, Hashable {
    /// The bits.
    package var rawValue: UInt8
    /// Modifiers of these bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Shift, only with named keys.
    package static let shift = Modifiers(rawValue: 1)
    /// Alt, Option or Meta.
    package static let alt = Modifiers(rawValue: 2)
    /// Ctrl.
    package static let ctrl = Modifiers(rawValue: 4)
  }

  /// Which key.
  package var code: Code
  /// What is held down with it.
  package var modifiers: Modifiers

  /// A key.
  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// The character to insert when a person is typing text; nil for any other key.
  package var text: Character? {
    if case .character(let character) = code, modifiers.isEmpty { return character }
    return nil
  }
}

/// Why a text names no key.
package struct KeyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The text.
  package var text: String
  /// What is wrong with it, and what would be right.
  package var reason: String
  /// One sentence.
  package var description: String { "“\(text)” names no key: \(reason)" }
}

extension Key: CustomStringConvertible {
  static let names: [(String, Code)] = [
    ("enter", .enter), ("esc", .escape), ("tab", .tab), ("backspace", .backspace),
    ("del", .delete), ("ins", .insert), ("up", .up), ("down", .down), ("left", .left),
    ("right", .right), ("home", .home), ("end", .end), ("pgup", .pageUp), ("pgdn", .pageDown),
    ("space", .character(" ")),
  ]

  /// The text form, which reads back as the same key.
  package var description: String {
    var text = ""
    if modifiers.contains(.ctrl) { text += "ctrl-" }
    if modifiers.contains(.alt) { text += "alt-" }
    if modifiers.contains(.shift) { text += "shift-" }
    return text + name
  }

  /// A shorter form for the footer and the help overlay: `^d` for `ctrl-d`, `S-tab` for `shift-tab`.
  package var label: String {
    var text = ""
    if modifiers.contains(.alt) { text += "alt-" }
    if modifiers.contains(.shift) { text += "S-" }
    if modifiers.contains(.ctrl) { text += "^" }
    return text + name
  }

  private var name: String {
    switch code {
    case .function(let number): return "f\(number)"
    case .character(let character) where character != " ": return String(character)
    default: return Self.names.first { $0.1 == code }?.0 ?? "space"
    }
  }

  /// Reads the text form. Modifiers come first, in any order and case.
  package init(_ text: String) throws(KeyError) {
    var modifiers: Modifiers = []
    var rest = Substring(text)
    while let dash = rest.dropFirst().firstIndex(of: "-"), dash != rest.indices.last {
      switch rest[..<dash].lowercased() {
      case "ctrl": modifiers.insert(.ctrl)
      case "alt": modifiers.insert(.alt)
      case "shift": modifiers.insert(.shift)
      case let other:
        throw KeyError(text: text, reason: "“\(other)” is not a modifier; use ctrl, alt or shift")
      }
      rest = rest[rest.index(after: dash)...]
    }
    self.init(try Self.code(String(rest), in: text), modifiers)
    try checkDistinguishable(text)
  }

  private static func code(_ name: String, in text: String) throws(KeyError) -> Code {
    if name.count == 1, let character = name.first {
      guard let scalar = name.unicodeScalars.first, name.unicodeScalars.count == 1,
        character != " ", TextWidth.columns(of: scalar) > 0
      else { throw KeyError(text: text, reason: "write “space” for the space bar") }
      return .character(character)
    }
    let lower = name.lowercased()
    if let named = names.first(where: { $0.0 == lower }) { return named.1 }
    if lower.first == "f", let number = Int(lower.dropFirst()), (1...24).contains(number) {
      return .function(number)
    }
    let known = names.map(\.0).joined(separator: ", ")
    throw KeyError(text: text, reason: "write one character, f1 to f24, or one of \(known)")
  }

  /// Refuses what no terminal sends, so that a binding that cannot work is an error.
  private mutating func checkDistinguishable(_ text: String) throws(KeyError) {
    guard case .character(let character) = code else { return }
    if modifiers.contains(.shift) {
      throw KeyError(
        text: text, reason: "shift goes only with named keys; write the character it types")
    }
    guard modifiers.contains(.ctrl) else { return }
    let lower = Character(character.lowercased())
    switch lower {
    case "m", "j", "i", "h", "[":
      let same =
        switch lower {
        case "i": "tab"
        case "h": "backspace"
        case "[": "esc"
        default: "enter"
        }
      throw KeyError(text: text, reason: "terminals send the same for \(same); write \(same)")
    case "a"..."z", " ", "\\", "]", "^", "_": code = .character(lower)
    default: throw KeyError(text: text, reason: "ctrl goes with letters, space, \\ ] ^ and _")
    }
  }
}

extension Key: ExpressibleByStringLiteral {
  /// A key written in the program text; stops the program where that names no key.
  package init(stringLiteral text: String) {
    do { try self.init(text) } catch { preconditionFailure(error.description) }
  }
}
