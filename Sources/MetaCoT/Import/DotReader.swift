/// A graph as a file of Graphviz tells of it.
struct DotGraph: Sendable {
  /// An edge, with its attributes.
  struct Edge: Sendable {
    var from: String
    var to: String
    var attributes: [String: String]
  }

  var name = ""
  /// The nodes in the order in which they are first named.
  var nodes: [String] = []
  var attributes: [String: [String: String]] = [:]
  var edges: [Edge] = []
}

/// Reads the language of Graphviz: graphs, subgraphs, node, edge and default statements, quoted and
/// HTML texts, comments. Ports are skipped.
struct DotReader {
  private enum Token: Equatable {
    case word(String)
    /// A text in quotes: never a keyword.
    case text(String)
    case mark(String)
    case end

    var name: String? {
      switch self {
      case .word(let name), .text(let name): name
      case .mark, .end: nil
      }
    }
  }

  private static let mostEdges = 1 << 20

  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private let file: String
  private var token = Token.end
  private var graph = DotGraph()
  private var depth = 0

  /// The graphs in a text. Throws a `FileError`. Complexity: linear in the text and in the edges.
  static func graphs(in text: String, file: String) throws -> [DotGraph] {
    var reader = DotReader(bytes: Array(text.utf8), file: file)
    try reader.advance()
    var graphs: [DotGraph] = []
    while reader.token != .end { graphs.append(try reader.readGraph()) }
    return graphs
  }

  /// Whether a text begins with `graph … {` or `digraph … {`, after comments. Complexity: linear.
  static func beginsGraph(_ head: some Sequence<UInt8>) -> Bool {
    var reader = DotReader(bytes: Array(head), file: "")
    do {
      try reader.advance()
      try reader.readTitle()
    } catch { return false }
    return reader.token == .mark("{")
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private func error(_ message: String) -> FileError {
    FileError(file: file, line: line, message)
  }

  // MARK: Statements

  private mutating func readGraph() throws -> DotGraph {
    graph = DotGraph()
    try readTitle()
    _ = try readBlock()
    return graph
  }

  /// What stands before the block: the kind of graph, and its name if it has one.
  private mutating func readTitle() throws {
    if isWord("strict") { try advance() }
    guard isWord("graph") || isWord("digraph") else {
      throw error("a graph begins with \"digraph {\" or \"graph {\"")
    }
    try advance()
    if let name = token.name {
      graph.name = name
      try advance()
    }
  }

  /// `{ … }`. Returns the nodes that are named in it.
  private mutating func readBlock() throws -> [String] {
    guard token == .mark("{") else { throw error("\"{\" is missing") }
    depth += 1
    guard depth <= 200 else { throw error("subgraphs are nested more than 200 deep") }
    try advance()
    var named: [String] = []
    while token != .mark("}") {
      if token == .mark(";") || token == .mark(",") {
        try advance()
        continue
      }
      guard token != .end else { throw error("the graph has no end: \"}\" is missing") }
      named += try readStatement()
    }
    depth -= 1
    try advance()
    return named
  }

  private mutating func readStatement() throws -> [String] {
    if isWord("node") || isWord("edge") || isWord("graph") {
      try advance()
      _ = try readAttributes()
      return []
    }
    var ends = try readEnd()
    var named = ends
    if token == .mark("=") {
      // `rankdir = LR`: an attribute of the graph; what was read is no node.
      try advance()
      guard token.name != nil else { throw error("an attribute has a value after \"=\"") }
      try advance()
      return []
    }
    var pairs: [(String, String)] = []
    while token == .mark("->") || token == .mark("--") {
      try advance()
      let next = try readEnd()
      // Sets of nodes multiply: a short text can ask for more than any memory holds.
      guard graph.edges.count + pairs.count + ends.count * next.count <= Self.mostEdges else {
        throw error("the graph has more than a million edges")
      }
      for from in ends { for to in next { pairs.append((from, to)) } }
      ends = next
      named += next
    }
    let attributes = try readAttributes()
    for name in named { add(name) }
    if pairs.isEmpty, named.count == 1 {
      graph.attributes[named[0], default: [:]].merge(attributes) { $1 }
    }
    for (from, to) in pairs {
      graph.edges.append(.init(from: from, to: to, attributes: attributes))
    }
    return named
  }

  private mutating func add(_ name: String) {
    if graph.attributes[name] == nil {
      graph.attributes[name] = [:]
      graph.nodes.append(name)
    }
  }

  /// A node, or a subgraph for all of its nodes.
  private mutating func readEnd() throws -> [String] {
    if isWord("subgraph") {
      try advance()
      if token.name != nil { try advance() }
      return token == .mark("{") ? try readBlock() : []
    }
    if token == .mark("{") { return try readBlock() }
    guard let name = token.name else {
      throw error("a statement begins with the name of a node")
    }
    try advance()
    while token == .mark(":") {
      try advance()
      guard token.name != nil else { throw error("a port has a name after \":\"") }
      try advance()
    }
    return [name]
  }

  private mutating func readAttributes() throws -> [String: String] {
    var attributes: [String: String] = [:]
    while token == .mark("[") {
      try advance()
      while token != .mark("]") {
        if token == .mark(",") || token == .mark(";") {
          try advance()
          continue
        }
        guard let name = token.name else {
          throw error("attributes are written [name=value, …]")
        }
        try advance()
        guard token == .mark("=") else {
          attributes[name] = "true"
          continue
        }
        try advance()
        guard let value = token.name else { throw error("\(name.quoted) has no value") }
        attributes[name] = value
        try advance()
      }
      try advance()
    }
    return attributes
  }

  private func isWord(_ word: String) -> Bool {
    if case .word(let text) = token { text.lowercased() == word } else { false }
  }

  // MARK: Tokens

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func begins(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return text.withUTF8Buffer { bytes[place..<place + count].elementsEqual($0) }
  }

  private mutating func advance() throws {
    try skipBlanks()
    guard let byte else {
      token = .end
      return
    }
    switch byte {
    case UInt8(ascii: "\""):
      var text = try readQuoted()
      try skipBlanks()
      while self.byte == UInt8(ascii: "+") {
        place += 1
        try skipBlanks()
        guard self.byte == UInt8(ascii: "\"") else { throw error("\"+\" joins texts in quotes") }
        text += try readQuoted()
        try skipBlanks()
      }
      token = .text(text)
    case UInt8(ascii: "<"): token = .text(try readHTML())
    case _ where begins("->") || begins("--"):
      token = .mark(String(decoding: bytes[place..<place + 2], as: UTF8.self))
      place += 2
    case _ where Self.isPartOfWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."):
      let start = place
      repeat {
        place += 1
      } while place < bytes.count
        && (Self.isPartOfWord(bytes[place]) || bytes[place] == UInt8(ascii: "."))
      token = .word(String(decoding: bytes[start..<place], as: UTF8.self))
    default:
      guard "{}[]=;,:".utf8.contains(byte) else {
        throw error("\(String(decoding: [byte], as: UTF8.self).quoted) is not expected here")
      }
      token = .mark(String(decoding: [byte], as: UTF8.self))
      place += 1
    }
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private mutating func skipBlanks() throws {
    while let byte {
      if byte == UInt8(ascii: "\n") {
        line += 1
        place += 1
        if self.byte == UInt8(ascii: "#") { skipLine() }
      } else if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
        place += 1
      } else if begins("//") || (place == 0 && byte == UInt8(ascii: "#")) {
        skipLine()
      } else if begins("/*") {
        place += 2
        while !begins("*/") {
          guard let byte = self.byte else { throw error("a comment has no end: \"*/\"") }
          if byte == UInt8(ascii: "\n") { line += 1 }
          place += 1
        }
        place += 2
      } else {
        return
      }
    }
  }

  private mutating func skipLine() {
    while let byte, byte != UInt8(ascii: "\n") { place += 1 }
  }

  /// A text in quotes: `\"` is a quote, `\n`, `\l` and `\r` end a line, `\\` is a backslash.
  private mutating func readQuoted() throws -> String {
    var text: [UInt8] = []
    place += 1
    while byte != UInt8(ascii: "\"") {
      guard let byte else { throw error("a text has no end: a quote is missing") }
      place += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\\"), let next = self.byte else {
        text.append(byte)
        continue
      }
      place += 1
      switch next {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(next)
      case UInt8(ascii: "n"), UInt8(ascii: "l"), UInt8(ascii: "r"): text.append(0x0A)
      case 0x0A: line += 1
      default: text += [byte, next]
      }
    }
    place += 1
    while text.last == 0x0A { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// `<…>` without its tags.
  private mutating func readHTML() throws -> String {
    var text: [UInt8] = []
    var depth = 0
    repeat {
      guard let byte else { throw error("an HTML text has no end: \">\" is missing") }
      if byte == UInt8(ascii: "<") { depth += 1 }
      if depth == 1, byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">") { text.append(byte) }
      if byte == UInt8(ascii: ">") { depth -= 1 }
      if byte == UInt8(ascii: "\n") { line += 1 }
      place += 1
    } while depth > 0
    return String(decoding: text, as: UTF8.self)
  }
}
