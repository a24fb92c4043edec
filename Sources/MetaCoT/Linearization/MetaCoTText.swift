/// The Meta-CoT text of a search in one style, for those who show or write parts of it: windows
/// of fragments, the neighbours of a fragment, and what is said of a node.
///
/// Holds no text: fragments are written when they are asked for. Events of which a style does not
/// speak are passed over.
package struct MetaCoTText: Sendable {
  /// How the text is written.
  package let linearizer: any Linearizer
  private var index = NodeEvents()

  /// The text of the search that the header describes, in this style.
  package init(_ linearizer: any Linearizer.Type, header: TraceHeader) {
    self.linearizer = linearizer.init(header: header)
  }

  // MARK: Fragments

  /// The text of an event, nil if nothing is said of it; -1 is the opening.
  package func fragment(at event: Int, in tree: SearchTree) -> TextFragment? {
    event < 0 ? linearizer.opening(of: tree) : linearizer.fragment(at: event, in: tree)
  }

  /// The last fragments up to and with `event`: as many as `lines` lines need, in the order of the
  /// text. Begins with the opening if that is reached.
  package func fragments(endingAt event: Int, lines: Int, in tree: SearchTree) -> [TextFragment] {
    var fragments: [TextFragment] = []
    var count = 0
    var event = min(event, tree.events.count - 1)
    while event >= -1, count < lines {
      if let fragment = fragment(at: event, in: tree) {
        fragments.append(fragment)
        count += fragment.lineCount
      }
      event -= 1
    }
    return fragments.reversed()
  }

  /// The first fragments from `event` on: as many as `lines` lines need, up to and with `last`.
  package func fragments(
    from event: Int, lines: Int, upTo last: Int, in tree: SearchTree
  ) -> [TextFragment] {
    var fragments: [TextFragment] = []
    var count = 0
    var event = max(event, -1)
    let last = min(last, tree.events.count - 1)
    while event <= last, count < lines {
      if let fragment = fragment(at: event, in: tree) {
        fragments.append(fragment)
        count += fragment.lineCount
      }
      event += 1
    }
    return fragments
  }

  /// The nearest event before this one that has text; -1, the opening, if there is none.
  package func event(before event: Int, in tree: SearchTree) -> Int {
    var event = min(event, tree.events.count) - 1
    while event >= 0, linearizer.fragment(at: event, in: tree) == nil { event -= 1 }
    return max(event, -1)
  }

  /// The nearest event after this one, up to and with `last`, that has text.
  package func event(after event: Int, upTo last: Int, in tree: SearchTree) -> Int? {
    var event = max(event, -1) + 1
    let last = min(last, tree.events.count - 1)
    while event <= last {
      if linearizer.fragment(at: event, in: tree) != nil { return event }
      event += 1
    }
    return nil
  }

  // MARK: Nodes

  /// The events that speak of a node, in order: the `expand` that created it, and its own. The
  /// index they are found by is extended to the events that have arrived since the last question.
  ///
  /// Complexity: linear in the answer and the new events.
  package mutating func events(about node: NodeID, in tree: SearchTree) -> [Int] {
    index.extend(to: tree)
    return index.events(about: node)
  }

  /// The fragments that speak of a node, from the newest of them that is not after `last` backwards,
  /// at most `limit`; in the order of the text.
  package mutating func fragments(
    about node: NodeID, upTo last: Int, limit: Int, in tree: SearchTree
  ) -> [TextFragment] {
    var fragments: [TextFragment] = []
    for event in events(about: node, in: tree).reversed() where event <= last {
      guard fragments.count < limit else { break }
      if let fragment = linearizer.fragment(at: event, in: tree) { fragments.append(fragment) }
    }
    return fragments.reversed()
  }

  /// The newest event, not after `last`, whose text speaks of the node: where a pane goes when the
  /// node is selected. -1, the opening, if nothing was said of it yet.
  package mutating func event(about node: NodeID, upTo last: Int, in tree: SearchTree) -> Int {
    events(about: node, in: tree).last {
      $0 <= last && linearizer.fragment(at: $0, in: tree) != nil
    } ?? -1
  }
}

/// Which events speak of which node: for each event the one before it about the same node, a
/// linked list a node. 4 bytes an event and 8 a node.
struct NodeEvents: Sendable {
  private var count = 0
  private var earlier: [Int32] = []
  private var latest: [Int32] = []
  private var births: [Int32] = []

  /// Takes in the events and nodes that have arrived.
  mutating func extend(to tree: SearchTree) {
    guard count < tree.events.count || latest.count < tree.records.count else { return }
    let missing = tree.records.count - latest.count
    latest.append(contentsOf: repeatElement(-1, count: missing))
    births.append(contentsOf: repeatElement(-1, count: missing))
    earlier.reserveCapacity(tree.events.count)
    while count < tree.events.count {
      let event = tree.events[count]
      let node = Int(event.node)
      switch event.kind {
      case .modelCall, .end: earlier.append(-1)
      default:
        earlier.append(latest[node])
        latest[node] = Int32(count)
      }
      if event.kind == .expand {
        for child in Int(event.other)..<Int(event.other) + Int(event.count) {
          births[child] = Int32(count)
        }
      }
      count += 1
    }
  }

  /// The event that created the node and those that happened to it, in order.
  func events(about node: NodeID) -> [Int] {
    guard latest.indices.contains(Int(node)) else { return [] }
    var events: [Int] = []
    var event = latest[Int(node)]
    while event >= 0 {
      events.append(Int(event))
      event = earlier[Int(event)]
    }
    if births[Int(node)] >= 0 { events.append(Int(births[Int(node)])) }
    return events.reversed()
  }
}
