/// What became of an answer in a search: how far its way was followed, and where it was left.
package struct AnswerFate: Sendable {
  /// A step of the way that the search made.
  package struct Stage: Sendable, Equatable {
    /// The node.
    package var node: NodeID
    /// The event that made it, counted from 0.
    package var made: Int
    /// Whether the search came to its state by other steps than the way's.
    package var isElsewhere: Bool
    /// How it stood among its siblings at quarters of the trace, from when it was there.
    package var course: [Standing]
  }

  /// How a node stands among its siblings at a moment.
  package struct Standing: Sendable, Equatable {
    /// After so many events.
    package var moment: Int
    /// Visits.
    package var N: Int
    /// Its place by what siblings are sorted by, from 1; nil where there is nothing to go by.
    package var rank: Int?
    /// How many siblings there are, with it.
    package var siblings: Int
  }

  /// How the way ends.
  package enum End: Sendable, Equatable {
    /// The goal was found, at this event.
    case found(event: Int)
    /// A node of the way was given up at this event.
    case pruned(event: Int, node: NodeID)
    /// The last node was never expanded.
    case starved(node: NodeID)
    /// The last node was expanded, and the next step is not among its children.
    case neverProposed(parent: NodeID)
    /// The last node is the goal, and the search did not look at it.
    case unseen(node: NodeID)
  }

  /// The way.
  package let path: AnswerPath
  /// The steps that were made, in order.
  package private(set) var stages: [Stage] = []
  /// How it ends.
  package private(set) var end: End
  private let sentences: [String]

  /// A place to go to.
  package struct Place: Sendable, Equatable {
    /// The event, counted from 0.
    package var event: Int
    /// The node.
    package var node: NodeID
    /// What happened.
    package var what: String

    /// A place.
    package init(event: Int, node: NodeID, what: String) {
      self.event = event
      self.node = node
      self.what = what
    }
  }

  /// Places worth a look, in the order of the events.
  package let places: [Place]

  /// One paragraph.
  package var paragraph: String { sentences.joined(separator: " ") }

  /// Follows a way through a search, whatever the tree's moment.
  /// - Complexity: linear in nodes and events, and in the siblings along the way.
  package init(_ path: AnswerPath, in whole: SearchTree) {
    self.path = path
    var tree = whole
    tree.seek(to: tree.events.count)
    let nodes = Self.follow(path, tree)
    stages = Self.stages(nodes, tree)
    end = Self.end(of: nodes.last?.node ?? 0, isGoal: nodes.count == path.steps.count, tree)
    places = Self.places(stages, end, tree)
    sentences = Self.sentences(path, stages, end, tree)
  }

  /// The nodes of the way as far as there are any: children of one another, of those in a state the one by
  /// the way's own step, else the first that has the state. Where states have no texts, steps tell.
  static func follow(
    _ path: AnswerPath, _ tree: SearchTree
  ) -> [(node: NodeID, isElsewhere: Bool)] {
    var nodes: [(node: NodeID, isElsewhere: Bool)] = []
    var node: NodeID = 0
    for (state, step) in zip(path.states.dropFirst(), path.steps) {
      let steps = Set(tree.children(of: node).filter { tree.step($0) == step })
      let child = tree.children(of: node)
        .filter { state.isEmpty ? steps.contains($0) : tree.state($0) == state }
        .max {
          (steps.contains($0) ? 1 : 0, tree.N($0), $1) < (
            steps.contains($1) ? 1 : 0, tree.N($1), $0
          )
        }
      let next =
        child
        ?? (state.isEmpty
          ? nil : (0..<NodeID(tree.nodeCount)).first { tree.state($0) == state })
      guard let next else { break }
      nodes.append((next, child == nil))
      node = next
    }
    return nodes
  }

  private static func stages(
    _ nodes: [(node: NodeID, isElsewhere: Bool)], _ tree: SearchTree
  ) -> [Stage] {
    var stages = nodes.map { node, isElsewhere in
      Stage(
        node: node, made: tree.eventThatCreated(node) ?? 0, isElsewhere: isElsewhere, course: [])
    }
    var past = tree
    for quarter in 1...4 {
      let moment = tree.events.count * quarter / 4
      past.seek(to: moment)
      for place in stages.indices where stages[place].made < moment && stages[place].node > 0 {
        let node = stages[place].node
        var ranks = SiblingRanks()
        stages[place].course.append(
          Standing(
            moment: moment, N: past.N(node),
            rank: ranks.rank(of: node, in: past).map { Int(saturating: $0) },
            siblings: past.children(of: past.parent(node)).count))
      }
    }
    return stages
  }

  private static func end(of last: NodeID, isGoal: Bool, _ tree: SearchTree) -> End {
    let state = tree.state(last)
    func isHere(_ node: NodeID) -> Bool {
      node == last || !state.isEmpty && tree.state(node) == state
    }
    if isGoal, let goal = tree.goals.first(where: { isHere(tree.events[Int($0)].node) }) {
      return .found(event: Int(goal))
    }
    let path = Set(tree.path(to: last))
    let closing = tree.events.indices.first { index in
      let event = tree.events[index]
      guard path.contains(event.node) else { return false }
      switch event.kind {
      case .prune: return event.reason != .solved
      case .evaluate: return event.isDeadEnd
      case .steer: return event.reason == .forbid
      default: return false
      }
    }
    if let closing { return .pruned(event: closing, node: tree.events[closing].node) }
    if isGoal { return .unseen(node: last) }
    return tree.firstChild(of: last) >= 0 ? .neverProposed(parent: last) : .starved(node: last)
  }

  private static func places(_ stages: [Stage], _ end: End, _ tree: SearchTree) -> [Place] {
    var places: [Place] = []
    for (number, stage) in stages.enumerated() where stage.node > 0 {
      places.append(
        Place(event: stage.made, node: stage.node, what: "step \(number + 1) is made"))
      let expansion = tree.expansionEvents.first { tree.events[Int($0)].node == stage.node }
      if let expansion {
        places.append(
          Place(event: Int(expansion), node: stage.node, what: "step \(number + 1) is expanded"))
      }
    }
    switch end {
    case .found(let event):
      places.append(Place(event: event, node: tree.events[event].node, what: "the goal is found"))
    case .pruned(let event, let node):
      places.append(
        Place(event: event, node: node, what: "given up: \(reason(of: event, tree))"))
    case .starved(let node), .neverProposed(let node), .unseen(let node):
      if let last = tree.lastEvent(about: node, before: tree.events.count) {
        places.append(Place(event: last, node: node, what: "the last that happens to it"))
      }
    }
    return places.enumerated().sorted { a, b in
      (a.element.event, a.offset) < (b.element.event, b.offset)
    }.map(\.element)
  }

  private static func reason(of event: Int, _ tree: SearchTree) -> String {
    let words = tree.reason(ofEvent: event)
    return words.isEmpty ? tree.events[event].kind.word : words
  }

  /// The steps that are spoken of: all of a short way; of a long one the first and the last, and those
  /// that stood worst among their siblings at the end.
  private static func told(_ stages: [Stage]) -> Set<Int> {
    guard stages.count > 8 else { return Set(stages.indices) }
    let worst = stages.indices.dropFirst().dropLast()
      .filter { (stages[$0].course.last?.rank ?? 1) > 1 }
      .sorted { (stages[$0].course.last?.rank ?? 1, $1) > (stages[$1].course.last?.rank ?? 1, $0) }
    return Set(worst.prefix(6)).union([0, stages.count - 1])
  }

  private static func sentences(
    _ path: AnswerPath, _ stages: [Stage], _ end: End, _ tree: SearchTree
  ) -> [String] {
    let count = path.steps.count
    var sentences = [
      "The answer takes \(count) \(count == 1 ? "step" : "steps"); the search made "
        + (stages.count == count
          ? (count == 1 ? "it." : "all of them.") : "\(stages.count) of them.")
    ]
    let told = told(stages)
    for (number, stage) in stages.enumerated() where told.contains(number) {
      var sentence =
        "Step \(number + 1), “\(path.steps[number])”, is node \(stage.node)"
        + (stage.isElsewhere ? " (its state, reached another way)" : "")
        + ", made at event \(stage.made + 1)"
      if let last = stage.course.last, last.siblings > 1 {
        func course(_ figures: [Int]) -> String {
          Set(figures).count == 1
            ? "\(figures[0])" : figures.map { "\($0)" }.joined(separator: " → ")
        }
        let ranks = stage.course.compactMap(\.rank)
        if !ranks.isEmpty { sentence += "; by value rank \(course(ranks)) of \(last.siblings)" }
        if !tree.statistics.isEmpty {
          let above = tree.N(tree.parent(stage.node))
          sentence += ", visits \(course(stage.course.map(\.N))) of its parent's \(above)"
        }
      }
      sentences.append(sentence + ".")
    }
    let rest = stages.indices.filter { !told.contains($0) }
    if !rest.isEmpty {
      let alone = rest.count { (stages[$0].course.last?.siblings ?? 1) <= 1 }
      let first = rest.count { place in
        stages[place].course.last.map { $0.siblings > 1 && $0.rank == 1 } ?? false
      }
      sentences.append(
        "Of the other \(rest.count) steps \(alone) had no siblings, and \(first) were the best of theirs."
      )
    }
    if stages.contains(where: {
      Set($0.course.map(\.rank)).count > 1 || Set($0.course.map(\.N)).count > 1
    }) {
      sentences.append("(Arrows go through the quarters of the trace.)")
    }
    let next = stages.count < count ? "“\(path.steps[stages.count])”" : ""
    switch end {
    case .found(let event): sentences.append("The goal was found at event \(event + 1).")
    case .pruned(let event, let node):
      sentences.append(
        "The path died at event \(event + 1): node \(node) was given up "
          + "(\(reason(of: event, tree))).")
    case .starved(let node):
      sentences.append(
        "The path starved: \(name(node)) was never expanded, so \(next) was never made.")
    case .neverProposed(let parent):
      sentences.append(
        "The way ends at \(name(parent)): it was expanded, but \(next) is not among its "
          + "\(tree.children(of: parent).count) children.")
    case .unseen(let node):
      sentences.append("The goal, \(name(node)), was made, but the search never looked at it.")
    }
    return sentences
  }

  private static func name(_ node: NodeID) -> String { node == 0 ? "the start" : "node \(node)" }
}
