/// Data sets of Stream of Search (Gandhi et al., 2024, arXiv 2404.03683): Countdown problems, each with
/// a search in that paper's line grammar.
enum StreamOfSearchSet: TraceImporter {
  static let name = "stream-of-search"
  static let summary = "data sets of kanishkg/stream-of-search"
  static let readsRecordByRecord = true

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.elements.first?["search_path"]?.string != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let name = file.name
    return file.numbered.map { place, record in
      ImportedSearch(id: String(place)) {
        do {
          let text = record["search_path"]?.string ?? ""
          let (header, events) = try StreamOfSearchReader.read(text, isWhole: true)
          return ImportedTrace(header: header, events: events)
        } catch let error as TextTreeError {
          throw FileError(file: name, "search \(place), \(error)")
        }
      }
    }
  }
}
