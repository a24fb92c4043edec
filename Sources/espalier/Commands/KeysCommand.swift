import ArgumentParser
import EspalierViews

/// `espalier keys`: the key reference, with the configured keys.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List every command and its keys.")

  @Flag(help: "As Markdown, with the default keys: docs/keys.md.")
  var markdown = false

  func run() throws {
    if markdown {
      StandardOutput.write(KeyReference.markdown())
    } else {
      StandardOutput.write(
        KeyReference.text(try Keymap(overrides: Configuration.load().keys ?? [:])))
    }
  }
}
