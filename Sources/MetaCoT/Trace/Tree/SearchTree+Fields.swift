/// Figures of nodes, whichever they are, at the moment `now`.
extension SearchTree {
  /// A figure of a node that exists at `now`; nil where there is none.
  ///
  /// Complexity: O(1); of the rank O(siblings).
  public func value(_ field: NodeField, of node: NodeID) -> Double? {
    switch field {
    case .N:
      let visits = N(node)
      return visits > 0 || isStated(.N, of: node) ? Double(visits) : nil
    case .Q:
      let stated = columns[FigureRecord.statedQ, node]
      return stated == stated ? stated : Q(node).map { Double($0) }
    case .P: return P(node).map { Double($0) }
    case .V: return exactly(.V, values[Int(node)], of: node)
    case .U: return explorationBonus(of: node)
    case .g: return exactly(.g, records[Int(node)].g, of: node)
    case .h: return exactly(.h, records[Int(node)].h, of: node)
    case .f:
      guard let g = value(.g, of: node), let h = value(.h, of: node) else { return nil }
      return g + h
    case .rank: return rank(of: node).map { Double($0) }
    case .tokens: return cost(of: node).flatMap { $0.tokens > 0 ? Double($0.tokens) : nil }
    case .seconds: return cost(of: node).flatMap { $0.latency > 0 ? $0.seconds : nil }
    case .money: return cost(of: node).flatMap { $0.nanodollars != 0 ? $0.dollars : nil }
    case .metric(let index): return metric(index, of: node)
    }
  }

  /// The figure that 32 bits hold, or what they were made of, if that is kept.
  func exactly(_ field: NodeField, _ rounded: Float, of node: NodeID) -> Double? {
    guard rounded == rounded else { return nil }
    if rounded.magnitude >= 0x1p24, let slot = FigureRecord.slot(of: field) {
      let exact = columns[slot, node]
      if Float(exact) == rounded { return exact }
    }
    return Double(rounded)
  }

  /// What the model took for a node and all below it; nil if it was not called for them.
  public func cost(of node: NodeID) -> ModelCost? {
    let cost = costs[node]
    return cost == ModelCost() ? nil : cost
  }

  /// U, by the rule that the search selects by; nil where the header names none, or before the child's
  /// first visit where the rule says nothing of it.
  private func explorationBonus(of node: NodeID) -> Double? {
    guard node > 0, let rule = selectionRule else { return nil }
    let (N, above) = (Int32(clamping: N(node)), Int32(clamping: N(parent(node))))
    guard above > 0, let P = rule.formula == .uct ? 1 : P(node) else { return nil }
    let bonus = rule.exploration(P: P, N: N, parentVisits: above)
    return bonus.isFinite ? Double(bonus) : nil
  }

  /// The rule by which the search prefers one child to another, as far as the header says: its
  /// parameter `c`, and `select`, or a policy where it has none.
  package var selectionRule: SelectionRule? {
    guard let c = header.strategy.parameters?["c"]?.number else { return nil }
    guard case .text(let name) = header.strategy.parameters?["select"],
      let formula = SelectionRule.Formula(rawValue: name)
    else { return SelectionRule(.puct, c: Float(c)) }
    return SelectionRule(formula, c: Float(c))
  }

  /// The place among the siblings by what nodes are judged by, from 1; nil where nothing is known.
  private func rank(of node: NodeID) -> Int? {
    guard node > 0, let own = judgement(of: node) else { return nil }
    var place = 1
    var sibling = firstChild(of: parent(node))
    while sibling >= 0 {
      if sibling != node, let other = judgement(of: sibling) {
        let isBetter = own.isLowerBetter ? other.value < own.value : other.value > own.value
        if isBetter || other.value == own.value && sibling < node { place += 1 }
      }
      sibling = self.sibling(after: sibling)
    }
    return place
  }

  // MARK: How good a node is

  /// What a node is judged by.
  package struct Judgement: Sendable, Equatable {
    /// Q, V, the metric that stands in for values, or h.
    package var field: NodeField
    /// The figure.
    package var value: Double
    /// What the figure lies between.
    package var range: ClosedRange<Double>
    /// Whether lower is better.
    package var isLowerBetter: Bool

    /// How good it is, from 0 to 1.
    package var share: Double {
      guard range.upperBound > range.lowerBound else { return 1 }
      // Halves, so that no difference is infinite.
      let all = range.upperBound / 2 - range.lowerBound / 2
      let share = max(0, min(1, (value / 2 - range.lowerBound / 2) / all))
      return isLowerBetter ? 1 - share : share
    }
  }

  /// What a node is judged by: Q, else V, else the metric that stands in for them, else h; nil if it
  /// has none of these. O(1).
  package func judgement(of node: NodeID) -> Judgement? {
    for field in [NodeField.Q, .V] {
      if let value = value(field, of: node) {
        return Judgement(
          field: field, value: value, range: valueRange,
          isLowerBetter: header.values?.better == .lower)
      }
    }
    if let index = valueMetric, !hasValues, let value = metric(index, of: node) {
      return Judgement(
        field: .metric(index), value: value, range: range(ofMetric: index),
        isLowerBetter: metrics[index].better == .lower)
    }
    if let h = value(.h, of: node), let all = value(.h, of: 0), all > 0 {
      return Judgement(field: .h, value: h, range: 0...all, isLowerBetter: true)
    }
    return nil
  }

  /// How the best that the search has seen rose, and how its figures are judged (whatever value the
  /// judgement has): V, the metric that stands in for values, or h.
  package var bestCurve: (rises: [Best], judgement: Judgement) {
    if let all = value(.h, of: 0), all > 0, bestValues.count <= 1 {
      return (
        leastCostsToGo, Judgement(field: .h, value: all, range: 0...all, isLowerBetter: true)
      )
    }
    if let index = valueMetric, !hasValues, !bestFigures.isEmpty {
      return (
        bestFigures,
        Judgement(
          field: .metric(index), value: 0, range: range(ofMetric: index),
          isLowerBetter: metrics[index].better == .lower)
      )
    }
    return (
      bestValues,
      Judgement(
        field: .V, value: 0, range: valueRange, isLowerBetter: header.values?.better == .lower)
    )
  }

  /// Whether any node has a V or a Q: then no metric stands in for them.
  var hasValues: Bool { !found.V.isEmpty || !found.Q.isEmpty }

  /// What V and Q lie between: what the header says, else 0 to 1 where they do, else what there is.
  public var valueRange: ClosedRange<Double> {
    if let range = header.values?.range, range.lowerBound.isFinite, range.upperBound.isFinite {
      return range
    }
    let low = min(found.V.low, found.Q.low)
    let high = max(found.V.high, found.Q.high)
    return low < 0 || high > 1 ? min(low, high)...max(low, high) : 0...1
  }

  func range(ofMetric index: Int) -> ClosedRange<Double> {
    if let range = metrics[index].range, range.lowerBound.isFinite, range.upperBound.isFinite {
      return range
    }
    guard let extent = extent(of: .metric(index)) else { return 0...1 }
    return extent.low < 0 || extent.high > 1 ? extent.low...extent.high : 0...1
  }

  // MARK: The fields of a trace

  /// The fields that the whole trace so far has figures for, but for those that are made of others
  /// (U, rank).
  package var fields: [NodeField] {
    let named: [NodeField] = [.N, .Q, .P, .V, .g, .h, .f, .tokens, .seconds, .money]
    return named.filter { extent(of: $0) != nil } + metrics.indices.map { .metric($0) }
  }

  /// What figures a field has in the whole trace so far; nil if it has none.
  package func extent(of field: NodeField) -> Extent? {
    let extent: Extent
    switch field {
    case .N: extent = found.visits
    case .Q: extent = found.Q
    case .P: extent = found.P
    case .V: extent = found.V
    case .g: extent = found.g
    case .h: extent = found.h
    case .f: extent = found.f
    case .tokens: extent = found.tokens
    case .seconds: extent = found.seconds
    case .money: extent = found.money
    case .metric(let index): extent = index < found.metrics.count ? found.metrics[index] : Extent()
    case .U, .rank: return nil
    }
    return extent.isEmpty ? nil : extent
  }

  /// What a field is called: `Q`, `tokens`, the name of a metric.
  package func name(of field: NodeField) -> String {
    if case .metric(let index) = field { return metrics[index].title }
    return field.symbol
  }

  /// Whether the trace states N or Q of a node, in place of what backups make of them.
  package func isStated(_ field: NodeField, of node: NodeID) -> Bool {
    switch field {
    case .N: !columns[FigureRecord.statedN, node].isNaN
    case .Q: !columns[FigureRecord.statedQ, node].isNaN
    default: false
    }
  }
}
