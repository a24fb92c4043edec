/// Holds a trace against the laws of searches, whoever made it.
public enum TraceLint {
  /// A place where a law is broken.
  public struct Breach: Sendable, Equatable {
    /// The law's name.
    public var law: String
    /// The event, counted from 0; nil where it is about the trace as a whole.
    public var event: Int?
    /// The node; nil where it is about none in particular.
    public var node: NodeID?
    /// One clause in lower case.
    public var message: String
  }

  /// Every breach, in the order of the events.
  /// - Complexity: linear in events and depths; where the order of A* is looked at, times the logarithm
  ///   of the nodes.
  public static func breaches(in tree: SearchTree) -> [Breach] {
    var tree = tree
    let report = LawReport()
    var checks = TraceLaw.all.compactMap { law in law.check(tree).map { (law.name, $0) } }
    tree.seek(to: 0)
    for index in tree.events.indices {
      let event = tree.events[index]
      for place in checks.indices {
        report.law = checks[place].0
        checks[place].1.visit(event, at: index, in: tree, report)
      }
      tree.stepForward()
    }
    for place in checks.indices {
      report.law = checks[place].0
      checks[place].1.finish(tree, report)
    }
    return report.breaches.enumerated().sorted { a, b in
      let (x, y) = (a.element.event ?? .max, b.element.event ?? .max)
      return x != y ? x < y : a.offset < b.offset
    }.map(\.element)
  }
}
