import Foundation
import Testing

/// Python with the libraries that others read our files with: the one that ESPALIER_PYTHON names,
/// or else `python3`.
enum Python {
  /// What went wrong in a program.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Says why tests are skipped.
  static let noPython: Comment = "no Python: set ESPALIER_PYTHON to one"
  static let noTokenizers: Comment = "no Python with tokenizers: set ESPALIER_PYTHON to one"
  static let noTransformers: Comment =
    "no Python with torch and transformers: set ESPALIER_PYTHON to one"

  static let isThere = (try? run("")) != nil
  static let hasTokenizers = (try? run("import tokenizers")) != nil
  /// Imports nothing, which would take seconds.
  static let hasTransformers =
    (try? run(
      """
      import importlib.util, sys
      sys.exit(not all(map(importlib.util.find_spec, ("torch", "transformers"))))
      """)) != nil

  /// Runs a program with these arguments (`sys.argv[1:]`) to its end; gives the standard output.
  @discardableResult
  static func run(_ program: String, _ arguments: [String] = []) throws -> Data {
    let errors = FileManager.default.temporaryDirectory.appending(path: "python-\(UUID())")
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    let python = ProcessInfo.processInfo.environment["ESPALIER_PYTHON"] ?? "python3"
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, "-c", program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: try String(contentsOf: errors, encoding: .utf8))
    }
    return data
  }

  /// Runs a program that prints one JSON value, with a JSON value in a file whose path is the first
  /// argument.
  static func ask<Answer: Decodable>(
    _ program: String, _ question: some Encodable, _ arguments: [String] = [],
    answer: Answer.Type = Answer.self
  ) throws -> Answer {
    let file = FileManager.default.temporaryDirectory.appending(path: "question-\(UUID()).json")
    try JSONEncoder().encode(question).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try JSONDecoder().decode(Answer.self, from: run(program, [file.path] + arguments))
  }
}
