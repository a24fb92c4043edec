/// Answers of KataGo's analysis engine: one JSON object a position, the moves at the root with visits,
/// prior, win rate (Q) and leads, and below each its principal variation. One search an answer.
enum KataGo: TraceImporter {
  static let name = "katago"
  static let summary = "analyses of KataGo's analysis engine (JSON)"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.contains { $0["moveInfos"]?.isList == true }
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    file.numbered.filter { $1["moveInfos"]?.isList == true }.map { place, answer in
      ImportedSearch(id: String(place)) { trace(of: answer) }
    }
  }

  private static let extra = [
    "utility", "scoreLead", "scoreMean", "scoreStdev", "scoreSelfplay", "lcb", "utilityLcb",
    "edgeVisits", "edgeWeight", "weight", "humanPrior",
  ]

  private static func trace(of answer: JSONValue) -> ImportedTrace {
    let moves = (answer["moveInfos"]?.list ?? []).enumerated().sorted {
      ($0.element["order"]?.number ?? 0, $0.offset) < ($1.element["order"]?.number ?? 0, $1.offset)
    }.map(\.element)
    let root = answer["rootInfo"]
    let turn = answer["turnNumber"]?.plain.map { ", turn \($0)" } ?? ""
    let name = (answer["id"]?.plain ?? "position") + turn
    var header = TraceHeader(
      problem: .init(id: answer["id"]?.plain, kind: "go", text: name), strategy: .init("katago"),
      model: nil, root: .init(state: "", V: root?["rawWinrate"]?.number))
    header.exploration = .backups
    header.values = .init(range: 0...1, better: nil)
    header.order = .unknown
    header.root.N = root?["visits"]?.whole
    header.root.Q = root?["winrate"]?.number
    let keys = extra.filter { key in moves.contains { $0[key]?.number != nil } }
    header.metrics = keys.map { .init(key: $0) }
    var builder = ImportBuilder()
    let first = builder.expand(
      0,
      moves.map { move in
        ImportedNode(
          step: move["move"]?.string ?? "", P: move["prior"]?.number, N: move["visits"]?.number,
          Q: move["winrate"]?.number,
          metrics: keys.enumerated().compactMap { place, key in
            move[key]?.number.map { (metric: place, value: $0) }
          })
      })
    for (place, move) in moves.enumerated() {
      var node = first + NodeID(place)
      let visits = move["pvVisits"]?.list ?? []
      for (depth, reply) in (move["pv"]?.list ?? []).enumerated().dropFirst() {
        let N = depth < visits.count ? visits[depth].number : nil
        node = builder.expand(node, [ImportedNode(step: reply.string ?? "", N: N)])
      }
    }
    return builder.finish(header, hasVerdict: false)
  }
}
