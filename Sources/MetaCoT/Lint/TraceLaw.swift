/// A law that a search keeps: what holds of its events if it does what its strategy says.
///
/// One file a law in `Laws/`, one line in `all`.
public struct TraceLaw: Sendable {
  /// A word, by which a breach is known.
  public var name: String
  /// What holds, in a sentence.
  public var statement: String
  /// Where it is from.
  public var source: String
  /// A check of one trace; nil where the law does not apply to it.
  let check: @Sendable (SearchTree) -> (any LawCheck)?

  /// Every law.
  public static let all: [TraceLaw] = [
    .range, .end, .links, .backtracks, .closed, .exhausted, .expansions, .priors, .sameStates,
    .stepCosts, .goalCosts, .consistency, .leastCost, .optimality, .backups, .statedFigures,
  ]
}

/// The check of a trace against one law. It sees every event once, in order.
protocol LawCheck {
  /// Looks at an event. The tree is as it was before it.
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport)

  /// Looks at the tree as it is after the last event.
  mutating func finish(_ tree: SearchTree, _ report: LawReport)
}

extension LawCheck {
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {}

  mutating func finish(_ tree: SearchTree, _ report: LawReport) {}
}

/// Takes what breaks a law.
final class LawReport {
  private(set) var breaches: [TraceLint.Breach] = []
  var law = ""
  private var audited: [TraceAudit.Contradiction]?

  /// What an audit finds in the tree, which several laws ask for and which is made once.
  func contradictions(in tree: SearchTree) -> [TraceAudit.Contradiction] {
    if let audited { return audited }
    var audit = TraceAudit(header: tree.header)
    audit.append(tree.allEvents)
    let found = audit.contradictions
    audited = found
    return found
  }

  /// A law is broken by an event, at a node, as far as it is one's.
  func add(event: Int?, node: NodeID?, _ message: String) {
    breaches.append(TraceLint.Breach(law: law, event: event, node: node, message: message))
  }
}
