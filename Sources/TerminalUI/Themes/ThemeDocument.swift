/// A theme file, decoded but not yet checked. The format is described in `docs/themes.md`; any
/// decoder will do.
package struct ThemeDocument: Decodable, Sendable {
  /// An entry for one ink or paper.
  package struct Entry: Decodable, Sendable {
    var color: String?
    var index: Int?
    var ansi: String?
    var attributes: [String]?
    var mono: [String]?
    /// A key that means nothing, if there is one.
    var unknown: String?

    /// Decodes an entry.
    package init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: AnyKey.self)
      for key in fields.allKeys {
        switch key.stringValue {
        case "color": color = try fields.decode(String.self, forKey: key)
        case "index": index = try fields.decode(Int.self, forKey: key)
        case "ansi": ansi = try fields.decode(String.self, forKey: key)
        case "attributes": attributes = try fields.decode([String].self, forKey: key)
        case "mono": mono = try fields.decode([String].self, forKey: key)
        default: unknown = key.stringValue
        }
      }
    }
  }

  struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var name: String
  var inks: [String: Entry]
  var papers: [String: Entry]
  var unknown: String?

  /// Decodes a document.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: AnyKey.self)
    name = try fields.decode(String.self, forKey: AnyKey(stringValue: "name"))
    inks = [:]
    papers = [:]
    for key in fields.allKeys {
      switch key.stringValue {
      case "name": break
      case "inks": inks = try fields.decode([String: Entry].self, forKey: key)
      case "papers": papers = try fields.decode([String: Entry].self, forKey: key)
      default: unknown = key.stringValue
      }
    }
  }
}

/// What is wrong with a theme, and where: the key, as in `inks.goal.color`.
package struct ThemeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The key.
  package var key: String
  /// What is wrong with it, and what would be right.
  package var reason: String
  /// One sentence.
  package var description: String { "\(NumberFormat.clipped(key, to: 60)): \(reason)" }
}

extension Theme {
  /// Checks a decoded theme file.
  package init(_ document: ThemeDocument) throws(ThemeError) {
    self.init(name: document.name)
    if document.name.isEmpty {
      throw ThemeError(key: "name", reason: "a theme needs a name")
    }
    if let unknown = document.unknown {
      throw ThemeError(
        key: unknown,
        reason: "unknown; a theme has name, inks and papers")
    }
    for (name, entry) in document.inks.sorted(by: { $0.key < $1.key }) {
      guard let ink = Ink(name: name) else {
        let known = Ink.allCases.map { "\($0)" }.joined(separator: ", ")
        throw ThemeError(
          key: "inks.\(name)",
          reason: "no such ink; the inks are \(known)")
      }
      self[ink] = try Self.look(entry, "inks.\(name)")
    }
    for (name, entry) in document.papers.sorted(by: { $0.key < $1.key }) {
      guard let paper = Paper(name: name) else {
        let known = Paper.allCases.map { "\($0)" }.joined(separator: ", ")
        throw ThemeError(
          key: "papers.\(name)",
          reason: "no such paper; the papers are \(known)")
      }
      self[paper] = try Self.look(entry, "papers.\(name)")
    }
  }

  private static func look(
    _ entry: ThemeDocument.Entry, _ path: String
  ) throws(ThemeError) -> Look {
    var look = Look()
    if let unknown = entry.unknown {
      throw ThemeError(
        key: "\(path).\(unknown)", reason: "unknown; use color, index, ansi, attributes or mono")
    }
    if let text = entry.color {
      guard let color = RGB(text) else {
        throw ThemeError(
          key: "\(path).color", reason: "\(quoted(text)) is not a colour; write #rrggbb")
      }
      look.color = color
    }
    if let index = entry.index {
      guard let byte = UInt8(exactly: index) else {
        throw ThemeError(key: "\(path).index", reason: "\(index) is not between 0 and 255")
      }
      look.index = byte
    }
    if let name = entry.ansi {
      if name == "default" {
        look.ansi = .standard
      } else if let index = Palette.names.firstIndex(of: name) {
        look.ansi = .index(index)
      } else {
        let known = Palette.names.joined(separator: ", ")
        throw ThemeError(
          key: "\(path).ansi", reason: "\(quoted(name)) is none of default, \(known)")
      }
    }
    look.attributes = try attributes(entry.attributes ?? [], "\(path).attributes")
    look.mono = try attributes(entry.mono ?? [], "\(path).mono")
    return look
  }

  private static func attributes(
    _ names: [String], _ path: String
  ) throws(ThemeError) -> Style.Attributes {
    var result: Style.Attributes = []
    for name in names {
      switch name {
      case "bold": result.insert(.bold)
      case "faint": result.insert(.faint)
      case "underline": result.insert(.underline)
      case "reverse": result.insert(.reverse)
      default:
        throw ThemeError(
          key: path, reason: "\(quoted(name)) is none of bold, faint, underline, reverse")
      }
    }
    return result
  }

  /// A word of a file, as an error quotes it: of a long one the beginning.
  private static func quoted(_ word: String) -> String {
    "“\(NumberFormat.clipped(word, to: 40))”"
  }
}
