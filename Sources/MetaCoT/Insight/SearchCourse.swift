/// How a search went up to a moment, over its expansions: how deep it was, what it estimated, and how
/// many nodes waited.
package struct SearchCourse: Sendable {
  /// Expansions that follow each other.
  package struct Stretch: Sendable {
    /// Expansions before it.
    package var start: Int
    /// Its own.
    package var count = 0
    /// Levels below the root of what was expanded.
    package var depth = Spread()
    /// Estimated cost to go of what was expanded, where it is known.
    package var h = Spread()
    /// Estimated cost of the best way through what was expanded, where it is known.
    package var f = Spread()
    /// Nodes at its end that were made and neither expanded, given up nor goals.
    package var frontier = 0
  }

  /// What lies between a least and a greatest figure.
  package struct Spread: Sendable {
    /// How many figures.
    package private(set) var count = 0
    /// The least; infinite where there is none.
    package private(set) var low = Double.infinity
    /// The greatest.
    package private(set) var high = -Double.infinity
    private var sum = 0.0

    /// The mean; not a number where there is none.
    package var mean: Double { sum / Double(count) }

    mutating func append(_ value: Double) {
      guard value.isFinite else { return }
      count += 1
      sum += value
      low = min(low, value)
      high = max(high, value)
    }
  }

  /// All expansions, in stretches of one length.
  package private(set) var stretches: [Stretch] = []
  /// Expansions up to the moment.
  package private(set) var expansions = 0

  /// The course of a search up to the tree's moment, in so many stretches at most.
  /// - Complexity: O(events + nodes).
  package init(_ tree: SearchTree, stretches most: Int = 400) {
    expansions = tree.expansions(before: tree.now)
    let length = (max(1, expansions) - 1) / max(1, most) + 1
    var isSettled = Array(repeating: false, count: tree.nodeCount)
    var open = 1
    // The stretch at hand, which is kept when it is full.
    var stretch = Stretch(start: 0)
    // Events are read where they lie; what they settle is checked to be a node.
    tree.events.withUnsafeBufferPointer { events in
      for event in events.prefix(tree.now) {
        switch event.kind {
        case .expand, .prune, .goal, .mistake: break
        case .evaluate where event.reason == .deadEnd || event.reason == .hopeless: break
        default: continue
        }
        let isExpansion = event.kind == .expand
        if isExpansion, stretch.count == length {
          stretches.append(stretch)
          stretch = Stretch(start: stretch.start + length)
        }
        if !isSettled[Int(event.node)] {
          isSettled[Int(event.node)] = true
          open -= 1
        }
        if isExpansion {
          open += Int(event.count)
          stretch.append(event.node, tree)
        }
        stretch.frontier = open
      }
    }
    if stretch.count > 0 { stretches.append(stretch) }
  }
}

extension SearchCourse.Stretch {
  fileprivate mutating func append(_ node: NodeID, _ tree: SearchTree) {
    count += 1
    depth.append(Double(tree.depth(node)))
    guard let toGo = tree.h(node) else { return }
    h.append(Double(toGo))
    if let soFar = tree.g(node) { f.append(Double(soFar + toGo)) }
  }
}
