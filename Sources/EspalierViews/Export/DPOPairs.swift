import MetaCoT

/// Pairs of a good and a bad branch, to prefer one to the other, in the conversational form of TRL:
/// `{"prompt":[…],"chosen":[…],"rejected":[…]}`. A pair for each step on the best way of which the search
/// tried another: both completions share the steps before.
///
/// The best way is that to the goal, or without one that by the better values. Rejected is a sibling
/// below which there is no goal and which failed (it led nowhere) or is valued less; of several the one
/// on which the search spent most nodes, gone on with by the better values. Duplicates are no failures. What is
/// deeper than a row's most steps is left out.
struct DPOPairs {
  let tree: SearchTree

  /// A pair a line; none where the search knows neither a goal nor values.
  ///
  /// Complexity: linear in the nodes, and in the steps that a row may have.
  var text: String {
    let leads = tree.leadsToGoal
    let sizes = tree.subtreeSizes()
    let best = (tree.pathToGoal ?? path(from: 0)).prefix(TrainingRow.mostSteps + 1)
    let answer = completion(best.dropFirst())
    let prompt = JSONValue.list([.message("user", tree.question)])
    var lines = ""
    for (depth, chosen) in best.enumerated().dropFirst() {
      let rivals = tree.children(of: best[depth - 1]).filter { rival in
        rival != chosen && !leads[Int(rival)] && isWorse(rival, than: chosen, leads[Int(chosen)])
      }
      guard let rejected = rivals.max(by: { (sizes[Int($0)], $1) < (sizes[Int($1)], $0) }) else {
        continue
      }
      let before = best[1..<depth]
      let row = JSONValue.object([
        "prompt": prompt, "chosen": answer,
        "rejected": completion(
          (before + path(from: rejected)).prefix(TrainingRow.mostSteps)),
      ])
      lines += row.jsonText + "\n"
    }
    return lines
  }

  private func completion(_ nodes: some Sequence<NodeID>) -> JSONValue {
    .list([.message("assistant", nodes.map { tree.step($0) }.joined(separator: "\n"))])
  }

  private func isWorse(_ rival: NodeID, than chosen: NodeID, _ isProved: Bool) -> Bool {
    if !tree.status(rival).isDisjoint(with: [.deadEnd, .exhausted, .mistaken]) { return true }
    guard let other = tree.displayValue(rival) else { return false }
    return other < (isProved ? 1 : tree.displayValue(chosen) ?? 0)
  }

  /// A node and those below it, each time the better child, to a leaf.
  private func path(from node: NodeID) -> [NodeID] {
    var path = [node]
    while let best = tree.children(of: path[path.count - 1]).min(by: tree.isBetter) {
      path.append(best)
    }
    return path
  }
}
