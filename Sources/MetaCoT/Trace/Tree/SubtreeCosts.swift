/// What the model took for all subtrees: what the `modelCall` events at a node and below it tell of,
/// up to a moment.
///
/// 32 bytes a node, if the model was called at all.
struct SubtreeCosts: Sendable {
  /// As many as there were nodes at the latest moment seen; those that do not exist any more cost
  /// nothing.
  private var costs: [ModelCost] = []
  /// How many `modelCall` events they hold.
  private var held = 0

  /// No costs yet.
  init() {}

  /// What a node's subtree took, itself included, as of the last `update`.
  subscript(_ node: NodeID) -> ModelCost {
    Int(node) < costs.count ? costs[Int(node)] : ModelCost()
  }

  /// Brings the costs to the tree's moment.
  ///
  /// Complexity: O(log events) if the model was not called since; O(calls since · depth) where
  /// these are few; at most O(nodes + calls since).
  mutating func update(for tree: SearchTree) {
    let target = SearchTree.count(of: tree.modelCallEvents, before: tree.now)
    guard target != held else { return }
    let missing = tree.nodeCount - costs.count
    if missing > 0 { costs.append(contentsOf: repeatElement(ModelCost(), count: missing)) }
    let changes = tree.modelCallEvents[min(held, target)..<max(held, target)]
    let sign = held < target ? 1 : -1
    let height = stride(
      from: changes.startIndex, to: changes.endIndex, by: max(1, changes.count / 64)
    ).reduce(0) { max($0, tree.depth(tree.events[Int(changes[$1])].node)) }
    // As with sizes: a sweep in order is about four times as fast as walks at random.
    if changes.count * (height + 1) * 4 < costs.count {
      walk(changes, sign, tree)
    } else {
      sweep(changes, sign, tree)
    }
    held = target
  }

  /// From each call to the root.
  private mutating func walk(_ changes: ArraySlice<Int32>, _ sign: Int, _ tree: SearchTree) {
    costs.withUnsafeMutableBufferPointer { costs in
      tree.records.withUnsafeBufferPointer { records in
        for index in changes {
          let event = tree.events[Int(index)]
          let cost = ModelCost(of: event, tree.call(of: event))
          var node = event.node
          while node >= 0 {
            costs[Int(node)].add(cost, sign: sign)
            node = records[Int(node)].parent
          }
        }
      }
    }
  }

  /// All nodes once, children before their parents.
  private mutating func sweep(_ changes: ArraySlice<Int32>, _ sign: Int, _ tree: SearchTree) {
    var growth = [ModelCost](repeating: ModelCost(), count: costs.count)
    for index in changes {
      let event = tree.events[Int(index)]
      growth[Int(event.node)].add(ModelCost(of: event, tree.call(of: event)), sign: sign)
    }
    costs.withUnsafeMutableBufferPointer { costs in
      growth.withUnsafeMutableBufferPointer { growth in
        tree.records.withUnsafeBufferPointer { records in
          var node = costs.count - 1
          while node >= 0 {
            costs[node].add(growth[node])
            // Children have greater numbers than their parents.
            if node > 0 { growth[Int(records[node].parent)].add(growth[node]) }
            node -= 1
          }
        }
      }
    }
  }
}
