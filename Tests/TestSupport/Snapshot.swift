import Foundation
import TerminalUI
import Testing

/// Compares a frame with the one stored under `Snapshots/` of the test's own target: its text, and
/// a map of its inks and papers. With `RECORD_SNAPSHOTS=1` in the environment it is stored, and the
/// test fails.
package func expectSnapshot(
  _ canvas: Canvas, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var target = URL(fileURLWithPath: filePath).deletingLastPathComponent()
  while !target.lastPathComponent.hasSuffix("Tests") { target.deleteLastPathComponent() }
  let folder = target.appendingPathComponent("Snapshots")
  let file = folder.appendingPathComponent(name + ".txt")
  let new = describe(canvas)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try new.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let old = try String(contentsOf: file, encoding: .utf8)
  if old != new {
    let lines = zip(
      old.split(separator: "\n", omittingEmptySubsequences: false),
      new.split(separator: "\n", omittingEmptySubsequences: false))
    let first = lines.first { $0 != $1 }
    Issue.record(
      """
      \(name) differs from its snapshot; the first line that does:
      was |\(first?.0 ?? "")|
      is  |\(first?.1 ?? "")|
      """, sourceLocation: sourceLocation)
  }
}

/// The text of a frame, then its inks (a letter each), then its papers where they are not plain.
private func describe(_ canvas: Canvas) -> String {
  let inks: [Ink: Character] = [
    .text: ".", .dim: " ", .strong: "S", .accent: "A", .live: "L", .goal: "G", .dead: "X",
    .back: "B", .warning: "W", .shared: "≈", .wall: "#", .value0: "0", .value1: "1",
    .value2: "2", .value3: "3", .value4: "4", .value5: "5", .value6: "6", .value7: "7",
  ]
  let papers: [Paper: Character] = [
    .plain: " ", .cursor: "c", .linked: "l", .bar: "b", .overlay: "o",
  ]
  func map(_ letter: (Canvas.Cell) -> Character) -> String {
    (0..<canvas.height).map { y in
      var line = String((0..<canvas.width).map { letter(canvas[$0, y]) })
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
  return canvas.text + "\n--- inks\n"
    + map { $0.glyph == 32 ? " " : inks[$0.style.ink] ?? "?" }
    + "\n--- papers\n" + map { papers[$0.style.paper] ?? "?" } + "\n"
}
