import Foundation
import MetaCoT

/// Opening, seeking and writing traces of a million events, made from a seed in a temporary folder.
enum TraceBenchmarks {
  private static let events = 1_000_000

  static func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "espalier-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try measure("mcts", SyntheticSearch.countdown(events: events, seed: 1), in: folder)
    try measure("astar", SyntheticSearch.slidingPuzzle(events: events, seed: 1), in: folder)
  }

  private static func measure(
    _ name: String, _ search: (header: TraceHeader, batches: [EventBatch]), in folder: URL
  ) throws {
    let path = folder.appending(path: "\(name).jsonl").path
    var times: [Double] = []
    for suffix in ["", ".zst"] {
      times = []
      for _ in 0..<5 {
        try? FileManager.default.removeItem(atPath: path + suffix)
        let writer = try TraceWriter(path: path + suffix, header: search.header)
        times.append(
          try cpuSeconds {
            for batch in search.batches { try writer.write(batch) }
            try writer.close()
          })
      }
      report("trace.\(name).write\(suffix)", times.median * 1e9 / Double(events), "ns/event")
    }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as! Int
    report("trace.\(name).bytes", Double(size) / Double(events), "B/event")

    for suffix in ["", ".zst"] {
      var first: [Double] = []
      var all: [Double] = []
      for _ in 0..<5 {
        var tree: SearchTree?
        var reader: TraceReader?
        first.append(
          try cpuSeconds {
            reader = try TraceReader(path: path + suffix)
            tree = SearchTree(header: reader!.header)
            if let batch = try reader!.next(maximum: 2048) { tree!.append(batch) }
          })
        all.append(
          first.last!
            + (try cpuSeconds {
              var batch = EventBatch()
              while try reader!.read(using: &batch, into: &tree!) {}
            }))
        precondition(tree!.events.count == search.batches.reduce(0) { $0 + $1.events.count })
      }
      report("trace.\(name).open.first\(suffix)", first.median * 1000, "ms")
      report("trace.\(name).open.all\(suffix)", all.median, "s")
    }
    report("trace.\(name).open.memory", try peakMemory(ofOpening: path), "MB")

    var tree = SearchTree(header: search.header)
    let fold = cpuSeconds { for batch in search.batches { tree.append(batch) } }
    report("trace.\(name).fold", fold * 1e9 / Double(events), "ns/event")
    var random = SeededRandom(seed: 7)
    var seeks: [Double] = []
    for index in 0..<400 {
      let target = index % 4 == 3 ? 0 : index % 4 == 1 ? events : random.below(events)
      seeks.append(cpuSeconds { tree.seek(to: target) })
    }
    report("trace.\(name).seek", seeks.median * 1000, "ms")
    report("trace.\(name).seek.worst", seeks.max()! * 1000, "ms")
    tree.seek(to: events)
    times = []
    for _ in 0..<9 { times.append(cpuSeconds { precondition(tree.subtreeSizes()[0] > 1) }) }
    report("trace.\(name).subtrees", times.median * 1000, "ms")
  }

  // MARK: Memory, measured in a process of its own

  /// What `espalier-bench --open FILE` does: opens a trace and prints its peak resident memory.
  static func open(_ path: String) throws {
    let reader = try TraceReader(path: path)
    var tree = SearchTree(header: reader.header)
    var batch = EventBatch()
    while try reader.read(using: &batch, into: &tree) {}
    #if os(Linux)
      // What getrusage says would include the process that started this one.
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kilobytes = peak?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
      print((kilobytes ?? .nan) * 1024 / 1e6)
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      print(Double(usage.ru_maxrss) / 1e6)
    #endif
    precondition(tree.now > 0)
  }

  private static func peakMemory(ofOpening path: String) throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["--open", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Double(
      String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
      ?? .nan
  }

  private static func cpuSeconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock()
    try work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  private static func report(_ name: String, _ value: Double, _ unit: String) {
    print(name, String(format: "%.4g", value), unit)
  }
}

extension [Double] {
  fileprivate var median: Double { sorted()[count / 2] }
}

/// Searches made up from a seed: their events are those of real ones in kind, order and size.
enum SyntheticSearch {
  /// A Monte-Carlo tree search that makes one node an iteration: select, expand, evaluate, backup.
  static func countdown(
    events: Int, seed: UInt64
  ) -> (header: TraceHeader, batches: [EventBatch]) {
    var random = SeededRandom(seed: seed)
    var header = TraceHeader(
      problem: .init(kind: "countdown", text: "3 7 8 25 50 75 → 952"),
      strategy: .init("mcts"), model: .init("rollout"), seed: seed,
      root: .init(state: "3 7 8 25 50 75"))
    header.backtracks = true
    let breadths = [60, 40, 24, 12, 4]
    var children: [[NodeID]] = [[]]
    var depths = [0]
    var batches: [EventBatch] = []
    var batch = EventBatch()
    var count = 0
    while count + 4 <= events {
      var node: NodeID = 0
      while depths[Int(node)] < 5 {
        let known = children[Int(node)].count
        if known < breadths[depths[Int(node)]], random.below(known + 1) < 4 { break }
        if known == 0 { break }
        // Some children are liked much better than others.
        node = children[Int(node)][min(random.below(known), random.below(known))]
      }
      let value = Float(random.below(10001)) / 10000
      var selected = node
      if depths[Int(node)] < 5 {
        batch.events.append(Event(.select, node))
        selected = NodeID(children.count)
        batch.events.append(Event(.expand, node, other: selected, count: 1))
        let (a, b) = (random.below(100) + 1, random.below(100) + 1)
        batch.append(
          NodeRecord(parent: node), step: "\(a) + \(b) = \(a + b)",
          state: [3, 7, 8, 25, a + b].prefix(5 - depths[Int(node)]).map { "\($0)" }.joined(
            separator: " "))
        children[Int(node)].append(selected)
        children.append([])
        depths.append(depths[Int(node)] + 1)
        count += 2
      } else {
        batch.events.append(Event(.select, node))
        count += 1
      }
      batch.events.append(Event(.evaluate, selected, value: value))
      batch.events.append(Event(.backup, selected, value: value))
      count += 2
      if batch.events.count >= 4000 {
        batches.append(batch)
        batch.removeAll()
      }
    }
    while count < events {
      batch.events.append(Event(.select, 0))
      count += 1
    }
    batches.append(batch)
    return (header, batches)
  }

  /// A best-first search on a sliding puzzle: select, expand with two or three children, and a
  /// backtrack where the next node lies elsewhere.
  static func slidingPuzzle(
    events: Int, seed: UInt64
  ) -> (header: TraceHeader, batches: [EventBatch]) {
    var random = SeededRandom(seed: seed)
    let start = Array(0..<16)
    func text(_ tiles: [Int]) -> String { tiles.map { "\($0)" }.joined(separator: " ") }
    var header = TraceHeader(
      problem: .init(kind: "sliding", text: text(start)),
      strategy: .init("astar"), model: .init("heuristic"), seed: seed,
      root: .init(state: text(start)))
    header.root.h = 40
    header.backtracks = true
    var open: [NodeID] = [0]
    var tiles: [NodeID: [Int]] = [0: start]
    var depths: [Float] = [0]
    var batches: [EventBatch] = []
    var batch = EventBatch()
    var count = 0
    while count + 3 <= events {
      let index = open.count - 1 - random.below(min(open.count, 50))
      open.swapAt(index, open.count - 1)
      let node = open.removeLast()
      let state = tiles.removeValue(forKey: node)!
      batch.events.append(Event(.select, node))
      let children = 2 + random.below(2)
      let first = NodeID(depths.count)
      batch.events.append(Event(.expand, node, other: first, count: children))
      for child in 0..<children {
        var record = NodeRecord(parent: node)
        record.g = depths[Int(node)] + 1
        record.h = Float(40 - random.below(30))
        var next = state
        next.swapAt(random.below(16), random.below(16))
        batch.append(
          record, step: ["up", "down", "left", "right"][random.below(4)], state: text(next))
        let id = first + NodeID(child)
        depths.append(record.g)
        if random.below(10) > 0 {
          open.append(id)
          tiles[id] = next
        }
      }
      count += 2
      if random.below(2) == 0 {
        batch.events.append(Event(.backtrack, node, other: 0, reason: .better))
        count += 1
      }
      if batch.events.count >= 4000 {
        batches.append(batch)
        batch.removeAll()
      }
    }
    while count < events {
      batch.events.append(Event(.select, 0))
      count += 1
    }
    batches.append(batch)
    return (header, batches)
  }
}
