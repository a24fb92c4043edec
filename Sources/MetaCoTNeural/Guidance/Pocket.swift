import Foundation
import MetaCoT

/// The network in the box, trained by `make pocket`.
public enum Pocket {
  /// What it is called.
  public static let name = "pocket"

  /// One line for a list of models.
  public static let help =
    "the network in the box: a small transformer that learned from this program's searches"

  /// Where it lies: beside the program, in the folder that the package manager puts there.
  private static var folder: String {
    Bundle.main.bundleURL.appending(path: "espalier_MetaCoTNeural.resources/Pocket").path
  }

  /// Loads it: its numbers are mapped, and read as they are touched. Throws a `FileError` if it does
  /// not lie beside the program.
  public static func checkpoint() throws -> Checkpoint { try .load(folder) }
}
