/// A place in a search where something turned out other than it had looked.
package struct Surprise: Sendable, Equatable {
  /// What turned out other.
  package enum Kind: String, Sendable, CaseIterable {
    /// The mean of what was backed up is farther from the model's V than at any such place before,
    /// by a tenth of the range.
    case disagreement
    /// A step of less than half of an even share of P has the best Q of its siblings.
    case unlikely
    /// Q fell by a tenth of its range, or more, at one backup.
    case fall
    /// A better answer was found, or another first step is visited most.
    case answer
  }

  /// The event, counted from 0.
  package var event: Int
  /// The node that it is about.
  package var node: NodeID
  /// What turned out other.
  package var kind: Kind
  /// The figure that one would have gone by.
  package var before: Double
  /// What it turned out to be.
  package var after: Double
  /// One clause in lower case.
  package var sentence: String

  /// Every surprise of a search, whatever the tree's moment, in the order of the events.
  /// - Complexity: linear in the events and the lengths of their backups' paths; where the best of
  ///   siblings falls, also in these.
  package static func all(in tree: SearchTree) -> [Surprise] {
    var finder = SurpriseFinder()
    return finder.all(in: tree)
  }
}

/// Finds surprises while a search goes on: every event is looked at once. What backups add up to is
/// counted here, whatever a trace states.
package struct SurpriseFinder: Sendable {
  private var found: [Surprise] = []
  /// How many events have been read.
  private var read = 0
  private var span = 1.0
  private var sign = 1.0
  private var W: [Double] = []
  private var N: [Int] = []
  private var V: [Float] = []
  private var farthest = 0.0
  /// By parent: the child with the best Q.
  private var best: [NodeID: NodeID] = [:]
  /// The first step that is visited most.
  private var preferred: NodeID?
  private var nextGoal = 0

  /// Nothing found.
  package init() {}

  /// Every surprise of a search; those that were given before, with what has come since.
  /// - Complexity: linear in the events that are new and the lengths of their backups' paths; where
  ///   the best of siblings falls, also in these.
  package mutating func all(in tree: SearchTree) -> [Surprise] {
    let range = tree.valueRange
    span = max(range.upperBound - range.lowerBound, .leastNonzeroMagnitude)
    sign = tree.header.values?.better == .lower ? -1 : 1
    let fresh = tree.records.count - V.count
    W += Array(repeating: 0, count: fresh)
    N += Array(repeating: 0, count: fresh)
    V += tree.records[V.count...].map(\.V)
    for index in read..<tree.events.count { visit(index, tree) }
    read = tree.events.count
    return found
  }

  private func Q(_ node: NodeID) -> Double { W[Int(node)] / Double(N[Int(node)]) }

  private mutating func visit(_ index: Int, _ tree: SearchTree) {
    let event = tree.events[index]
    switch event.kind {
    case .evaluate: V[Int(event.node)] = event.value
    case .backup where event.value == event.value:
      backUp(Double(event.value), event.node, index, tree)
    case .goal: noteGoal(index, tree)
    default: break
    }
  }

  private mutating func backUp(
    _ value: Double, _ leaf: NodeID, _ index: Int, _ tree: SearchTree
  ) {
    var worst: (node: NodeID, distance: Double)?
    var node = leaf
    while node >= 0 {
      let place = Int(node)
      let old = N[place] > 0 ? Q(node) : .nan
      N[place] += 1
      W[place] += value
      let new = Q(node)
      if N[place] > 2, sign * (old - new) >= span / 10 {
        add(.fall, node, index, old, new, "Q fell from \(words(old)) to \(words(new))")
      }
      let distance = abs(new - Double(V[place]))
      if distance > max(farthest + span / 10, worst?.distance ?? 0) { worst = (node, distance) }
      let parent = tree.records[place].parent
      if parent >= 0 { compare(node, below: parent, index, tree) }
      node = parent
    }
    if let (node, distance) = worst {
      farthest = distance
      let V = Double(V[Int(node)])
      add(
        .disagreement, node, index, V, Q(node),
        "V is \(words(V)), but what was backed up has the mean \(words(Q(node)))")
    }
  }

  /// A child got another Q.
  private mutating func compare(
    _ child: NodeID, below parent: NodeID, _ index: Int, _ tree: SearchTree
  ) {
    let before = best[parent]
    var after = before ?? child
    if before == child {
      for other in siblings(below: parent, tree) where N[Int(other)] > 0 {
        if sign * Q(other) > sign * Q(after) { after = other }
      }
    } else if let before, sign * Q(child) > sign * Q(before) {
      after = child
    }
    best[parent] = after
    if let before, after != before {
      let P = Double(tree.records[Int(after)].P)
      let count = siblings(below: parent, tree).count
      if P * Double(count) < 0.5 {
        add(
          .unlikely, after, index, P, Q(after),
          "of all siblings it has the best Q, \(words(Q(after))), and P was \(words(P))")
      }
    }
    guard parent == 0 else { return }
    guard let leader = preferred else {
      preferred = child
      return
    }
    if child != leader, N[Int(child)] > N[Int(leader)] {
      preferred = child
      add(
        .answer, child, index, Double(leader), Double(child),
        "this first step is now visited most, not node \(leader)")
    }
  }

  /// The children that have arrived.
  private func siblings(below parent: NodeID, _ tree: SearchTree) -> [NodeID] {
    var children: [NodeID] = []
    var child = tree.links[Int(parent)].firstChild
    while child >= 0 {
      children.append(child)
      child = tree.links[Int(child)].nextSibling
    }
    return children
  }

  private mutating func noteGoal(_ index: Int, _ tree: SearchTree) {
    guard nextGoal < tree.bestGoals.count, Int(tree.bestGoals[nextGoal].event) == index else {
      return
    }
    defer { nextGoal += 1 }
    guard nextGoal > 0 else { return }
    let (old, new) = (tree.bestGoals[nextGoal - 1].value, tree.bestGoals[nextGoal].value)
    add(
      .answer, tree.events[index].node, index, old, new,
      "a better answer, at cost \(words(new)), not \(words(old))")
  }

  private mutating func add(
    _ kind: Surprise.Kind, _ node: NodeID, _ index: Int, _ before: Double, _ after: Double,
    _ sentence: String
  ) {
    found.append(
      Surprise(
        event: index, node: node, kind: kind, before: before, after: after, sentence: sentence))
  }

  /// At most three decimals.
  private func words(_ figure: Double) -> String {
    JSONValue((figure * 1000).rounded() / 1000).description
  }
}
