import Foundation
import MetaCoT

/// The built-in network, trained by `make pocket`.
public enum Pocket {
  /// What it is called.
  public static let name = "pocket"

  /// One line for a list of models.
  public static let help =
    "the built-in network: a small transformer that learned from this program's searches"

  /// Where it lies: beside the program, in the folder that the package manager puts there, whose
  /// ending depends on the system; or where `make install` puts it.
  private static var folder: String {
    let program = Bundle.main.bundleURL.resolvingSymlinksInPath()
    let folders = [
      "espalier_MetaCoTNeural.resources/Pocket", "espalier_MetaCoTNeural.bundle/Pocket",
      "../share/espalier/Pocket",
    ].map { program.appending(path: $0).standardizedFileURL.path }
    return folders.first { FileManager.default.fileExists(atPath: $0) } ?? folders[0]
  }

  /// Loads it: its numbers are mapped, and read as they are touched. Throws a `FileError` if it does
  /// not lie beside the program.
  public static func checkpoint() throws -> Checkpoint { try .load(folder) }
}
