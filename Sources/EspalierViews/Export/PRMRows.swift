import MetaCoT

/// Ways through the tree with a label for each step, to train a process reward model on, in TRL's form of
/// stepwise supervision: `{"prompt":…,"completions":[…],"labels":[…]}`.
///
/// A step is right where a goal lies below it, and wrong where the search proved that none does. In a
/// trace without goals, values decide: half of their range and more is right. A way ends with its first
/// wrong step, before the first step of which nobody knows, and where a row has its most steps.
struct PRMRows {
  let tree: SearchTree

  /// A way a line, each once.
  ///
  /// Complexity: linear in the nodes, and in the steps that a row may have.
  var text: String {
    let leads = tree.leadsToGoal
    let hasGoal = leads.first ?? false
    func label(_ node: NodeID) -> Bool? {
      if leads[Int(node)] { return true }
      if !tree.status(node).isDisjoint(with: [.deadEnd, .exhausted, .mistaken]) { return false }
      return hasGoal ? nil : tree.displayValue(node).map { $0 >= 0.5 }
    }
    let prompt = JSONValue.text(tree.question)
    var lines = ""
    func write(_ way: [NodeID], _ last: Bool) {
      guard !way.isEmpty else { return }
      let labels = way.indices.map { JSONValue.bool($0 < way.count - 1 || last) }
      let row = JSONValue.object([
        "prompt": prompt, "completions": .list(way.map { .text(tree.step($0)) }),
        "labels": .list(labels),
      ])
      lines += row.jsonText + "\n"
    }
    // Depth-first through the right steps; a way is written where it ends.
    var open: [(node: NodeID, depth: Int)] = [(0, 0)]
    var way: [NodeID] = []
    while let (node, depth) = open.popLast() {
      way.removeLast(way.count - max(0, depth - 1))
      if node > 0 { way.append(node) }
      if node > 0, label(node) == false {
        write(way, false)
        continue
      }
      let known =
        depth < TrainingRow.mostSteps ? tree.children(of: node).filter { label($0) != nil } : []
      if known.isEmpty { write(way, true) }
      open += known.reversed().map { ($0, depth + 1) }
    }
    return lines
  }
}
