import Foundation
import MetaCoT
import Testing

@testable import EspalierViews

struct AsciicastTests {
  @Test func `A recording begins with its size, and time goes on`() throws {
    let tree = RecordedSearchFixture.mcts()
    let text = TreeExport(tree, drawing: OutlineDrawing.self, title: "search").file(.asciicast)
    let lines = try text.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8))
    }
    let head = try #require(lines[0] as? [String: Any])
    #expect(head["version"] as? Int == 2 && head["width"] as? Int == 100)
    let events = try lines.dropFirst().map { try #require($0 as? [Any]) }
    #expect(events.count == min(tree.events.count, Asciicast.mostFrames) + 2)
    let times = events.compactMap { ($0[0] as? NSNumber)?.doubleValue }
    #expect(times == times.sorted() && times.count == events.count)
    #expect(events.allSatisfy { $0[1] as? String == "o" })
    let first = try #require(events[0][2] as? String)
    #expect(first.hasPrefix("\u{1B}[?25l\u{1B}[2J") && first.contains("\u{1B}[30;1H"))
    #expect(events.contains { ($0[2] as? String)?.contains(tree.step(1)) ?? false })
  }
}
