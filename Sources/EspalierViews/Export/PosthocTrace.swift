import MetaCoT

/// A search as a trace of Posthoc (version 1.4, YAML that is JSON line by line): states by the numbers of
/// their nodes, `expanding` where the search turned to one, `generating` for each child. States that are
/// cells, such as `3,4`, have their place, and a view that draws them.
struct PosthocTrace {
  let tree: SearchTree

  /// The file.
  var text: String {
    let isGrid = cell(tree.state(0)) != nil
    var lines = ["version: 1.4.0"]
    if isGrid {
      lines += [
        "views:", "  main:", "    - $: rect", "      width: 1", "      height: 1",
        "      x: ${{ $.x }}", "      y: ${{ $.y }}", "      fill: ${{ color[$.type] }}",
      ]
    }
    lines += ["events:", line("source", 0)]
    for event in tree.events.prefix(tree.now) {
      switch event.kind {
      case .select: lines.append(line("expanding", event.node))
      case .expand:
        for child in event.other..<event.other + NodeID(event.count) {
          lines.append(line("generating", child))
        }
      case .prune: lines.append(line("closing", event.node))
      default: continue
      }
    }
    if let goal = tree.bestGoal { lines.append(line("end", goal.node)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ type: String, _ node: NodeID) -> String {
    let parent = node > 0 ? "\(tree.parent(node))" : "null"
    var members = ["\"type\": \"\(type)\"", "\"id\": \(node)", "\"pId\": \(parent)"]
    for field in [NodeField.g, .f, .h, .V, .P] {
      guard let value = tree.value(field, of: node), value.isFinite else { continue }
      members.append("\"\(field.symbol)\": \(CellTable.figure(value))")
    }
    let state = tree.state(node)
    if let (x, y) = cell(state) { members += ["\"x\": \(x)", "\"y\": \(y)"] }
    if !tree.step(node).isEmpty {
      members.append("\"step\": \(JSONValue.text(tree.step(node)).jsonText)")
    }
    members.append("\"state\": \(JSONValue.text(state).jsonText)")
    return "  - { \(members.joined(separator: ", ")) }"
  }

  private func cell(_ state: String) -> (x: Int, y: Int)? {
    let parts = state.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let x = parts[0], let y = parts[1] else { return nil }
    return (x, y)
  }
}
