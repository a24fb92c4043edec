import Foundation

/// Trees in Newick's format, `(A:0.1,(B,C)D:0.3)R;`, one or many: names are steps, lengths of branches a
/// metric. Comments in brackets are kept as notes.
enum Newick: PlainTextImporter {
  static let name = "newick"
  static let summary = "trees in Newick's format"

  /// How much of a file is looked at to recognize it.
  private static let lookedAt = 4096

  static func recognizes(_ file: ForeignFile) -> Bool {
    guard file.records.isEmpty, file.bytes.last(where: { $0 > 0x20 }) == UInt8(ascii: ";") else {
      return false
    }
    var head = file.bytes.prefix(lookedAt)
    var start = Scanner(head, of: file)
    // `[&R]` says of what kind a tree is.
    while let byte = start.next(), byte != UInt8(ascii: "(") {
      guard Scanner.isSpace(byte) || byte == UInt8(ascii: "[") && (try? start.comment()) != nil
      else { return false }
    }
    // What is wrong behind the first tree is an error of this format.
    if let end = head.firstIndex(of: UInt8(ascii: ";")) {
      var first = Scanner(head[...end], of: file)
      if (try? trees(in: &first, areWhole: true)) != nil { return true }
    }
    if head.count < file.bytes.count {
      // No word may be cut.
      head = head[..<(head.lastIndex(of: UInt8(ascii: ",")) ?? head.startIndex)]
    }
    let isCut = head.count < file.bytes.count
    var text = Scanner(head, of: file, isCut: isCut)
    return (try? trees(in: &text, areWhole: !isCut)) != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    var text = Scanner(file.bytes, of: file)
    return zip(file.firstPlace..., try trees(in: &text, areWhole: true)).map { place, tree in
      ImportedSearch(id: String(place)) { trace(of: tree) }
    }
  }

  /// A piece is whole where its last line ends with a tree: not in a name in quotes, and not in a comment.
  static func isWhole(_ piece: Data, before next: Data) -> Bool {
    guard piece.last(where: { $0 > 0x20 }) == UInt8(ascii: ";") else { return false }
    var isQuoted = false
    var isComment = false
    var previous = UInt8(ascii: " ")
    for byte in piece {
      switch byte {
      case UInt8(ascii: "'") where isQuoted: isQuoted = false
      // An apostrophe within a name is one; two of them stand for one in a quoted name.
      case UInt8(ascii: "'") where !isComment:
        isQuoted = previous <= 0x20 || "(,)]'".utf8.contains(previous)
      case UInt8(ascii: "[") where !isQuoted: isComment = true
      case UInt8(ascii: "]") where !isQuoted: isComment = false
      default: break
      }
      previous = byte
    }
    return !isQuoted && !isComment
  }

  /// A node of a tree: its parent comes before it.
  private struct Node: Sendable {
    var parent: Int
    var name = ""
    var length: Double?
    var notes: [String] = []
  }

  private static func trace(of nodes: [Node]) -> ImportedTrace {
    var header = TraceHeader(
      problem: .init(kind: "newick", text: nodes[0].name), strategy: .init("imported"), model: nil,
      root: .init(state: nodes[0].name))
    header.order = .unknown
    if nodes.contains(where: { $0.length != nil }) { header.metrics = [.init(key: "length")] }
    var children = [[Int]](repeating: [], count: nodes.count)
    for place in nodes.indices.dropFirst() { children[nodes[place].parent].append(place) }
    var builder = ImportBuilder()
    builder.expandAll(
      0, children: { children[$0] },
      node: { child, _ in
        ImportedNode(
          step: nodes[child].name,
          metrics: nodes[child].length.map { [(metric: 0, value: $0)] } ?? [])
      },
      visit: { node, place, builder in
        for note in nodes[place].notes { builder.add(Event(.note, node), text: note) }
      })
    return builder.finish(header, hasVerdict: false)
  }

  /// The trees of a text, which are whole or the beginning of some; throws where it breaks off the format.
  /// Linear, and without recursion: a tree may be as deep as it likes.
  private static func trees(in text: inout Scanner, areWhole: Bool) throws -> [[Node]] {
    var trees: [[Node]] = []
    var nodes = [Node(parent: -1)]
    var current = 0
    while let byte = text.next() {
      switch byte {
      case UInt8(ascii: "("):
        nodes.append(Node(parent: current))
        current = nodes.count - 1
      case UInt8(ascii: ","):
        guard current > 0 else { throw text.error("\",\" stands outside of brackets") }
        nodes.append(Node(parent: nodes[current].parent))
        current = nodes.count - 1
      case UInt8(ascii: ")"):
        guard current > 0 else { throw text.error("\")\" closes nothing") }
        current = nodes[current].parent
      case UInt8(ascii: ";"):
        guard current == 0 else { throw text.error("\")\" is missing before \";\"") }
        trees.append(nodes)
        nodes = [Node(parent: -1)]
      case UInt8(ascii: ":"):
        let word = text.word()
        guard let length = Double(word) else {
          throw text.error("the length \(word.quoted) is not a number")
        }
        nodes[current].length = length
      case UInt8(ascii: "["): nodes[current].notes.append(try text.comment())
      case UInt8(ascii: "'"): nodes[current].name = try text.quoted()
      case _ where Scanner.isSpace(byte): continue
      default:
        text.back()
        nodes[current].name = text.word().replacing("_", with: " ")
      }
    }
    guard !areWhole || nodes.count == 1 && !trees.isEmpty else {
      throw text.error("the last tree has no \";\"")
    }
    return trees
  }

  private struct Scanner {
    private let bytes: [UInt8]
    private let file: String
    private let firstLine: Int
    /// Whether there is more behind these bytes.
    private let isCut: Bool
    private var place = 0

    init(_ bytes: Data, of file: ForeignFile, isCut: Bool = false) {
      self.bytes = Array(bytes)
      self.isCut = isCut
      (self.file, firstLine) = (file.name, file.firstLine)
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    mutating func next() -> UInt8? {
      guard place < bytes.count else { return nil }
      place += 1
      return bytes[place - 1]
    }

    mutating func back() { place -= 1 }

    private static let marks = Set("(),:;[".utf8)

    /// What stands before the next mark.
    mutating func word() -> String {
      let start = place
      while place < bytes.count, !Self.marks.contains(bytes[place]) { place += 1 }
      return String(String(decoding: bytes[start..<place], as: UTF8.self)[...].trimmed)
    }

    /// What stands before the next quotation mark; two of them are one.
    mutating func quoted() throws -> String {
      let mark = UInt8(ascii: "'")
      let start = place
      var text: [UInt8] = []
      while let byte = next() {
        if byte == mark {
          guard place < bytes.count, bytes[place] == mark else {
            return String(decoding: text, as: UTF8.self)
          }
          place += 1
        }
        text.append(byte)
      }
      if isCut { return String(decoding: text, as: UTF8.self) }
      place = start
      throw error("a name in quotation marks has no end")
    }

    mutating func comment() throws -> String {
      let start = place
      while let byte = next() {
        if byte == UInt8(ascii: "]") {
          return String(decoding: bytes[start..<place - 1], as: UTF8.self)
        }
      }
      if isCut { return "" }
      place = start
      throw error("a comment has no end: \"]\"")
    }

    func error(_ message: String) -> FileError {
      let line = bytes.prefix(place).count { $0 == 0x0A } + firstLine
      return FileError(file: file, line: line, message)
    }
  }
}
