/// The words of one chat message: its text, what it thought, the tools that it called.
struct ChatMessage {
  /// A call of a tool.
  struct Call {
    /// What its result names it by.
    var id: String?
    /// The tool with its arguments.
    var text: String
  }

  /// What it thought and said, and what went wrong, on lines of their own.
  let words: String
  /// The calls of tools, in order.
  let calls: [Call]
  /// What was thought before it was said; empty where the message has no thought of its own.
  let thought: String
  /// Results of calls within it, by the calls' ids.
  let results: [(id: String, text: String)]

  /// All of it, the calls last.
  var text: String {
    ([words] + results.map(\.text) + calls.map(\.text)).filter { !$0.isEmpty }.joined(
      separator: "\n")
  }

  /// The message, as one of the common providers writes it.
  init(_ message: JSONValue) {
    var words: [String] = []
    var thoughts: [String] = []
    var calls: [Call] = []
    var results: [(id: String, text: String)] = []
    if let thought = message.first(of: Self.thoughtNames)?.string, !thought.isEmpty {
      words.append(thought)
      thoughts.append(thought)
    }
    switch message.first(of: ["content", "value"]) {
    case .text(let text)?: words.append(text)
    case .list(let parts)?:
      for part in parts {
        if part["type"]?.string == "tool_use" {
          calls.append(Self.call(part))
        } else if let id = part["tool_use_id"]?.string {
          results.append((id, Self.text(of: part)))
        } else {
          words.append(Self.text(of: part))
          if let thought = part.first(of: ["thinking", "reasoning"])?.string {
            thoughts.append(thought)
          }
        }
      }
    default: break
    }
    calls += (message["tool_calls"]?.list ?? []).map(Self.call)
    if let call = message["function_call"], !call.members.isEmpty { calls.append(Self.call(call)) }
    if let error = message["error"]?["message"]?.string {
      let kind = message["error"]?["type"]?.string.map { " (\($0))" } ?? ""
      words.append("error\(kind): \(error)")
    }
    self.words = words.filter { !$0.isEmpty }.joined(separator: "\n")
    self.calls = calls
    self.results = results
    thought = thoughts.joined(separator: "\n\n")
  }

  /// Where providers write the thought beside what is said.
  static let thoughtNames = ["reasoning_content", "reasoning"]

  /// Who speaks: `role`, or `from` where the text is a `value`; nil where this is no message.
  static func role(of message: JSONValue) -> String? {
    if let role = message["role"]?.string { return role == "function" ? "tool" : role }
    guard message["value"]?.string != nil, let role = message["from"]?.string else { return nil }
    return otherRoles[role]
  }

  private static let otherRoles = [
    "human": "user", "user": "user", "gpt": "assistant", "assistant": "assistant",
    "model": "assistant", "system": "system", "tool": "tool", "observation": "tool",
  ]

  /// Whether this is a list of messages.
  static func areMessages(_ value: JSONValue) -> Bool {
    guard let first = value[0], role(of: first) != nil else { return false }
    return first["content"] != nil || first["value"] != nil
  }

  private static func text(of part: JSONValue) -> String {
    if let text = part.first(of: ["text", "thinking", "reasoning"])?.string { return text }
    switch part["content"] {
    case .text(let text)?: return text
    case .list(let list)?: return list.map(Self.text).joined(separator: "\n")
    default: return part.plain ?? part["type"]?.string.map { "[\($0)]" } ?? ""
    }
  }

  private static func call(_ call: JSONValue) -> Call {
    let function = call["function"]
    let name = function?["name"]?.string ?? function?.string ?? call["name"]?.string ?? "tool"
    let arguments =
      function?["arguments"] ?? call.first(of: ["arguments", "input"]) ?? .object([:])
    let id = call["id"]?.string
    if let text = arguments.string { return Call(id: id, text: "\(name)(\(text))") }
    let words = arguments.members.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value.plain ?? "…")" }
    return Call(id: id, text: "\(name)(\(words.joined(separator: ", ")))")
  }
}
