/// Reads the tree back from Searchformer's tokens: what `Searchformer` wrote, and bare tokens.
///
/// A created node lies below the one closed last. Without remarks, a closed node is the newest of
/// that state and these costs, and steps have no text.
package struct SearchformerReader {
  private typealias Verb = SearchformerTokens.Verb

  /// A line, taken apart.
  private struct Line {
    var verb: Verb
    var state: String
    var figures: [Substring]
    var remark: Substring
  }

  private var builder: TextTreeBuilder
  private let header: TraceHeader
  private var records: [(g: Float, h: Float)]
  private var newest: [String: [NodeID]]
  private var line = 0
  private var plan: NodeID?
  private var planCost: Float?
  /// Whether the text says that the search has ended.
  private var hasEnded = false

  /// Reads a whole text, a `create`, `close`, `plan` … a line. Where the header of the search is
  /// not given, one is made of the text.
  ///
  /// Throws a `TextTreeError`. Complexity: linear in the text.
  package static func read(
    _ text: String, header: TraceHeader? = nil
  ) throws -> (header: TraceHeader, events: EventBatch) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard var first = lines.firstIndex(where: { !$0.isEmpty }) else {
      throw TextTreeError(line: 1, "the text is empty: begin with \"create\" and the start state")
    }
    // The prompt of a maze comes first, and says that states are cells.
    let hasPrompt = lines[first].hasPrefix("start ")
    let isGrid = hasPrompt || header?.problem.kind == "maze"
    if hasPrompt { first = lines[(first + 1)...].firstIndex { !$0.isEmpty } ?? first }
    let root = try parse(lines[first], at: first + 1, onGrid: isGrid)
    guard root.verb == .create else {
      throw TextTreeError(line: first + 1, "the text must begin with \"create\"")
    }
    var reader = SearchformerReader(root: root, header: header)
    for (index, line) in lines.enumerated().dropFirst(first + 1) where !line.isEmpty {
      reader.line = index + 1
      try reader.read(try parse(line, at: index + 1, onGrid: isGrid))
    }
    reader.finishPlan()
    reader.builder.finish(hasEnded: reader.hasEnded)
    return (reader.header, reader.builder.take())
  }

  /// Whether a text begins as one in these tokens does: with the prompt of a maze or without it, the start
  /// created, and a second line with a verb; a start alone has costs or a remark.
  static func recognizes(_ text: String) -> Bool {
    var lines = text.split(separator: "\n", maxSplits: 3)[...]
    if lines.first?.hasPrefix("start ") == true {
      guard lines.removeFirst().contains(" goal ") else { return false }
    }
    guard let start = lines.popFirst(), let root = try? parse(start, at: 1, onGrid: false),
      root.verb == .create
    else { return false }
    guard let second = lines.first else { return !root.figures.isEmpty || !root.remark.isEmpty }
    return Verb(rawValue: String(second.prefix { $0 != " " })) != nil
  }

  private init(root: Line, header: TraceHeader?) {
    let costs = Self.costs(of: root)
    if let header {
      self.header = header
    } else {
      self.header = TraceHeader(
        problem: .init(kind: "text", text: root.state), strategy: .init("searchformer"),
        model: .init("text"),
        root: .init(state: root.state, h: costs.h == costs.h ? costs.h.decimal : nil))
    }
    builder = TextTreeBuilder(root: root.state)
    records = [costs]
    newest = [root.state: [0]]
  }

  // MARK: Lines

  private static func parse(
    _ text: Substring, at line: Int, onGrid isGrid: Bool
  ) throws -> Line {
    let word = text.prefix { $0 != " " }
    guard let verb = Verb(rawValue: String(word)) else {
      let verbs = Verb.allCases.map(\.rawValue).joined(separator: ", ")
      throw TextTreeError(line: line, "\"\(word.prefix(20))\" is none of \(verbs)")
    }
    var rest = text.dropFirst(word.count).drop { $0 == " " }
    let quoted = Quoting.readQuoted(from: &rest)
    let mark = rest.firstRange(of: SearchformerTokens.remark)
    let remark = mark.map { rest[$0.upperBound...] } ?? ""
    var tokens = rest[..<(mark?.lowerBound ?? rest.endIndex)].split(separator: " ")
    var figures: [Substring] = []
    while let token = tokens.last, isFigure(token, of: verb), figures.count < 2 {
      figures.insert(tokens.removeLast(), at: 0)
    }
    let state = SearchformerTokens.state(tokens: tokens.joined(separator: " "), onGrid: isGrid)
    return Line(verb: verb, state: quoted ?? state, figures: figures, remark: remark)
  }

  private static func isFigure(_ token: Substring, of verb: Verb) -> Bool {
    switch verb {
    case .create, .close: SearchformerTokens.cost(token) != nil
    case .value, .backup: token == "cached" || token.first == "v"
    default: false
    }
  }

  private static func costs(of line: Line) -> (g: Float, h: Float) {
    let costs = line.figures.compactMap(SearchformerTokens.cost)
    return (costs.first ?? .nan, costs.count > 1 ? costs[1] : .nan)
  }

  private mutating func read(_ line: Line) throws {
    if line.verb != .plan { finishPlan() }
    let figure = line.figures.first.flatMap { Float($0.dropFirst()) } ?? 0
    switch line.verb {
    case .create:
      var remark = line.remark
      let costs = Self.costs(of: line)
      newest[line.state, default: []].append(NodeID(builder.count))
      records.append(costs)
      builder.explore(
        from: builder.focus, step: Quoting.readQuoted(from: &remark) ?? String(line.remark),
        state: line.state, g: costs.g, h: costs.h)
    case .close: select(try node(of: line))
    case .plan:
      let node = try node(of: line)
      // Every plan begins at the root.
      if node == 0 { finishPlan() }
      plan = node
      let words = line.remark.split(separator: " ")
      planCost = words.count == 3 && words[1] == "goal" ? Float(words[2]) : nil
    case .value:
      let isCached = line.remark.hasSuffix(" cached")
      builder.add(
        Event(
          .evaluate, try node(of: line), value: figure, reason: isCached ? .cached : .none))
    case .backup: builder.add(Event(.backup, try node(of: line), value: figure))
    case .fail: builder.add(Event(.evaluate, try node(of: line), reason: .deadEnd))
    case .prune: builder.add(Event(.prune, try node(of: line), reason: reason(of: line)))
    case .back:
      let words = line.remark.split(separator: " ")
      guard words.count >= 3, let left = NodeID(words[2]), left >= 0, left < builder.count else {
        throw TextTreeError(line: self.line, "\"# 0 from 3\" must say where \"back\" comes from")
      }
      let node = try node(of: line)
      builder.flush()
      builder.add(Event(.backtrack, left, other: node, reason: reason(of: line)))
      builder.moveFocus(to: node)
    case .steer:
      let value = line.remark.split(separator: " ").last.flatMap { Float($0) } ?? 0
      builder.add(Event(.steer, try node(of: line), value: value, reason: reason(of: line)))
    case .note:
      var remark = line.remark.drop { $0 != "\"" }
      builder.note(Quoting.readQuoted(from: &remark) ?? "", Event(.note, try node(of: line)))
    case .mistake:
      var remark = line.remark.drop { $0 != "\"" }
      builder.note(
        Quoting.readQuoted(from: &remark) ?? "",
        Event(.mistake, try node(of: line), reason: reason(of: line)))
    case .eos: hasEnded = true
    }
  }

  private mutating func select(_ node: NodeID) {
    builder.flush()
    builder.add(Event(.select, node))
    builder.moveFocus(to: node)
  }

  /// A goal is told of by the plan that ends at it.
  private mutating func finishPlan() {
    guard let node = plan else { return }
    let g = records[Int(node)].g
    let cost = planCost ?? (g == g ? g : Float(builder.depth(of: node)))
    builder.reachGoal(node, cost: cost)
    plan = nil
  }

  private func node(of line: Line) throws -> NodeID {
    if let number = line.remark.split(separator: " ").first.flatMap({ NodeID($0) }) {
      guard number >= 0, number < builder.count else {
        throw TextTreeError(line: self.line, "there is no node \(number) yet")
      }
      return number
    }
    let nodes = newest[line.state] ?? []
    let costs = Self.costs(of: line)
    guard
      let node = nodes.last(where: {
        !(costs.g == costs.g) || records[Int($0)].g == costs.g
      })
    else {
      throw TextTreeError(line: self.line, "\"\(line.state.prefix(40))\" was never created")
    }
    return node
  }

  /// The words after the numbers, as in `# 0 from 4 dead end`.
  private func reason(of line: Line) -> Event.Reason {
    var words = line.remark.drop { $0.isNumber }.drop { $0 == " " }
    if words.hasPrefix("from ") {
      words = words.dropFirst("from ".count).drop { $0.isNumber }.drop { $0 == " " }
    }
    return Event.Reason(prefixOf: words)
  }
}
