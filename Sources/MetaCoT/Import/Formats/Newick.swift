/// Trees in Newick's format, `(A:0.1,(B,C)D:0.3)R;`, one or many: names are steps, lengths of branches a
/// metric. Comments in brackets are kept as notes.
enum Newick: TraceImporter {
  static let name = "newick"
  static let summary = "trees in Newick's format"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.records.isEmpty && file.bytes.first { $0 > 0x20 } == UInt8(ascii: "(")
      && file.bytes.last { $0 > 0x20 } == UInt8(ascii: ";")
      && ((try? trees(in: file)) != nil)
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    try trees(in: file).enumerated().map { place, tree in
      ImportedSearch(id: String(place + 1)) { trace(of: tree) }
    }
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

  /// The trees of the file; throws where it breaks off the format. Linear, and without recursion: a
  /// tree may be as deep as it likes.
  private static func trees(in file: ForeignFile) throws -> [[Node]] {
    var trees: [[Node]] = []
    var nodes = [Node(parent: -1)]
    var current = 0
    var text = Scanner(file.text)
    while let character = text.next() {
      switch character {
      case "(":
        nodes.append(Node(parent: current))
        current = nodes.count - 1
      case ",":
        guard current > 0 else { throw text.error(file, "\",\" stands outside of brackets") }
        nodes.append(Node(parent: nodes[current].parent))
        current = nodes.count - 1
      case ")":
        guard current > 0 else { throw text.error(file, "\")\" closes nothing") }
        current = nodes[current].parent
      case ";":
        guard current == 0 else { throw text.error(file, "\")\" is missing before \";\"") }
        trees.append(nodes)
        nodes = [Node(parent: -1)]
      case ":":
        let word = text.word()
        guard let length = Double(word) else {
          throw text.error(file, "the length \(word.quoted) is not a number")
        }
        nodes[current].length = length
      case "[": nodes[current].notes.append(text.comment())
      case "'": nodes[current].name = text.quoted()
      case _ where character.isWhitespace: continue
      default:
        text.back()
        nodes[current].name = text.word().replacing("_", with: " ")
      }
    }
    guard nodes.count == 1, !trees.isEmpty else {
      throw text.error(file, "the last tree has no \";\"")
    }
    return trees
  }

  private struct Scanner {
    private let characters: [Character]
    private var place = 0

    init(_ text: String) { characters = Array(text) }

    mutating func next() -> Character? {
      guard place < characters.count else { return nil }
      place += 1
      return characters[place - 1]
    }

    mutating func back() { place -= 1 }

    /// What stands before the next mark.
    mutating func word() -> String {
      var word = ""
      while let character = next() {
        if "(),:;[".contains(character) {
          back()
          break
        }
        word.append(character)
      }
      while word.last?.isWhitespace == true { word.removeLast() }
      return String(word.drop(while: \.isWhitespace))
    }

    mutating func quoted() -> String {
      var text = ""
      while let character = next() {
        if character == "'" {
          guard let following = next() else { return text }
          guard following == "'" else {
            back()
            return text
          }
        }
        text.append(character)
      }
      return text
    }

    mutating func comment() -> String {
      var text = ""
      while let character = next(), character != "]" { text.append(character) }
      return text
    }

    func error(_ file: ForeignFile, _ message: String) -> FileError {
      let line = characters.prefix(place).count(where: \.isNewline) + 1
      return FileError(file: file.name, line: line, message)
    }
  }
}
