import MetaCoT
import TerminalUI

/// Figures of nodes as the screen writes them, by what figures a trace has.
enum FieldText {
  /// A node's figure; nil if it has none.
  static func text(_ field: NodeField, of node: NodeID, in tree: SearchTree) -> String? {
    tree.value(field, of: node).map { text($0, of: field, in: tree) }
  }

  /// A figure of a field.
  static func text(_ value: Double, of field: NodeField, in tree: SearchTree) -> String {
    switch field {
    case .N where value < 100_000, .rank where value < 100_000:
      NumberFormat.grouped(Int(saturating: value))
    case .N, .rank, .tokens: NumberFormat.short(Int(saturating: value))
    case .seconds, .money: NumberFormat.significant(value)
    case .Q, .V, .U, .P, .g, .h, .f, .metric:
      if usesTwoDecimals(field, tree) {
        NumberFormat.value(Float(value))
      } else if field == .Q, value.magnitude > longestMean,
        tree.extent(of: .Q).map(isLarge) ?? false
      {
        NumberFormat.significant(value)
      } else {
        NumberFormat.figure(value)
      }
    }
  }

  /// Up to here a mean of values of which some are 10¹² or more is written with all its digits; beyond, in
  /// three.
  private static let longestMean = 1e9 - 1

  private static func isLarge(_ extent: Extent) -> Bool {
    max(extent.high, -extent.low) >= 1e12
  }

  /// Columns of the widest text that a figure of a field can have.
  static func widest(_ field: NodeField, in tree: SearchTree) -> Int {
    guard let extent = tree.extent(of: field) else { return 0 }
    var texts = [text(extent.low, of: field, in: tree), text(extent.high, of: field, in: tree)]
    switch field {
    case .N, .rank, .tokens: break
    case .seconds, .money: texts.append("0.00e-9")
    default:
      // What lies between may have more digits: what is not written with an exponent all of its digits,
      // and a mean a fraction.
      let most = field == .Q && isLarge(extent) ? longestMean : extent.greatestBelow1e12
      let bounds = [min(extent.high, most), max(extent.low, -most)]
      texts += bounds.map { text($0, of: field, in: tree) }
      if !extent.isWhole || field == .Q {
        texts += bounds.filter { $0.magnitude >= 1 }.map {
          text($0.rounded(.towardZero) + ($0 < 0 ? -0.25 : 0.25), of: field, in: tree)
        }
      }
      // Some of them may be written with an exponent.
      if texts.contains(where: { $0.contains("e") }) || extent.leastMagnitude < 0.01 {
        let least = NumberFormat.significant(extent.leastMagnitude)
        let exponent = least.firstIndex(of: "e").map { least[$0...] } ?? ""
        if !usesTwoDecimals(field, tree) {
          texts.append((extent.low < 0 ? "-" : "") + "0.00" + exponent)
        }
      }
    }
    return texts.map { TextWidth.columns(of: $0) }.max() ?? 0
  }

  private static func usesTwoDecimals(_ field: NodeField, _ tree: SearchTree) -> Bool {
    switch field {
    case .Q, .V, .U: isShare(tree)
    case .P: tree.extent(of: .P).map(isShare) ?? true
    default: false
    }
  }

  /// Whether values are between 0 and 1, and not all of them near 0: then two decimals tell them
  /// apart.
  private static func isShare(_ tree: SearchTree) -> Bool {
    guard tree.valueRange == 0...1 else { return false }
    return [NodeField.V, .Q].compactMap { tree.extent(of: $0) }.allSatisfy(isShare)
  }

  private static func isShare(_ extent: Extent) -> Bool {
    extent.low >= 0 && extent.high <= 1 && (extent.high >= 0.01 || extent.high == 0)
  }
}
