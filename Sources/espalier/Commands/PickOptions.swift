import ArgumentParser
import MetaCoT

/// Which searches of a file with many a command takes.
struct PickOptions: ParsableArguments {
  @Option(
    help: """
      Of a file with many searches: the id of one, its number, or a regular expression for ids and \
      problems. 'espalier import FILE' lists what there is; FILE#ID is the same.
      """)
  var pick: String?

  /// The path of the one search that is picked of a file: the file itself where none is.
  func path(in file: String) throws -> String {
    guard let pick else { return file }
    return try TraceCatalog(path: file).path(picked: pick)
  }

  /// Hands over the searches that are picked of a file: all where none is.
  func forEach(in file: String, _ body: (TraceFile) throws -> Void) throws {
    try TraceCatalog(path: file).forEach(picked: pick, body)
  }
}
