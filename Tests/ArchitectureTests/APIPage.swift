import Foundation

/// The public types of the library products, as the sources declare them.
struct APIPage {
  static let document = ModulePicture.root.appending(path: "docs/api.md")

  /// A public declaration outside any other.
  struct Declaration {
    var kind: String
    var name: String
    var summary: String
  }

  /// What the products declare, by module and folder.
  let folders: [(module: String, folder: String, declarations: [Declaration])]
  /// Public declarations without a comment, by file.
  let undocumented: [String]

  init() throws {
    var folders: [(module: String, folder: String, declarations: [Declaration])] = []
    var undocumented: [String] = []
    for module in ["MetaCoT", "MetaCoTEvaluation", "MetaCoTNeural"] {
      let root = ModulePicture.root.appending(path: "Sources/\(module)")
      let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      var byFolder: [String: [Declaration]] = [:]
      for path in paths.sorted() where path.hasSuffix(".swift") {
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        let parts = path.split(separator: "/").dropLast()
        let (declarations, bare) = Self.read(text)
        byFolder[parts.first.map(String.init) ?? "", default: []] += declarations
        undocumented += bare.map { "\(module)/\(path): \($0)" }
      }
      for (folder, declarations) in byFolder.sorted(by: { $0.key < $1.key })
      where !declarations.isEmpty {
        folders.append((module, folder, declarations.sorted { $0.name < $1.name }))
      }
    }
    self.folders = folders
    self.undocumented = undocumented
  }

  /// The declarations of a file that begin a line, and the public ones anywhere that have no comment.
  private static func read(_ text: String) -> (declarations: [Declaration], bare: [String]) {
    let kinds: Set = ["struct", "enum", "class", "actor", "protocol", "func", "typealias"]
    var declarations: [Declaration] = []
    var bare: [String] = []
    var comment: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let code = line.drop { $0 == " " }
      if code.hasPrefix("///") {
        comment.append(code.dropFirst(3).drop { $0 == " " })
        continue
      }
      if code.hasPrefix("@") { continue }
      if code.hasPrefix("public "), !code.hasPrefix("public extension") {
        if comment.isEmpty { bare.append(String(code)) }
        let words = code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        if line.first != " ", let place = words.firstIndex(where: kinds.contains),
          words.indices.contains(place + 1)
        {
          let first = comment.prefix { !$0.isEmpty }.joined(separator: " ")
          declarations.append(
            Declaration(kind: words[place], name: words[place + 1], summary: sentence(of: first)))
        }
      }
      comment = []
    }
    return (declarations, bare)
  }

  private static func sentence(of text: String) -> String {
    text.firstRange(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text
  }

  /// What `docs/api.md` has to say.
  var markdown: String {
    var lines = [
      "# The public API",
      "",
      "The types of the library products, drawn from the sources by a test, which fails where this page is",
      "out of date (`RECORD_SNAPSHOTS=1 swift test --filter APIPageTests` draws it anew) and where a public",
      "declaration has no comment. Strategies, models, problems, styles and importers of your own are added",
      "with `register` of the registries, as [lights](../Examples/Sources/lights/main.swift) does;",
      "[ask](../Examples/Sources/ask/main.swift) records a search, reads it and asks about it.",
      "`make docs` writes all of it, members included, as web pages.",
    ]
    var module = ""
    for entry in folders {
      if entry.module != module {
        module = entry.module
        lines += ["", "## `\(module)`"]
      }
      if !entry.folder.isEmpty { lines += ["", "### \(entry.folder)"] }
      lines += ["", "| | |", "|---|---|"]
      lines += entry.declarations.map { declaration in
        let summary = declaration.summary.replacing("|", with: "\\|")
        return "| \(declaration.kind) `\(declaration.name)` | \(summary) |"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
