/// The extents of all fields of a trace, as it arrives.
struct FoundFigures: Sendable {
  var P = Extent()
  var V = Extent()
  var Q = Extent()
  var g = Extent()
  var h = Extent()
  var N = Extent()
  var tokens = Extent()
  var seconds = Extent()
  var money = Extent()
  private var spent = ModelCost()
  private var backups = 0
  var metrics: [Extent] = []

  @inline(__always)
  mutating func note(_ node: NodeRecord) {
    if node.P == node.P { P.note(Double(node.P)) }
    if node.parent >= 0, node.g == node.g { g.note(Double(node.g)) }
    if node.h == node.h { h.note(Double(node.h)) }
  }

  @inline(__always)
  mutating func noteBackup(_ value: Float) {
    Q.note(Double(value))
    backups += 1
  }

  /// What g and h can add up to.
  var f: Extent { g.sum(with: h) }

  /// Visits: what is stated, and what backups make them.
  var visits: Extent {
    var extent = N
    if backups > 0 {
      extent.note(1)
      extent.note(Double(backups))
    }
    return extent
  }

  mutating func note(_ cost: ModelCost) {
    spent.add(cost)
    if cost.tokens > 0 { tokens.note(Double(spent.tokens)) }
    if cost.latency > 0 { seconds.note(spent.seconds) }
    if cost.nanodollars != 0 { money.note(spent.dollars) }
  }

  mutating func note(_ value: Double, as field: NodeField) {
    switch field {
    case .V: V.note(value)
    case .Q: Q.note(value)
    case .N: N.note(value)
    case .g: g.note(value)
    case .h: h.note(value)
    case .metric(let index):
      while metrics.count <= index { metrics.append(Extent()) }
      metrics[index].note(value)
    default: break
    }
  }
}
