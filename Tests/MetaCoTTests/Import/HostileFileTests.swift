import Foundation
import Testing

@testable import MetaCoT

/// Small files that ask for much: none of them takes long, much memory or the program.
struct HostileFileTests {
  private func searches(_ text: String) throws -> [ImportedSearch] {
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    return try TraceImporters.importer(of: file)?.searches(in: file) ?? []
  }

  @Test(arguments: ["#", "/", "//", "/* ", "-"])
  func `Rules and banners are told from graphs at once`(sign: String) throws {
    for line in [String(repeating: sign, count: 2000), String(repeating: sign + "\n", count: 2000)]
    {
      _ = try? searches(line + "\nhello world")
    }
  }

  @Test func `Aliases of YAML nest no deeper than lists do`() throws {
    var text = "- &a0 []\n"
    for level in 1..<200 {
      let (open, close) = (String(repeating: "[", count: 400), String(repeating: "]", count: 400))
      text += "- &a\(level) \(open)*a\(level - 1)\(close)\n"
    }
    let (documents, leftOut) = ForeignYAML.parse(Data(text.utf8))
    #expect(leftOut == 1)
    #expect(documents.count == 1)
  }

  @Test func `Sets of nodes do not multiply without end`() throws {
    let names = (0..<1000).map { "n\($0)" }.joined(separator: " ")
    let statement = "{\(names)} -> {\(names)}\n"
    #expect {
      _ = try searches("digraph {\n" + String(repeating: statement, count: 4) + "}")
    } throws: {
      "\($0)".contains("the graph has more than a million edges")
    }
  }

  @Test func `A node of a log may have very many children`() throws {
    var text = "version: 1.4.0\nevents:\n  - { type: source, id: s }\n"
    for child in 0..<20_000 { text += "  - { type: generating, id: n\(child), pId: s }\n" }
    let tree = try ImportFixture.tree(text, "posthoc")
    #expect(tree.nodeCount == 20_001)
  }

  @Test func `A text that begins with a rule is a text`() throws {
    let text = "---\n<think>\nFirst, 2 + 2 = 4. Wait, let me check: 2 + 2 = 4. So 4.\n</think>\n4"
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    #expect(TraceImporters.importer(of: file)?.name == "reasoning")
  }
}
