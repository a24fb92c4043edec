import Foundation
import Testing

/// What `espalier export` writes, and what it refuses.
struct ExportCommandTests {
  @Test func `Every drawing in every format, at any moment`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let drawings = ["outline", "tidy", "icicle", "pixel"]
    let formats = [
      ("svg", "<svg ", drawings), ("txt", "", drawings), ("html", "<!DOCTYPE html>", drawings),
      ("dot", "digraph ", []), ("csv", "node,parent,depth", []), ("md", "# trace.jsonl", []),
      ("trace.yaml", "version: 1.4.0", []), ("otlp.json", "{\"resourceSpans\"", []),
      ("sft.jsonl", "{\"messages\"", []),
    ]
    for (ending, start, drawings) in formats {
      for drawing in drawings.isEmpty ? ["outline"] : drawings {
        for moment in ["0", "30", "50%", "end"] {
          let file = "\(drawing).\(ending)"
          let result = try Program.run(
            ["export", "trace.jsonl", "--drawing", drawing, "--at", moment, "-o", file], in: folder)
          #expect(result.status == 0, "\(file) at \(moment): \(result.errors)")
          #expect(result.output.isEmpty)
          let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
          #expect(text.hasPrefix(start) && !text.isEmpty)
        }
      }
    }
  }

  @Test func `Standard output takes a picture or what is asked for`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let picture = try Program.run(["export", "trace.jsonl"], in: folder)
    #expect(picture.output.hasPrefix("<svg "))
    #expect(picture.output.hasSuffix("</svg>\n"))
    let table = try Program.run(
      ["export", "trace.jsonl", "--format", "csv", "--at", "0"], in: folder)
    #expect(table.output.split(separator: "\r\n").count == 2)
  }

  @Test func `Replays and rows to train on`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, start) in [
      ("a.cast", "{\"height\":30"), ("a.dpo.jsonl", "{\"chosen\""),
      ("a.prm.jsonl", "{\"completions\""),
    ] {
      let result = try Program.run(["export", "trace.jsonl", "-o", name], in: folder)
      #expect(result.status == 0, "\(result.errors)")
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      #expect(text.hasPrefix(start))
    }
  }

  @Test func `What is wrong is said in a sentence`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let wrong = [
      ["--drawing", "sunburst"]: "Please provide one of 'outline', 'tidy', 'icicle' or 'pixel'",
      ["--at", "later"]: "The value 'later' is invalid for '--at <at>'",
      ["--width", "0"]: "--width takes a number from 1 to 100000, not '0'",
    ]
    for (arguments, message) in wrong {
      let result = try Program.run(["export", "trace.jsonl"] + arguments, in: folder)
      #expect(result.status == 64)
      #expect(result.errors.contains(message))
    }
    let absent = try Program.run(["export", "trace.jsonl", "-o", "no/such/a.svg"], in: folder)
    #expect(absent.status == 74)
    #expect(absent.errors.hasPrefix("Error: no/such/a.svg: the file cannot be written: "))
  }
}
