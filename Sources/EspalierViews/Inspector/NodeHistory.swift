import MetaCoT

/// Everything that ever happened to a node, of all events that have arrived: kept from frame to frame,
/// and read on as events come.
struct NodeHistory: Sendable {
  /// The node.
  let node: NodeID
  /// The events that touch it, ascending.
  private(set) var touches: [Int32] = []
  /// What was backed up through it.
  private(set) var backups: [Backup] = []
  /// Events before this one have been read.
  private(set) var read: Int

  /// A value that was backed up through a node, and what it made of the node's figures.
  struct Backup: Sendable {
    var event: Int32
    var value: Float
    var N: Int
    var Q: Double
  }

  /// The history of a node of which nothing has been read.
  init(of node: NodeID, in tree: SearchTree) {
    self.node = node
    read = tree.eventThatCreated(node) ?? 0
  }

  /// Whether all events before a moment have been read.
  func isRead(upTo moment: Int) -> Bool { read >= moment }

  /// Reads on, with so much effort at most.
  /// - Complexity: O(events since its creation · levels), altogether.
  mutating func update(to tree: SearchTree, effort: Effort) {
    var left = effort
    var sum = (backups.last?.Q ?? 0) * Double(backups.count)
    while read < tree.events.count, left.remains {
      let event = tree.events[read]
      if tree.isTouched(node, by: event) {
        touches.append(Int32(read))
        if event.kind == .backup {
          sum += Double(event.value)
          let count = backups.count + 1
          backups.append(
            Backup(event: Int32(read), value: event.value, N: count, Q: sum / Double(count)))
        }
      }
      left.spend(event.kind == .backup && event.node > node ? 40 : 5)
      read += 1
    }
  }

  /// How many of the touches come before a moment.
  func touchCount(before moment: Int) -> Int { touches.partitioningIndex { Int($0) >= moment } }

  /// The backups before a moment.
  func backups(before moment: Int) -> ArraySlice<Backup> {
    backups[..<backups.partitioningIndex { Int($0.event) >= moment }]
  }

  /// A figure of the backups at evenly spaced moments from its creation to a moment, each from 0 to 1;
  /// nothing before the first.
  func samples(
    _ count: Int, upTo moment: Int, from birth: Int, _ figure: (Backup) -> Double
  ) -> [Float] {
    guard count > 0, moment > birth else { return [] }
    let backups = backups(before: moment)
    var next = backups.startIndex
    var last = Float.nan
    return (1...count).map { place in
      let end = birth + (moment - birth) * place / count
      while next < backups.endIndex, backups[next].event < end {
        last = Float(figure(backups[next]))
        next += 1
      }
      return last
    }
  }
}
