import Foundation
import Testing

/// The built program, run as a person at a shell would run it.
struct Program {
  /// What came of a run.
  struct Result {
    var output: String
    var errors: String
    var status: Int32

    /// The lines of stdout, each read as a JSON object.
    var objects: [[String: Any]] {
      output.split(separator: "\n").compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
  }

  /// Where the build put it: beside the test bundle.
  static let path: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    var folder = bundle
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("espalier").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return "espalier"
  }()

  /// The repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Files from elsewhere that some tests use; nil where they are not there.
  static func sharedData(_ name: String) -> String? {
    let path = repository.deletingLastPathComponent()
      .appendingPathComponent("shared/data/\(name)").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// A folder of its own with a recorded search, `trace.jsonl`.
  static func folderWithTrace() throws -> URL {
    let folder = try temporaryFolder()
    let run = try run(
      ["run", "--headless", "--problem", "4 5 6 10 → 24", "--record", "trace.jsonl"], in: folder)
    #expect(run.status == 0)
    return folder
  }

  /// A new empty folder.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("espalier-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Runs it to its end, with an empty configuration and no terminal.
  static func run(
    _ arguments: [String], input: String = "", in folder: URL? = nil
  ) throws -> Result {
    try run(path, arguments, input: input, in: folder)
  }

  /// Runs a line of bash, in which `$E` is the program, in the same way.
  static func bash(_ line: String, in folder: URL) throws -> Result {
    try run("/bin/bash", ["-c", line], input: "", in: folder)
  }

  private static func run(
    _ executable: String, _ arguments: [String], input: String, in folder: URL?
  ) throws -> Result {
    let home = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: home) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    var environment = ProcessInfo.processInfo.environment
    environment["HOME"] = home.path
    environment["E"] = path
    environment["XDG_CONFIG_HOME"] = nil
    environment["XDG_STATE_HOME"] = nil
    process.environment = environment
    let files = try ["out", "err", "in"].map { name in
      let file = home.appendingPathComponent(name)
      try Data((name == "in" ? input : "").utf8).write(to: file)
      return try FileHandle(forUpdating: file)
    }
    process.standardOutput = files[0]
    process.standardError = files[1]
    process.standardInput = files[2]
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) -> String {
      (try? String(contentsOf: home.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }
    return Result(output: text("out"), errors: text("err"), status: process.terminationStatus)
  }
}
