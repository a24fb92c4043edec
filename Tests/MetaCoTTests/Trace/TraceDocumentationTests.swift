import Foundation
import Testing

@testable import MetaCoT

/// What the documents say about the format is so.
struct TraceDocumentationTests {
  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let docs = repository.appending(path: "docs")
  private static let examples = repository.appending(path: "Examples")
  private static let python = repository.appending(path: "Python").path

  private static let hasPython = (try? run("import sys")) != nil
  private static let hasJSONSchema = (try? run("import jsonschema")) != nil

  @Test func `The example is a trace`() throws {
    let text = try String(contentsOf: Self.docs.appending(path: "trace-format.md"), encoding: .utf8)
    let example = text.components(separatedBy: "```json\n")[1].components(separatedBy: "```")[0]
    let reader = try TraceReader(bytes: Array(example.utf8), name: "example")
    var events: [Event] = []
    var nodes = 0
    while let batch = try reader.next() {
      events += batch.events
      nodes += batch.nodes.count
    }
    #expect(events.count == 10)
    #expect(nodes == 3)
    #expect(reader.hasEnded)
  }

  @Test func `Every word is explained`() throws {
    let text = try String(contentsOf: Self.docs.appending(path: "trace-format.md"), encoding: .utf8)
    for kind in Event.Kind.allCases where kind != .other {
      #expect(text.contains("`\(kind.word)`"))
    }
    for reason in Event.Reason.allCases where reason != .none && reason != .other {
      #expect(text.contains("`\(reason.word)`"))
    }
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func `The program in Python writes a trace`() throws {
    let program = Self.examples.appending(path: "write_trace.py")
    let lines = try String(contentsOf: program, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count - 1 <= 20)
    let reader = try TraceReader(
      bytes: try Self.run("import runpy; runpy.run_path('\(program.path)')"), name: "python")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    #expect(reader.truncation == nil)
    #expect(tree.outcome?.solved == true)
    #expect(tree.pathToGoal?.count == 4)
    #expect(tree.state(tree.pathToGoal!.last!) == "24")
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func `The Python package passes its tests`() throws {
    _ = try Self.run(
      """
      import sys, unittest
      sys.dont_write_bytecode = True
      sys.path.insert(0, '\(Self.python)')
      tests = unittest.defaultTestLoader.discover('\(Self.python)/tests')
      sys.exit(not unittest.TextTestRunner(stream=open('/dev/null', 'w')).run(tests).wasSuccessful())
      """)
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func `The Python package writes a trace`() throws {
    let bytes = try Self.run(
      """
      import sys
      sys.dont_write_bytecode = True
      sys.path.insert(0, '\(Self.python)')
      from espalier_trace import Metric, Tracer
      with Tracer('-', problem='p', values=(-100, 100), metrics=[Metric('reward')]) as t:
          a, b = t.nodes(0, [{'step': 'a', 'V': -100.0}, {'step': 'b\\nc', 'same': 1}])
          t.select(b, metrics={'reward': 0.5}); t.evaluate(b, 99.5); t.backup(b, 99.5)
          t.call(b, states=2, tokens=7, what='propose', prompt=100, money=0.01)
          t.link(a, b); t.note(b, 'x'); t.text(b, '!'); t.failed(a, 'timeout'); t.answer(b, '4', 0.5)
          t.backtrack(b, 0, why='better'); t.prune(a, why='dead end'); t.mistake(a, '2 + 2 = 5')
          t.goal(b, cost=1.0)
      """)
    let reader = try TraceReader(bytes: bytes, name: "python")
    var tree = SearchTree(header: reader.header)
    var audit = TraceAudit(header: reader.header)
    while let batch = try reader.next() {
      tree.append(batch)
      audit.append(batch)
    }
    #expect(reader.hasEnded && reader.unknownWords.summary == nil)
    #expect(audit.contradictions.isEmpty, "\(audit.contradictions)")
    #expect(tree.V(1) == -100 && tree.V(2) == 99.5 && tree.N(2) == 1)
    #expect(tree.metric(0, of: 2) == 0.5 && tree.step(2) == "b\nc!" && tree.outcome?.goal == 2)
  }

  @Test(.enabled(if: hasPython && hasJSONSchema, "python3 with jsonschema is not installed"))
  func `What is written satisfies the schema`() throws {
    let schema = Self.docs.appending(path: "trace.schema.json").path
    var lines: [UInt8] = []
    for seed in 0..<6 {
      lines += TraceRoundTripTests.lines(
        of: RandomTrace(seed: UInt64(seed), events: 60, timings: seed % 2 == 0, metrics: true))
    }
    lines += try Self.run(
      "import runpy; runpy.run_path('\(Self.examples.appending(path: "write_trace.py").path)')")
    let wrong = [
      #"{"e":"select"}"#, #"{"e":"link","n":0}"#, #"{"e":"failed","n":0}"#,
      #"{"e":"evaluate","n":0,"v":"x"}"#,
      #"{"e":"expand","n":0}"#, #"{"e":"expand","n":0,"c":[1]}"#, #"{"n":0}"#, "[]",
      #"{"format":"espalier-trace","version":3}"#, #"{"e":"end"}"#, #"{"e":"steer","n":0}"#,
    ]
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).jsonl")
    try Data(lines + Array(wrong.joined(separator: "\n").utf8)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let count = lines.count { $0 == 0x0A }
    let verdict = try Self.run(
      """
      import json, jsonschema
      check = jsonschema.Draft202012Validator(json.load(open('\(schema)', encoding='utf-8')))
      check.check_schema(check.schema)
      lines = open('\(file.path)', encoding='utf-8').read().split('\\n')
      bad = [n for n, line in enumerate(lines) if not check.is_valid(json.loads(line))]
      print(bad == list(range(\(count), \(count + wrong.count))) or bad[:20])
      """)
    #expect(String(decoding: verdict, as: UTF8.self) == "True\n")
  }

  /// What a program in Python prints; throws if it fails.
  private static func run(_ program: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
    return Array(bytes)
  }
}
