/// Questions about a node; it must exist at `now`.
extension SearchTree {
  /// The node it was reached from; -1 for the root.
  public func parent(_ node: NodeID) -> NodeID { records[Int(node)].parent }

  /// Steps from the root.
  public func depth(_ node: NodeID) -> Int { Int(links[Int(node)].depth) }

  /// Its first child at `now`; -1 if there is none. With `sibling(after:)` the way to walk
  /// children without allocating.
  package func firstChild(of node: NodeID) -> NodeID { existing(links[Int(node)].firstChild) }

  /// The child of the same parent that was created next; -1 if there is none at `now`.
  package func sibling(after node: NodeID) -> NodeID { existing(links[Int(node)].nextSibling) }

  private func existing(_ node: NodeID) -> NodeID { node < nodeCount ? node : -1 }

  /// The node's place among all children that its parent ever had, also after `now`, from 0; 0 for
  /// the root. Complexity: linear in that place.
  package func ordinal(of node: NodeID) -> Int {
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

  /// How many children a node has at `now`, counted no further than `limit`.
  package func childCount(of node: NodeID, upTo limit: Int = .max) -> Int {
    var count = 0
    var child = firstChild(of: node)
    while child >= 0, count < limit {
      count += 1
      child = sibling(after: child)
    }
    return count
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

  /// Whether a node lies below another, or is it. Complexity: linear in the distance.
  package func isDescendant(_ node: NodeID, of ancestor: NodeID) -> Bool {
    var node = node
    while node > ancestor { node = parent(node) }
    return node == ancestor
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
  ///
  /// Complexity: O(1), but linear in the text where it streamed in.
  package func withStepBytes<Result>(
    of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let record = records[Int(node)]
    let start = Int(record.text)
    let range = start..<start + Int(record.stepLength)
    guard !streams.isEmpty, let stream = streams[node] else { return withBytes(range, body) }
    return (text[range] + stream.bytes(before: now)).withUnsafeBufferPointer(body)
  }

  /// The UTF-8 of its state's text, without making a string.
  ///
  /// Complexity: O(1), but linear in the text where it is told of by what follows the parent's.
  package func withStateBytes<Result>(
    of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var record = records[Int(node)]
    func range(_ record: NodeRecord) -> Range<Int> {
      let start = Int(record.text) + Int(record.stepLength)
      return start..<start + Int(record.stateLength)
    }
    guard record.stateFollows else { return withBytes(range(record), body) }
    var parts = [range(record)]
    while record.stateFollows {
      record = records[Int(record.parent)]
      parts.append(range(record))
    }
    var whole: [UInt8] = []
    for part in parts.reversed() { whole.append(contentsOf: text[part]) }
    return whole.withUnsafeBufferPointer(body)
  }

  /// Whether a pattern is found in its step or in its state, and how many bytes were looked at.
  package func finds(_ pattern: Pattern, in node: NodeID) -> (isFound: Bool, bytes: Int) {
    let step = withStepBytes(of: node) { (isFound: pattern.matches($0), bytes: $0.count) }
    guard !step.isFound else { return step }
    let state = withStateBytes(of: node) { (isFound: pattern.matches($0), bytes: $0.count) }
    return (state.isFound, step.bytes + state.bytes)
  }

  private func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Visits: backups through it, or what the trace states.
  public func N(_ node: NodeID) -> Int {
    let stated = columns[FigureRecord.statedN, node]
    if stated == stated { return Int(saturating: max(0, min(0x1p53, stated))) }
    return statistics.isEmpty ? 0 : Int(statistics[Int(node)].visits)
  }

  /// Mean of the values backed up through it, or what the trace states; nil before the first, and
  /// where infinite values of both signs were.
  public func Q(_ node: NodeID) -> Float? {
    let stated = columns[FigureRecord.statedQ, node]
    if stated == stated { return Float(stated) }
    guard !statistics.isEmpty else { return nil }
    let visits = statistics[Int(node)].visits
    guard visits > 0 else { return nil }
    let mean = W(node) / Double(visits)
    return mean == mean ? Float(mean) : nil
  }

  /// The sum of the values backed up through it, if there are statistics.
  func W(_ node: NodeID) -> Double {
    wideSums.map { $0[node] } ?? Double(statistics[Int(node)].sum) * Self.unit
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

  /// The latest figure of a foreign search for it: `metric` is an index into `metrics`. O(1).
  public func metric(_ metric: Int, of node: NodeID) -> Double? {
    let value = columns[metric + FigureRecord.stored.count, node]
    return value == value ? value : nil
  }

  /// The nodes to which edges lead from it besides those to its children, at `now`.
  /// Complexity: O(links).
  public func linked(from node: NodeID) -> [NodeID] {
    linkEvents.prefix { Int($0) < now }.compactMap {
      events[Int($0)].node == node ? events[Int($0)].other : nil
    }
  }

  /// Why an event happened, in the words of the trace; empty if it does not say. O(log reasons).
  public func reason(ofEvent index: Int) -> String {
    guard events[index].reason == .other else { return events[index].reason.word }
    let place = otherReasons.partitioningIndex { Int($0.event) >= index }
    return place < otherReasons.count ? otherReasons[place].word : ""
  }

  /// What is known of a model call beyond what its event has room for; nil if nothing is.
  package func call(of event: Event) -> ModelCall? {
    event.kind == .modelCall && event.other > 0 ? calls[Int(event.other) - 1] : nil
  }

  /// The event that created it; nil for the root. Complexity: O(log events).
  package func eventThatCreated(_ node: NodeID) -> Int? {
    guard node > 0 else { return nil }
    let after = expansionEvents.partitioningIndex { events[Int($0)].other > node }
    return Int(expansionEvents[after - 1])
  }

  /// The last event before the moment `moment` that happened to the node; nil if there is none.
  /// Complexity: linear in the events since then, or since the node was created.
  package func lastEvent(about node: NodeID, before moment: Int) -> Int? {
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

  static func known(_ value: Float) -> Float? { value == value ? value : nil }
}
