/// Rows of PRM800K (Lightman et al., 2023, arXiv 2305.20050): for every step of a solution some
/// completions that people rated −1, 0 or 1, and the one that was gone on from.
enum PRM800K: TraceImporter {
  static let name = "prm800k"
  static let summary = "human step labels of openai/prm800k"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.first?["label"]?["steps"]?.isList == true
      && file.elements.first?["question"]?["problem"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    file.numbered.map { place, row in
      ImportedSearch(id: String(place)) { trace(of: row, place: place) }
    }
  }

  private static func trace(of row: JSONValue, place: Int) -> ImportedTrace {
    let question = row["question"]?["problem"]?.string ?? ""
    var header = TraceHeader(
      problem: .init(id: String(place), kind: "math", text: question),
      strategy: .init("prm800k"), model: nil, root: .init(state: question))
    header.values = .init(range: -1...1, better: .higher)
    var builder = ImportBuilder()
    var current: NodeID = 0
    for step in row["label"]?["steps"]?.list ?? [] {
      var children = (step["completions"]?.list ?? []).map {
        ImportedNode(step: $0["text"]?.string ?? "", V: $0["rating"]?.number)
      }
      var chosen = step["chosen_completion"]?.whole
      if let human = step["human_completion"], human != .null {
        let text = human.string ?? human["text"]?.string ?? ""
        children.append(ImportedNode(step: text, V: human["rating"]?.number))
        chosen = chosen ?? children.count - 1
      }
      guard !children.isEmpty else { continue }
      let first = builder.expand(current, children)
      guard let chosen, children.indices.contains(chosen) else { break }
      current = first + NodeID(chosen)
      builder.add(Event(.select, current))
    }
    let reason = row["label"]?["finish_reason"]?.string
    if reason == "solution", current > 0 { builder.reachGoal(current) }
    return builder.finish(header, stopped: reason)
  }
}
