/// Why a search prefers one child of a node to another: the terms of its rule of selection for each
/// child, at any moment, from the header and the tree alone.
///
/// Known are the rules of searches that state a constant `c` (UCT, PUCT), of `gumbel`, and of whatever search
/// says by `exploration` that it goes by cost, cost to go or value, or keeps a beam.
package struct SelectionTable: Sendable, Equatable {
  /// A term of the rule, such as `Q` or `U`.
  package enum Term: String, Sendable {
    case N, Q, P, V, g, h
    /// What exploring has to gain.
    case U
    /// ln P.
    case logP = "ln P"
    /// The value, scaled among the siblings: σ(Q).
    case sigma = "σ(Q)"
    /// The improved policy: π′.
    case policy = "π′"
    /// The place in the level of a beam.
    case place
    /// What is compared.
    case score
  }

  /// A child and its terms.
  package struct Row: Sendable, Equatable {
    /// The child.
    package var node: NodeID
    /// Its terms; nil where it has none.
    package var terms: [Term: Double]
    /// Whether it is left out, because nothing below it is searched any more.
    package var isBarred = false
    /// Whether it has no visits, and its Q is the first-play urgency.
    package var isFirstPlay = false

    /// What it is compared by; infinite for what comes before all others.
    package var score: Double? { terms[.score] }
  }

  /// How the node's children stand in the list of all nodes that wait.
  package struct Frontier: Sendable, Equatable {
    /// The best score of all that wait.
    package var best: Double
    /// How many have it.
    package var ties: Int
    /// How many wait.
    package var count: Int
  }

  /// The formula, in one line.
  package var formula: String
  /// The terms, in the order of the formula.
  package var terms: [Term]
  /// The children, the most preferred first.
  package var rows: [Row] = []
  /// Whether the lower score is preferred.
  package var isLowerBetter = false
  /// Of a search with a list of waiting nodes, how things stand there.
  package var frontier: Frontier?
  /// Of a beam, how many of a level are kept.
  package var width: Int?

  /// Whether something that decides is not in the trace: then nobody can say which child is preferred.
  package private(set) var isIncomplete = false

  /// The child that the rule prefers; nil if all are left out, or where it cannot be known.
  package var preferred: NodeID? {
    guard !isIncomplete, let first = rows.first, !first.isBarred, first.score != nil else {
      return nil
    }
    return first.node
  }

  /// By how much the preferred child is ahead of the second; nil if there is none.
  package var margin: Double? {
    guard preferred != nil, rows.count > 1, !rows[1].isBarred, let best = rows[0].score,
      let next = rows[1].score
    else { return nil }
    return (best - next).magnitude
  }

  /// The table of a node's children; nil where the rule is not known, or there are no children.
  ///
  /// - Complexity: O(children), and O(nodes) for searches with a list of waiting nodes.
  package init?(of node: NodeID, in tree: SearchTree) {
    let children = tree.children(of: node)
    guard !children.isEmpty else { return nil }
    let choice = SelectionParameters(tree.header.strategy)
    switch tree.header.exploration {
    case .cost:
      let w = choice.number("w") ?? 1
      self.init(
        formula: w == 1 ? "f = g + h" : "f = g + \(brief(w))·h", terms: [.g, .h, .score],
        frontier: children, tree
      ) { node in
        guard let g = tree.g(node), let h = tree.h(node) else { return nil }
        return (Double(g) + w * Double(h), Double(h))
      }
    case .costToGo:
      self.init(formula: "h", terms: [.g, .h, .score], frontier: children, tree) { node in
        tree.h(node).map { (Double($0), 1 - Double(tree.V(node) ?? 0)) }
      }
    case .value where tree.header.values == nil:
      self.init(formula: "1 − V", terms: [.V, .h, .score], frontier: children, tree) { node in
        tree.V(node).map { (1 - Double($0), Double(tree.h(node) ?? 0)) }
      }
    case .beam: self.init(beam: children, tree, width: choice.number("width"))
    case .backups where tree.header.strategy.name == "gumbel":
      self.init(gumbel: children, of: node, tree, choice)
    default:
      guard let rule = tree.selectionRule, tree.N(node) > 0 else { return nil }
      self.init(rule, children, of: node, tree, choice)
    }
  }

  private init(formula: String, terms: [Term]) {
    self.formula = formula
    self.terms = terms
  }

  /// Puts the preferred first: what is left out comes last.
  private mutating func sort() {
    let sign: Double = isLowerBetter ? 1 : -1
    rows.sort { a, b in
      if a.isBarred != b.isBarred { return !a.isBarred }
      let (x, y) = (sign * (a.score ?? sign * .infinity), sign * (b.score ?? sign * .infinity))
      return x != y ? x < y : a.node < b.node
    }
  }

  private static func isBarred(_ node: NodeID, _ tree: SearchTree) -> Bool {
    !tree.status(node).isDisjoint(with: [.closed, .mistaken])
  }

  // MARK: UCT and PUCT

  private init(
    _ rule: SelectionRule, _ children: [NodeID], of parent: NodeID, _ tree: SearchTree,
    _ choice: SelectionParameters
  ) {
    let isPUCT = rule.formula == .puct
    let c = brief(Double(rule.c))
    self.init(
      formula: isPUCT
        ? "Q + U,  U = \(c)·P·√N(parent) / (1 + N)" : "Q + U,  U = \(c)·√(ln N(parent) / N)",
      terms: isPUCT ? [.N, .Q, .P, .U, .score] : [.N, .Q, .U, .score])
    var play = choice.word("fpu", ["auto", "all", "constant", "parent"])
    if play == "auto" { play = isPUCT ? "parent" : "all" }
    let fpuValue = choice.number("fpu-value", formerly: "urgency") ?? 0
    let above = Int32(clamping: tree.N(parent))
    for child in children {
      let N = Int32(clamping: tree.N(child))
      var row = Row(node: child, terms: [.N: Double(N)], isBarred: Self.isBarred(child, tree))
      row.terms[.P] = tree.P(child).map { Double($0) }
      var q = tree.Q(child).map { Double($0) }
      if N == 0 {
        row.isFirstPlay = true
        if play == "all" {
          row.terms[.score] = .infinity
        } else if play == "constant" {
          q = fpuValue
        } else {
          q = tree.Q(parent).map { Double($0) - fpuValue }
        }
      }
      row.terms[.Q] = q
      if isPUCT || N > 0, let P = isPUCT ? tree.P(child) : 1 {
        let bonus = Double(rule.exploration(P: P, N: N, parentVisits: above))
        row.terms[.U] = bonus
        if row.terms[.score] == nil, let q { row.terms[.score] = q + bonus }
      }
      rows.append(row)
    }
    sort()
  }

  // MARK: Gumbel

  private init?(
    gumbel children: [NodeID], of parent: NodeID, _ tree: SearchTree,
    _ choice: SelectionParameters
  ) {
    let visit = Float(choice.number("maxvisit-init", formerly: "visit") ?? 50)
    let scale = Float(choice.number("value-scale", formerly: "scale") ?? 0.1)
    let figures = GumbelRule.Children(
      P: children.map { tree.P($0) ?? 0 }, N: children.map { Int32(clamping: tree.N($0)) },
      Q: children.map { tree.Q($0) ?? 0 })
    let V = tree.V(parent) ?? tree.Q(parent) ?? 0
    let sigma = GumbelRule.transformedValues(figures, V: V, visit: visit, scale: scale)
    let policy = GumbelRule.improvedPolicy(figures.P, sigma)
    let isRoot = parent == 0
    let scores =
      isRoot
      ? GumbelRule.rootScores(
        figures, gumbel: children.map { _ in 0 }, V: V, visit: visit, scale: scale)
      : GumbelRule.interiorScores(figures, V: V, visit: visit, scale: scale)
    self.init(
      formula: isRoot
        ? "ln P + σ(Q), and the noise that was drawn for each, which a trace does not tell"
        : "π′ − N / (1 + ΣN)",
      terms: isRoot ? [.N, .Q, .logP, .sigma, .score] : [.N, .Q, .sigma, .policy, .score])
    isIncomplete = isRoot && choice.number("gumbel-scale", formerly: "noise") != 0
    for (index, child) in children.enumerated() {
      var row = Row(node: child, terms: [:], isBarred: Self.isBarred(child, tree))
      row.isFirstPlay = figures.N[index] == 0
      row.terms[.N] = Double(figures.N[index])
      row.terms[.Q] = tree.Q(child).map { Double($0) }
      row.terms[.logP] = Double(scores[index] - (isRoot ? sigma[index] : 0))
      row.terms[.sigma] = Double(sigma[index])
      row.terms[.policy] = Double(policy[index])
      row.terms[.score] = Double(scores[index])
      rows.append(row)
    }
    sort()
  }

  // MARK: Lists of waiting nodes

  /// Whether a node waits to be expanded.
  private static func waits(_ node: NodeID, _ tree: SearchTree) -> Bool {
    tree.status(node).isDisjoint(with: .settled)
  }

  /// `key` is what a node is compared by, and what decides between equals; the newest of those that are
  /// equal in both is taken. nil where no child has one.
  private init?(
    formula: String, terms: [Term], frontier children: [NodeID], _ tree: SearchTree,
    key: (NodeID) -> (first: Double, second: Double)?
  ) {
    self.init(formula: formula, terms: terms)
    isLowerBetter = true
    var keyed: [(row: Row, second: Double)] = []
    for child in children {
      let key = key(child)
      var row = Row(node: child, terms: [:], isBarred: !Self.waits(child, tree))
      row.terms[.g] = tree.g(child).map { Double($0) }
      row.terms[.h] = tree.h(child).map { Double($0) }
      row.terms[.V] = tree.V(child).map { Double($0) }
      row.terms[.score] = key?.first
      keyed.append((row, key?.second ?? .infinity))
    }
    keyed.sort { a, b in
      if a.row.isBarred != b.row.isBarred { return !a.row.isBarred }
      let (x, y) = (a.row.score ?? .infinity, b.row.score ?? .infinity)
      if x != y { return x < y }
      return a.second != b.second ? a.second < b.second : a.row.node > b.row.node
    }
    rows = keyed.map(\.row)
    guard rows.contains(where: { $0.score != nil }) else { return nil }
    var waiting = Frontier(best: .infinity, ties: 0, count: 0)
    for node in 0..<NodeID(tree.nodeCount) where Self.waits(node, tree) {
      waiting.count += 1
      guard let score = key(node)?.first else { continue }
      if score < waiting.best { (waiting.best, waiting.ties) = (score, 0) }
      if score == waiting.best { waiting.ties += 1 }
    }
    if waiting.ties > 0 { frontier = waiting }
  }

  // MARK: Beam

  private init?(beam children: [NodeID], _ tree: SearchTree, width: Double?) {
    guard children.contains(where: { tree.V($0) != nil }) else { return nil }
    let width = width.map { Int(saturating: $0) }
    let count = width.map { "\($0) " } ?? ""
    let prefersLower = tree.header.values?.better == .lower
    self.init(
      formula: "the \(count)\(prefersLower ? "lowest" : "highest") V of a level are kept",
      terms: [.V, .h, .place, .score])
    isLowerBetter = prefersLower
    self.width = width
    let level = tree.depth(children[0])
    let candidates = (0..<NodeID(tree.nodeCount)).filter {
      tree.depth($0) == level && tree.status($0).isDisjoint(with: [.goal, .deadEnd])
        && tree.transposition(of: $0) == nil
    }.sorted { a, b in
      let (x, y) = (tree.V(a) ?? 0, tree.V(b) ?? 0)
      return x != y ? (x < y) == prefersLower : a < b
    }
    let places = Dictionary(
      uniqueKeysWithValues: candidates.enumerated().map { ($0.element, $0.offset + 1) })
    for child in children {
      var row = Row(node: child, terms: [:], isBarred: Self.isBarred(child, tree))
      row.terms[.V] = tree.V(child).map { Double($0) }
      row.terms[.h] = tree.h(child).map { Double($0) }
      row.terms[.place] = places[child].map { Double($0) }
      row.terms[.score] = row.terms[.V]
      rows.append(row)
    }
    sort()
  }
}

/// The parameters of a strategy that a rule of selection reads, however a trace writes them.
private struct SelectionParameters {
  private let values: [String: JSONValue]

  init(_ choice: TraceHeader.Choice) { values = choice.parameters ?? [:] }

  func number(_ name: String, formerly earlier: String? = nil) -> Double? {
    (values[name] ?? earlier.flatMap { values[$0] })?.number
  }

  /// One of some words; version 1 of the format has their numbers. The first is the default.
  func word(_ name: String, _ words: [String]) -> String {
    if case .text(let word)? = values[name], words.contains(word) { return word }
    guard let place = values[name]?.number, place >= 0, place < Double(words.count) else {
      return words[0]
    }
    return words[Int(saturating: place)]
  }
}

/// A number without needless digits.
private func brief(_ value: Double) -> String {
  value == value.rounded() && value.magnitude < 1e15
    ? "\(Int(saturating: value))" : "\(Float(value))"
}
