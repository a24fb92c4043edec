import ArgumentParser
import MetaCoT

/// `espalier strategies`: what there is to choose from, with every parameter.
struct StrategiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strategies", abstract: "List strategies and models with their parameters.")

  func run() {
    StandardOutput.writeLine("Strategies\n")
    for kind in StrategyRegistry.entries { show(kind.name, kind.help, kind.parameters) }
    StandardOutput.writeLine("Models\n")
    for kind in ModelSource.entries { show(kind.name, kind.help, kind.parameters) }
  }

  private func show(_ name: String, _ help: String, _ parameters: [Parameter]) {
    StandardOutput.writeLine("  \(name)\n      \(help)")
    for parameter in parameters {
      let range =
        parameter.choices.isEmpty
        ? "\(parameter.text(of: parameter.range.lowerBound)) to "
          + parameter.text(of: parameter.range.upperBound)
        : parameter.choices.joined(separator: ", ")
      StandardOutput.writeLine(
        "      \(name):\(parameter.name)=\(parameter.text(of: parameter.defaultValue))  (\(range))\n"
          + "          \(parameter.help)")
    }
    StandardOutput.writeLine("")
  }
}
