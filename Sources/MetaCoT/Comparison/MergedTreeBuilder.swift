/// Makes one tree of two, one level after the other.
struct MergedTreeBuilder {
  /// The place of each node.
  private(set) var places: [MergedTree.Place] = []
  /// The events.
  private(set) var batch = EventBatch()

  private let first: SearchTree
  private let second: SearchTree
  /// Of each metric what it is of its search.
  private let figures: [(field: NodeField, side: Int)]
  /// Equal where the same steps lead to nodes.
  private var paths = (first: StepPaths(), second: StepPaths())
  private var left: [NodeID] = []
  private var right: [NodeID] = []
  /// Of the children of one place in the second search that are not matched: by the step the first, and
  /// after each the next with the same step.
  private var open: [UInt64: Int] = [:]
  private var next: [Int] = []

  init(
    _ first: SearchTree, _ second: SearchTree, figures: [(field: NodeField, side: Int)]
  ) {
    self.first = first
    self.second = second
    self.figures = figures
    paths.first.read(first)
    paths.second.read(second)
  }

  /// Makes the whole tree, after a remark.
  /// - Complexity: linear in the nodes and in their texts.
  mutating func build(note: String) {
    let root = MergedTree.Place(first: 0, second: 0)
    batch.append(Event(.note, 0), text: note)
    addFigures(of: root, node: 0, event: 0)
    places.append(root)
    var parent = 0
    while parent < places.count {
      let from = places.count
      addPlaces(below: places[parent])
      // In one event, or as many as an event has room for.
      for start in stride(from: from, to: places.count, by: Int(UInt16.max)) {
        let end = min(places.count, start + Int(UInt16.max))
        let event = Int32(batch.events.count)
        batch.events.append(
          Event(.expand, NodeID(parent), other: NodeID(start), count: end - start))
        for node in start..<end { addNode(node, below: parent, event: event) }
      }
      for node in from..<places.count {
        addGoal(node)
        addClosing(node)
      }
      parent += 1
    }
  }

  private mutating func addNode(_ node: Int, below parent: Int, event: Int32) {
    let place = places[node]
    if place.first >= 0 {
      Self.add(place.first, of: first, below: parent, to: &batch)
    } else {
      Self.add(place.second, of: second, below: parent, to: &batch)
    }
    addFigures(of: place, node: NodeID(node), event: event)
  }

  private static func add(
    _ node: NodeID, of tree: SearchTree, below parent: Int, to batch: inout EventBatch
  ) {
    batch.append(
      NodeRecord(parent: NodeID(parent)),
      step: { text in tree.withStepBytes(of: node) { text.append(contentsOf: $0) } },
      state: { text in
        tree.withStateBytes(of: node) { text.append(contentsOf: $0) }
        return false
      })
  }

  private mutating func addFigures(of place: MergedTree.Place, node: NodeID, event: Int32) {
    for (index, figure) in figures.enumerated() {
      let value =
        figure.side == 1
        ? place.first >= 0 ? first.value(figure.field, of: place.first) : nil
        : place.second >= 0 ? second.value(figure.field, of: place.second) : nil
      guard let value else { continue }
      batch.figures.append(
        FigureRecord(event: event, node: node, field: .metric(index), value: value))
    }
  }

  private mutating func addGoal(_ node: Int) {
    let place = places[node]
    let cost =
      Self.goalCost(of: place.first, first) ?? Self.goalCost(of: place.second, second)
    if let cost { batch.events.append(Event(.goal, NodeID(node), value: cost)) }
  }

  private mutating func addClosing(_ node: Int) {
    let place = places[node]
    let closed = [(place.first, first), (place.second, second)].filter { $0.0 >= 0 }
      .map { node, tree in tree.status(node).intersection(.closed) }
    guard closed.allSatisfy({ !$0.isEmpty }) else { return }
    let failed: SearchTree.Status = [.deadEnd, .exhausted]
    let reason: Event.Reason =
      closed.allSatisfy { !$0.isDisjoint(with: failed) } ? .deadEnd : .none
    batch.events.append(Event(.prune, NodeID(node), reason: reason))
  }

  /// The cost of a goal, NaN where it is not known; nil of what is none.
  private static func goalCost(of node: NodeID, _ tree: SearchTree) -> Float? {
    guard node > 0, tree.status(node).contains(.goal) else { return nil }
    return tree.value(.g, of: node).map { Float($0) } ?? .nan
  }

  /// Adds the children of a place in either search: those of the first in its order, then those that only
  /// the second has. Equal steps are matched in order.
  private mutating func addPlaces(below place: MergedTree.Place) {
    Self.children(of: place.first, first, into: &left)
    Self.children(of: place.second, second, into: &right)
    var same = 0
    while same < min(left.count, right.count), isSame(left[same], right[same]) {
      places.append(MergedTree.Place(first: left[same], second: right[same]))
      same += 1
    }
    // From the last to the first, so that each finds the next with its step.
    open.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    next.append(contentsOf: repeatElement(-1, count: right.count))
    for index in (same..<right.count).reversed() where left.count > same {
      next[index] = open.updateValue(index, forKey: paths.second[right[index]]) ?? -1
    }
    for node in left.dropFirst(same) {
      let step = paths.first[node]
      var index = open[step] ?? -1
      var before = -1
      while index >= 0, !isSame(node, right[index]) { (before, index) = (index, next[index]) }
      guard index >= 0 else {
        places.append(MergedTree.Place(first: node, second: -1))
        continue
      }
      if before < 0 { open[step] = next[index] } else { next[before] = next[index] }
      places.append(MergedTree.Place(first: node, second: right[index]))
      right[index] = -1
    }
    for node in right.dropFirst(same) where node >= 0 {
      places.append(MergedTree.Place(first: -1, second: node))
    }
  }

  /// Whether the same step leads to both, from one place; where there are no steps, to the same state.
  private func isSame(_ one: NodeID, _ other: NodeID) -> Bool {
    guard paths.first[one] == paths.second[other] else { return false }
    return first.withStepBytes(of: one) { step in
      guard second.withStepBytes(of: other, { $0.elementsEqual(step) }) else { return false }
      return !step.isEmpty
        || first.withStateBytes(of: one) { state in
          second.withStateBytes(of: other) { $0.elementsEqual(state) }
        }
    }
  }

  private static func children(of node: NodeID, _ tree: SearchTree, into list: inout [NodeID]) {
    list.removeAll(keepingCapacity: true)
    guard node >= 0 else { return }
    var child = tree.firstChild(of: node)
    while child >= 0 {
      list.append(child)
      child = tree.sibling(after: child)
    }
  }
}
