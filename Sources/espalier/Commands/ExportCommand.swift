import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT
import TerminalUI

/// `espalier export`: a trace at a moment as a file for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a trace at a moment as a picture, a page, a table, or rows to train on.",
    discussion: """
      Formats: \(TreeExport.Format.allCases.map { "\($0.rawValue) (\($0.help))" }
        .joined(separator: "; ")). Without --format the ending of -o says which: \
      \(TreeExport.Format.endings).

      Drawings: \(TreeDrawingRegistry.all.map { "\($0.name) (\($0.help))" }.joined(separator: "; ")).
      """)

  @Argument(
    help: "The trace; '-' for standard input.", completion: .file(extensions: ["jsonl", "zst"]))
  var trace: String

  @Option(help: "How the tree is drawn.")
  var drawing = DrawingName(TreeDrawingRegistry.all[0])

  @Option(help: "What is written.")
  var format: TreeExport.Format?

  @OptionGroup var pick: PickOptions

  @Option(help: "The moment: an event ('120'), a part ('50%') or 'end'.")
  var at = TraceMoment.end

  @Option(name: .shortAndLong, help: "The file; '-' is standard output.")
  var output = "-"

  @Option(help: "Columns of a drawing. Default: what suits it.")
  var width: Int?

  @Option(help: "Rows of a drawing; what does not fit is folded. Default: what suits it.")
  var height: Int?

  @Option(help: "The theme of a picture, as for --theme of replay.")
  var theme = "light"

  @Option(help: "The style of the text in a page.")
  var style = StyleName(LinearizerRegistry.all[0])

  func validate() throws {
    guard output == "-" || format != nil || TreeExport.Format(fileName: output) != nil else {
      throw ValidationError(
        "the name of the file must end in \(TreeExport.Format.endings); else give --format")
    }
    for (name, size) in [("--width", width), ("--height", height)] {
      if let size, !(1...100_000).contains(size) {
        throw ValidationError("\(name) takes a number from 1 to 100000, not '\(size)'")
      }
    }
  }

  func run() throws {
    let tree = try at.tree(ofTrace: try pick.path(in: trace))
    var export = TreeExport(
      tree, drawing: drawing.drawing, width: width, height: height,
      title: trace == "-" ? tree.header.strategy.name : trace)
    export.theme = try Settings.theme(theme)
    export.style = style.linearizer
    let file = export.file(format ?? TreeExport.Format(fileName: output) ?? .svg)
    if output == "-" {
      StandardOutput.write(data: file.utf8)
    } else {
      do {
        try Data(file.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
      } catch {
        throw FileError(file: output, "the file cannot be written", writing: error)
      }
      StandardError.tell(written: output)
    }
  }
}

extension TreeExport.Format: ExpressibleByArgument {}
