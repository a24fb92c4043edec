import ArgumentParser
import Foundation
import TerminalUI

/// The options of every command that opens a screen.
struct ScreenOptions: ParsableArguments {
  @Option(help: "A theme: \(Theme.builtIn.map(\.name).joined(separator: ", ")), or a file.")
  var theme: String?

  @Flag(inversion: .prefixedNo, help: "Listen to the mouse.")
  var mouse = true

  @Flag(help: "Draw with ASCII alone.")
  var ascii = false

  @Flag(help: "No screen control and no borders: a fact a line, for pipes and screen readers.")
  var plain = false

  /// Whether there is to be no screen: asked for, or the terminal cannot place its cursor, or
  /// stdout is none.
  var isPlain: Bool {
    let terminal = TerminalTraits(environment: ProcessInfo.processInfo.environment)
    return plain || terminal.isDumb || isatty(STDOUT_FILENO) == 0
  }
}
