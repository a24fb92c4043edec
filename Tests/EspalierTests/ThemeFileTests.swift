import Foundation
import TOMLKit
import TerminalUI
import Testing

@Suite struct ThemeFileTests {
  @Test(arguments: Theme.builtIn)
  func builtInThemesAreTheirFiles(theme: Theme) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Themes/\(theme.name).toml").standardizedFileURL
    let text = try String(contentsOf: file, encoding: .utf8)
    let read = try Theme(TOMLDecoder().decode(ThemeDocument.self, from: text))
    #expect(read == theme)
  }
}
