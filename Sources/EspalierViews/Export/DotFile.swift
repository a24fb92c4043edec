import MetaCoT
import TerminalUI

/// A tree in the language of Graphviz, with links to equal states as dashed edges. Beside its looks a node
/// has its state, status and figures as attributes under their names, for those who read the graph.
struct DotFile {
  let tree: SearchTree
  let title: String

  /// The file. - Complexity: O(nodes).
  var text: String {
    var text = """
      digraph \(Self.quoted(title)) {
        node [shape=box, fontname="sans-serif", fontsize=10];
        edge [fontname="sans-serif", fontsize=9];

      """
    let path = Set(tree.pathToGoal ?? [])
    for node in 0..<NodeID(tree.nodeCount) {
      var lines = [tree.state(node)]
      let figures = tree.fields.compactMap { field in
        FieldText.text(field, of: node, in: tree).map { "\(tree.name(of: field)) \($0)" }
      }
      lines += figures.isEmpty ? [] : [figures.joined(separator: "  ")]
      let look = Self.look(of: tree.status(node), isOnPath: path.contains(node))
      let label = Self.quoted(lines.joined(separator: "\n"))
      text += "  n\(node) [label=\(label)\(look)\(data(of: node))];\n"
      if node > 0 {
        text += "  n\(tree.parent(node)) -> n\(node) [label=\(Self.quoted(tree.step(node)))"
        text += path.contains(node) ? ", penwidth=2];\n" : "];\n"
      }
    }
    for index in tree.linkEvents where Int(index) < tree.now {
      let event = tree.events[Int(index)]
      text += "  n\(event.node) -> n\(event.other) [style=dashed, constraint=false];\n"
    }
    return text + "}\n"
  }

  private func data(of node: NodeID) -> String {
    var attributes = [("state", Self.quoted(tree.state(node)))]
    let status = tree.statusWord(of: node)
    if !status.isEmpty { attributes.append(("status", Self.quoted(status))) }
    for field in tree.fields {
      guard let value = tree.value(field, of: node), value.isFinite else { continue }
      let figure = CellTable.figure(value)
      attributes.append((Self.quoted(tree.name(of: field)), Self.quoted(figure)))
    }
    return attributes.map { ", \($0.0)=\($0.1)" }.joined()
  }

  private static func look(of status: SearchTree.Status, isOnPath: Bool) -> String {
    if status.contains(.goal) { return ", style=filled, fillcolor=\"#b9f2de\", penwidth=2" }
    if status.contains(.mistaken) { return ", style=filled, fillcolor=\"#fde3b5\"" }
    if !status.isDisjoint(with: .closed) { return ", color=gray60, fontcolor=gray40" }
    return isOnPath ? ", penwidth=2" : ""
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in TextWidth.sanitized(text).unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
