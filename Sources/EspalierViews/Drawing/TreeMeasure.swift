import MetaCoT

/// What the areas of a drawing stand for.
package enum TreeMeasure: Sendable, Hashable {
  /// Nodes of the subtree.
  case nodes
  /// A figure that adds up over the subtree: visits, tokens, seconds, money.
  case field(NodeField)

  /// The measures that a tree has figures for.
  static func all(of tree: SearchTree) -> [TreeMeasure] {
    let fields: [NodeField] = [.N, .tokens, .seconds, .money]
    return [.nodes] + fields.filter { tree.extent(of: $0) != nil }.map { .field($0) }
  }

  /// What it is called.
  func name(in tree: SearchTree) -> String {
    switch self {
    case .nodes: "nodes"
    case .field(.N): "visits"
    case .field(let field): tree.name(of: field)
    }
  }

  func size(of node: NodeID, in source: TreeSource) -> Double {
    switch self {
    case .nodes: Double(source.sizes[node])
    case .field(let field): max(0, source.tree.value(field, of: node) ?? 0)
    }
  }
}

extension TreeSelection {
  /// What areas stand for: what was chosen if the tree has it, else visits, else nodes.
  func measure(in tree: SearchTree) -> TreeMeasure {
    let all = TreeMeasure.all(of: tree)
    if let chosen = chosenMeasure, all.contains(chosen) { return chosen }
    return all.contains(.field(.N)) ? .field(.N) : .nodes
  }
}
