import MetaCoT
import TerminalUI

/// The numeric columns of a tree: those that its trace has figures for.
public struct TreeColumns: Sendable, Equatable {
  /// A figure of a node.
  public enum Figure: Sendable, Hashable {
    case N, Q, P, V, g, h, f
    /// Tokens that the subtree has cost.
    case tokens
    /// A figure that a foreign search brought along: an index into the header's metrics.
    case metric(Int)
  }

  /// The columns, left to right.
  public var figures: [Figure]
  private var names: [String]

  /// The columns that a trace fills, as its first nodes and events show.
  /// - Complexity: O(1): it looks at no more than 256 nodes and events.
  public init(of tree: SearchTree) {
    var has: Set<Figure> = []
    for record in tree.records.prefix(256) {
      if record.P == record.P { has.insert(.P) }
      if record.V == record.V { has.insert(.V) }
      if record.g == record.g, record.parent >= 0 { has.insert(.g) }
      if record.h == record.h { has.insert(.h) }
    }
    for event in tree.events.prefix(256) {
      if event.kind == .backup { has.formUnion([.N, .Q]) }
      if event.kind == .evaluate, event.value == event.value { has.insert(.V) }
    }
    if has.contains(.g), has.contains(.h) { has.insert(.f) }
    figures = [.N, .Q, .P, .V, .g, .h, .f].filter { has.contains($0) }
    if figures.contains(.N), figures.contains(.f) {
      figures.removeAll { $0 == .g || $0 == .h || $0 == .f }
    }
    if tree.hasTokens { figures.append(.tokens) }
    let metrics = tree.metrics
    names = metrics.map(\.title)
    figures += metrics.indices.map { Figure.metric($0) }
  }

  /// The columns that fit beside at least `text` columns of text, the most telling ones.
  public func fitting(width: Int, text: Int) -> TreeColumns {
    var fitting = self
    let order =
      names.indices.reversed().map { Figure.metric($0) } + [.P, .h, .g, .tokens, .V, .f, .N, .Q]
    for figure in order where width - fitting.width < text {
      fitting.figures.removeAll { $0 == figure }
    }
    return fitting
  }

  /// Columns of cells that all of them take, the bar of the value included.
  public var width: Int {
    figures.reduce(figures.isEmpty ? 0 : 2) { $0 + Self.width($1) }
  }

  /// The column that the bar of the value stands before.
  var lead: Figure? {
    [Figure.Q, .V, .f, .g, .h].first { figures.contains($0) } ?? figures.first
  }

  /// Columns of cells of one.
  static func width(_ figure: Figure) -> Int {
    switch figure {
    case .N: 8
    case .Q, .P, .V, .g, .h, .f: 6
    case .tokens: 8
    case .metric: 10
    }
  }

  func title(_ figure: Figure) -> String {
    switch figure {
    case .N: "N"
    case .Q: "Q"
    case .P: "P"
    case .V: "V"
    case .g: "g"
    case .h: "h"
    case .f: "f"
    case .tokens: "tokens"
    case .metric(let index): Figures.clipped(names[index], to: 8)
    }
  }

  static func text(
    _ figure: Figure, of node: NodeID, in tree: SearchTree, costs: SubtreeCosts
  ) -> String? {
    switch figure {
    case .N:
      tree.N(node) > 0
        ? (tree.N(node) < 100_000
          ? Figures.grouped(tree.N(node)) : Figures.short(tree.N(node))) : nil
    case .Q: tree.Q(node).map(Figures.value)
    case .P: tree.P(node).map(Figures.value)
    case .V: tree.V(node).map(Figures.value)
    case .g: tree.g(node).map(Figures.cost)
    case .h: tree.h(node).map(Figures.cost)
    case .f: tree.f(node).map(Figures.cost)
    case .tokens: costs[node].tokens > 0 ? Figures.short(costs[node].tokens) : nil
    case .metric(let index): tree.metric(index, of: node).map(Figures.cost)
    }
  }
}
