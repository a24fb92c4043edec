/// By which steps each node of a search is reached, as hashes: equal for nodes of two searches to which
/// the same steps lead. 8 bytes a node.
package struct StepPaths: Sendable {
  private var hashes: [UInt64] = [mixed(0x726F_6F74)]

  /// Those of the root.
  package init() {}

  /// The hash of a node that has been read.
  package subscript(node: NodeID) -> UInt64 { hashes[Int(node)] }

  /// Takes in the nodes that have arrived.
  /// - Complexity: linear in them and their texts.
  package mutating func read(_ tree: SearchTree) { read(tree, upTo: tree.records.count) }

  /// Takes in those of the first so many nodes that have not been read.
  package mutating func read(_ tree: SearchTree, upTo count: Int) {
    for node in NodeID(hashes.count)..<NodeID(max(count, hashes.count)) {
      let above = hashes[Int(tree.records[Int(node)].parent)]
      // A closure that held the tree would copy it, node by node.
      let step = tree.withStepBytes(of: node) { $0.isEmpty ? nil : fnv1a($0, after: above) }
      hashes.append(mixed(step ?? tree.withStateBytes(of: node) { fnv1a($0, after: above) }))
    }
  }
}
