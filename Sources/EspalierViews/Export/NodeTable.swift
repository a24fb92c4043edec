import MetaCoT
import TerminalUI

/// Nodes as a table, a line a node, with every figure that the trace has.
package struct NodeTable {
  private let tree: SearchTree
  private let nodes: [NodeID]
  private let fields: [NodeField]

  /// How a table is written.
  package enum Format: String, CaseIterable, Sendable {
    /// Aligned columns, for people.
    case table
    /// A JSON object a line; what a node does not have is left out.
    case jsonl
    /// Comma-separated values (RFC 4180).
    case csv
  }

  /// A table of all nodes at the tree's moment, or of some.
  package init(_ tree: SearchTree, nodes: [NodeID]? = nil) {
    self.tree = tree
    self.nodes = nodes ?? Array(0..<NodeID(tree.nodeCount))
    fields = tree.fields + (tree.selectionRule == nil ? [] : [.U])
  }

  /// The table. - Complexity: O(nodes · log siblings).
  package func text(_ format: Format) -> String {
    switch format {
    case .table: aligned
    case .jsonl: rows { "\(Self.object(zip(titles, $0)))\n" }.joined()
    case .csv: ([titles] + rows { $0.map(\.plain) }).map(Self.line).joined()
    }
  }

  private var titles: [String] {
    ["node", "parent", "depth"] + fields.map { tree.name(of: $0) }
      + ["rank", "status", "same", "step", "state"]
  }

  /// A cell: a number or a text.
  private enum Cell {
    case number(Double?)
    case text(String)

    var plain: String {
      switch self {
      case .number(let value): value.map(NodeTable.figure) ?? ""
      case .text(let text): text
      }
    }
  }

  private func rows<Row>(_ make: ([Cell]) -> Row) -> [Row] {
    var ranks = SiblingRanks()
    return nodes.map { node in
      var cells: [Cell] = [
        .number(Double(node)), .number(node > 0 ? Double(tree.parent(node)) : nil),
        .number(Double(tree.depth(node))),
      ]
      cells += fields.map { .number(tree.value($0, of: node)) }
      cells += [
        .number(ranks.rank(of: node, in: tree)), .text(tree.statusWord(of: node)),
        .number(tree.transposition(of: node).map { Double($0) }), .text(tree.step(node)),
        .text(tree.state(node)),
      ]
      return make(cells)
    }
  }

  /// A figure with all the digits it has; figures of 32 bits have fewer.
  static func figure(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1e15 { return "\(Int(saturating: value))" }
    let short = Float(value)
    return Double(short) == value ? "\(short)" : "\(value)"
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  static func quoted(_ text: String) -> String {
    let text = TextWidth.sanitized(text)
    guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func object(_ members: some Sequence<(String, Cell)>) -> String {
    let parts = members.compactMap { title, cell -> String? in
      switch cell {
      case .number(let value):
        value.flatMap { $0.isFinite ? "\(json(title)):\(figure($0))" : nil }
      case .text(let text): "\(json(title)):\(json(text))"
      }
    }
    return "{\(parts.joined(separator: ","))}"
  }

  /// A JSON string; what a terminal would obey is escaped.
  private static func json(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped.escapingControls)\""
  }

  /// Columns as wide as what is in them, numbers to the right; without those that are empty.
  private var aligned: String {
    let rows = rows { $0 }
    let texts = rows.enumerated().map { place, cells in
      cells.enumerated().map { column, cell -> String in
        let isField = (3..<3 + fields.count).contains(column)
        if isField, case .number(let value?) = cell {
          return FieldText.text(value, of: fields[column - 3], in: tree)
        }
        return NumberFormat.clipped(
          TextWidth.sanitized(cell.plain).replacing("\n", with: " "), to: 40)
      }
    }
    let shown = titles.indices.filter { column in texts.contains { !$0[column].isEmpty } }
    let widths = shown.map { column in
      ([titles[column]] + texts.map { $0[column] }).map { TextWidth.columns(of: $0) }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      var line = ""
      for (column, width) in zip(shown, widths) {
        let text = cells[column]
        let blank = String(repeating: " ", count: width - TextWidth.columns(of: text))
        let isNumber = !["status", "step", "state"].contains(titles[column])
        line += (line.isEmpty ? "" : "  ") + (isNumber ? blank + text : text + blank)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    return line(titles) + texts.map(line).joined()
  }
}
