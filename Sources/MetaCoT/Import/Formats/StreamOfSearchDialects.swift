import Foundation

/// Countdown searches that language models write in dialects of Stream of Search: records with a
/// `completion`, or plain text. Names of nodes repeat or were never made, targets are missing, sums are
/// wrong, goals are claimed that are none, texts are cut off: each such slip is a mistake in the trace,
/// and the reading goes on.
enum StreamOfSearchDialects: TraceImporter {
  static let name = "stream-of-search-by-a-model"
  static let summary = "Countdown searches that language models wrote, slips marked as mistakes"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    if file.records.isEmpty {
      let head = String(decoding: file.bytes.prefix(1 << 16), as: UTF8.self).lowercased()
      return head.contains("current state") && head.contains("exploring operation")
    }
    return file.elements.first?["completion"]?.string != nil && file.elements.first?["nums"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    if file.records.isEmpty {
      let text = file.text
      return [ImportedSearch(id: "1") { trace(of: text, numbers: nil, target: nil, place: 1) }]
    }
    return file.numbered.map { place, record in
      ImportedSearch(id: String(place)) {
        var text = record["completion"]?.string ?? ""
        // The prompt is repeated before it; the search begins after the last turn's mark.
        if let mark = text.range(of: "assistant", options: .backwards) {
          text = String(text[mark.upperBound...])
        }
        let numbers = record["nums"]?.list.compactMap(\.whole)
        return trace(
          of: text, numbers: numbers, target: record["target"]?.whole, place: place)
      }
    }
  }

  private static func trace(
    of text: String, numbers: [Int]?, target: Int?, place: Int
  ) -> ImportedTrace {
    let stated = text.firstMatch(of: DialectReader.start)
    let start = numbers?.map(String.init) ?? stated.map { DialectReader.numbers($0.2) } ?? []
    let goal = target.map(String.init) ?? stated?.1.map(String.init) ?? ""
    let state = start.joined(separator: " ")
    var header = TraceHeader(
      problem: .init(id: String(place), kind: "countdown", text: "\(state) → \(goal)"),
      strategy: .init("in-context"), model: nil, root: .init(state: state))
    header.backtracks = true
    var reader = DialectReader(start: start, target: goal)
    for line in text.split(whereSeparator: \.isNewline) { reader.read(String(line)) }
    return reader.finish(header)
  }
}

/// Reads the lines of one such text.
private struct DialectReader {
  // The target before the numbers of the start.
  nonisolated(unsafe) static let start = #/(?:(-?\d+)\s*:\s*)?\[([^\]]*)\]/#
  nonisolated(unsafe) private static let move = #/[Mm]oving to [Nn]ode\s*(#?[\d,]*\d)/#
  nonisolated(unsafe) private static let node =
    #/(#[\d,]*\d)?\s*:\s*(?:-?\d+\s*:\s*)?\[([^\]]*)\]/#
  nonisolated(unsafe) private static let exploration =
    #/[Ee]xploring [Oo]peration:?\s*([^,=]+=\s*-?[\d.\/]+)(?:.*\[([^\]]*)\])?/#
  nonisolated(unsafe) private static let numberList = #/\[([^\]]*)\]/#
  nonisolated(unsafe) private static let generation =
    #/[Gg]enerated [Nn]ode\s*(#?[\d,]*\d)\s*:\s*(?:-?[\d.]+\s*:\s*)?\[([^\]]*)\]/#
  nonisolated(unsafe) private static let statedOperation = #/Operation:\s*(\S+=-?[\d.\/]+)/#
  /// What a line lists as the steps so far; the list may be cut off.
  nonisolated(unsafe) private static let operations =
    #/[Oo]perations(?:\s+so\s+far)?\s*:\s*\[([^\]]*)/#
  nonisolated(unsafe) private static let sum =
    #/(-?[\d.\/]+)[-+*\/](-?[\d.\/]+)=(-?[\d.\/]+)/#

  private var builder = ImportBuilder()
  private let target: String
  private var states: [[String]]
  /// The newest node of each state: numbers in any order.
  private var newestOf: [Set<String>: NodeID]
  /// Whether the node follows from the start by right sums of the numbers at hand.
  private var isSound: [Bool] = [true]
  /// The wrong sums that are marked at the node or above it.
  private var markedSums: [Set<String>] = [[]]
  private var named: [String: NodeID] = ["#0": 0]
  private var current: NodeID = 0
  private var newest: NodeID?
  private var operation: String?
  private var resulting: [String]?

  init(start: [String], target: String) {
    states = [start]
    newestOf = [Set(start): 0]
    self.target = target
  }

  /// The numbers of `48, 66`.
  static func numbers(_ list: Substring) -> [String] {
    list.split(separator: ",").map { $0.filter { !$0.isWhitespace && $0 != "'" } }
      .filter { !$0.isEmpty }
  }

  mutating func read(_ line: String) {
    let lower = line.lowercased()
    if let match = line.firstMatch(of: Self.move) {
      finishNode()
      go(to: String(match.1), state: nil, line)
    } else if lower.contains("current state") {
      finishNode()
      let match = line.firstMatch(of: Self.node)
      guard let match else { return mistake(.unreadable, line) }
      go(to: match.1.map(String.init), state: Self.numbers(match.2), line)
      checkOperations(in: line)
    } else if let match = line.firstMatch(of: Self.exploration) {
      finishNode()
      operation = Self.withoutEndingStop(String(match.1)).filter { !$0.isWhitespace }
      resulting = match.2.map(Self.numbers)
    } else if lower.contains("resulting numbers"),
      let match = line.firstMatch(of: Self.numberList)
    {
      resulting = Self.numbers(match.1)
    } else if let match = line.firstMatch(of: Self.generation) {
      if operation == nil,
        let stated = line.firstMatch(of: Self.statedOperation)
      {
        operation = Self.withoutEndingStop(String(stated.1))
      }
      make(named: String(match.1), state: Self.numbers(match.2))
    } else if lower.contains("operations so far") {
      finishNode()
      checkOperations(in: line)
    } else if lower.contains("goal reached") || lower.contains("solution: yes") {
      finishNode()
      claim(line)
    } else if lower.contains("unequal") || lower.contains("no solution") {
      finishNode()
      if let newest { builder.add(Event(.evaluate, newest, reason: .deadEnd)) }
    } else if line.contains("="), line.contains(where: \.isNumber), !lower.contains("score") {
      finishNode()
      attempt(line)
    }
  }

  mutating func finish(_ header: TraceHeader) -> ImportedTrace {
    if operation != nil, resulting == nil { mistake(.unfinished, operation ?? "") }
    finishNode()
    return builder.finish(header, stopped: "end of text")
  }

  // MARK: Nodes

  /// A node that was explored but not named, if the last lines tell of one.
  private mutating func finishNode() {
    guard operation != nil, let resulting else {
      operation = nil
      return
    }
    make(named: nil, state: resulting)
  }

  private mutating func make(named name: String?, state: [String]) {
    let label = name.map { $0.hasPrefix("#") ? $0 : "#" + $0 }
    let above = label.flatMap { label in
      label.lastIndex(of: ",").map { String(label[..<$0]) }
    }
    let parent = above.flatMap { named[$0] } ?? current
    let sum = operation ?? ""
    // The numbers left are what the search says of the step, or else what its node says.
    let left = resulting ?? state
    let wrong = ReasoningText.wrongSums(in: sum.replacing("=", with: " = "))
    let follows = Self.follows(left, from: states[Int(parent)], by: sum)
    let node = add(below: parent, step: sum, state: state)
    isSound.append(isSound[Int(parent)] && wrong.isEmpty && follows && left == state)
    if !wrong.isEmpty {
      mistake(.wrong, sum, at: node)
      markedSums[Int(node)].formUnion(wrong.map(Self.bare))
    } else if !follows || Set(left) != Set(state) {
      mistake(.wrong, "\(sum) does not lead to \(state.joined(separator: " "))", at: node)
    }
    if let label, named[label] == nil { named[label] = node }
    (operation, resulting, newest) = (nil, nil, node)
  }

  private mutating func add(below parent: NodeID, step: String, state: [String]) -> NodeID {
    states.append(state)
    markedSums.append(markedSums[Int(parent)])
    let node = builder.expand(
      parent, [ImportedNode(step: step, state: state.joined(separator: " "))])
    newestOf[Set(state)] = node
    return node
  }

  /// Goes to a node by its name and state; one that was never made is made, and a mistake.
  private mutating func go(to name: String?, state: [String]?, _ line: String) {
    let label = name.map { $0.hasPrefix("#") ? $0 : "#" + $0 }
    var node = label.flatMap { named[$0] }
    if let state {
      if let found = node, Set(states[Int(found)]) != Set(state) { node = nil }
      node = node ?? newestOf[Set(state)]
    }
    guard let node else {
      let made = add(below: current, step: "", state: state ?? [])
      isSound.append(false)
      mistake(.unreached, Self.trimmed(line), at: made)
      if let label { named[label] = made }
      move(to: made)
      return
    }
    move(to: node)
  }

  private mutating func move(to node: NodeID) {
    guard node != current else { return }
    builder.move(from: current, to: node)
    current = node
    newest = nil
  }

  /// A line that is not a step of the grammar, but calculates: an attempt from the start.
  private mutating func attempt(_ line: String) {
    move(to: 0)
    let node = add(below: 0, step: Self.trimmed(line), state: [])
    isSound.append(false)
    for sum in ReasoningText.wrongSums(in: line) { mistake(.wrong, sum, at: node) }
    builder.add(Event(.select, node))
    (current, newest) = (node, node)
  }

  /// Marks the wrong sums among the steps that a line lists, each once on the way to the node.
  private mutating func checkOperations(in line: String) {
    guard let list = line.firstMatch(of: Self.operations)?.1 else { return }
    for sum in ReasoningText.wrongSums(in: String(list))
    where markedSums[Int(current)].insert(Self.bare(sum)).inserted {
      mistake(.wrong, sum)
    }
  }

  /// A sum without its blanks.
  private static func bare(_ sum: String) -> String { sum.filter { !$0.isWhitespace } }

  private mutating func claim(_ line: String) {
    let node = newest ?? current
    if isSound[Int(node)], states[Int(node)] == [target] {
      builder.reachGoal(node)
    } else {
      mistake(.rejected, Self.trimmed(line), at: node)
    }
  }

  private mutating func mistake(_ reason: Event.Reason, _ text: String, at node: NodeID? = nil) {
    builder.add(Event(.mistake, node ?? current, reason: reason), text: text)
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespaces)
  }

  private static func withoutEndingStop(_ text: String) -> String {
    text.last == "." ? String(text.dropLast()) : text
  }

  /// Whether the step takes two of the numbers and leaves the others and its result.
  private static func follows(_ left: [String], from numbers: [String], by sum: String) -> Bool {
    guard let match = sum.wholeMatch(of: Self.sum) else {
      return false
    }
    var rest = numbers
    for operand in [String(match.1), String(match.2)] {
      guard let place = rest.firstIndex(of: operand) else { return false }
      rest.remove(at: place)
    }
    return (rest + [String(match.3)]).sorted() == left.sorted()
  }
}
