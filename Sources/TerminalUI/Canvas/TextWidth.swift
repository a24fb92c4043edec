/// How many columns a scalar takes, and which scalars may not be shown. The one width table for
/// layout and drawing.
package enum TextWidth {
  /// Stands for what may not be shown.
  package static let replacement: Unicode.Scalar = "\u{FFFD}"

  /// Columns of a scalar: 0 for combining marks and joiners, 1, 2, or -1 for what may not be shown
  /// (controls, bidirectional overrides, unassigned).
  ///
  /// - Complexity: O(1) below U+1100 and for what views draw; a binary
  ///   search above.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value >= 0x20 && value < 0x7F { return 1 }
    if value < 0xA0 { return -1 }
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    switch value {
    // Box drawing, blocks, most geometric shapes, braille: what views draw.
    case 0x2500...0x25FC, 0x2800...0x28FF: return 1
    case 0x300...0x36F, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: return 0
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: return -1
    case 0xE0000...0xE0FFF: return -1
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .control, .unassigned, .surrogate, .format, .privateUse: return -1
    default: return value >= 0x1100 && isWide(value) ? 2 : 1
    }
  }

  /// Whether a scalar is drawn onto the one before it.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    // Variation selectors are marks that ask for another width: they are left out.
    case .nonspacingMark, .enclosingMark: !(0xFE00...0xFE0F).contains(scalar.value)
    default: false
    }
  }

  /// Columns of a text as `Canvas.draw` would lay it out.
  package static func columns(of text: some StringProtocol) -> Int {
    // Most texts are plain: a byte a column.
    let plain = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { 0x20 <= $0 && $0 < 0x7F } ? bytes.count : nil
    }
    if let columns = plain ?? nil { return columns }
    var total = 0
    for scalar in text.unicodeScalars {
      let columns = columns(of: scalar)
      total += columns < 0 ? 1 : columns
    }
    return total
  }

  /// What a canvas shows for a character that has no columns: a blank for white space, as in a step of
  /// many lines in a row of its own, `replacement` for all else.
  static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : replacement
  }

  /// A text without what may not be shown, for output that is not a canvas; line feeds stay.
  package static func sanitized(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      shown.append(scalar == "\n" || columns(of: scalar) >= 0 ? scalar : replacement)
    }
    return String(shown)
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if value > wide[middle].1 { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && value >= wide[low].0
  }

  /// East Asian Width W and F (Unicode 14, UAX #11), joined over gaps that hold nothing.
  private static let wide: [(UInt32, UInt32)] = [
    (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0),
    (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F),
    (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5),
    (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5),
    (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
    (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
    (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55),
    (0x2E80, 0x303E), (0x3041, 0x3247), (0x3250, 0x4DBF), (0x4E00, 0xA4C6), (0xA960, 0xA97C),
    (0xAC00, 0xD7A3), (0xF900, 0xFAD9), (0xFE10, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),
    (0x16FE0, 0x1B2FB), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E),
    (0x1F191, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C),
    (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0),
    (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC),
    (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A),
    (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5),
    (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC),
    (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945),
    (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF6), (0x20000, 0x3FFFD),
  ]
}
