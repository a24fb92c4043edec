import MetaCoT

/// Small searches for tests of views, made here so that screens do not change when a strategy does.
enum RecordedSearchFixture {
  /// A tree search with visits, values and priors over the numbers of a countdown problem.
  static func mcts(
    numbers: [Int] = [4, 5, 6, 10], target: Int = 24, iterations: Int = 60, seed: UInt64 = 1
  ) -> SearchTree {
    var search = CountdownSearch(numbers: numbers, target: target, seed: seed)
    for _ in 0..<iterations where !search.isDone { search.iterate() }
    search.end(iterations: iterations)
    var header = TraceHeader(
      problem: .init(
        id: "24/1", kind: "countdown",
        text: numbers.map(String.init).joined(separator: " ") + " → \(target)"),
      strategy: .init("mcts", parameters: ["c": 1.4]), model: .init("heuristic"), seed: seed,
      budget: "20000", root: .init(state: CountdownSearch.text(numbers.sorted()), V: 0.5))
    header.costUnit = "steps"
    header.backtracks = true
    var tree = SearchTree(header: header)
    for batch in search.batches { tree.append(batch) }
    return tree
  }

  /// A search by estimated costs on an open grid with random walls.
  static func astar(side: Int = 12, expansions: Int = 60, seed: UInt64 = 1) -> SearchTree {
    var random = SeededRandom(seed: seed)
    var walls: Set<Int> = []
    for cell in 1..<(side * side - 1) where random.below(4) == 0 { walls.insert(cell) }
    let goal = (side - 1, side - 1)
    func h(_ x: Int, _ y: Int) -> Float { Float(abs(goal.0 - x) + abs(goal.1 - y)) }
    var header = TraceHeader(
      problem: .init(kind: "grid", text: "\(side) by \(side)"),
      strategy: .init("astar", parameters: ["weight": 1]), model: .init("heuristic"), seed: seed,
      budget: "20000", root: .init(state: "0,0", h: Double(h(0, 0))))
    header.backtracks = true
    var tree = SearchTree(header: header)
    var batch = EventBatch()
    var places = [(0, 0)]
    var costs: [Float] = [0]
    var seen: [Int: NodeID] = [0: 0]
    var open: [NodeID] = [0]
    for _ in 0..<expansions {
      guard
        let best = open.indices.min(by: {
          let (a, b) = (Int(open[$0]), Int(open[$1]))
          let (fa, fb) = (
            costs[a] + h(places[a].0, places[a].1), costs[b] + h(places[b].0, places[b].1)
          )
          return fa == fb ? a > b : fa < fb
        })
      else { break }
      let node = open.remove(at: best)
      batch.events.append(Event(.select, node))
      if places[Int(node)] == goal {
        batch.events.append(Event(.goal, node, value: costs[Int(node)]))
        break
      }
      let first = places.count
      var duplicates: [NodeID] = []
      let (x, y) = places[Int(node)]
      for (dx, dy, word) in [(1, 0, "right"), (0, 1, "down"), (-1, 0, "left"), (0, -1, "up")] {
        let (nx, ny) = (x + dx, y + dy)
        guard nx >= 0, ny >= 0, nx < side, ny < side, !walls.contains(ny * side + nx) else {
          continue
        }
        var record = NodeRecord(parent: node)
        record.g = costs[Int(node)] + 1
        record.h = h(nx, ny)
        let id = NodeID(places.count)
        if let same = seen[ny * side + nx] {
          record.same = same
          duplicates.append(id)
        } else {
          seen[ny * side + nx] = id
          open.append(id)
        }
        batch.append(record, step: word, state: "\(nx),\(ny)")
        places.append((nx, ny))
        costs.append(record.g)
      }
      let count = places.count - first
      if count > 0 {
        batch.events.append(Event(.expand, node, other: Int32(first), count: count))
      } else {
        batch.events.append(Event(.prune, node, reason: .deadEnd))
      }
      for duplicate in duplicates {
        batch.events.append(Event(.prune, duplicate, reason: .duplicate))
      }
    }
    batch.events.append(Event(.end, 0))
    tree.append(batch)
    return tree
  }

  /// A tree with as many nodes as asked for: each node has `fanout` children, level by level.
  static func large(nodes: Int, fanout: Int) -> SearchTree {
    var header = TraceHeader(
      problem: .init(kind: "large", text: "\(nodes) nodes"), strategy: .init("breadth-first"),
      model: .init("uniform"), root: .init(state: "start"))
    header.backtracks = true
    var tree = SearchTree(header: header)
    var batch = EventBatch()
    var parent: NodeID = 0
    var made = 1
    while made < nodes {
      let count = min(fanout, nodes - made)
      batch.events.append(Event(.expand, parent, other: Int32(made), count: count))
      for index in 0..<count {
        var record = NodeRecord(parent: parent)
        record.V = Float((made + index) % 97) / 97
        batch.append(record, step: "step \(index)", state: "state \(made + index)")
      }
      batch.events.append(Event(.backup, parent, value: Float(made % 89) / 89))
      made += count
      parent += 1
    }
    tree.append(batch)
    return tree
  }
}

/// A plain tree search over countdown states, with solved and failed marks.
struct CountdownSearch {
  private struct Node {
    var numbers: [Int]
    var parent: NodeID
    var children: [NodeID] = []
    var prior: Float = 1
    var visits = 0
    var sum: Float = 0
    var closed = false
    var expanded = false
  }

  let target: Int
  var batches: [EventBatch] = []
  var isDone = false
  private var random: SeededRandom
  private var nodes: [Node]
  private var seen: [[Int]: NodeID] = [:]
  private var left: (node: NodeID, reason: Event.Reason)?

  init(numbers: [Int], target: Int, seed: UInt64) {
    self.target = target
    random = SeededRandom(seed: seed)
    nodes = [Node(numbers: numbers.sorted(), parent: -1)]
  }

  static func text(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: " ")
  }

  private func steps(from numbers: [Int]) -> [(String, [Int])] {
    var steps: [(String, [Int])] = []
    for i in numbers.indices {
      for j in numbers.indices where j > i {
        var rest = numbers
        rest.remove(at: j)
        rest.remove(at: i)
        let (a, b) = (numbers[j], numbers[i])
        var results = [("+", a + b), ("−", a - b), ("×", a * b)]
        if b > 0, a.isMultiple(of: b) { results.append(("÷", a / b)) }
        for (sign, value) in results where value < 1000 {
          steps.append(("\(a) \(sign) \(b) = \(value)", (rest + [value]).sorted()))
        }
      }
    }
    return steps
  }

  private func heuristicValue(_ numbers: [Int]) -> Float {
    if numbers.count == 1 { return numbers[0] == target ? 1 : 0 }
    let near = numbers.map { abs($0 - target) }.min() ?? 100
    return min(0.95, max(0.05, 0.9 - Float(near) / 40))
  }

  mutating func iterate() {
    var batch = EventBatch()
    var node: NodeID = 0
    while nodes[Int(node)].expanded {
      let open = nodes[Int(node)].children.filter { !nodes[Int($0)].closed }
      guard !open.isEmpty else { break }
      let above = Float(nodes[Int(node)].visits).squareRoot()
      node = open.max { score($0, above) < score($1, above) }!
    }
    if let left {
      let ancestor = commonAncestor(left.node, node)
      if ancestor != left.node {
        batch.events.append(
          Event(.backtrack, left.node, other: ancestor, reason: left.reason))
      }
    }
    batch.events.append(Event(.select, node))
    let numbers = nodes[Int(node)].numbers
    let value: Float
    if numbers.count == 1 {
      let solved = numbers[0] == target
      value = solved ? 1 : 0
      batch.events.append(
        Event(.evaluate, node, value: value, reason: solved ? .none : .deadEnd))
      if solved { batch.events.append(Event(.goal, node, value: Float(depth(node)))) }
      nodes[Int(node)].closed = true
      left = (node, solved ? .solved : .deadEnd)
    } else {
      expand(node, &batch)
      value = heuristicValue(numbers)
      batch.events.append(Event(.modelCall, node, count: 1, value: 0))
      batch.events.append(Event(.evaluate, node, value: value))
      left = (node, .better)
    }
    batch.events.append(Event(.backup, node, value: value))
    var above = node
    while above >= 0 {
      nodes[Int(above)].visits += 1
      nodes[Int(above)].sum += value
      above = nodes[Int(above)].parent
    }
    closeUpwards(from: nodes[Int(node)].parent, &batch)
    batches.append(batch)
  }

  private func score(_ node: NodeID, _ above: Float) -> Float {
    let it = nodes[Int(node)]
    let q = it.visits == 0 ? heuristicValue(it.numbers) : it.sum / Float(it.visits)
    return q + 1.4 * it.prior * above / Float(1 + it.visits)
  }

  private mutating func expand(_ node: NodeID, _ batch: inout EventBatch) {
    let steps = steps(from: nodes[Int(node)].numbers)
    let weights = steps.map { _ in 0.1 + random.unit() }
    let total = weights.reduce(0, +)
    let first = nodes.count
    for (weight, (text, numbers)) in zip(weights, steps) {
      var record = NodeRecord(parent: node)
      record.P = (weight / total * 10000).rounded() / 10000
      record.V = (heuristicValue(numbers) * 10000).rounded() / 10000
      let id = NodeID(nodes.count)
      if let same = seen[numbers] { record.same = same } else { seen[numbers] = id }
      batch.append(record, step: text, state: Self.text(numbers))
      nodes.append(Node(numbers: numbers, parent: node, prior: record.P))
      nodes[Int(node)].children.append(id)
    }
    nodes[Int(node)].expanded = true
    batch.events.append(
      Event(.expand, node, other: Int32(first), count: nodes.count - first))
  }

  private mutating func closeUpwards(from node: NodeID, _ batch: inout EventBatch) {
    var node = node
    while node >= 0, nodes[Int(node)].children.allSatisfy({ nodes[Int($0)].closed }) {
      nodes[Int(node)].closed = true
      batch.events.append(Event(.prune, node, reason: .exhausted))
      left = (node, .exhausted)
      node = nodes[Int(node)].parent
    }
    isDone = nodes[0].closed
  }

  private func depth(_ node: NodeID) -> Int {
    var depth = 0
    var node = nodes[Int(node)].parent
    while node >= 0 {
      depth += 1
      node = nodes[Int(node)].parent
    }
    return depth
  }

  private func commonAncestor(_ a: NodeID, _ b: NodeID) -> NodeID {
    var (a, b) = (a, b)
    while a != b { if a > b { a = nodes[Int(a)].parent } else { b = nodes[Int(b)].parent } }
    return a
  }

  mutating func end(iterations: Int) {
    var batch = EventBatch()
    batch.events.append(Event(.end, 0))
    batch.outcome = Outcome(
      solved: true, expansions: iterations, modelCalls: iterations, nodes: nodes.count,
      stopped: "budget")
    batches.append(batch)
  }
}

/// A style that says every event in a line, for tests.
struct PlainRegister: Linearizer {
  static let name = "plain"
  static let summary = "an event a line"

  init(header: TraceHeader) {}
  init() {}

  func opening(of tree: SearchTree) -> TextFragment {
    TextFragment(event: -1, node: 0, text: "The problem is \(tree.header.problem.text).")
  }

  func fragment(at event: Int, in tree: SearchTree) -> TextFragment? {
    let it = tree.events[event]
    var fragment = TextFragment(event: event, node: it.node, depth: tree.depth(it.node))
    switch it.kind {
    case .select where it.node > 0:
      fragment.append("Try ")
      fragment.append(tree.step(it.node), .step)
      fragment.append(", which leaves ")
      fragment.append(tree.state(it.node), .state)
      fragment.append(".")
    case .evaluate:
      fragment.append(it.reason == .deadEnd ? "That is a dead end." : "It looks like ", .plain)
      if it.reason != .deadEnd {
        fragment.append("\(Int(saturating: it.value * 100)) in a hundred", .value)
        fragment.append(".")
      }
    case .backtrack:
      fragment.append("↶ Back to \(tree.state(it.other)).", .backtrack, node: it.other)
      fragment.depth = tree.depth(it.other)
    case .goal: fragment.append("★ That is the goal.", .goal)
    default: return nil
    }
    return fragment
  }
}
