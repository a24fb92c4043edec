import Foundation

/// Move statistics of Leela Chess Zero (`VerboseMoveStats`): one line a move at the root, with visits,
/// prior, value from −1 to 1 and what the selection adds for exploring. One search a position.
enum LeelaStatistics: PlainTextImporter {
  static let name = "lc0"
  static let summary = "verbose move statistics of Leela Chess Zero"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.records.isEmpty
      && file.bytes.prefix(4096).split(separator: UInt8(ascii: "\n")).contains {
        String(decoding: $0, as: UTF8.self).firstMatch(of: move) != nil
      }
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    var positions: [[Line]] = []
    var isOpen = false
    for line in file.text.split(whereSeparator: \.isNewline) {
      guard let parsed = Line(line) else {
        isOpen = false
        continue
      }
      if !isOpen { positions.append([]) }
      positions[positions.count - 1].append(parsed)
      isOpen = true
    }
    return zip(file.firstPlace..., positions).map { place, lines in
      ImportedSearch(id: String(place)) { trace(of: lines, place: place) }
    }
  }

  /// Lines of moves that follow each other are one position.
  static func isWhole(_ piece: Data, before next: Data) -> Bool {
    let last = piece[(piece.lastIndex(of: 0x0A).map { $0 + 1 } ?? piece.startIndex)...]
    return isMove(last) && !isMove(next)
  }

  private static func isMove(_ line: Data) -> Bool {
    String(decoding: line, as: UTF8.self).firstMatch(of: move) != nil
  }

  nonisolated(unsafe) private static let move =
    #/^info string (\S+)\s+\(\s*\d+\s*\)\s+N:\s+\d+/#
  nonisolated(unsafe) private static let figure = #/\(?([A-Z+]+):\s*(-?[0-9.]+)(%?)/#
  private static let extra = ["U", "S", "WL", "D", "M"]
  /// What older versions call S.
  private static let sum = "Q+U"

  /// A line: the move, and its figures by their letters.
  private struct Line: Sendable {
    var move: String
    var figures: [String: Double] = [:]

    init?(_ text: Substring) {
      guard let head = text.firstMatch(of: LeelaStatistics.move) else { return nil }
      move = String(head.1)
      for match in text.matches(of: LeelaStatistics.figure) {
        guard let number = Double(match.2) else { continue }
        let name = match.1 == LeelaStatistics.sum ? "S" : String(match.1)
        figures[name] = match.3.isEmpty ? number : number / 100
      }
    }
  }

  private static func trace(of lines: [Line], place: Int) -> ImportedTrace {
    let root = lines.first { $0.move == "node" }
    var header = TraceHeader(
      problem: .init(id: String(place), kind: "chess", text: "position \(place)"),
      strategy: .init("lc0"), model: nil, root: .init(state: ""))
    header.exploration = .backups
    header.values = .init(range: -1...1, better: .higher)
    header.order = .unknown
    header.metrics = extra.map { .init(key: $0) }
    header.root.N = root?.figures["N"].flatMap { Int(exactly: $0) }
    header.root.Q = root?.figures["Q"]
    header.root.V = root?.figures["V"]
    var builder = ImportBuilder()
    builder.expand(
      0,
      lines.filter { $0.move != "node" }.map { line in
        ImportedNode(
          step: line.move, P: line.figures["P"], V: line.figures["V"], N: line.figures["N"],
          Q: line.figures["Q"],
          metrics: extra.enumerated().compactMap { index, key in
            line.figures[key].map { (metric: index, value: $0) }
          })
      })
    return builder.finish(header, hasVerdict: false)
  }
}
