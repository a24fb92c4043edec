import MetaCoT
import TerminalUI

/// The nodes as a table of comma-separated values (RFC 4180), a line a node.
struct NodeTable {
  let tree: SearchTree

  /// The table. - Complexity: O(nodes · log siblings).
  var text: String {
    let fields = tree.fields + (tree.selectionRule == nil ? [] : [.U])
    let titles =
      ["node", "parent", "depth"] + fields.map { tree.name(of: $0) }
      + ["rank", "status", "same", "step", "state"]
    var text = titles.map(Self.quoted).joined(separator: ",") + "\r\n"
    var ranks = SiblingRanks()
    for node in 0..<NodeID(tree.nodeCount) {
      var cells = ["\(node)", node > 0 ? "\(tree.parent(node))" : "", "\(tree.depth(node))"]
      cells += fields.map { tree.value($0, of: node).map(Self.figure) ?? "" }
      cells.append(ranks.rank(of: node, in: tree).map(Self.figure) ?? "")
      cells.append(tree.statusWord(of: node))
      cells.append(tree.transposition(of: node).map { "\($0)" } ?? "")
      cells += [tree.step(node), tree.state(node)]
      text += cells.map(Self.quoted).joined(separator: ",") + "\r\n"
    }
    return text
  }

  /// A figure with all the digits it has; figures of 32 bits have fewer.
  static func figure(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1e15 { return "\(Int(value))" }
    let short = Float(value)
    return Double(short) == value ? "\(short)" : "\(value)"
  }

  static func quoted(_ text: String) -> String {
    let text = TextWidth.sanitized(text)
    guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
