import Testing

@testable import MetaCoT

/// The parts under the strategies, each against the plain way.
struct SearchPartsTests {
  @Test func `Greatest score is the first of the greatest`() {
    var random = SeededRandom(seed: 1)
    for count in 0...40 {
      for _ in 0..<50 {
        var scores = Column<NodeArena.Score>()
        for _ in 0..<count {
          let isBarred = random.below(6) == 0
          scores.append(
            .init(
              Q: Float(random.below(5)) / 4, S: isBarred ? -.infinity : Float(random.below(4))))
        }
        let k = Float(random.below(3)) / 2 + 1e-30
        var expected = (index: -1, score: -Float.infinity)
        for index in 0..<count {
          let score = scores[index].Q + k * scores[index].S
          if score > expected.score { expected = (index, score) }
        }
        let found = greatest(scores.base, count: count, k)
        #expect(found == expected)
      }
    }
  }

  @Test func `The table of √ln is near the truth`() {
    #expect(SqrtLogTable.shared[1] == 0)
    #expect(abs(SqrtLogTable.shared[2] - 0.832555) < 1e-5)
    var n = 1
    var last: Float = 0
    while n < 2_000_000_000 {
      let value = SqrtLogTable.shared[Int32(n)]
      #expect(value >= last)
      let back = value * value
      #expect(abs(power(2.718281828459045, Double(back)) / Double(n) - 1) < 3e-3)
      last = value
      n += max(1, n / 7)
    }
  }

  @Test func `Records lie as the fields say`() {
    #expect(MemoryLayout<NodeArena.NodeCore>.stride == 16)
    #expect(MemoryLayout<NodeArena.NodeCore>.offset(of: \.step) == 4)
    #expect(MemoryLayout<NodeArena.NodeCore>.offset(of: \.link) == 8)
    #expect(MemoryLayout<NodeArena.NodeCore>.offset(of: \.childCount) == 12)
    #expect(MemoryLayout<NodeArena.NodeCore>.offset(of: \.flags) == 14)
    #expect(MemoryLayout<NodeArena.ChildInfo>.stride == 16)
    #expect(MemoryLayout<NodeArena.ChildInfo>.offset(of: \.N) == 4)
    #expect(MemoryLayout<NodeArena.ChildInfo>.offset(of: \.number) == 8)
    #expect(MemoryLayout<NodeArena.ChildInfo>.offset(of: \.visited) == 12)
    #expect(MemoryLayout<NodeArena.ChildInfo>.offset(of: \.open) == 14)
    #expect(MemoryLayout<NodeArena.Score>.stride == 8)
    #expect(MemoryLayout<NodeArena.Cost>.stride == 8)
  }

  /// Few keys, each used again and again; and so many that most are forgotten meanwhile.
  @Test(arguments: [20, 5000])
  func `A queue gives the least key, and among equals what came last`(keys: Int) {
    var random = SeededRandom(seed: 3)
    for size in [0, 1, 2, 5, 17, 300, 3000] {
      var nodes = NodeArena(.costs)
      var queue = NodeQueue()
      // The least and latest is at the end.
      var plain: [(node: Int32, key: UInt64)] = []
      func takeFirst() {
        let first = queue.popFirst(nodes)
        let expected = plain.popLast()
        #expect(first?.node == expected?.node && first?.key == expected?.key)
      }
      for _ in 0..<size {
        let node = Int32(nodes.count)
        nodes.append(parent: 0, step: 0, g: 0, isGoal: false)
        let key = UInt64(random.below(keys))
        queue.insert(node, key: key, nodes)
        plain.insert((node, key), at: plain.firstIndex { $0.key < key } ?? plain.count)
        if random.below(3) == 0 { takeFirst() }
      }
      #expect(queue.count == plain.count)
      for entry in queue.removeAll(nodes) { queue.insert(entry.node, key: entry.key, nodes) }
      while !plain.isEmpty { takeFirst() }
      #expect(queue.isEmpty && queue.popFirst(nodes) == nil)
    }
  }

  @Test(arguments: [true, false])
  func `States are found again`(isIndexed: Bool) throws {
    let problem = try Maze(text: Array(repeating: ".........", count: 300).joined(separator: "\n"))
    let puzzle = try SlidingPuzzle(text: "1 0 2 3 4 5 6 7 8")
    if isIndexed { try check(problem) } else { try check(puzzle) }
  }

  private func check<P: EnumerableProblem>(_ problem: P) throws {
    var table = StateTable(problem)
    var known: [P.State: Int32] = [problem.start: 0]
    var random = SeededRandom(seed: 5)
    var state = problem.start
    for _ in 1...5000 {
      guard let step = problem.randomStep(from: state, using: &random) else {
        state = problem.start
        continue
      }
      state = problem.apply(step, to: state)
      let (entry, isNew) = table.insert(state, problem)
      #expect(isNew == (known[state] == nil))
      if isNew { known[state] = entry }
      #expect(known[state] == entry)
      #expect(table[entry] == state)
    }
    for (state, entry) in known {
      let (found, isNew) = table.insert(state, problem)
      #expect(found == entry && !isNew)
    }
  }

  @Test func `What a column forgets is released`() {
    final class Thing {}
    var column = Column<Thing>()
    weak var first: Thing?
    weak var second: Thing?
    do {
      let things = [Thing(), Thing()]
      (first, second) = (things[0], things[1])
      for thing in things { column.append(thing) }
    }
    column.truncate(to: 1)
    #expect(first != nil && second == nil)
    column.removeAll()
    #expect(first == nil)
  }

  /// Where it is small, in small pages of its own, and in large ones.
  @Test(arguments: [1000, 40_000, 700_000, 3_000_000])
  func `A column of any size keeps its content`(_ size: Int) {
    var appended = Column<UInt64>()
    for value in 0..<UInt64(size) { appended.append(value) }
    var extended = Column<UInt64>()
    while extended.count < size {
      let first = extended.count
      extended.extend(by: min(1000, size - first))
      for index in first..<extended.count { extended[index] = UInt64(index) }
    }
    #expect(appended.count == size && extended.count == size)
    #expect((0..<size).allSatisfy { appended[$0] == $0 && extended[$0] == $0 })
    appended.truncate(to: size / 2)
    for value in 0..<UInt64(size) { appended.append(value) }
    #expect((0..<size).allSatisfy { appended[size / 2 + $0] == $0 })
    let zeros = Column<UInt32>(zeros: size)
    #expect((0..<size).allSatisfy { zeros[$0] == 0 })
    zeros[size - 1] = 7
    #expect(zeros[size - 1] == 7)
  }
}
