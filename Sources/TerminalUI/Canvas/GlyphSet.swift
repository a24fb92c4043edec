/// Which glyphs a terminal can show.
package enum GlyphSet: Sendable, Hashable {
  /// All of them.
  case unicode
  /// ASCII alone: every other glyph is replaced by one that says as much as possible of the same.
  case ascii

  /// What to show for a glyph; takes as many columns as the glyph does, except that a wide one comes
  /// to a narrow one to be followed by a blank.
  ///
  /// - Complexity: O(1).
  package func shown(_ glyph: UInt32) -> UInt32 {
    glyph < 0x7F || self == .unicode ? glyph : Self.ascii(glyph)
  }

  /// A text of these glyphs.
  package func shown(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.compactMap { Unicode.Scalar(shown($0.value)) }))
  }

  /// The ASCII glyph that stands for another.
  static func ascii(_ glyph: UInt32) -> UInt32 {
    switch glyph {
    // Box drawing: lines, then every corner, tee and crossing.
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2550,
      0x2574, 0x2576, 0x2578, 0x257A, 0x257C, 0x257E:
      return code("-")
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551,
      0x2575, 0x2577, 0x2579, 0x257B, 0x257D, 0x257F:
      return code("|")
    // The last branch of a tree, and corners at the bottom left.
    case 0x2514...0x2517, 0x2570, 0x255A: return code("`")
    case 0x2571: return code("/")
    case 0x2572: return code("\\")
    case 0x2500...0x257F: return code("+")
    // Blocks from low to high, and from narrow to wide: eight steps that can be told apart.
    case 0x2581...0x2588: return Array("_.:-=+*#".utf8).map(UInt32.init)[Int(glyph) - 0x2581]
    case 0x2589...0x258F: return Array("#*+=-:.".utf8).map(UInt32.init)[Int(glyph) - 0x2589]
    case 0x2591: return code(".")
    case 0x2592: return code(":")
    case 0x2593, 0x2580, 0x2590, 0x2594...0x259F: return code("#")
    // Braille: by the number of dots.
    case 0x2800...0x28FF:
      let dots = (glyph & 0xFF).nonzeroBitCount
      return Array(" .:-=+*#@".utf8).map(UInt32.init)[dots]
    default: return named[glyph] ?? code("?")
    }
  }

  private static func code(_ character: Unicode.Scalar) -> UInt32 { character.value }

  private static let named: [UInt32: UInt32] = {
    let pairs: [(String, Unicode.Scalar)] = [
      ("▾▼▽⌄", "v"), ("▸▶▷►›", ">"), ("◂◀◁◄‹", "<"), ("▴▲△⌃", "^"),
      ("●◉⬤◆◈■◼▪", "o"), ("○◌◯◇□◻▫", "o"), ("·•‧∙⋅", "."), ("★☆✦✶", "*"), ("✗✘✕✖❌", "x"),
      ("✓✔☑", "v"), ("×", "x"), ("÷", "/"), ("−–—‐‑‒―", "-"), ("±", "+"), ("→⇒➜➝⟶", ">"),
      ("←⇐⟵", "<"),
      ("↑⇑", "^"), ("↓⇓", "v"), ("↔⇔", "="), ("↶↩↰⤺⟲↺", "<"), ("↷↪⟳↻", ">"), ("⋯…⋮", "~"),
      ("“”„", "\""), ("‘’′", "'"), ("∞", "8"), ("≤", "<"), ("≥", ">"), ("≠", "!"), ("≈", "~"),
      ("√", "V"), ("∑", "S"), ("⏎", "<"), ("␣", "_"), ("⏸", "="), ("⏵", ">"), ("⏹", "#"),
      ("⏮", "<"), ("⏭", ">"), ("❚", "|"), ("µ", "u"), ("⌈⌉⌊⌋", "|"), ("½", "/"),
      ("⚑⚐", "!"),
      ("⊘∅", "0"), ("\u{A0}", " "), ("\u{FFFD}", "?"), ("àáâãäåÀÁÂÃÄÅ", "a"), ("èéêëÈÉÊË", "e"),
      ("ìíîïÌÍÎÏ", "i"), ("òóôõöÒÓÔÕÖ", "o"), ("ùúûüÙÚÛÜ", "u"), ("çÇ", "c"), ("ñÑ", "n"),
    ]
    var table: [UInt32: UInt32] = [:]
    for (glyphs, ascii) in pairs {
      for glyph in glyphs.unicodeScalars { table[glyph.value] = ascii.value }
    }
    return table
  }()
}
