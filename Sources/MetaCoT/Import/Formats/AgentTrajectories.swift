/// Trajectories of agents in ATIF (Agent Trajectory Interchange Format): a node is a step of the agent,
/// its message, thought and calls of tools; the state is what it observed. Tokens and money of a step
/// are those of a model call.
enum AgentTrajectories: TraceImporter {
  static let name = "atif"
  static let summary = "agent trajectories in ATIF"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.contains { isTrajectory($0) }
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    file.numbered.filter { isTrajectory($1) }.map { place, trajectory in
      ImportedSearch(id: String(place)) { trace(of: trajectory) }
    }
  }

  private static func isTrajectory(_ value: JSONValue) -> Bool {
    value["schema_version"]?.string?.hasPrefix("ATIF") == true && value["steps"]?.isList == true
  }

  private static func trace(of trajectory: JSONValue) -> ImportedTrace {
    let steps = trajectory["steps"]?.list ?? []
    let begin = steps.firstIndex { $0["source"]?.string == "agent" } ?? steps.count
    let asked = steps[..<begin].map { words(of: $0["message"]) }
    let question = steps[..<begin].last { $0["source"]?.string == "user" }
    let agent = trajectory["agent"]
    let header = TraceHeader(
      problem: .init(
        id: trajectory["session_id"]?.plain, kind: "agent", text: words(of: question?["message"])),
      strategy: .init(agent?["name"]?.string ?? "agent"),
      model: agent?["model_name"]?.string.map { .init($0) },
      root: .init(state: asked.joined(separator: "\n\n")))
    var builder = ImportBuilder()
    var current: NodeID = 0
    for step in steps[begin...] {
      let isAgent = step["source"]?.string == "agent"
      let said = message(of: step)
      let seen = (step["observation"]?["results"]?.list ?? []).map { words(of: $0["content"]) }
      current = builder.expand(
        current,
        [
          ImportedNode(
            step: isAgent ? said : "",
            state: ((isAgent ? [] : [said]) + seen).joined(separator: "\n\n"))
        ])
      builder.add(Event(.select, current))
      if let metrics = step["metrics"], !metrics.members.isEmpty {
        var call = ModelCall()
        call.promptTokens = metrics["prompt_tokens"]?.whole
        call.writtenTokens = metrics["completion_tokens"]?.whole
        call.cachedTokens = metrics["cached_tokens"]?.whole
        call.money = metrics["cost_usd"]?.number
        builder.add(call, of: current, states: 1)
      }
    }
    return builder.finish(header, hasVerdict: false)
  }

  private static func message(of step: JSONValue) -> String {
    let calls = (step["tool_calls"]?.list ?? []).map { call in
      JSONValue.object([
        "name": call.first(of: ["function_name", "name"]) ?? "tool",
        "arguments": call["arguments"] ?? .object([:]),
      ])
    }
    return ChatMessage(
      .object([
        "reasoning_content": step["reasoning_content"] ?? .null,
        "content": step["message"] ?? .null, "tool_calls": .list(calls),
      ])
    ).text
  }

  private static func words(of content: JSONValue?) -> String {
    ChatMessage(.object(["content": content ?? .null])).text
  }
}
