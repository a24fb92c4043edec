/// Trees of OmegaPRM (Luo et al., 2024, arXiv 2406.06592) as OpenR writes them: a line a problem, each
/// step with its Monte Carlo value, the share of its completions that were right.
enum OmegaPRM: TraceImporter {
  static let name = "omegaprm"
  static let summary = "trees with Monte Carlo values of openreasoner/openr (OmegaPRM)"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.first?["reasoning_steps"]?["mc_value"] != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    // Ids of questions repeat in these files: a search is called by its place.
    file.numbered.map { place, problem in
      ImportedSearch(id: String(place)) { trace(of: problem, place: place) }
    }
  }

  private static func trace(of problem: JSONValue, place: Int) -> ImportedTrace {
    let root = problem["reasoning_steps"] ?? .null
    let question = problem["question"]?.string ?? root["text"]?.string ?? ""
    var header = TraceHeader(
      problem: .init(id: problem["question_id"]?.plain, kind: "math", text: question),
      strategy: .init("omegaprm"), model: nil, root: .init(state: question))
    header.root.V = root["mc_value"]?.number
    header.values = .init(range: 0...1, better: .higher)
    header.order = .unknown
    var builder = ImportBuilder()
    builder.expandAll(root, children: { $0["children"]?.list ?? [] }) { child, _ in
      ImportedNode(step: child["text"]?.string ?? "", V: child["mc_value"]?.number)
    }
    return builder.finish(header, hasVerdict: false)
  }
}
