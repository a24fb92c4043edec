import EspalierViews
import Foundation
import MetaCoT
import Testing

@testable import espalier

/// What several programs write beside one trace.
struct TraceNotesTests {
  @Test func `Nothing is lost where many write at once`() async throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let header = TraceHeader(
      problem: .init(kind: "p", text: "t"), strategy: .init("s"), model: nil,
      root: .init(state: "r"))
    let (path, notes) = (folder.path + "/trace.jsonl", folder.path + "/notes")
    let marks = (1...40).map { Bookmark(moment: $0, node: 0, note: "mark \($0)") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for mark in marks {
        group.addTask {
          try TraceNotes.write(
            [mark], known: [], place: nil, of: path, header, in: notes)
        }
      }
      try await group.waitForAll()
    }
    #expect(Set(TraceNotes.read(path, header, in: notes).bookmarks) == Set(marks))
    // What is taken away is gone, and what others set meanwhile stays.
    try TraceNotes.write([], known: [marks[0]], place: nil, of: path, header, in: notes)
    #expect(Set(TraceNotes.read(path, header, in: notes).bookmarks) == Set(marks.dropFirst()))
  }
}
