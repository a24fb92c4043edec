import EspalierViews
import Foundation
import TerminalDevice
import TerminalUI

/// What configuration file, command line and environment come to.
struct Settings {
  /// The keys.
  var keymap: Keymap
  /// The themes to choose from.
  var themes: [Theme]
  /// The one that the command line or the configuration names, or that was chosen last; nil where the
  /// terminal's background decides.
  var theme: Theme?
  /// How the terminal is opened.
  var device: TerminalDevice.Options
  /// What a search starts with, if the command line says nothing.
  var defaults: Configuration.Defaults
  /// What the command line says.
  let options: ScreenOptions
  /// The files that all this comes from.
  let files: [String]

  /// Joins them: what the command line says comes first. Throws one sentence about what is wrong.
  init(_ options: ScreenOptions) throws {
    let configuration = try Configuration.load()
    self.options = options
    let themeName = options.theme ?? configuration.theme
    files = [Configuration.path] + [themeName].compactMap { $0 }.filter { !Self.isBuiltIn($0) }
    do {
      keymap = try Keymap(overrides: configuration.keys ?? [:])
    } catch { throw Failure("\(Configuration.path): \(error)") }
    device = TerminalDevice.Options()
    device.mouse = options.mouse && configuration.mouse ?? true
    device.ascii = options.ascii || configuration.ascii ?? false
    defaults = configuration.run ?? Configuration.Defaults()
    let named = try themeName.map(Self.theme)
    themes = Theme.builtIn
    if let named, !themes.contains(named) {
      themes.removeAll { $0.name == named.name }
      themes.insert(named, at: 0)
    }
    theme = named ?? StateFolder.theme.flatMap { name in Theme.builtIn.first { $0.name == name } }
  }

  /// Iterations or events a second: what the command line asks for, 0 being no limit (nil), or the
  /// configuration, or the standard.
  func speed(_ asked: Double?) -> Double? {
    let speed = asked ?? defaults.speed ?? SearchOptions.Standard.speed
    return speed > 0 ? speed : nil
  }

  private static func isBuiltIn(_ name: String) -> Bool {
    Theme.builtIn.contains { $0.name == name }
  }

  /// A built-in theme by name, or the theme in a file.
  static func theme(_ name: String) throws -> Theme {
    if let theme = Theme.builtIn.first(where: { $0.name == name }) { return theme }
    guard FileManager.default.fileExists(atPath: name) else {
      let names = Theme.builtIn.map(\.name).joined(separator: ", ")
      throw Failure("there is no theme and no file \"\(name)\": themes are \(names)")
    }
    let document = try TOMLFile.read(ThemeDocument.self, path: name)
    do {
      return try Theme(document)
    } catch { throw Failure("\(name): \(error)") }
  }
}
