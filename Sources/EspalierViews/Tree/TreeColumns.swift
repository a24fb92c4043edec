import MetaCoT
import TerminalUI

/// The numeric columns of a tree: those that its trace has figures for, as wide as these are.
package struct TreeColumns: Sendable, Equatable {
  /// The columns, left to right.
  package var fields: [NodeField]
  private var titles: [NodeField: String] = [:]
  private var widths: [NodeField: Int] = [:]

  /// The columns that a trace fills. - Complexity: O(metrics).
  package init(of tree: SearchTree) {
    fields = tree.fields
    // What a best-first search goes by tells nothing where visits do.
    if fields.contains(.N), fields.contains(.f) {
      fields.removeAll { $0 == .g || $0 == .h || $0 == .f }
    }
    let names = MetricNames(tree.metrics.map(\.title))
    for field in fields {
      if case .metric(let index) = field {
        titles[field] = names.short[index]
      } else {
        titles[field] = field.symbol
      }
      let widest = max(
        FieldText.widest(field, in: tree), TextWidth.columns(of: title(field)))
      widths[field] = max(Self.leastWidth(field), widest + 2)
    }
  }

  /// The columns that fit beside at least `text` columns of text, the most telling ones.
  package func fitting(width: Int, text: Int) -> TreeColumns {
    var fitting = self
    let lead = lead
    let metrics = fields.filter { if case .metric = $0 { $0 != lead } else { false } }
    let order: [NodeField] =
      metrics.reversed() + [.money, .seconds, .P, .h, .g, .tokens, .V, .f, .N, .Q]
      + (lead.map { [$0] } ?? [])
    for field in order where width - fitting.width < text {
      fitting.fields.removeAll { $0 == field }
    }
    return fitting
  }

  /// Columns of cells that all of them take, the bar of the value included.
  package var width: Int {
    fields.reduce(fields.isEmpty ? 0 : 2) { $0 + width($1) }
  }

  /// The column that the bar of the value stands before.
  var lead: NodeField? {
    [NodeField.Q, .V, .f, .g, .h].first { fields.contains($0) }
      ?? fields.first { if case .metric = $0 { true } else { false } } ?? fields.first
  }

  /// Columns of cells of one.
  func width(_ field: NodeField) -> Int { widths[field] ?? Self.leastWidth(field) }

  private static func leastWidth(_ field: NodeField) -> Int {
    switch field {
    case .N, .tokens: 8
    case .metric: 10
    default: 6
    }
  }

  func title(_ field: NodeField) -> String { titles[field] ?? field.symbol }
}

/// Short names of metrics, which tell them apart.
struct MetricNames {
  /// One a metric, of at most `limit` columns, or as many as are needed to tell it from the others.
  let short: [String]

  init(_ names: [String], limit: Int = 8) {
    let clipped = names.map { NumberFormat.clipped($0, to: limit) }
    short = names.indices.map { index in
      let isAlone = clipped.indices.allSatisfy { $0 == index || clipped[$0] != clipped[index] }
      guard !isAlone else { return clipped[index] }
      // Names of a series differ in their ends.
      let tail = names[index].suffix(limit - 1)
      let tellsApart = names.indices.allSatisfy { $0 == index || !names[$0].hasSuffix(tail) }
      return tellsApart
        ? "…" + tail : "\(index + 1) " + NumberFormat.clipped(names[index], to: limit - 2)
    }
  }
}
