import MetaCoT
import TerminalUI

/// Nodes as a table, a line a node, with every figure that the trace has.
package struct NodeTable {
  private let tree: SearchTree
  private let nodes: [NodeID]
  private let fields: [NodeField]

  /// A table of all nodes at the tree's moment, or of some.
  package init(_ tree: SearchTree, nodes: [NodeID]? = nil) {
    self.tree = tree
    self.nodes = nodes ?? Array(0..<NodeID(tree.nodeCount))
    fields = tree.fields + (tree.selectionRule == nil ? [] : [.U])
  }

  /// The table. - Complexity: O(nodes · log siblings).
  package func text(_ format: CellTable.Format) -> String {
    CellTable(titles: titles, rows: rows(format)).text(format)
  }

  private var titles: [String] {
    ["node", "parent", "depth"] + fields.map { tree.name(of: $0) }
      + ["rank", "status", "same", "step", "state"]
  }

  private func rows(_ format: CellTable.Format) -> [[CellTable.Cell]] {
    var ranks = SiblingRanks()
    return nodes.map { node in
      var cells: [CellTable.Cell] = [
        .number(Double(node)), .number(node > 0 ? Double(tree.parent(node)) : nil),
        .number(Double(tree.depth(node))),
      ]
      cells += fields.map { field in
        let value = tree.value(field, of: node)
        guard format == .table else { return .number(value) }
        return .figure(value, value.map { FieldText.text($0, of: field, in: tree) } ?? "")
      }
      return cells + [
        .number(ranks.rank(of: node, in: tree)), .text(tree.statusWord(of: node)),
        .number(tree.transposition(of: node).map { Double($0) }), .text(tree.step(node)),
        .text(tree.state(node)),
      ]
    }
  }
}
