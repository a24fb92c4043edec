import Foundation
import Testing

@testable import MetaCoT

/// What `docs/` says of problems is what the program does.
@Suite struct ProblemDocumentationTests {
  private static let docs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs")

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.docs.appendingPathComponent(name), encoding: .utf8)
  }

  @Test func `Every kind and parameter is described`() throws {
    let page = try text("problems.md")
    for kind in ProblemRegistry.kinds {
      #expect(page.contains("### `\(kind.name)`"))
      for (index, parameter) in kind.parameters.enumerated() {
        let name = index == 0 ? "| `\(kind.name)` " : "| "
        let row =
          "\(name)| `\(parameter.name)` | \(parameter.text(of: parameter.range.lowerBound)), "
          + "\(parameter.text(of: parameter.range.upperBound)) "
          + "| \(parameter.text(of: parameter.defaultValue)) | \(parameter.help) |"
        #expect(page.contains(row), "\(row)")
      }
    }
  }

  @Test func `Schema names the kinds`() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(text("problem-set.schema.json").utf8))
    let properties = (schema as? [String: Any])?["properties"] as? [String: [String: Any]]
    #expect(properties?["kind"]?["enum"] as? [String] == ProblemRegistry.kinds.map(\.name))
    #expect(properties?.keys.sorted() == ["answer", "cost", "id", "kind", "text"])
  }

  @Test func `Example lines are read`() throws {
    let lines = try text("problems.md").split(separator: "\n").filter {
      $0.hasPrefix("    {\"id\"")
    }
    let set = try ProblemSet.read(
      Data(lines.joined(separator: "\n").utf8), name: "problems.md")
    #expect(set.items.map(\.id) == ["easy", "tiny"])
  }
}
