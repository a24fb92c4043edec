/// Where programs that log trees keep what is known of a node: the names in use, the more telling
/// first. Of several that a file has, the first is the figure; other numbers become metrics under their
/// own names.
struct NodeFields {
  static let step = ["action", "step", "thought", "move", "label", "name"]
  static let state = ["state", "state_repr", "observation", "text", "content", "code", "diff"]
  static let V = ["V", "v", "value", "mc_value", "score", "reward"]
  static let Q = ["Q", "q", "mean", "mean_value", "average_value", "q_value"]
  static let N = ["N", "visits", "visit_count", "n_visits", "num_visits"]
  static let P = ["P", "prior", "probability", "prob"]
  static let g = ["g", "g_cost", "cost_so_far", "path_cost"]
  static let h = ["h", "h_cost", "heuristic", "cost_to_go"]
  static let id = ["id", "node_id", "uuid", "spanId", "span_id"]
  static let parent = [
    "parent", "parent_id", "parentId", "parentUuid", "parent_uuid", "parent_node_id", "pId",
    "parentSpanId", "parent_span_id",
  ]
  static let children = ["children", "childs", "child_nodes"]

  /// What follows from the tree and from other figures, in exports of ours.
  static let derived: Set<String> = ["depth", "rank", "f", "U", "same", "node"]

  /// The metrics: numbers that are none of the above, in alphabetical order.
  let metrics: MetricKeys

  /// The names of V, Q, N, P, g and h in this file.
  private let figures: [String?]

  /// The fields of these nodes. `valueIsMean` says that `value` is what visits gave on average: Q.
  init(of nodes: [JSONValue], valueIsMean: Bool = false) {
    func used(_ names: [String]) -> String? {
      names.first { name in nodes.contains { Self.number($0[name]) != nil } }
    }
    let V = valueIsMean ? Self.V.filter { $0 != "value" } : Self.V
    let Q = valueIsMean ? ["value"] + Self.Q : Self.Q
    // Visits are whole; a file with others has a figure of its own.
    let visits = used(Self.N).flatMap { name in
      nodes.allSatisfy { $0[name]?.number.map { $0 == $0.rounded() } ?? true } ? name : nil
    }
    figures = [used(V), used(Q), visits, used(Self.P), used(Self.g), used(Self.h)]
    let known = Set(figures.compactMap(\.self) + Self.id + Self.parent)
    var names: Set<String> = []
    for node in nodes {
      for (name, value) in node.members where !known.contains(name) && Self.number(value) != nil {
        names.insert(name)
      }
    }
    metrics = MetricKeys(names)
  }

  /// A node; where its state begins with `before`, its parent's as the trace has it, only what follows is
  /// kept, and stands for the step where there is none.
  func node(_ value: JSONValue, below before: String?) -> ImportedNode {
    var node = ImportedNode(
      step: Self.actions(of: value) ?? Self.text(value, Self.step) ?? "",
      state: [Self.text(value, Self.state), Self.seen(by: value)].compactMap(\.self)
        .joined(separator: "\n\n"),
      P: figure(3, of: value), V: figure(0, of: value), N: figure(2, of: value),
      Q: figure(1, of: value), g: figure(4, of: value), h: figure(5, of: value))
    if let before, !before.isEmpty, node.state.hasPrefix(before) {
      node.state = String(node.state.dropFirst(before.count))
      node.stateFollows = true
      if node.step.isEmpty { node.step = String(node.state.drop { $0.isNewline || $0 == " " }) }
    } else if node.step.isEmpty {
      (node.step, node.state) = (node.state, "")
    }
    node.metrics = metrics.figures(of: value.members, Self.number)
    return node
  }

  /// The state of a node as the trace has it, where `before` is its parent's.
  static func state(of node: ImportedNode, below before: String?) -> String {
    node.stateFollows ? (before ?? "") + node.state : node.state
  }

  private func figure(_ place: Int, of node: JSONValue) -> Double? {
    figures[place].flatMap { Self.number(node[$0]) }
  }

  /// A figure: a number, or that of an object with a word of why (moatless).
  private static func number(_ value: JSONValue?) -> Double? {
    value?.number ?? value?["value"]?.number
  }

  /// Whether the goal of the search is here, as its file says.
  static func isGoal(_ node: JSONValue) -> Bool {
    ["solved", "is_solved", "is_goal", "is_correct"].contains { node[$0]?.verdict == true }
      || node["goal"] == .bool(true) || node["status"]?.string == "goal"
  }

  /// The value of a node: a number, or that of an object with a word of why (moatless).
  static func value(of node: JSONValue) -> Double? {
    number(node.first(of: V))
  }

  // MARK: Several actions a node (moatless)

  /// What was thought and done, a line each.
  private static func actions(of node: JSONValue) -> String? {
    guard let steps = node["action_steps"]?.list, !steps.isEmpty else { return nil }
    let thought = node["assistant_message"]?.string
    let words = (thought.map { [$0] } ?? []) + steps.compactMap { $0["action"].map(action) }
    return words.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func action(_ action: JSONValue) -> String {
    let kind = action["action_args_class"]?.string?.split(separator: ".").last.map(String.init)
    let thought = action.first(of: ["thoughts", "scratch_pad"])?.string
    let hidden = ["action_args_class", "thoughts", "scratch_pad"]
    let members = action.members.filter { !hidden.contains($0.key) && $0.value != .null }
    let call = ChatMessage(
      .object([
        "tool_calls": .list([
          .object(["name": .text(kind ?? "action"), "arguments": .object(members)])
        ])
      ]))
    return [thought ?? "", call.text].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What a node was told and what came back, in paragraphs.
  private static func seen(by node: JSONValue) -> String? {
    guard node["action_steps"]?.isList == true || node["user_message"]?.string != nil else {
      return nil
    }
    let observations = (node["action_steps"]?.list ?? []).compactMap { step in
      step["observation"]?.string ?? step["observation"]?.first(of: ["message", "summary"])?.string
    }
    let words = ([node["user_message"]?.string].compactMap { $0 } + observations)
      .filter { !$0.isEmpty }
    return words.isEmpty ? nil : words.joined(separator: "\n\n")
  }

  private static func text(_ node: JSONValue, _ names: [String]) -> String? {
    for name in names {
      guard let value = node[name] else { continue }
      if let text = value.string { return text }
      if value.isList || value["content"] != nil || value["role"] != nil {
        let text = ChatMessage(value.isList ? .object(["content": value]) : value).text
        if !text.isEmpty { return text }
      }
    }
    if node["message"]?["role"] != nil { return ChatMessage(node["message"] ?? .null).text }
    return nil
  }
}
