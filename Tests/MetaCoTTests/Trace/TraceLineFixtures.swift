@testable import MetaCoT

/// Traces of a few lines, as another program writes them.
enum TraceLineFixtures {
  /// The first line, with these members besides what it must have.
  static func header(_ members: String = "", version: Int = 2) -> String {
    #"{"format":"espalier-trace","version":\#(version),"problem":{"kind":"k","text":"t"},"#
      + #""strategy":{"name":"s"},"root":{"state":"0"}\#(members)}"#
  }

  static func reader(
    _ lines: [String], header members: String = "", version: Int = 2
  ) throws -> TraceReader {
    let text = ([header(members, version: version)] + lines).joined(separator: "\n") + "\n"
    return try TraceReader(bytes: Array(text.utf8), name: "t")
  }

  static func tree(
    _ lines: [String], header members: String = "", version: Int = 2
  ) throws -> SearchTree {
    let reader = try reader(lines, header: members, version: version)
    var tree = SearchTree(header: reader.header)
    // Event by event, so that nothing depends on where batches end.
    while let batch = try reader.next(maximum: 1) { tree.append(batch) }
    return tree
  }

  /// The lines after the header, as they are written again.
  static func written(_ tree: SearchTree) -> [String] {
    var encoder = TraceEncoder(header: tree.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(tree.allEvents, from: &cursor)
    let text = String(decoding: Array(encoder.output.bytes), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map(String.init)
  }
}
