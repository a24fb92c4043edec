import Foundation
import Testing

@Suite struct APIPageTests {
  @Test func `The page is up to date`() throws {
    let new = try APIPage().markdown
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try new.write(to: APIPage.document, atomically: true, encoding: .utf8)
      Issue.record("recorded docs/api.md")
      return
    }
    #expect(try String(contentsOf: APIPage.document, encoding: .utf8) == new)
  }

  @Test func `Every public declaration has a comment`() throws {
    let page = try APIPage()
    #expect(page.undocumented.isEmpty, "\(page.undocumented.joined(separator: "\n"))")
    #expect(page.folders.reduce(0) { $0 + $1.declarations.count } > 100)
  }
}
