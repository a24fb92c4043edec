import MetaCoT

/// A search as chat messages to tune a model on, in the form of TRL and of most trainers:
/// `{"messages":[{"role":"user",…},{"role":"assistant",…}]}`. The assistant thinks the Meta-CoT text
/// between `<think>` and `</think>`, and gives the answer.
struct SFTRows {
  let tree: SearchTree
  let style: any Linearizer.Type

  /// One line.
  var text: String {
    let thought = tree.metaCoT(in: style).map(\.text).joined(separator: "\n")
    let answer = tree.now == tree.events.count ? tree.outcome?.answer : nil
    let content = "<think>\n\(thought)\n</think>" + (answer.map { "\n\n" + $0 } ?? "")
    let row = JSONValue.object([
      "messages": .list([.message("user", tree.question), .message("assistant", content)])
    ])
    return row.jsonText + "\n"
  }
}
