/// What a piece of text means, as far as its looks go. A theme gives each ink a colour; views name
/// only inks.
package enum Ink: UInt8, Sendable, Hashable, CaseIterable {
  /// Ordinary text.
  case text
  /// What stays quiet: guides, borders, units, closed subtrees.
  case dim
  /// What should be read first: titles, the focused pane's border, key names.
  case strong
  /// The selected node and its spans.
  case accent
  /// What is happening now: the event at `now`, the path it runs along.
  case live
  /// A goal.
  case goal
  /// A dead end, an exhausted subtree, an error.
  case dead
  /// A backtrack.
  case back
  /// A warning: a budget running out, a trace cut off.
  case warning
  /// What another search has visited too.
  case shared
  /// A wall in a picture.
  case wall
  /// A value from low (0) to high (7).
  case value0, value1, value2, value3, value4, value5, value6, value7

  /// The ink of a value in 0...1.
  package static func value(_ value: Float) -> Ink {
    let level = max(0, min(7, Int(saturating: value * 8)))
    return Ink(rawValue: Ink.value0.rawValue + UInt8(level)) ?? .value7
  }
}

/// What lies behind the text.
package enum Paper: UInt8, Sendable, Hashable, CaseIterable {
  /// The terminal's own background.
  case plain
  /// The row under the cursor in the focused pane.
  case cursor
  /// A selection in a pane without focus; text linked to the selected node.
  case linked
  /// The bars at the top and bottom.
  case bar
  /// An overlay: help, home, palette.
  case overlay
}

/// How a cell looks: an ink on a paper, with attributes. Three bytes.
package struct Style: Sendable, Hashable {
  /// Attributes that every terminal has some form of.
  package struct Attributes: OptionSet, Sendable, Hashable {
    /// The bits.
    package var rawValue: UInt8
    /// Attributes of these bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Bold.
    package static let bold = Attributes(rawValue: 1)
    /// Faint.
    package static let faint = Attributes(rawValue: 2)
    /// Underlined.
    package static let underline = Attributes(rawValue: 4)
    /// Ink and paper exchanged.
    package static let reverse = Attributes(rawValue: 8)
  }

  /// The colour of the glyph.
  package var ink: Ink
  /// The colour behind it.
  package var paper: Paper
  /// Bold, faint, …
  package var attributes: Attributes

  /// A style.
  package init(_ ink: Ink = .text, on paper: Paper = .plain, _ attributes: Attributes = []) {
    self.ink = ink
    self.paper = paper
    self.attributes = attributes
  }

  /// The same ink and attributes on another paper.
  package func on(_ paper: Paper) -> Style { Style(ink, on: paper, attributes) }
}
