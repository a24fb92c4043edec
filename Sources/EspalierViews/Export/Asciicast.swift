import MetaCoT
import TerminalUI

/// A replay as a recording for asciinema (version 2): the screen as `replay` shows it, from the start to
/// the moment, at most `mostFrames` pictures of it, a tenth of a second each.
struct Asciicast {
  let tree: SearchTree
  let theme: Theme
  let style: any Linearizer.Type
  let title: String
  var width = 100
  var height = 30

  /// More events than this are shown several at a time.
  static let mostFrames = 600
  private static let secondsPerFrame = 0.1
  /// How long the last picture stays.
  private static let rest = 3.0

  /// The file: a line of what it is, then a line a picture.
  var text: String {
    let all = LinearizerRegistry.all.map { $0.init(header: tree.header) }
    let chosen = style.init(header: tree.header)
    var workspace = Workspace(
      tree: tree, problem: try? ProblemRegistry.problem(tree.header.problem),
      linearizers: [chosen] + all)
    workspace.name = title
    let head = JSONValue.object([
      "version": 2, "width": JSONValue(Double(width)), "height": JSONValue(Double(height)),
      "title": .text(title),
    ])
    var lines = [head.jsonText]
    let frames = min(tree.now, Self.mostFrames)
    var shown: Canvas?
    for frame in 0...frames {
      workspace.seek(to: frames == 0 ? 0 : tree.now * frame / frames)
      var canvas = Canvas(width: width, height: height)
      workspace.draw(into: &canvas)
      let output = ANSIText(theme: theme).difference(from: shown, to: canvas)
      lines.append(line(Double(frame) * Self.secondsPerFrame, output))
      shown = canvas
    }
    lines.append(line(Double(frames) * Self.secondsPerFrame + Self.rest, ""))
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ time: Double, _ output: String) -> String {
    JSONValue.list([JSONValue((time * 100).rounded() / 100), "o", .text(output)]).jsonText
  }
}

/// Canvases as what a terminal of 24-bit colours obeys.
private struct ANSIText {
  let theme: Theme

  /// The rows that differ, each whole; all of them where there was nothing.
  func difference(from old: Canvas?, to new: Canvas) -> String {
    var output = old == nil ? "\u{1B}[?25l\u{1B}[2J" : ""
    for y in 0..<new.height {
      let row = new.cells[(y * new.width)..<((y + 1) * new.width)]
      if let old, row.elementsEqual(old.cells[(y * new.width)..<((y + 1) * new.width)]) { continue }
      output += "\u{1B}[\(y + 1);1H" + text(of: row)
    }
    return output
  }

  private func text(of row: ArraySlice<Canvas.Cell>) -> String {
    var text = ""
    var style: Style?
    for cell in row where cell.glyph != 0 {
      if cell.style != style {
        text += code(of: cell.style)
        style = cell.style
      }
      text.unicodeScalars.append(contentsOf: Clusters.scalars(cell.glyph))
    }
    return text + "\u{1B}[0m"
  }

  private func code(of style: Style) -> String {
    let look = theme.resolve(style, .direct)
    var codes = ["0"]
    let attributes: [(Style.Attributes, String)] = [
      (.bold, "1"), (.faint, "2"), (.underline, "4"), (.reverse, "7"),
    ]
    codes += attributes.filter { look.attributes.contains($0.0) }.map(\.1)
    for (color, place) in [(look.foreground, "38"), (look.background, "48")] {
      switch color {
      case .standard: continue
      case .index(let index): codes.append("\(place);5;\(index)")
      case .rgb(let rgb): codes.append("\(place);2;\(rgb.red);\(rgb.green);\(rgb.blue)")
      }
    }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}
