/// A colour of 24 bits.
package struct RGB: Sendable, Hashable, CustomStringConvertible {
  /// Red, 0...255.
  package var red: UInt8
  /// Green, 0...255.
  package var green: UInt8
  /// Blue, 0...255.
  package var blue: UInt8

  /// A colour, `0xRRGGBB`.
  package init(_ value: UInt32) {
    red = UInt8(value >> 16 & 255)
    green = UInt8(value >> 8 & 255)
    blue = UInt8(value & 255)
  }

  /// Reads `#rrggbb`; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 7, text.utf8.first == UInt8(ascii: "#"),
      let value = UInt32(text.dropFirst(), radix: 16), !text.contains("+")
    else { return nil }
    self.init(value)
  }

  /// `0xRRGGBB`.
  package var value: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// `#rrggbb`.
  package var description: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// How different two colours look: the "redmean" weighting of squared differences, which is
  /// cheap and near enough to pick from a palette.
  func distance(to other: RGB) -> Int {
    let mean = (Int(red) + Int(other.red)) / 2
    let r = Int(red) - Int(other.red)
    let g = Int(green) - Int(other.green)
    let b = Int(blue) - Int(other.blue)
    return ((512 + mean) * r * r) / 256 + 4 * g * g + ((767 - mean) * b * b) / 256
  }

  /// The nearest of colours 16...255 of the 256-colour palette. The first 16 are left out: people
  /// change them. Complexity: 240 comparisons.
  package var nearest256: Int {
    (16..<256).min { distance(to: Palette.color($0)) < distance(to: Palette.color($1)) }!
  }

  /// The nearest of the 16 colours, by xterm's values for them.
  package var nearest16: Int {
    (0..<16).min { distance(to: Palette.color($0)) < distance(to: Palette.color($1)) }!
  }
}

/// What the numbers of xterm's 256 colours stand for.
package enum Palette {
  /// Names of the 16 colours in theme files, by number.
  package static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue",
    "bright-magenta", "bright-cyan", "bright-white",
  ]

  private static let sixteen: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  /// The colour of a number, 0...255.
  package static func color(_ index: Int) -> RGB {
    if index < 16 { return RGB(sixteen[index]) }
    if index >= 232 { return RGB(UInt32(8 + 10 * (index - 232)) * 0x010101) }
    func level(_ step: Int) -> UInt32 { step == 0 ? 0 : UInt32(55 + 40 * step) }
    let cube = index - 16
    return RGB(level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6))
  }
}

/// How many colours a terminal has.
package enum ColorDepth: Sendable, Hashable, CaseIterable {
  /// None: attributes alone.
  case mono
  /// Eight, and no bright ones.
  case eight
  /// Sixteen.
  case sixteen
  /// xterm's 256.
  case indexed
  /// All of 24 bits.
  case direct
}

/// A colour as a terminal takes it.
package enum TerminalColor: Sendable, Hashable {
  /// The terminal's own.
  case standard
  /// A number in the palette.
  case index(Int)
  /// Any colour.
  case rgb(RGB)
}
