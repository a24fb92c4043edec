/// The words of one chat message: its text, what it thought, the tools that it called.
struct ChatMessage {
  /// All of it, the parts on lines of their own.
  let text: String

  /// The message, as one of the common providers writes it.
  init(_ message: JSONValue) {
    var parts: [String] = []
    if let thought = message.first(of: ["reasoning_content", "reasoning"])?.string, !thought.isEmpty
    {
      parts.append(thought)
    }
    switch message["content"] {
    case .text(let text)?: parts.append(text)
    case .list(let list)?: parts += list.map(Self.part)
    default: break
    }
    for call in message["tool_calls"]?.list ?? [] { parts.append(Self.call(call)) }
    if let error = message["error"]?["message"]?.string { parts.append("error: " + error) }
    text = parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func part(_ part: JSONValue) -> String {
    if let text = part.first(of: ["text", "thinking", "reasoning"])?.string { return text }
    if part["type"]?.string == "tool_use" { return call(part) }
    switch part["content"] {
    case .text(let text)?: return text
    case .list(let list)?: return list.map(self.part).joined(separator: "\n")
    default: return part.plain ?? part["type"]?.string.map { "[\($0)]" } ?? ""
    }
  }

  private static func call(_ call: JSONValue) -> String {
    let function = call["function"]
    let name = function?["name"]?.string ?? function?.string ?? call["name"]?.string ?? "tool"
    let arguments =
      function?["arguments"] ?? call.first(of: ["arguments", "input"]) ?? .object([:])
    if let text = arguments.string { return "\(name)(\(text))" }
    let members = arguments.members.sorted { $0.key < $1.key }
    return
      "\(name)(\(members.map { "\($0.key): \($0.value.plain ?? "…")" }.joined(separator: ", ")))"
  }
}
