import ArgumentParser
import MetaCoTNeural

/// `espalier train sft`: instruction tuning on linearized searches.
struct TrainSFTCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sft",
    abstract: "Tune a network on linearized searches (Meta-CoT), on final paths (CoT), or both.")

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var optimization: OptimizationOptions

  @Option(help: "The folder of a data set of 'espalier train data'; several may be given.")
  var data: [String]

  @Option(help: "What is learned: 'search' (the whole search) or 'solve' (the final path). Both.")
  var mode: [DataRecord.Mode] = []

  @Option(help: "The checkpoint to begin from. Default: random weights.")
  var base: String?

  @Option(help: "Of random weights: NAME=NUMBER,… of width, layers, heads, kv, ff, context.")
  var shape: String?

  func run() throws {
    var configuration = SFTStage.Configuration(data: data)
    if !mode.isEmpty { configuration.modes = mode }
    configuration.base = base
    if base == nil {
      configuration.shape = try ShapeSettings(text: shape ?? "")
    } else if shape != nil {
      throw ValidationError("--shape is that of the checkpoint of --base: give one of them")
    }
    configuration.training = try optimization.settings(configuration.training)
    try options.run(SFTStage(configuration), configuration: configuration, on: screen)
  }
}

extension DataRecord.Mode: ExpressibleByArgument {}

extension ShapeSettings {
  /// The greatest number of a shape.
  private static let most = 1 << 16
  /// How large a network can be: training keeps four times as many numbers, and more with threads.
  private static let mostParameters = 1 << 30

  /// Reads `width=128,layers=6`; throws a usage error that says what would be right.
  init(text: String) throws {
    self.init()
    let fields: [String: WritableKeyPath<ShapeSettings, Int>] = [
      "width": \.width, "layers": \.layers, "heads": \.heads, "kv": \.keyValueHeads,
      "ff": \.feedForward, "context": \.context,
    ]
    for assignment in text.split(separator: ",") {
      let sides = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, let field = fields[sides[0]], let value = Int(sides[1]),
        (1...Self.most).contains(value)
      else {
        throw ValidationError(
          "--shape \(assignment): give NAME=NUMBER, with a whole number from 1 to \(Self.most) and "
            + "one of " + fields.keys.sorted().joined(separator: ", "))
      }
      self[keyPath: field] = value
    }
    guard width % heads == 0, heads % keyValueHeads == 0, (width / heads) % 2 == 0 else {
      throw ValidationError(
        "--shape: width must be a multiple of heads, heads of kv, and width/heads even")
    }
    guard shape.parameterCount <= Self.mostParameters else {
      throw ValidationError(
        "--shape: that is a network of \(shape.parameterCount) numbers: give one of at most "
          + "\(Self.mostParameters)")
    }
  }
}
