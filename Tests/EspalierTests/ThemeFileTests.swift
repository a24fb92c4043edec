import Foundation
import TerminalUI
import Testing

@testable import MetaCoT
@testable import espalier

@Suite struct ThemeFileTests {
  private static func file(of name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Themes/\(name).toml").standardizedFileURL
  }

  @Test(arguments: Theme.builtIn)
  func `Built-in themes are their files`(theme: Theme) throws {
    let read = try Theme(
      TOMLFile.read(ThemeDocument.self, path: Self.file(of: theme.name).path))
    #expect(read == theme)
  }

  @Test(arguments: [
    ("name = \"a\"\n[{nks.text]\n", "t:2: the name of a table is missing: write such as [run]"),
    ("[\u{301}{\n", "t:1: the name of a table is missing: write such as [run]"),
    ("a = 1\n\u{200B}[{\n", "t:2: the name of a table is missing: write such as [run]"),
    ("[[[a]]]\n", "t:1: the name of a table is missing: write such as [run]"),
    ("[[\n", "t:1: the name of a table is missing: write such as [run]"),
    ("[ \u{3000}é]\n", "t:1: the name of a table is missing: write such as [run]"),
    ("name = [ }\n", "t:1: a value is missing before }"),
    ("a = '\u{2028}'\nb = [\u{2028}1]\n", "t:2: a line separator can only stand in a string"),
    ("name = \"}\" # [ }\nx = [1, # , }\n } ]\n", "t:3: a value is missing before }"),
    ("x = \"\"\"[\n}\"\"\"\ny = '[ }'\nz = {a = 1, }\n", "t:4: a value is missing before }"),
    ("x = ['[', \"\\\"[ }\", 1 }\n", "t:1: Error while parsing array"),
    ("name = \"a\"\nname = \"b\"\n", "t:2: "),
    ("name = 1\n", "t: name is missing, or has the wrong type"),
    ("name = \"a\"\n[inks]\ntext = 1\n", "t: inks.text has the wrong type"),
    ("", "t: name is missing, or has the wrong type"),
  ])
  func `What is wrong is one sentence`(text: String, beginning: String) {
    let error = #expect(throws: FileError.self) {
      try TOMLFile.decode(ThemeDocument.self, from: text, path: "t")
    }
    #expect(error?.description.hasPrefix(beginning) == true, "\(error!)")
  }

  @Test func `Long words are quoted shortly`() throws {
    let long = String(repeating: "x", count: 5000)
    for text in [
      "name = \"a\"\n[inks.text]\ncolor = \"\(long)\"", "name = \"a\"\n[inks.\(long)]",
      "name = \"a\"\n\(long) = 1",
      "name = \"a\"\n[inks.text]\nmono = [\"\(long)\"]",
    ] {
      do {
        _ = try Theme(TOMLFile.decode(ThemeDocument.self, from: text, path: "t"))
        Issue.record("\(text.prefix(60)) is read")
      } catch { #expect("\(error)".utf8.count < 600, "\(error)") }
    }
  }

  @Test func `What is not UTF-8 is not taken for no file`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("theme.toml").path
    try Data([0x6E, 0xFF, 0x0A]).write(to: URL(filePath: path))
    #expect(throws: FileError(file: path, "this is not UTF-8: write it in UTF-8")) {
      try TOMLFile.read(ThemeDocument.self, path: path)
    }
  }

  /// Whatever is done to a file, the program goes on: it is read, or there is a sentence.
  @Test func `Mutated files are read or refused`() throws {
    let signs = Array("[]{}=\"'.,#\n\\+-_0a\t".utf8)
    var random = SeededRandom(seed: 11)
    for theme in Theme.builtIn {
      let whole = Array(try Data(contentsOf: Self.file(of: theme.name)))
      for _ in 0..<400 {
        var bytes = whole
        for _ in 0...random.below(4) {
          let place = random.below(bytes.count)
          switch random.below(4) {
          case 0: bytes[place] = UInt8(random.below(128))
          case 1: bytes.remove(at: place)
          case 2: bytes.insert(signs[random.below(signs.count)], at: place)
          default: bytes.removeSubrange(place..<min(bytes.count, place + random.below(40)))
          }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? Theme(TOMLFile.decode(ThemeDocument.self, from: text, path: "t"))
      }
    }
  }
}
