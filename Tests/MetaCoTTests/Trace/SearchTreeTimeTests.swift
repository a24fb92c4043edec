import Testing

@testable import MetaCoT

/// The tree at any moment, however it was reached, is the tree that the events up to there make.
struct SearchTreeTimeTests {
  @Test(arguments: 0..<30)
  func `Seeking equals replaying`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed) &+ 1000)
    let trace = RandomTrace(
      seed: UInt64(seed), events: 700, metrics: seed % 4 == 0, deep: seed % 3 == 0)
    var tree = SearchTree(header: trace.header, interval: 1 << (seed % 7 + 2))
    var arrived = 0
    while arrived < trace.batch.events.count {
      let next = min(trace.batch.events.count, arrived + 1 + random.below(200))
      let wasPresent = tree.now == arrived
      let before = tree.now
      tree.append(trace.batch.slice(arrived..<next))
      arrived = next
      #expect(tree.now == (wasPresent ? arrived : before))
      for _ in 0..<6 {
        tree.seek(to: random.below(arrived + 1))
        let replay = Replay(trace, events: tree.now, of: arrived).snapshot
        #expect(Snapshot(tree).difference(from: replay) == nil)
        #expect(tree.brokenInvariants().isEmpty)
      }
      if random.below(3) > 0 { tree.seek(to: arrived) }
    }
  }

  /// From the least float above 0 to the greatest, mixed; the first of them come late.
  @Test(arguments: 0..<8)
  func `Means are true whatever the values`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var trace = RandomTrace(seed: UInt64(seed), events: 500, ends: false, deep: seed % 2 == 0)
    for index in trace.batch.events.indices where trace.batch.events[index].kind == .backup {
      let isOrdinary = index < 200 || random.below(2) == 0
      let exponent = isOrdinary ? -random.below(8) : random.below(277) - 149
      trace.batch.events[index].value = Float(
        sign: random.below(2) == 0 ? .plus : .minus, exponent: exponent,
        significand: 1 + Float(random.below(1 << 20)) * 0x1p-20)
    }
    var tree = SearchTree(header: trace.header, interval: 64)
    tree.append(trace.batch.slice(0..<300))
    tree.seek(to: 250)
    tree.append(trace.batch.slice(300..<500))
    for moment in [0, 500] + (0..<20).map({ _ in random.below(501) }) {
      tree.seek(to: moment)
      var sums = [NodeID: Double]()
      var sizes = [NodeID: Double]()
      for event in trace.batch.events[..<moment] where event.kind == .backup {
        var node = event.node
        while node >= 0 {
          sums[node, default: 0] += Double(event.value)
          sizes[node, default: 0] += Double(event.value.magnitude)
          node = tree.records[Int(node)].parent
        }
      }
      for node in 0..<NodeID(tree.nodeCount) {
        let mean = sums[node].map { Float($0 / Double(tree.N(node))) }
        let Q = tree.Q(node)
        #expect((Q == nil) == (mean == nil))
        guard let Q, let mean, let size = sizes[node] else { continue }
        // The sum that it is held to is rounded itself, where large values cancel.
        let tolerance = max(Double(mean.magnitude) * 1e-6, size * 1e-12, 0x1p-149)
        #expect(abs(Double(Q) - Double(mean)) <= tolerance)
      }
    }
  }

  @Test(arguments: 0..<10)
  func `Stepping back gives the previous moment`(seed: Int) {
    let trace = RandomTrace(seed: UInt64(seed), events: 150, deep: seed % 2 == 0)
    var tree = SearchTree(header: trace.header, interval: 16)
    tree.append(trace.batch)
    tree.seek(to: 0)
    var snapshots = [Snapshot(tree)]
    while tree.now < tree.events.count {
      tree.stepForward()
      snapshots.append(Snapshot(tree))
    }
    tree.stepForward()
    #expect(tree.now == tree.events.count)
    for moment in stride(from: tree.events.count, through: 0, by: -1) {
      #expect(Snapshot(tree).difference(from: snapshots[moment]) == nil)
      tree.stepBack()
    }
    #expect(tree.now == 0)
  }

  @Test func `A seek is clamped`() {
    let trace = RandomTrace(seed: 1, events: 20)
    var tree = SearchTree(header: trace.header)
    tree.append(trace.batch)
    tree.seek(to: -5)
    #expect(tree.now == 0)
    tree.seek(to: 1 << 40)
    #expect(tree.now == 21)
  }

  @Test func `A copy keeps its moment`() {
    let trace = RandomTrace(seed: 2, events: 200)
    var tree = SearchTree(header: trace.header, interval: 32)
    tree.append(trace.batch)
    let copy = tree
    let before = Snapshot(copy)
    tree.seek(to: 50)
    #expect(Snapshot(copy).difference(from: before) == nil)
    #expect(Snapshot(tree).difference(from: Replay(trace, events: 50, of: 201).snapshot) == nil)
  }

  @Test func `A deep chain and strange figures are borne`() {
    var batch = EventBatch()
    let depth = 100_000
    for node in 0..<depth {
      batch.events.append(Event(.expand, NodeID(node), other: NodeID(node + 1), count: 1))
      batch.append(NodeRecord(parent: NodeID(node)), step: "", state: "")
    }
    for value in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude, 0.5] {
      batch.events.append(Event(.evaluate, NodeID(depth), value: value))
      batch.events.append(Event(.backup, NodeID(depth), value: value))
    }
    var tree = SearchTree(header: RandomTrace(seed: 1, events: 0).header)
    tree.append(batch)
    #expect(tree.maximumDepth == depth)
    #expect(tree.N(0) == 5)
    #expect(tree.path(to: NodeID(depth)).count == depth + 1)
    #expect(tree.subtreeSizes()[0] == Int32(depth + 1))
    tree.seek(to: depth)
    #expect(tree.N(0) == 0)
    #expect(tree.Q(0) == nil)
  }

  @Test(arguments: 0..<12)
  func `Subtree sizes follow`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let trace = RandomTrace(seed: UInt64(seed), events: 600, deep: seed % 2 == 0)
    var tree = SearchTree(header: trace.header)
    tree.append(trace.batch)
    var sizes = SubtreeSizes()
    var moment = 300
    for _ in 0..<40 {
      moment = random.below(4) == 0 ? random.below(600) : moment + random.below(21) - 10
      tree.seek(to: moment)
      sizes.update(for: tree)
      var expected = [Int32](repeating: 0, count: tree.nodeCount)
      for node in 0..<tree.nodeCount {
        for ancestor in tree.path(to: NodeID(node)) { expected[Int(ancestor)] += 1 }
      }
      #expect(sizes.sizes == expected)
      #expect(tree.subtreeSizes() == expected)
    }
  }
}

/// Everything that can be asked of a tree at its moment.
struct Snapshot: Equatable {
  var counts: [Int] = []
  var bests: [String] = []
  var nodes: [String] = []

  init() {}

  init(_ tree: SearchTree) {
    counts = [
      tree.nodeCount, tree.expansions, tree.modelCalls ?? -1, tree.frontierCount,
      tree.backtrackCount,
      tree.goalCount, tree.iterations, Int(tree.lastSelected), tree.maximumDepth, tree.tokens ?? -1,
    ]
    bests = [
      "\(String(describing: tree.bestValue?.value))",
      "\(String(describing: tree.leastCostToGo?.value))",
      "\(String(describing: tree.bestGoal?.value))",
      "\(String(describing: tree.pathToGoal))",
    ]
    for node in 0..<NodeID(tree.nodeCount) {
      let figures = [
        tree.Q(node), tree.P(node), tree.V(node), tree.g(node), tree.h(node), tree.f(node),
      ]
      let metrics = [tree.metric(0, of: node), tree.metric(1, of: node)]
      nodes.append(
        "\(tree.parent(node)) \(tree.depth(node)) \(tree.N(node)) \(tree.status(node).rawValue) "
          + "\(figures.map { $0.map { "\($0)" } ?? "-" }) "
          + "\(metrics.map { $0.map { "\($0)" } ?? "-" }) \(tree.step(node))|\(tree.state(node)) "
          + "\(tree.children(of: node)) \(String(describing: tree.transposition(of: node))) "
          + "\(String(describing: tree.eventThatCreated(node))) "
          + "\(String(describing: tree.lastEvent(about: node, before: tree.now)))")
    }
  }
}

extension Snapshot {
  /// The first thing that differs; nil if nothing does.
  func difference(from other: Snapshot) -> String? {
    if self == other { return nil }
    let mine = counts.map { "\($0)" } + bests + nodes
    let theirs = other.counts.map { "\($0)" } + other.bests + other.nodes
    for (a, b) in zip(mine, theirs) where a != b { return "\(a) ≠ \(b)" }
    return "\(mine.count) ≠ \(theirs.count) lines"
  }
}

/// A tree that is built plainly, from the first event to one moment.
private struct Replay {
  struct Node {
    var record: NodeRecord
    var step: String
    var state: String
    var children: [NodeID] = []
    var visits = 0
    var sum: Int64 = 0
    var value: Float
    var status: SearchTree.Status = []
    var metrics: [NodeField: Double] = [:]
    var birth: Int?
    var last: Int?
  }

  var snapshot = Snapshot()

  /// After `count` of the `arrived` events that have arrived.
  init(_ trace: RandomTrace, events count: Int, of arrived: Int) {
    let batch = trace.batch
    var root = NodeRecord(parent: -1)
    root.h = Float(trace.header.root.h ?? .nan)
    root.V = Float(trace.header.root.V ?? .nan)
    if !root.h.isNaN { root.g = 0 }
    var nodes = [Node(record: root, step: "", state: trace.header.root.state, value: root.V)]
    var bestValue = root.V.isNaN ? nil : root.V
    var leastCost = root.h.isNaN ? nil : root.h
    var bestGoal: (NodeID, Float)?
    var extent = Extent()
    if !root.V.isNaN { extent.note(Double(root.V)) }
    func value(_ value: Float) {
      if !value.isNaN { extent.note(Double(value)) }
      if !value.isNaN, value > bestValue ?? -.infinity || bestValue == nil { bestValue = value }
    }
    func costToGo(_ cost: Float) {
      if !cost.isNaN, cost < leastCost ?? .infinity || leastCost == nil { leastCost = cost }
    }
    var expansions = 0
    var calls = root.V.isNaN && root.h.isNaN ? 0 : 1
    var states = 0
    var tokens = 0
    var backtracks = 0
    var goals = 0
    var iterations = 0
    var current: NodeID = 0
    var recordIndex = 0
    for index in 0..<count {
      let event = batch.events[index]
      let node = Int(event.node)
      for metric in batch.figures where metric.event == index && Int(metric.node) < nodes.count {
        nodes[Int(metric.node)].metrics[metric.field] = metric.value
      }
      nodes[node].last = index
      switch event.kind {
      case .select:
        iterations += 1
        current = event.node
      case .expand:
        expansions += 1
        nodes[node].status.insert(.expanded)
        for _ in 0..<event.count {
          let record = batch.nodes[recordIndex]
          recordIndex += 1
          let middle = Int(record.text) + Int(record.stepLength)
          var child = Node(
            record: record,
            step: String(decoding: batch.text[Int(record.text)..<middle], as: UTF8.self),
            state: String(
              decoding: batch.text[middle..<middle + Int(record.stateLength)], as: UTF8.self),
            value: record.V)
          if record.stateFollows { child.state = nodes[node].state + child.state }
          child.birth = index
          for metric in batch.figures where metric.event == index && Int(metric.node) == nodes.count
          {
            child.metrics[metric.field] = metric.value
          }
          nodes[node].children.append(NodeID(nodes.count))
          nodes.append(child)
          value(record.V)
          costToGo(record.h)
          if !record.V.isNaN || !record.h.isNaN { calls += 1 }
        }
      case .evaluate:
        nodes[node].value = event.value
        nodes[node].status.insert(.evaluated)
        if event.isDeadEnd { nodes[node].status.insert(.deadEnd) }
        if ![.cached, .deadEnd, .solved].contains(event.reason) { calls += 1 }
        value(event.value)
      case .backup:
        extent.note(Double(event.value))
        var ancestor = node
        while ancestor >= 0 {
          nodes[ancestor].visits += 1
          nodes[ancestor].sum += Int64(saturating: (Double(event.value) * 0x1p20).rounded())
          ancestor = Int(nodes[ancestor].record.parent)
        }
      case .prune:
        switch event.reason {
        case .deadEnd, .hopeless: nodes[node].status.insert(.deadEnd)
        case .exhausted: nodes[node].status.insert(.exhausted)
        case .solved: break
        default: nodes[node].status.insert(.pruned)
        }
      case .goal:
        goals += 1
        nodes[node].status.insert(.goal)
        if extent.isEmpty || extent.low >= 0 && extent.high <= 1 { value(1) }
        costToGo(0)
        if event.value < bestGoal?.1 ?? .infinity || bestGoal == nil {
          bestGoal = (event.node, event.value)
        }
      case .steer:
        if event.reason == .forbid { nodes[node].status.insert(.forbidden) }
        if event.reason == .allow { nodes[node].status.remove(.forbidden) }
      case .mistake: nodes[node].status.insert(.mistaken)
      case .backtrack: backtracks += 1
      case .modelCall:
        states += Int(event.count)
        tokens += Int(saturating: event.value)
        if event.other > 0 {
          states +=
            (batch.calls[Int(event.other) - 1].states ?? Int(event.count)) - Int(event.count)
          tokens +=
            (batch.calls[Int(event.other) - 1].writtenTokens ?? Int(saturating: event.value))
            - Int(saturating: event.value)
        }
      case .text: nodes[node].step += batch.notes[Int(event.other)]
      case .answer: value(event.value)
      case .note, .failed, .link, .end, .other: break
      }
    }
    func path(_ node: NodeID) -> [NodeID] {
      node < 0 ? [] : path(nodes[Int(node)].record.parent) + [node]
    }
    let depths = nodes.indices.map { path(NodeID($0)).count - 1 }
    let hasTokens = batch.events[..<arrived].contains { $0.kind == .modelCall && $0.value > 0 }
    let made = batch.events[..<arrived].reduce(0) { $0 + ($1.kind == .expand ? Int($1.count) : 0) }
    let tellsOfModel =
      !root.V.isNaN || !root.h.isNaN
      || batch.nodes[..<made].contains { !$0.V.isNaN || !$0.h.isNaN }
      || batch.events[..<arrived].contains { $0.isAskedOfModel || $0.kind == .modelCall }
    snapshot.counts = [
      nodes.count,
      batch.events[..<arrived].contains { $0.kind == .backup } ? iterations : expansions,
      hasTokens ? states : tellsOfModel ? calls : -1,
      nodes.count { $0.status.isDisjoint(with: .settled) }, backtracks, goals, iterations,
      Int(current), depths.max()!, hasTokens ? tokens : -1,
    ]
    snapshot.bests = [
      "\(String(describing: bestValue.map { Double($0) }))",
      "\(String(describing: leastCost.map { Double($0) }))",
      "\(String(describing: (bestGoal?.1).map { Double($0) }))",
      "\(String(describing: bestGoal.map { path($0.0) }))",
    ]
    func known(_ value: Float?) -> String { value.map { $0.isNaN ? "-" : "\($0)" } ?? "-" }
    for (index, node) in nodes.enumerated() {
      let record = node.record
      let Q = node.visits == 0 ? nil : Float(Double(node.sum) * 0x1p-20 / Double(node.visits))
      let figures = [
        known(Q), known(record.P), known(node.value), known(record.g), known(record.h),
        known(record.g + record.h),
      ]
      let metrics = [NodeField.metric(0), .metric(1)].map {
        node.metrics[$0].map { $0.isNaN ? "-" : "\($0)" } ?? "-"
      }
      let same = record.same >= 0 ? record.same : nil
      snapshot.nodes.append(
        "\(record.parent) \(depths[index]) \(node.visits) \(node.status.rawValue) \(figures) "
          + "\(metrics) \(node.step)|\(node.state) \(node.children) \(String(describing: same)) "
          + "\(String(describing: node.birth)) \(String(describing: node.last))")
    }
  }
}
