import TerminalUI

extension Drawing {
  /// It as an SVG file, in the colours of a theme. Equal drawings give equal files.
  ///
  /// Texts stand in the cells they have on a screen, whatever font is there.
  package func svg(theme: Theme, title: String) -> String {
    var svg = SVGWriter(theme: theme)
    let margin = heading.isEmpty ? 1 : 2
    for mark in heading {
      if case .text(let text, let x, _, let style, let end) = mark {
        svg.text(text, x: x, y: 0, style, end: end)
      }
    }
    for mark in marks { svg.add(mark, down: margin - 1) }
    svg.finishLines()
    return svg.file(width: width + 2, height: height + margin, title: title)
  }
}

/// Marks as elements of SVG.
private struct SVGWriter {
  /// A cell in pixels.
  static let (cellWidth, cellHeight) = (8.5, 19.0)
  let theme: Theme
  private let background: String
  private var elements = ""
  private var paths: [Ink: String] = [:]

  init(theme: Theme) {
    self.theme = theme
    let text = theme[Ink.text].color ?? RGB(0)
    // A theme leaves the background to the terminal: here it is what its text can be read on.
    let white = RGB(0xFFFFFF)
    background = text.contrast(with: white) >= 4.5 ? white.description : "#11151b"
  }

  private func x(_ columns: Double) -> String { Self.figure((columns + 1) * Self.cellWidth) }
  private func y(_ rows: Double) -> String { Self.figure((rows + 0.5) * Self.cellHeight) }

  private static func figure(_ value: Double) -> String {
    NumberFormat.brief((value * 10).rounded() / 10)
  }

  private func color(_ ink: Ink) -> String {
    theme[ink].color?.description ?? (background == "#ffffff" ? "#000000" : "#dddddd")
  }

  mutating func add(_ mark: Drawing.Mark, down: Int) {
    let down = Double(down)
    switch mark {
    case .text(let text, let x, let y, let style, let end):
      self.text(text, x: x, y: y + Int(saturating: down), style, end: end)
    case .line(let a, let b, let ink):
      paths[ink, default: ""] +=
        "M\(x(a.x)) \(y(a.y + down))"
        + (a.y == b.y ? "H\(x(b.x))" : "V\(y(b.y + down))")
    case .box(let corner, let width, let rows, let ink, let label):
      let right = Self.figure(max(1, width * Self.cellWidth - 1))
      elements += """
        <rect x="\(x(corner.x))" y="\(y(corner.y + down))" width="\(right)" \
        height="\(Self.figure(Double(rows) * Self.cellHeight - 1))" fill="\(color(ink))"/>

        """
      let columns = Int(saturating: width) - 1
      if columns > 0 {
        let word = columns < 8 ? label : NumberFormat.clipped(label, to: columns)
        write(
          Self.cut(word, to: columns), x: corner.x + 0.5, y: corner.y + down, fill: background, "")
      }
    case .dot(let point, let ink):
      let (width, height) = (Self.cellWidth / 2 - 0.3, Self.cellHeight / 4 - 0.3)
      elements += """
        <rect x="\(x(point.x - 0.25))" y="\(y(point.y - 0.125 + down))" \
        width="\(Self.figure(width))" height="\(Self.figure(height))" fill="\(color(ink))"/>

        """
    case .shade: break
    }
  }

  /// A text; the bars in it are drawn, as fonts do not agree on how high they are.
  mutating func text(_ text: String, x: Int, y: Int, _ style: Style, end: Int) {
    var column = x
    var run = ""
    var start = x
    var attributes = style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    if style.attributes.contains(.faint) { attributes += " opacity=\"0.6\"" }
    func isBar(_ scalar: Unicode.Scalar) -> Bool { (0x2581...0x2588).contains(scalar.value) }
    for scalar in Self.cut(text, to: end - x).unicodeScalars {
      if isBar(scalar) {
        write(run, x: Double(start), y: Double(y), fill: color(style.ink), attributes)
        (run, start) = ("", column + 1)
        let share = Double(scalar.value - 0x2580) / 8
        elements += """
          <rect x="\(self.x(Double(column)))" y="\(self.y(Double(y) + 0.9 - 0.75 * share))" \
          width="\(Self.figure(Self.cellWidth * 0.75))" \
          height="\(Self.figure(Self.cellHeight * 0.75 * share))" fill="\(color(style.ink))"/>

          """
      } else {
        run.unicodeScalars.append(scalar)
      }
      column += max(0, TextWidth.columns(of: String(scalar)))
    }
    write(run, x: Double(start), y: Double(y), fill: color(style.ink), attributes)
  }

  private mutating func write(
    _ text: String, x: Double, y: Double, fill: String, _ attributes: String
  ) {
    let blanks = text.prefix { $0 == " " }.count
    var text = text.dropFirst(blanks)
    while text.last == " " { text.removeLast() }
    guard !text.isEmpty else { return }
    let columns = TextWidth.columns(of: text)
    elements += """
      <text x="\(self.x(x + Double(blanks)))" y="\(self.y(y + 0.74))" \
      textLength="\(Self.figure(Double(columns) * Self.cellWidth))" fill="\(fill)"\(attributes)>\
      \(XMLText.escaped(String(text)))</text>

      """
  }

  /// As much of a text as there are columns for.
  private static func cut(_ text: String, to columns: Int) -> String {
    var cut = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      used += max(0, TextWidth.columns(of: String(scalar)))
      if used > columns { break }
      cut.append(scalar)
    }
    return String(cut)
  }

  /// Lines of one ink are one path, beneath all else; what is lit lies over what is not.
  mutating func finishLines() {
    var lines = ""
    for ink in Ink.allCases.sorted(by: { $0 == .dim && $1 != .dim }) {
      guard let path = paths[ink] else { continue }
      lines += """
        <path d="\(path)" fill="none" stroke="\(color(ink))" stroke-linecap="square"/>

        """
    }
    elements = lines + elements
  }

  func file(width: Int, height: Int, title: String) -> String {
    let wide = Self.figure(Double(width) * Self.cellWidth)
    let high = Self.figure(Double(height) * Self.cellHeight)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(wide)" height="\(high)" \
      viewBox="0 0 \(wide) \(high)" font-size="14" \
      font-family="DejaVu Sans Mono, Menlo, Consolas, monospace">
      <title>\(XMLText.escaped(title))</title>
      <rect width="100%" height="100%" fill="\(background)"/>
      \(elements)</svg>

      """
  }
}
