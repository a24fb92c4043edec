/// Reads the tree back from text in the line grammar of Stream of Search: what `StreamOfSearch`
/// wrote, and what that paper's own program or a model trained on it wrote.
///
/// Nodes are numbered in the order in which they were explored. The names of foreign texts are not
/// unique (their leaves all end in 0), so a name is believed only if the state it comes with is the
/// node's; otherwise the operations say which node is meant. Arithmetic is not checked.
package struct StreamOfSearchReader {
  private let grammar: StreamOfSearchGrammar
  private var builder: TextTreeBuilder
  private var named: [String: NodeID] = ["#0": 0]
  private var line = 0
  /// The name that the last line moved to, before its state is known, and that line's number.
  private var movingTo: Substring?
  private var movingLine = 0
  /// Whether the text says that the search has ended.
  private var hasEnded = false
  private let header: TraceHeader

  /// Reads a text. Where the header of the search is not given, one is made of the text. One that is
  /// whole ends the search, whether it says so or not.
  ///
  /// Throws a `TextTreeError`. Complexity: linear in the text, times the depth for foreign names.
  package static func read(
    _ text: String, header: TraceHeader? = nil, isWhole: Bool = false
  ) throws -> (header: TraceHeader, events: EventBatch) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: { !$0.isEmpty }) else {
      throw TextTreeError(line: 1, "the text is empty: begin with \"Current State: \"")
    }
    var reader = try StreamOfSearchReader(first: lines[first], at: first + 1, header: header)
    for (index, line) in lines.enumerated().dropFirst(first + 1) where !line.isEmpty {
      reader.line = index + 1
      try reader.read(line)
    }
    reader.hasEnded = reader.hasEnded || isWhole
    return (reader.header, try reader.finish())
  }

  private init(first: Substring, at line: Int, header: TraceHeader?) throws {
    self.line = line
    let mark = "Current State: "
    guard first.hasPrefix(mark) else {
      throw TextTreeError(line: line, "the text must begin with \"Current State: \"")
    }
    var rest = first.dropFirst(mark.count)
    // Only the target matters to the grammar, and the first line gives it.
    let reading = header.map(StreamOfSearchGrammar.init) ?? StreamOfSearchGrammar(target: nil)
    guard let (target, state) = reading.readState(from: &rest) else {
      throw TextTreeError(line: line, "the state is missing: \"Current State: 24:[4, 6], …\"")
    }
    self.header = header ?? Self.header(state: state, target: target)
    grammar = StreamOfSearchGrammar(header: self.header)
    builder = TextTreeBuilder(root: state)
  }

  private static func header(state: String, target: String?) -> TraceHeader {
    let problem =
      target.map {
        TraceHeader.ProblemReference(kind: "countdown", text: "\(state) → \($0)")
      } ?? TraceHeader.ProblemReference(kind: "text", text: state)
    return TraceHeader(
      problem: problem, strategy: .init("stream-of-search"), model: .init("text"),
      root: .init(state: state))
  }

  // MARK: Lines

  private mutating func read(_ line: Substring) throws {
    if line.hasPrefix("Moving to Node ") {
      try resolveMove()
      movingTo = line.dropFirst("Moving to Node ".count)
      movingLine = self.line
    } else if line.hasPrefix("Current State: ") {
      try readCurrentState(line.dropFirst("Current State: ".count))
    } else {
      try resolveMove()
      if line.hasPrefix("Exploring Operation: ") {
        try readExploration(line.dropFirst("Exploring Operation: ".count))
      } else if line.hasPrefix("Generated Node ") {
        try readGenerated(line.dropFirst("Generated Node ".count))
      } else if line.hasSuffix(" equal: Goal Reached") {
        reachGoal(builder.explored ?? builder.focus)
      } else if line.hasSuffix(" unequal: No Solution") {
        let node = builder.explored ?? builder.focus
        builder.add(Event(.evaluate, node, reason: .deadEnd))
      } else if line == "No solution found." {
        hasEnded = true
      } else {
        try readBeyond(line)
      }
    }
  }

  /// Lines that the paper's grammar does not have.
  private mutating func readBeyond(_ line: Substring) throws {
    if line.hasSuffix(": Goal Reached"), line.hasPrefix("Node ") {
      var rest = line.dropFirst("Node ".count)
      reachGoal(try readName(from: &rest))
    } else if line.hasPrefix("Evaluated Node ") {
      var rest = line.dropFirst("Evaluated Node ".count)
      let node = try readName(from: &rest)
      if rest == "No Solution" {
        builder.add(Event(.evaluate, node, reason: .deadEnd))
      } else {
        let isCached = rest.hasSuffix(" as before")
        let value = Float(rest.prefix { $0 != " " })
        builder.add(
          Event(.evaluate, node, value: value ?? .nan, reason: isCached ? .cached : .none))
      }
    } else if line.hasPrefix("Backed up Node ") {
      var rest = line.dropFirst("Backed up Node ".count)
      let node = try readName(from: &rest)
      builder.add(Event(.backup, node, value: Float(rest) ?? 0))
    } else if line.hasPrefix("Pruning Node ") {
      var rest = line.dropFirst("Pruning Node ".count)
      let node = try readName(from: &rest)
      let reason = Event.Reason(prefixOf: rest)
      builder.add(Event(.prune, node, reason: reason))
    } else if line.hasPrefix("Steering Node ") {
      var rest = line.dropFirst("Steering Node ".count)
      let node = try readName(from: &rest)
      let reason = Event.Reason(prefixOf: rest)
      let value = rest.split(separator: " ").last.flatMap { Float($0) } ?? 0
      builder.add(Event(.steer, node, value: value, reason: reason))
    } else if line.hasPrefix("Note on Node ") {
      var rest = line.dropFirst("Note on Node ".count)
      let node = try readName(from: &rest)
      builder.note(Quoting.readQuoted(from: &rest) ?? String(rest), Event(.note, node))
    } else if line.hasPrefix("Mistake at Node ") {
      var rest = line.dropFirst("Mistake at Node ".count)
      let node = try readName(from: &rest)
      let reason = Event.Reason(prefixOf: rest)
      rest = rest.drop { $0 != "\"" }
      builder.note(
        Quoting.readQuoted(from: &rest) ?? "", Event(.mistake, node, reason: reason))
    } else {
      throw TextTreeError(
        line: self.line, "\"\(line.prefix(40))\" is not a line of the grammar of Stream of Search")
    }
  }

  private mutating func readExploration(_ text: Substring) throws {
    var rest = text
    let numbers = ", Resulting Numbers: "
    let plain = ", Resulting State: "
    let mark = rest.firstRange(of: numbers) != nil && grammar.target != nil ? numbers : plain
    guard let step = grammar.readOperation(from: &rest, endingAt: mark), rest.hasPrefix(mark) else {
      throw TextTreeError(line: line, "\"\(mark)\" is missing after the operation")
    }
    rest = rest.dropFirst(mark.count)
    guard let (_, state) = grammar.readState(from: &rest) else {
      throw TextTreeError(line: line, "the resulting state is missing")
    }
    builder.explore(from: builder.focus, step: step, state: state, g: .nan, h: .nan)
  }

  private mutating func readGenerated(_ text: Substring) throws {
    guard let colon = text.firstIndex(of: ":"), let node = builder.explored else {
      throw TextTreeError(
        line: line, "\"Generated Node #0,1: …\" must follow \"Exploring Operation: …\"")
    }
    named[String(text[..<colon])] = node
  }

  private mutating func readCurrentState(_ text: Substring) throws {
    var rest = text
    guard let (_, state) = grammar.readState(from: &rest) else {
      throw TextTreeError(line: line, "the state is missing after \"Current State: \"")
    }
    let mark = ", Operations: ["
    guard rest.hasPrefix(mark) else {
      throw TextTreeError(line: line, "\", Operations: […]\" is missing after the state")
    }
    rest = rest.dropFirst(mark.count)
    let earlier = readEarlier(from: &rest)
    let operations = readOperations(rest)
    defer { movingTo = nil }
    guard let movingTo else {
      if builder.states[Int(builder.focus)] != state {
        throw TextTreeError(line: line, "the state changes without \"Moving to Node …\"")
      }
      return
    }
    if let node = node(named: movingTo), builder.states[Int(node)] == state,
      builder.depth(of: node) == earlier + operations.count, isLast(operations.last, of: node)
    {
      builder.move(to: node)
    } else if earlier == 0, let node = node(after: operations, state: state) {
      builder.move(to: node)
    } else {
      throw TextTreeError(line: line, "no node with this state was explored: \(movingTo)")
    }
  }

  /// A move whose state does not follow is believed by its name.
  private mutating func resolveMove() throws {
    guard let name = movingTo else { return }
    movingTo = nil
    guard let node = node(named: name) else {
      throw TextTreeError(line: movingLine, "there is no Node \(name)")
    }
    builder.move(to: node)
  }

  private mutating func finish() throws -> EventBatch {
    try resolveMove()
    builder.finish(hasEnded: hasEnded)
    return builder.take()
  }

  private mutating func reachGoal(_ node: NodeID) {
    let cost = Float(builder.depth(of: node))
    builder.reachGoal(node, cost: cost)
  }

  // MARK: Names

  /// `#0,1: ` from the start of the line.
  private func readName(from line: inout Substring) throws -> NodeID {
    guard let colon = line.firstIndex(of: ":"), let node = node(named: line[..<colon]) else {
      throw TextTreeError(line: self.line, "there is no such node: \(line.prefix(40))")
    }
    line = line[line.index(after: colon)...].drop { $0 == " " }
    return node
  }

  /// The node of a name: as it was generated, by its number, or by the ordinals on its path.
  private func node(named name: Substring) -> NodeID? {
    if let node = named[String(name)] { return node }
    if name.hasPrefix("#n") {
      return NodeID(name.dropFirst(2)).flatMap {
        (0..<NodeID(builder.count)).contains($0) ? $0 : nil
      }
    }
    guard name.hasPrefix("#0") else { return nil }
    var node: NodeID = 0
    for ordinal in name.dropFirst(2).split(separator: ",") {
      guard let place = Int(ordinal), builder.children[Int(node)].indices.contains(place) else {
        return nil
      }
      node = builder.children[Int(node)][place]
    }
    return node
  }

  /// The newest node that the operations lead to, with this state.
  private func node(after operations: [String], state: String) -> NodeID? {
    var nodes: [NodeID] = [0]
    for operation in operations {
      nodes = nodes.flatMap { builder.children[Int($0)] }
        .filter { builder.steps[Int($0)] == operation }
    }
    return nodes.last { builder.states[Int($0)] == state }
  }

  private func isLast(_ operation: String?, of node: NodeID) -> Bool {
    operation == nil ? node == 0 : builder.steps[Int(node)] == operation
  }

  /// `41 earlier, ` before the steps of a long path: how many are not listed.
  private func readEarlier(from line: inout Substring) -> Int {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let mark = " earlier"
    guard let count = Int(digits), line.dropFirst(digits.count).hasPrefix(mark) else { return 0 }
    line = line.dropFirst(digits.count + mark.count)
    return count
  }

  /// The steps of `'6*4=24', '…']`.
  private func readOperations(_ text: Substring) -> [String] {
    var operations: [String] = []
    var rest = text
    while let first = rest.first, first != "]" {
      if first == "\"" {
        guard let operation = Quoting.readQuoted(from: &rest) else { break }
        operations.append(operation)
      } else if first == "'" {
        rest = rest.dropFirst()
        guard let operation = grammar.readOperation(from: &rest, endingAt: "'") else { break }
        operations.append(operation)
        rest = rest.dropFirst()
      } else {
        rest = rest.dropFirst()
      }
    }
    return operations
  }
}
