/// Colours and attributes for every ink and paper, with what to do on terminals of fewer colours.
///
/// What a theme does not say is derived: the nearest of 256 or of 16 colours. Nothing is told by
/// hue alone, so a theme can choose freely without hiding anything.
package struct Theme: Sendable, Hashable {
  /// How one ink or paper looks.
  package struct Look: Sendable, Hashable {
    /// The colour where 24 bits are to be had; nil for the terminal's own.
    package var color: RGB?
    /// The number among 256 colours, instead of the nearest.
    package var index: UInt8?
    /// The colour among 16, instead of the nearest.
    package var ansi: TerminalColor?
    /// Attributes at every depth.
    package var attributes: Style.Attributes
    /// Attributes that stand for the colour where there is none.
    package var mono: Style.Attributes

    /// A look.
    package init(
      _ color: UInt32? = nil, index: UInt8? = nil, ansi: TerminalColor? = nil,
      attributes: Style.Attributes = [], mono: Style.Attributes = []
    ) {
      self.color = color.map { RGB($0) }
      self.index = index
      self.ansi = ansi
      self.attributes = attributes
      self.mono = mono
    }
  }

  /// What it is called.
  package var name: String
  private var inks: [Look]
  private var papers: [Look]

  /// A theme in which everything has the terminal's own colours.
  package init(name: String) {
    self.name = name
    inks = Array(repeating: Look(), count: Ink.allCases.count)
    papers = Array(repeating: Look(), count: Paper.allCases.count)
  }

  /// How an ink looks.
  package subscript(ink: Ink) -> Look {
    get { inks[Int(ink.rawValue)] }
    set { inks[Int(ink.rawValue)] = newValue }
  }

  /// How a paper looks.
  package subscript(paper: Paper) -> Look {
    get { papers[Int(paper.rawValue)] }
    set { papers[Int(paper.rawValue)] = newValue }
  }

  /// A style in the terms of a terminal.
  package struct Resolved: Sendable, Hashable {
    /// The colour of the glyph.
    package var foreground: TerminalColor
    /// The colour behind it.
    package var background: TerminalColor
    /// Bold, faint, …
    package var attributes: Style.Attributes
  }

  /// What a style comes to on a terminal with so many colours. Text never vanishes: where ink and
  /// paper come to the same colour, the ink gives way.
  package func resolve(_ style: Style, _ depth: ColorDepth) -> Resolved {
    let ink = self[style.ink]
    let paper = self[style.paper]
    var result = Resolved(
      foreground: color(ink, depth), background: color(paper, depth),
      attributes: style.attributes.union(ink.attributes).union(paper.attributes))
    switch depth {
    case .mono: result.attributes.formUnion(ink.mono.union(paper.mono))
    case .eight:
      if case .index(let index) = result.foreground, index >= 8 {
        // Bright black is grey: fainter than the rest. The others are brighter.
        result.foreground = index == 8 ? .standard : .index(index - 8)
        result.attributes.insert(index == 8 ? .faint : .bold)
      }
      if case .index(let index) = result.background, index >= 8 {
        result.background = .standard
        result.attributes.formUnion(paper.mono)
      }
    case .sixteen, .indexed, .direct: break
    }
    if result.foreground == result.background, result.background != .standard {
      result.foreground = contrast(result.background)
    }
    return result
  }

  private func color(_ look: Look, _ depth: ColorDepth) -> TerminalColor {
    switch depth {
    case .mono: return .standard
    case .eight, .sixteen:
      if let ansi = look.ansi { return ansi }
      return look.color.map { .index($0.nearest16) } ?? .standard
    case .indexed:
      if let index = look.index { return .index(Int(index)) }
      return look.color.map { .index($0.nearest256) } ?? .standard
    case .direct: return look.color.map { .rgb($0) } ?? .standard
    }
  }

  private func contrast(_ color: TerminalColor) -> TerminalColor {
    switch color {
    case .standard: .standard
    case .index(let index):
      .index(Palette.color(index).luminance > 0.18 ? 0 : 7)
    case .rgb(let rgb): .rgb(RGB(rgb.luminance > 0.18 ? 0 : 0xFFFFFF))
    }
  }
}

extension RGB {
  /// Relative luminance, 0...1, with gamma 2 for sRGB's 2.2-like curve: near enough to choose
  /// between black and white.
  var luminance: Double {
    func linear(_ value: UInt8) -> Double { Double(value) / 255 * Double(value) / 255 }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Contrast ratio as in WCAG 2: 1 for the same, 21 for black on white.
  package func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}

extension Ink {
  /// The ink of that name in a theme file.
  package init?(name: String) {
    guard let ink = Ink.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = ink
  }
}

extension Paper {
  /// The paper of that name in a theme file.
  package init?(name: String) {
    guard let paper = Paper.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = paper
  }
}
