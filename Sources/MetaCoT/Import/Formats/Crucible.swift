import Foundation

/// Recordings of crucible-ttc: what a model proposed after each prefix of steps, and what a process
/// reward model said of the prefixes. A prefix is named by a digest of its steps, so the tree is found
/// by walking down and hashing. The scores lie in a file of their own, beside the steps.
enum Crucible: TraceImporter {
  static let name = "crucible"
  static let summary =
    "recorded steps of crucible-ttc, with the scores in the -prm file beside them"

  static func recognizes(_ file: ForeignFile) -> Bool {
    guard let record = file.records.first else { return false }
    return record["step_records"]?.isList == true
      || record["prm"] != nil && record["records"]?.members.isEmpty == false
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    guard let record = file.records.first, record["step_records"] != nil else {
      throw file.error("this file has only scores; open the file with the steps beside it")
    }
    let scores = try scores(beside: file)
    var proposals: [String: JSONValue] = [:]
    for record in record["step_records"]?.list ?? [] {
      proposals[record["key"]?.string ?? ""] = record
    }
    return (record["problems"]?.list ?? []).enumerated().map { place, problem in
      let id = problem["id"]?.plain ?? String(place + 1)
      return ImportedSearch(id: id) { [proposals] in
        trace(of: problem, id: id, proposals: proposals, scores: scores)
      }
    }
  }

  /// The scores of prefixes by their keys; none where there is no such file.
  private static func scores(beside file: ForeignFile) throws -> [String: JSONValue] {
    let path = URL(filePath: file.name)
    let name = path.lastPathComponent.replacing("steps", with: "prm")
    let beside = path.deletingLastPathComponent().appending(path: name).path
    guard name != path.lastPathComponent, FileManager.default.fileExists(atPath: beside) else {
      return [:]
    }
    return try ForeignFile(path: beside).records.first?["records"]?.members ?? [:]
  }

  private static func trace(
    of problem: JSONValue, id: String, proposals: [String: JSONValue],
    scores: [String: JSONValue]
  ) -> ImportedTrace {
    let prompt = problem["prompt"]?.string ?? ""
    var header = TraceHeader(
      problem: .init(id: id, kind: "text", text: prompt), strategy: .init("crucible"), model: nil,
      root: .init(state: prompt))
    header.order = .unknown
    var builder = ImportBuilder()
    builder.expandAll(
      [] as [JSONValue],
      children: { path in
        // A prefix of so many steps is not a recording.
        guard path.count < 10_000, let record = proposals[key(id, path)] else { return [] }
        return (record["batches"]?.list ?? []).flatMap(\.list).map { path + [$0] }
      },
      node: { path, _ in
        ImportedNode(
          step: path.last?["text"]?.string ?? "", V: scores[key(id, path)]?.list.last?.number)
      })
    return builder.finish(header, hasVerdict: false)
  }

  /// `ID:H`, H the first 16 digits of the digest of the steps, separated by U+001F.
  private static func key(_ id: String, _ path: [JSONValue]) -> String {
    let steps = path.map { $0["text"]?.string ?? "" }.joined(separator: "\u{1F}")
    return "\(id):\(SHA256.hex(of: steps).prefix(16))"
  }
}
