import MetaCoT

/// Searches made up of random events, for properties that must hold whatever a trace says.
struct SyntheticSearch {
  /// The kinds of texts that its nodes have.
  enum Texts: CaseIterable {
    case countdown, fractions, maze, plain, hostile
  }

  let header: TraceHeader
  private(set) var batch = EventBatch()
  private var states: [String]
  private var parents: [NodeID] = [-1]
  private var random: SeededRandom
  private let texts: Texts
  private let hasCosts: Bool

  /// A search of about `length` events.
  init(_ texts: Texts, seed: UInt64, length: Int = 60) {
    self.texts = texts
    random = SeededRandom(seed: seed)
    hasCosts = seed % 2 == 0
    let problem: TraceHeader.ProblemReference
    switch texts {
    case .countdown: problem = .init(kind: "countdown", text: "4 5 6 10 → 24")
    case .fractions: problem = .init(kind: "24", text: "3 3 8 8 → 24")
    case .maze: problem = .init(kind: "maze", text: "S..\n.#.\n..G")
    case .plain: problem = .init(kind: "essay", text: "Why?")
    case .hostile: problem = .init(kind: "countdown", text: "quite, → odd")
    }
    states = [""]
    states[0] =
      switch texts {
      case .countdown: "4 5 6 10"
      case .fractions: "3 3 8 8"
      case .maze: "0,0"
      case .plain, .hostile: "start"
      }
    header = TraceHeader(
      problem: problem, strategy: .init(seed % 3 == 0 ? "mcts" : "made-up"), model: .init("none"),
      root: .init(state: states[0], h: hasCosts ? 3 : nil))
    while batch.events.count < length { addEvents() }
    batch.events.append(Event(.end, 0))
    batch.outcome = Outcome(nodes: states.count, stopped: "exhausted")
  }

  /// The tree of all events.
  var tree: SearchTree {
    var tree = SearchTree(header: header)
    tree.append(batch)
    return tree
  }

  private mutating func addEvents() {
    let node = NodeID(random.below(states.count))
    switch random.below(10) {
    case 0...3:
      if random.below(3) > 0 { batch.events.append(Event(.select, node)) }
      expand(node)
    case 4: batch.events.append(Event(.select, node))
    case 5:
      let isDead = random.below(3) == 0
      let value = Float(random.below(100)) / 100
      batch.events.append(
        Event(.evaluate, node, value: isDead ? 0 : value, reason: isDead ? .deadEnd : .none))
      batch.events.append(Event(.backup, node, value: random.below(2) == 0 ? value : 1))
    case 6:
      var ancestor = node
      while ancestor > 0, random.below(3) > 0 { ancestor = parents[Int(ancestor)] }
      batch.events.append(Event(.backtrack, node, other: ancestor, reason: anyReason()))
    case 7: batch.events.append(Event(.prune, node, reason: anyReason()))
    case 8:
      if random.below(4) == 0 { batch.events.append(Event(.goal, node, value: 3)) }
    default:
      switch random.below(4) {
      case 0: batch.append(Event(.note, node), text: anyText())
      case 3: batch.append(Event(.mistake, node, reason: .illegal), text: anyText())
      case 1: batch.events.append(Event(.modelCall, node, count: 3))
      default: batch.events.append(Event(.steer, node, value: 2, reason: .favour))
      }
    }
  }

  private mutating func anyReason() -> Event.Reason {
    Event.Reason.allCases[random.below(Event.Reason.allCases.count)]
  }

  private mutating func expand(_ node: NodeID) {
    let count = 1 + random.below(3)
    batch.events.append(Event(.expand, node, other: NodeID(states.count), count: count))
    for _ in 0..<count {
      var record = NodeRecord(parent: node)
      if hasCosts {
        record.g = Float(random.below(9)) + (random.below(2) == 0 ? 0.5 : 0)
        record.h = random.below(9) == 0 ? .infinity : Float(random.below(9))
      }
      if random.below(6) == 0 { record.same = 0 }
      let (step, state) = next(from: states[Int(node)])
      batch.append(record, step: step, state: state)
      states.append(state)
      parents.append(node)
    }
  }

  /// A step and the state it leads to; right for Countdown, anything for hostile texts.
  private mutating func next(from state: String) -> (step: String, state: String) {
    switch texts {
    case .countdown, .fractions:
      var numbers = state.split(separator: " ").map(String.init)
      guard numbers.count > 1 else { return ("\(state) + 0 = \(state)", state) }
      let a = numbers.remove(at: random.below(numbers.count))
      let b = numbers.remove(at: random.below(numbers.count))
      let sign = ["+", "−", "×", "÷"][random.below(4)]
      let isWhole = texts == .countdown || random.below(2) == 0
      let result = isWhole ? "\(random.below(40))" : "\(random.below(40))/7"
      return ("\(a) \(sign) \(b) = \(result)", (numbers + [result]).joined(separator: " "))
    case .maze:
      let cell = "\(random.below(3)),\(random.below(3))"
      return ("right to \(cell)", cell)
    case .plain:
      return ("I think of \(random.below(100))", "thought of \(random.below(100))")
    case .hostile:
      return (anyText(), anyText())
    }
  }

  private mutating func anyText() -> String {
    let parts = [
      "", " ", "\n", "\"", "\\", "'", "89:[3, 4]", "[1]", ", Operations: [", " Operation: ",
      ", Resulting State: ", "Moving to Node #0", "# 3", " # ", "c3", "create", "v0.5", "6*4=24",
      "24:", "\u{2028}", "\r", "é", "👩‍👩‍👧", "]", "plan", "Note", "goal 3", "(3/4)", "6 × 4 = 24",
    ]
    return (0..<random.below(4)).map { _ in parts[random.below(parts.count)] }.joined()
  }
}
