import ArgumentParser
import Foundation
import MetaCoTNeural

struct TrainOptions: ParsableArguments {
  @Option(help: "The folder of the run.")
  var run: String

  @Flag(help: "Go on with the run in the folder.")
  var resume = false

  func run(_ job: some TrainingJob, configuration: some Codable) throws {
    let folder =
      resume
      ? try RunFolder.resume(at: run, configuration: configuration)
      : try RunFolder.begin(at: run, configuration: configuration)
    folder.onRecord = { print($0) }
    try job.run(in: folder, control: TrainingControl())
  }
}
