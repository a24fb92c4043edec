/// Questions about a node; it must exist at `now`.
extension SearchTree {
  /// The node it was reached from; -1 for the root.
  public func parent(_ node: NodeID) -> NodeID { records[Int(node)].parent }

  /// Steps from the root.
  public func depth(_ node: NodeID) -> Int { Int(links[Int(node)].depth) }

  /// Its first child at `now`; -1 if there is none. With `sibling(after:)` the way to walk
  /// children without allocating.
  public func firstChild(of node: NodeID) -> NodeID { existing(links[Int(node)].firstChild) }

  /// The child of the same parent that was created next; -1 if there is none at `now`.
  public func sibling(after node: NodeID) -> NodeID { existing(links[Int(node)].nextSibling) }

  private func existing(_ node: NodeID) -> NodeID { node < nodeCount ? node : -1 }

  /// The node's place among all children that its parent ever had, also after `now`, from 0; 0 for
  /// the root. Complexity: linear in that place.
  public func ordinal(of node: NodeID) -> Int {
    let parent = records[Int(node)].parent
    guard parent >= 0 else { return 0 }
    var child = links[Int(parent)].firstChild
    var place = 0
    while child != node {
      child = links[Int(child)].nextSibling
      place += 1
    }
    return place
  }

  /// Its children at `now`, in the order of creation.
  public func children(of node: NodeID) -> [NodeID] {
    var children: [NodeID] = []
    var child = firstChild(of: node)
    while child >= 0 {
      children.append(child)
      child = sibling(after: child)
    }
    return children
  }

  /// From the root to the node, both included.
  public func path(to node: NodeID) -> [NodeID] {
    var path: [NodeID] = []
    path.reserveCapacity(depth(node) + 1)
    var node = node
    while node >= 0 {
      path.append(node)
      node = parent(node)
    }
    return path.reversed()
  }

  /// Text of the step that led to it; empty for the root.
  public func step(_ node: NodeID) -> String {
    withStepBytes(of: node) { String(decoding: $0, as: UTF8.self) }
  }

  /// Text of its state.
  public func state(_ node: NodeID) -> String {
    withStateBytes(of: node) { String(decoding: $0, as: UTF8.self) }
  }

  /// The UTF-8 of its step's text, without making a string.
  public func withStepBytes<Result>(
    of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let record = records[Int(node)]
    let start = Int(record.text)
    return withBytes(start..<start + Int(record.stepLength), body)
  }

  /// The UTF-8 of its state's text, without making a string.
  public func withStateBytes<Result>(
    of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let record = records[Int(node)]
    let start = Int(record.text) + Int(record.stepLength)
    return withBytes(start..<start + Int(record.stateLength), body)
  }

  private func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Visits: backups through it.
  public func N(_ node: NodeID) -> Int {
    statistics.isEmpty ? 0 : Int(statistics[Int(node)].visits)
  }

  /// Mean of the values backed up through it; nil before the first.
  public func Q(_ node: NodeID) -> Float? {
    guard !statistics.isEmpty else { return nil }
    let statistics = statistics[Int(node)]
    return statistics.visits == 0
      ? nil : Float(Double(statistics.sum) * 0x1p-20 / Double(statistics.visits))
  }

  /// Prior probability of its step.
  public func P(_ node: NodeID) -> Float? { Self.known(records[Int(node)].P) }

  /// Value given by the model.
  public func V(_ node: NodeID) -> Float? { Self.known(values[Int(node)]) }

  /// Cost of the path from the root.
  public func g(_ node: NodeID) -> Float? { Self.known(records[Int(node)].g) }

  /// Estimated cost to go.
  public func h(_ node: NodeID) -> Float? { Self.known(records[Int(node)].h) }

  /// Estimated cost of a solution through it: g + h.
  public func f(_ node: NodeID) -> Float? {
    Self.known(records[Int(node)].g + records[Int(node)].h)
  }

  /// An earlier node with an equal state.
  public func transposition(of node: NodeID) -> NodeID? {
    let same = records[Int(node)].same
    return same >= 0 ? same : nil
  }

  /// What it has been through.
  public func status(_ node: NodeID) -> Status { statuses[Int(node)] }

  /// The latest figure of a foreign search for it: `metric` is an index into `header.metrics`.
  /// Complexity: linear in the figures it was given.
  public func metric(_ metric: Int, of node: NodeID) -> Float? {
    var index = latestMetric[node] ?? -1
    while index >= 0 {
      let record = metrics[Int(index)]
      if Int(record.event) < now, Int(record.metric) == metric { return Self.known(record.value) }
      index = earlierMetric[Int(index)]
    }
    return nil
  }

  /// The event that created it; nil for the root. Complexity: O(log events).
  public func eventThatCreated(_ node: NodeID) -> Int? {
    guard node > 0 else { return nil }
    var low = 0
    var high = expansionEvents.count
    while low < high {
      let middle = (low + high) / 2
      if events[Int(expansionEvents[middle])].other <= node {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return Int(expansionEvents[low - 1])
  }

  /// The last event before the moment `moment` that happened to the node; nil if there is none.
  /// Complexity: linear in the events since then, or since the node was created.
  public func lastEvent(about node: NodeID, before moment: Int) -> Int? {
    let birth = eventThatCreated(node) ?? -1
    return events.withUnsafeBufferPointer { events in
      var index = min(moment, events.count) - 1
      while index > birth {
        if events[index].node == node { return index }
        index -= 1
      }
      return nil
    }
  }

  private static func known(_ value: Float) -> Float? { value == value ? value : nil }
}
