import Foundation

/// The sample traces that come with the program.
enum Samples {
  /// Their folder: where `make install` puts them, or in the repository that the program was built in;
  /// nil where they are in neither.
  static let folder: String? = {
    let program = Bundle.main.bundleURL.resolvingSymlinksInPath()
    var places = [program.appending(path: "../share/espalier/SampleTraces").standardizedFileURL]
    var above = program
    while above.path != "/" {
      above.deleteLastPathComponent()
      places.append(above.appending(path: "SampleTraces"))
    }
    return places.first { FileManager.default.fileExists(atPath: $0.path + "/README.md") }?.path
  }()
}
