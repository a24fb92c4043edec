/// Logs of tree-of-thought-llm's breadth-first search (Yao et al., 2023, arXiv 2305.10601): a list of
/// problems, each with its levels of candidates, their values (three votes summed, 0 to 60) and what
/// was kept.
///
/// A node is a prefix, the lines written so far; its parent is the longest kept prefix of it. Whether
/// an answer is right is what the log says (`infos[].r`), not the value.
enum TreeOfThoughts: TraceImporter {
  static let name = "tree-of-thoughts"
  static let summary = "breadth-first logs of princeton-nlp/tree-of-thought-llm (Game of 24)"

  static func recognizes(_ file: ForeignFile) -> Bool {
    guard let step = file.elements.first?["steps"]?[0] else { return false }
    return step["new_ys"]?.isList == true && step["select_new_ys"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let problems = file.elements.filter { $0["steps"]?.isList == true }
    return problems.enumerated().map { place, problem in
      let usage = problem["usage_so_far"]
      let before = place > 0 ? problems[place - 1]["usage_so_far"] : nil
      return ImportedSearch(id: problem["idx"]?.plain ?? String(place + 1)) {
        trace(of: problem, usage: usage, before: before)
      }
    }
  }

  private static func trace(
    of problem: JSONValue, usage: JSONValue?, before: JSONValue?
  ) -> ImportedTrace {
    let start = problem["steps"]?[0]?["x"]?.string ?? ""
    var header = TraceHeader(
      problem: .init(id: problem["idx"]?.plain, kind: "24", text: start + " → 24"),
      strategy: .init("tree-of-thoughts"), model: nil, root: .init(state: start))
    header.exploration = .beam
    header.values = .init(range: 0...60, better: .higher)
    header.backtracks = true
    var building = Building(start: start)
    for level in problem["steps"]?.list ?? [] { building.add(level) }
    building.claim(problem["ys"]?.list ?? [], verdicts: problem["infos"]?.list ?? [])
    building.call(usage, before)
    let infos = problem["infos"]?.list ?? []
    return building.builder.finish(header, hasVerdict: infos.contains { $0["r"] != nil })
  }

  private struct Building {
    nonisolated(unsafe) private static let left = #/\(left: ([^)]*)\)/#
    var builder = ImportBuilder()
    private var nodes: [String: NodeID] = [:]
    private var states: [NodeID: String] = [:]

    init(start: String) {
      nodes[""] = 0
      states[0] = start
    }

    /// A level: every kept prefix is expanded, all children are valued, the rest is dropped.
    mutating func add(_ level: JSONValue) {
      let beam = Set((level["ys"]?.list ?? []).compactMap(\.string))
      let lengths = Set(beam.map(\.utf8.count)).sorted(by: >)
      let candidates = (level["new_ys"]?.list ?? []).compactMap(\.string)
      let values = level["values"]?.list ?? []
      let kept = Set((level["select_new_ys"]?.list ?? []).compactMap(\.string))
      var children: [NodeID: [(text: String, parent: String, value: Double?)]] = [:]
      var order: [NodeID] = []
      for (place, text) in candidates.enumerated() {
        let parent = parent(of: text, in: beam, lengths: lengths)
        let node = nodes[parent] ?? 0
        if children[node] == nil { order.append(node) }
        let value = values.indices.contains(place) ? values[place].number : nil
        children[node, default: []].append((text, parent, value))
      }
      var made: [(node: NodeID, text: String)] = []
      for parent in order {
        let below = children[parent] ?? []
        builder.add(Event(.select, parent))
        let next = NodeID(builder.count)
        var first: [String: NodeID] = [:]
        var siblings: [ImportedNode] = []
        for (place, child) in below.enumerated() {
          let id = next + NodeID(place)
          var sibling = node(child.text, after: child.parent, below: parent)
          if let earlier = first[child.text] {
            sibling.same = earlier
          } else {
            first[child.text] = id
          }
          states[id] = sibling.state
          siblings.append(sibling)
        }
        builder.expand(parent, siblings)
        for (place, child) in below.enumerated() {
          let node = next + NodeID(place)
          if nodes[child.text] == nil { nodes[child.text] = node }
          made.append((node, child.text))
          if let value = child.value {
            builder.add(Event(.evaluate, node, value: Float(value)))
          }
        }
      }
      for (node, text) in made where !kept.contains(text) {
        builder.add(Event(.prune, node, reason: .width))
      }
    }

    /// The longest text of the beam that this one goes on from. `lengths` are those in the beam, the greatest
    /// first.
    private func parent(of text: String, in beam: Set<String>, lengths: [Int]) -> String {
      lengths.lazy.map { String(decoding: text.utf8.prefix($0), as: UTF8.self) }
        .first(where: beam.contains) ?? ""
    }

    private func node(
      _ text: String, after prefix: String, below parent: NodeID
    ) -> ImportedNode {
      var step = String(text.dropFirst(prefix.count))
      while step.last?.isNewline == true { step.removeLast() }
      let left = step.firstMatch(of: Self.left).map { String($0.1) }
      return ImportedNode(step: step, state: left ?? states[parent] ?? "")
    }

    /// The answers that the log ends with, and its verdict on each.
    mutating func claim(_ answers: [JSONValue], verdicts: [JSONValue]) {
      var claimed: Set<NodeID> = []
      for (place, answer) in answers.enumerated() {
        guard let text = answer.string, let node = nodes[text], claimed.insert(node).inserted
        else { continue }
        let isRight = verdicts.indices.contains(place) && verdicts[place]["r"]?.number == 1
        if isRight { builder.reachGoal(node) }
      }
    }

    /// What the search cost: the difference of two running totals; the first one's is not known.
    mutating func call(_ usage: JSONValue?, _ before: JSONValue?) {
      guard let usage, let before else { return }
      func difference(_ key: String) -> Double? {
        guard let now = usage[key]?.number, let then = before[key]?.number else { return nil }
        return max(0, now - then)
      }
      var call = ModelCall()
      call.writtenTokens = difference("completion_tokens").flatMap { Int(exactly: $0) }
      call.promptTokens = difference("prompt_tokens").flatMap { Int(exactly: $0) }
      call.money = difference("cost")
      builder.add(call, of: 0, states: 1)
    }
  }
}
