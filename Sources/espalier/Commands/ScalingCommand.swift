import ArgumentParser
import Foundation
import MetaCoTNeural
import TerminalUI

/// `espalier scaling`: what is solved, against size and training.
struct ScalingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling",
    abstract: "How does what is solved grow with size and training? A law over results of claims.",
    discussion: """
      espalier scaling claims/small-1000-1/test-4 claims/small-2000-1/test-4 claims/base-1000-1/test-4

      Parameters and tokens of training are read in the folders of the runs that the results name, \
      as paths from the folder at hand.
      """)

  @Argument(
    help:
      "Folders that 'espalier claims --out' wrote: the same problems, networks of several sizes.",
    completion: .directory)
  var results: [String]

  @Option(help: "A file for the curve, in SVG.", completion: .file(extensions: ["svg"]))
  var curve: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let arms = try TrainedArms(results: results)
    let report = ScalingReport(arms: arms)
    if let curve {
      try RunFolder.write(Data(CurveSVG(curve: arms.curve).text.utf8), to: curve)
    }
    if json {
      StandardOutput.write(data: try report.json)
    } else {
      StandardOutput.write(report.text(width: StandardOutput.width))
    }
  }
}
