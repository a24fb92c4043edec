import Foundation
import Testing

/// What ends a program without a word, or writes past the one place that sanitises and checks, does
/// not stand in the sources.
@Suite struct SafetyTests {
  /// The code of the files of `Sources`, by their path there: without comments and texts.
  static let sources: [String: [String]] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var sources: [String: [String]] = [:]
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      sources[String(file.path.dropFirst(root.path.count + 1))] = code(of: text)
    }
    return sources
  }()

  /// The lines of a Swift text without comments and what stands in quotes.
  private static func code(of text: String) -> [String] {
    let (quoted, comment) = (#/"(?:\\.|[^"\\])*"/#, #/\/\/.*/#)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line).replacing(quoted, with: "\"\"").replacing(comment, with: "")
    }
  }

  /// The lines with a pattern, as `file: line`.
  private static func lines(
    _ pattern: some RegexComponent, where isMeant: (String) -> Bool = { _ in true }
  ) -> [String] {
    sources.sorted { $0.key < $1.key }.filter { isMeant($0.key) }.flatMap { file, lines in
      lines.filter { $0.contains(pattern) }
        .map { "\(file): \($0.trimmingCharacters(in: .whitespaces))" }
    }
  }

  @Test func `The sources are read`() { #expect(Self.sources.count > 200) }

  /// Where these are in reach, a conversion that traps does not compile.
  @Test func `Every module converts to integers with care`() throws {
    let modules = Set(Self.sources.keys.map { String($0.prefix { $0 != "/" }) })
    for module in modules where module != "SaturatingIntegers" {
      let exports = Self.lines(#/@_exported import SaturatingIntegers/#) {
        $0.hasPrefix(module + "/")
      }
      #expect(exports.count == 1, "\(module)")
    }
  }

  /// In the middle of code a literal is compiled each time that it is used, which takes a thousand
  /// times as long as most matches.
  @Test func `Regular expressions are compiled once`() {
    for (file, lines) in Self.sources {
      for (before, line) in zip([""] + lines, lines) where line.contains("#/") {
        #expect((before + line).contains("static let"), "\(file): \(line)")
      }
    }
  }

  @Test func `Nothing is tried by force`() {
    let found = Self.lines(#/\b(?:try|as)!|\bunsafelyUnwrapped\b|\bunowned\(unsafe\)/#)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  /// Force unwraps that are left, by file: what they unwrap is there whatever a person or a file says.
  /// The base address of a buffer that is not empty goes without saying.
  private static let unwraps = [
    // Every name of a command has one: `CommandTableTests` goes through them.
    "EspalierViews/Commands/CommandTable.swift": 1,
    // Who makes weights has checked that each tensor of the shape is there; names are the shape's.
    "MetaCoTNeural/Network/Weights.swift": 1,
    // The tokens are written in the same lines, the special ones and all bytes among them.
    "MetaCoTNeural/Tokenizer/Tokenizer+Puzzles.swift": 1,
  ]

  @Test func `Nothing new is unwrapped by force`() {
    let unwrap = #/[\w)\]]!(?!=)/#
    let found = Self.lines(unwrap) { !$0.isEmpty }
      .filter { $0.replacing("baseAddress!", with: "").contains(unwrap) }
    let counts = Dictionary(grouping: found) { String($0.prefix { $0 != ":" }) }
    for (file, lines) in counts {
      #expect(
        lines.count <= Self.unwraps[file] ?? 0,
        "\(file) unwraps by force:\n\(lines.joined(separator: "\n"))")
    }
    for (file, count) in Self.unwraps {
      #expect(counts[file]?.count == count, "\(file) has fewer: the table can say so")
    }
  }

  /// The tests that docs/reliability.md names as those that hold a promise.
  @Test func `The tests that hold a promise are there`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files = FileManager.default.enumerator(atPath: root.path)
    let tests = Set(
      (files?.allObjects ?? []).compactMap { ($0 as? String)?.split(separator: "/").last })
    let page = root.deletingLastPathComponent().appending(path: "docs/reliability.md")
    let named = try String(contentsOf: page, encoding: .utf8).matches(of: #/`(\w+Tests)`/#)
    #expect(named.count > 20)
    for name in named { #expect(tests.contains(name.1 + ".swift"), "\(name.1)") }
  }

  @Test func `Standard output and error are written in one place`() {
    let writers: Set = [
      "espalier/Output/StandardOutput.swift", "TerminalDevice/TerminalDevice.swift",
    ]
    let found = Self.lines(
      #/\b(?:print|debugPrint|dump|fputs|fwrite|putchar|printf|perror)\(|\bstandard(?:Output|Error)\b/#
    ) { !writers.contains($0) }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
