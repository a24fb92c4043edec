import MetaCoT

/// Logs of somebody who poured by hand: the problem, `jugs 3 5 → 4`, then a line a pour: `fill 5: 0 5`.
enum PourLog: TraceImporter {
  static let name = "pours"
  static let summary = "logs of pouring by hand"

  static func recognizes(_ file: ForeignFile) -> Bool { file.text.hasPrefix("jugs ") }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let lines = file.text.split(separator: "\n")
    return [
      ImportedSearch(id: "1") {
        let header = TraceHeader(
          problem: .init(kind: Jugs.kind, text: String(lines[0].dropFirst("jugs ".count))),
          strategy: .init("by hand"), model: nil, root: .init(state: "0 0"))
        var events = EventBatch()
        for (place, line) in lines.dropFirst().enumerated() {
          guard let colon = line.firstIndex(of: ":") else {
            throw FileError(
              file: file.name, line: place + 2,
              "a pour and the jugs after it are missing: write such as fill 5: 0 5")
          }
          let parent = NodeID(place)
          events.events.append(Event(.expand, parent, other: parent + 1, count: 1))
          events.append(
            NodeRecord(parent: parent), step: String(line[..<colon]),
            state: String(line[colon...].dropFirst(2)))
          events.events.append(Event(.select, parent + 1))
        }
        events.events.append(Event(.end, NodeID(lines.count - 1)))
        events.outcome = Outcome(nodes: lines.count, stopped: "end of log")
        return ImportedTrace(header: header, events: events)
      }
    ]
  }
}
