import Foundation
import MetaCoT
import Testing

@testable import espalier

/// Files of others that ended the program once: each is read, or refused with a sentence.
@Suite struct SharedCasesTests {
  private static let cases = Program.repository.deletingLastPathComponent()
    .appending(path: "shared/cases")
  private static let areThere = FileManager.default.fileExists(atPath: cases.path)
  static let missing: Comment = "the folder shared/cases is not there"

  /// Runs the program, which must say how it ended. Returns what it said.
  private func run(_ arguments: [String], in folder: URL? = nil) throws -> Program.Result {
    let result = try Program.run(arguments, in: folder)
    let known = [ExitStatus.success, .no, .usage, .input].map(\.rawValue)
    #expect(known.contains(result.status), "\(arguments): \(result)")
    #expect(result.status == 0 || !result.errors.isEmpty, "\(arguments)")
    #expect(result.errors.utf8.count < 2000, "\(arguments)")
    return result
  }

  /// The files there, by what their names begin with.
  private static let sets = ["ps-", "maze-", "csv-", "id", "inject-set-", "u2028", "eight"]
  private static func files(_ isMeant: (String) -> Bool) -> [String] {
    let all = FileManager.default.enumerator(atPath: cases.path)?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { file in
      isMeant(String(file.split(separator: "/").last ?? "")) && !file.contains("run")
        && !file.hasPrefix("train-")
    }.map { cases.path + "/" + $0 }.sorted()
  }

  /// The names of the files that these lines begin with.
  private static func names(_ lines: String, where isMeant: (Substring) -> Bool) -> Set<Substring> {
    Set(
      lines.split(separator: "\n").filter(isMeant).compactMap {
        $0.prefix { $0 != ":" }.split(separator: "/").last
      })
  }

  /// Of all traces these are refused, or contradict themselves; the others are good.
  @Test(.enabled(if: areThere, missing)) func `Every trace is read or refused`() throws {
    let files = Self.files { name in
      name.hasSuffix(".jsonl") && !Self.sets.contains(where: name.hasPrefix)
    }
    let result = try Program.run(["validate"] + files)
    let refused = Self.names(result.errors) { _ in true }
    let read = Self.names(result.output) { _ in true }
    let expected = [
      "1e400", "answer-obj", "backtrack-noto", "backup-nov", "deep", "end-mismatch", "float",
      "future", "inf", "liststate", "lowsurr", "metric-str", "nan-middle", "nan", "noroot",
      "same-forward", "str", "strid", "surr", "t-missing", "timestamps", "unsolved-goal",
      "wrong-arith", "wrongid",
    ].map { "tr-\($0).jsonl" }
    #expect(
      refused.subtracting(["crash-end-cost-inf.jsonl", "crash-end-seconds-1e19.jsonl"])
        == Set((expected + ["cut-off.jsonl", "notrace.jsonl"]).map { $0[...] }))
    #expect(refused.isDisjoint(with: read) && refused.count + read.count == files.count)
    #expect(result.status == ExitStatus.no.rawValue)
  }

  /// Of all problem sets these have lines that are refused; the others are read whole.
  @Test(.enabled(if: areThere, missing)) func `Every set is read or refused`() throws {
    let files = Self.files { name in Self.sets.contains(where: name.hasPrefix) }
    let result = try Program.run(["problems", "validate"] + files)
    let read = Self.names(result.output) {
      $0.contains(#/, \d+ problem/#) && !$0.contains("wrong line")
    }
    let refused = Set(files.compactMap { $0.split(separator: "/").last }).subtracting(read)
    let expected =
      [
        "1e400", "all-bad", "answer-prefix", "arabic", "dupid", "eq24", "latex", "nan", "numkind",
        "surr",
      ].map { "ps-\($0).jsonl" } + (1...6).map { "inject-set-\($0).jsonl" }
      + [
        "01-nocomma", "01", "at", "empty", "onlyG", "onlyS", "ragged", "single", "tab",
        "trailing-space", "twoS", "walls",
      ].map { "maze-\($0).txt" }
    #expect(refused == Set(expected.map { $0[...] }))
    #expect(result.status == ExitStatus.no.rawValue)
  }

  @Test(.enabled(if: areThere, missing))
  func `Traces whose figures are no numbers are read or refused`() throws {
    for name in ["crash-end-cost-inf.jsonl", "crash-end-seconds-1e19.jsonl"] {
      let path = Self.cases.appending(path: name).path
      for command in [["replay", "--plain"], ["validate"], ["linearize"]] {
        _ = try run(command + [path])
      }
    }
  }

  @Test(.enabled(if: areThere, missing))
  func `Damaged run folders are read or refused`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      at: Self.cases.appending(path: "run-folders"), includingPropertiesForKeys: nil)
    for folder in folders + [Self.cases.appending(path: "train-inf-seconds")] {
      let result = try run(["train", "show", folder.path])
      if result.status != 0 { #expect(result.errors.contains("metrics.jsonl:"), "\(result)") }
      _ = try run(["train", "show", "--plain", folder.path])
    }
  }

  @Test(.enabled(if: areThere, missing))
  func `A value head that is infinite is refused`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let pocket = Program.repository.appending(path: "Sources/MetaCoTNeural/Pocket")
    let network = folder.appending(path: "network")
    try FileManager.default.copyItem(at: pocket, to: network)
    let head = network.appending(path: "value_head.safetensors")
    try? FileManager.default.removeItem(at: head)
    try FileManager.default.copyItem(
      at: Self.cases.appending(path: "value_head-inf.safetensors"), to: head)
    let result = try run(
      ["run", "--headless", "--problem", "4 5 6 10 → 24", "--model", "./network"], in: folder)
    #expect(result.status == ExitStatus.input.rawValue)
    #expect(result.errors.contains("value_head.safetensors: tensor"), "\(result)")
  }

  @Test func `What is no theme is refused`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = try String(
      contentsOf: Program.repository.appending(path: "Themes/dark.toml"), encoding: .utf8)
    var texts = [
      "[{inks]", "[ ]", "[[", "[", "[\u{e9}]", "name = ", "a = [[{", "x = \"\"\"",
    ]
    texts = texts.flatMap { [$0, whole + "\n" + $0 + "\n"] }
    if Self.areThere {
      texts.append(
        try String(contentsOf: Self.cases.appending(path: "theme-abort.toml"), encoding: .utf8))
    }
    let file = folder.appending(path: "theme.toml")
    for text in texts {
      try Data(text.utf8).write(to: file)
      #expect(throws: FileError.self, "\(text.suffix(20))") {
        try TOMLFile.decode([String: [String: Int]].self, from: text, path: file.path)
      }
    }
  }
}
