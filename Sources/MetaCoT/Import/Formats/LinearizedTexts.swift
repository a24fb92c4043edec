/// Searches as text in a grammar that can be read back: what `linearize` writes in the styles
/// stream-of-search, searchformer and walk, and what those papers' own programs write.
enum LinearizedTexts: TraceImporter {
  static let name = "linearized"
  static let summary = "text in the styles stream-of-search, searchformer and walk"

  private typealias Read = @Sendable (String) throws -> (header: TraceHeader, events: EventBatch)

  static func recognizes(_ file: ForeignFile) -> Bool { reader(of: file) != nil }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    guard let read = reader(of: file) else { return [] }
    return [
      ImportedSearch(id: "1") {
        do {
          let (header, events) = try read(file.text)
          return ImportedTrace(header: header, events: events)
        } catch let error as TextTreeError {
          throw FileError(file: file.name, line: error.line, error.problem)
        }
      }
    ]
  }

  private static func reader(of file: ForeignFile) -> Read? {
    let head = String(decoding: file.bytes.prefix(1 << 16), as: UTF8.self)
    guard file.records.isEmpty else { return nil }
    if head.hasPrefix("Current State: ") {
      // What a model wrote in a dialect of its own is read by those who expect it.
      guard (try? StreamOfSearchReader.read(file.text)) != nil else { return nil }
      return { try StreamOfSearchReader.read($0) }
    }
    if head.hasPrefix("create ") || head.hasPrefix("start ") {
      guard SearchformerReader.recognizes(head) else { return nil }
      return { try SearchformerReader.read($0) }
    }
    guard WalkReader.recognizes(head) else { return nil }
    return { try WalkReader.read($0) }
  }
}
