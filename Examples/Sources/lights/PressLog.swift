import MetaCoT

/// Logs of somebody who pressed by hand: the problem, `lights 110 100 000`, then a line a press:
/// `press 1,2: 001 110 000`.
enum PressLog: TraceImporter {
  static let name = "presses"
  static let summary = "logs of pressing lights by hand"

  static func recognizes(_ file: ForeignFile) -> Bool { file.text.hasPrefix("lights ") }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let lines = file.text.split(separator: "\n")
    return [
      ImportedSearch(id: "1") {
        let start = String(lines[0].dropFirst("lights ".count))
        let header = TraceHeader(
          problem: .init(kind: Lights.kind, text: start), strategy: .init("by hand"), model: nil,
          root: .init(state: start))
        var events = EventBatch()
        for (place, line) in lines.dropFirst().enumerated() {
          guard let colon = line.firstIndex(of: ":") else {
            throw FileError(
              file: file.name, line: place + 2,
              "a press and the lights after it are missing: write such as press 1,2: 001 110 000")
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
