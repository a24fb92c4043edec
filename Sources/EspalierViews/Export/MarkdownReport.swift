import MetaCoT
import TerminalUI

/// A search as a page: what was searched, how it came out, and the Meta-CoT text up to the moment.
struct MarkdownReport {
  let tree: SearchTree
  let style: any Linearizer.Type
  let title: String

  /// The page.
  var text: String {
    let header = tree.header
    var text = "# \(Self.escaped(title))\n\n"
    text += Self.block(header.problem.text, "text")
    text += "\n| | |\n|---|---|\n"
    func row(_ name: String, _ value: String?) {
      guard let value else { return }
      text += "| \(name) | \(Self.escaped(value)) |\n"
    }
    row("problem", header.problem.id ?? header.problem.kind)
    row("strategy", Self.words(of: header.strategy))
    row("model", header.model.map(Self.words))
    row("seed", header.seed.map { "\($0)" })
    row("events", "\(tree.now) of \(tree.events.count)")
    row("nodes", "\(tree.nodeCount)")
    row("expansions", tree.knownExpansions.map { "\($0)" })
    row("model calls", tree.modelCalls.map { "\($0)" })
    row("tokens", tree.tokens.map { "\($0)" })
    row("backtracks", tree.knownBacktracks.map { "\($0)" })
    if tree.now == tree.events.count, let outcome = tree.outcome {
      row("solved", outcome.solved ? "yes" : "no")
      row("answer", outcome.answer)
      row("stopped", outcome.stopped)
    }
    if let path = tree.pathToGoal {
      text += "\n## The way to the goal\n\n"
      for (place, node) in path.dropFirst().enumerated() {
        text += "\(place + 1). \(Self.escaped(tree.step(node)))\n"
      }
    }
    text += "\n## The Meta-CoT text, in the style \(style.name)\n\n"
    let lines = tree.metaCoT(in: style).map(\.text)
    return text + Self.block(lines.joined(separator: "\n"), "text")
  }

  private static func words(of choice: TraceHeader.Choice) -> String {
    let parameters = (choice.parameters ?? [:]).sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.number.map(NumberFormat.brief) ?? "\($0.value)")" }
    return ([choice.name] + parameters).joined(separator: " ")
  }

  /// A block of text as it is, fenced by more backquotes than it has in a row.
  private static func block(_ text: String, _ language: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(TextWidth.sanitized(text))\n\(fence)\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in TextWidth.sanitized(text) {
      if "\\`*_[]<>|#".contains(character) { escaped += "\\" }
      escaped.append(character == "\n" ? " " : character)
    }
    return escaped
  }
}
