import Foundation
import Testing

@testable import MetaCoT

/// Files of other programs, small ones written here and those beside the repository.
enum ImportFixture {
  /// The searches of a text.
  static func searches(_ text: String) throws -> (format: String, searches: [ImportedSearch]) {
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    let importer = try #require(ImporterRegistry.importer(of: file))
    return (importer.name, try importer.searches(in: file))
  }

  /// The tree of the only search of a text.
  static func tree(_ text: String, _ format: String) throws -> SearchTree {
    let found = try searches(text)
    #expect(found.format == format)
    try #require(found.searches.count == 1)
    return try tree(of: found.searches[0])
  }

  /// The tree, by way of the bytes of a trace, which have to be valid.
  static func tree(of search: ImportedSearch) throws -> SearchTree {
    let reader = try TraceReader(bytes: try search.trace().bytes, name: search.id)
    var tree = SearchTree(header: reader.header)
    var audit = TraceAudit(header: reader.header)
    while let batch = try reader.next() {
      audit.append(batch)
      tree.append(batch)
    }
    #expect(audit.contradictions.isEmpty, "\(audit.contradictions)")
    return tree
  }

  /// The samples beside the repository.
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/data/traces").standardizedFileURL.path

  static let isThere = FileManager.default.fileExists(atPath: folder)

  /// The trees of all searches of a sample.
  static func trees(_ sample: String) throws -> [SearchTree] {
    let file = try ForeignFile(path: "\(folder)/\(sample)")
    let importer = try #require(ImporterRegistry.importer(of: file))
    return try importer.searches(in: file).map(tree)
  }
}
