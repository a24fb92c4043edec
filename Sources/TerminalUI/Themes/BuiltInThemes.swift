extension Theme {
  /// For terminals with a dark background; the same as `Themes/dark.toml`.
  public static let dark = makeDark()

  /// For terminals with a light background; the same as `Themes/light.toml`.
  public static let light = makeLight()

  /// The themes that are always there, in the order in which the `theme` command takes them.
  public static let builtIn = [dark, light]

  /// The built-in theme to begin with: by the background that the terminal says it has; else by
  /// `COLORFGBG`, which some set: `fg;bg` with 7 or 15 for a light one.
  public static func suggested(background: RGB?, environment: [String: String]) -> Theme {
    // Light is what black can be read on better than white.
    if let background { return background.luminance > 0.18 ? light : dark }
    let background = environment["COLORFGBG"]?.split(separator: ";").last
    return background == "7" || background == "15" ? light : dark
  }

  private static func makeDark() -> Theme {
    var theme = Theme(name: "dark")
    theme[Ink.text] = Look(0xD4D6DA, ansi: .standard)
    theme[Ink.dim] = Look(0x8A919E, ansi: .index(8), mono: [.faint])
    theme[Ink.strong] = Look(0xFFFFFF, ansi: .index(15), attributes: [.bold])
    theme[Ink.accent] = Look(0x6CC0F5, ansi: .index(14), mono: [.bold])
    theme[Ink.live] = Look(0xF0E442, ansi: .index(11), attributes: [.bold])
    theme[Ink.goal] = Look(0x3FD9AE, ansi: .index(10), attributes: [.bold])
    theme[Ink.dead] = Look(0xE0825A, ansi: .index(1), mono: [.faint])
    theme[Ink.back] = Look(0xDC93BA, ansi: .index(5))
    theme[Ink.warning] = Look(0xF0A92E, ansi: .index(3), attributes: [.bold])
    theme[Ink.shared] = Look(0x9DB8FF, ansi: .index(12), attributes: [.underline])
    theme[Ink.wall] = Look(0x8791A0, ansi: .index(8))
    theme[Ink.value0] = Look(0x7F94CF, ansi: .index(4), mono: [.faint])
    theme[Ink.value1] = Look(0x8A9DC4, ansi: .index(4), mono: [.faint])
    theme[Ink.value2] = Look(0x98A8B8, ansi: .index(6))
    theme[Ink.value3] = Look(0xA8B4AA, ansi: .index(6))
    theme[Ink.value4] = Look(0xBCC197, ansi: .index(7))
    theme[Ink.value5] = Look(0xD2CE80, ansi: .index(7))
    theme[Ink.value6] = Look(0xE8DC62, ansi: .index(3), mono: [.bold])
    theme[Ink.value7] = Look(0xFFEA3E, ansi: .index(11), mono: [.bold])
    theme[Paper.cursor] = Look(0x1F3A55, index: 17, ansi: .index(4), mono: [.reverse])
    theme[Paper.linked] = Look(0x2C3542, ansi: .index(8), mono: [.underline])
    theme[Paper.bar] = Look(0x20262F, ansi: .standard, mono: [.reverse])
    theme[Paper.overlay] = Look(0x1B2028, ansi: .standard)
    return theme
  }

  private static func makeLight() -> Theme {
    var theme = Theme(name: "light")
    theme[Ink.text] = Look(0x24292F, ansi: .standard)
    theme[Ink.dim] = Look(0x646C76, ansi: .index(8), mono: [.faint])
    theme[Ink.strong] = Look(0x000000, ansi: .index(0), attributes: [.bold])
    theme[Ink.accent] = Look(0x0B5CAD, ansi: .index(4), mono: [.bold])
    theme[Ink.live] = Look(0x5A3C00, ansi: .index(5), attributes: [.bold])
    theme[Ink.goal] = Look(0x00614A, ansi: .index(2), attributes: [.bold])
    theme[Ink.dead] = Look(0x955040, ansi: .index(1), mono: [.faint])
    theme[Ink.back] = Look(0x8B3A6F, ansi: .index(5))
    theme[Ink.warning] = Look(0x8A4F00, ansi: .index(1), attributes: [.bold])
    theme[Ink.shared] = Look(0x2F55C4, ansi: .index(4), attributes: [.underline])
    theme[Ink.wall] = Look(0x616A74, ansi: .index(8))
    theme[Ink.value0] = Look(0x6F6937, ansi: .index(8), mono: [.faint])
    theme[Ink.value1] = Look(0x68674A, ansi: .index(8), mono: [.faint])
    theme[Ink.value2] = Look(0x5F655B, ansi: .index(6))
    theme[Ink.value3] = Look(0x57636C, ansi: .index(6))
    theme[Ink.value4] = Look(0x485A77, ansi: .index(4))
    theme[Ink.value5] = Look(0x375082, ansi: .index(4))
    theme[Ink.value6] = Look(0x21448D, ansi: .index(0), mono: [.bold])
    theme[Ink.value7] = Look(0x003797, ansi: .index(0), mono: [.bold])
    theme[Paper.cursor] = Look(0xCFE3F7, ansi: .index(6), mono: [.reverse])
    theme[Paper.linked] = Look(0xE3EAF1, ansi: .index(7), mono: [.underline])
    theme[Paper.bar] = Look(0xE9EDF1, ansi: .standard, mono: [.reverse])
    theme[Paper.overlay] = Look(0xF5F7FA, ansi: .standard)
    return theme
  }
}
