import Foundation
import Testing

@testable import espalier

/// What becomes of output that cannot be written, and of what must not reach a terminal.
@Suite struct OutputTests {
  /// A folder with a trace, a problem set and a training run.
  private final class Files {
    let folder: URL
    private let run = RunFolderFixture()

    init() throws {
      folder = try Program.temporaryFolder()
      let recorded = try Program.run(
        [
          "run", "--headless", "--problem", "4 5 6 10 → 24", "--strategy", "mcts", "--model",
          "heuristic", "--until", "tree", "--budget", "2000", "--record", "t.jsonl",
        ], in: folder)
      try #require(recorded.status == 0, "\(recorded.errors)")
      try run.begin()
      try run.append(steps: 1...3)
      try FileManager.default.copyItem(
        atPath: run.path, toPath: folder.appending(path: "run").path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Runs a line of bash, in which `$E` is the program.
    func bash(_ line: String) throws -> Program.Result {
      try Program.bash(line, in: folder)
    }
  }

  static let commands = [
    "linearize t.jsonl", "linearize --spans t.jsonl", "linearize --style cot t.jsonl",
    "validate t.jsonl", "replay --plain t.jsonl", "compare --plain t.jsonl t.jsonl",
    "problems list", "problems list --kinds", "problems show", "problems generate countdown",
    "strategies", "keys", "keys --markdown", "--help", "run --help", "--version",
    "--generate-completion-script bash", "train show run",
    "run --headless --problem '4 5 6 10 → 24' --model heuristic",
    "run --plain --problem '4 5 6 10 → 24' --model heuristic",
    "run --headless --problem '4 5 6 10 → 24' --model heuristic --record x.jsonl",
    "eval --problem '4 5 6 10 → 24' --budget 10",
    "eval --problem '4 5 6 10 → 24' --budget 10 --json",
  ]

  @Test func `A full disk and a closed output are errors`() throws {
    let files = try Files()
    for command in Self.commands {
      for (output, reason) in [
        ("/dev/full", "No space left on device"), ("&-", "Bad file descriptor"),
      ] {
        let result = try files.bash("$E \(command) >\(output)")
        #expect(result.status == ExitStatus.output.rawValue, "\(command) >\(output): \(result)")
        let last = result.errors.split(separator: "\n").last ?? ""
        #expect(last == "Error: standard output cannot be written: \(reason)", "\(command)")
      }
    }
  }

  @Test func `What nobody reads ends quietly`() throws {
    let files = try Files()
    for trap in ["", "trap '' PIPE;"] {
      for command in ["linearize t.jsonl", "replay --plain t.jsonl", "linearize --spans t.jsonl"] {
        let result = try files.bash("\(trap) $E \(command) | head -1; exit ${PIPESTATUS[0]}")
        #expect(result.status == ExitStatus.closedPipe.rawValue, "\(command): \(result)")
        #expect(result.errors.isEmpty, "\(result.errors)")
        #expect(!result.output.isEmpty)
      }
    }
  }

  @Test func `No file takes the place of a closed output`() throws {
    let files = try Files()
    let result = try files.bash(
      "$E run --headless --problem '4 5 6 10 → 24' --model heuristic --record y.jsonl >&- 2>&- <&-")
    #expect(result.status == ExitStatus.output.rawValue)
    let again = try files.bash("$E validate y.jsonl")
    #expect(again.status == 0, "\(again)")
  }

  @Test func `Statuses tell errors apart`() throws {
    let files = try Files()
    for (command, status) in [
      ("run --headless --problem '4 5 6 10 → 24'", ExitStatus.success),
      ("run --headless --problem '1 1 1 1 → 999' --model heuristic", .no),
      ("validate nothing.jsonl", .no), ("run --headless --budget many", .usage),
      ("replay --plain nothing.jsonl", .input), ("linearize nothing.jsonl", .input),
      ("run --headless --problems nothing.jsonl", .input), ("train show nothing", .input),
      ("run --headless --problem '4 5 6 10 → 24' --record /dev/null/x/y.jsonl", .output),
    ] {
      let result = try files.bash("$E \(command)")
      #expect(result.status == status.rawValue, "\(command): \(result)")
    }
    let help = try files.bash("$E --help")
    for status in ExitStatus.allCases {
      #expect(help.output.contains("\n\(status.rawValue): \(status.meaning)\n"), "\(status)")
    }
  }

  /// Hostile texts at every place of a trace, and events of an unknown kind.
  private static let hostile = [
    #"{"e":"\u001b]52;c;SEFDS0VE\u0007\u001b[31m\u009b2J\u202eevil"}"#,
    #"{"e":"note","n":0,"text":"a\u001b[2Jb\u009b31mc\u202ed"}"#,
  ]

  @Test func `Nothing that a terminal obeys gets there`() throws {
    let files = try Files()
    let header =
      #"{"format":"espalier-trace","version":1,"problem":{"kind":"x","text":"t"},"strategy":{"name":"m\u001b[31m"},"model":{"name":"h\u001b]0;x\u0007"},"root":{"state":"s\u001b[5m"}}"#
    for (number, line) in Self.hostile.enumerated() {
      try Data((header + "\n" + line + "\n").utf8)
        .write(to: files.folder.appending(path: "h\(number).jsonl"))
    }
    let own = Self.hostile.indices.map { "h\($0).jsonl" }
    let shared = Program.repository.deletingLastPathComponent().appending(path: "shared/cases")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shared.path)) ?? []
    let cases = names.filter { $0.hasPrefix("inject-") || $0.hasPrefix("esc-") }
    for path in own + cases.map({ shared.path + "/" + $0 }) {
      for command in [
        "validate", "linearize", "linearize --style walk", "replay --plain", "problems list",
        "problems validate", "run --headless --problems", "run --headless --model", "train show",
      ] {
        if own.contains(path) {
          let piped = try files.bash("$E \(command) '\(path)' >out")
          Self.expectHarmless(piped.errors, "\(command) \(path)")
        }
        // On a terminal, which `script` is.
        let typed = try files.bash(
          "TERM=dumb script -qec \"$E \(command) '\(path)'\" /dev/null </dev/null | tr -d '\\r'")
        Self.expectHarmless(typed.output, "\(command) \(path)")
      }
    }
  }

  private static func expectHarmless(_ text: String, _ what: String) {
    let bad = text.unicodeScalars.first {
      $0 != "\n" && ($0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0 == "\u{202E}")
    }
    #expect(
      bad == nil, "\(what): \(String(bad?.value ?? 0, radix: 16)) in \(text.debugDescription)")
  }

  @Test func `A pipe gets the bytes of the text`() throws {
    let files = try Files()
    let lines = [
      #"{"format":"espalier-trace","version":1,"problem":{"kind":"x","text":"t"},"strategy":{"name":"m"},"root":{"state":"s"}}"#,
      #"{"e":"note","n":0,"text":"a\tb\u001b[1mc"}"#,
    ]
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: files.folder.appending(path: "raw.jsonl"))
    let result = try files.bash("$E linearize raw.jsonl")
    #expect(result.output.contains("a\tb\u{1B}[1mc"), "\(result)")
  }
}
