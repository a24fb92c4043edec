import ArgumentParser

/// What every stage that begins from a checkpoint is told.
struct TuningOptions: ParsableArguments {
  @Option(help: "The folder of a data set of 'espalier train data'; several may be given.")
  var data: [String]

  @Option(help: "The checkpoint to begin from; with rl the network is also kept near to it.")
  var base: String
}
