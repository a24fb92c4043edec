extension Theme {
  /// For terminals with a dark background; the same as `Themes/dark.toml`.
  package static let dark = makeDark()

  /// For terminals with a light background; the same as `Themes/light.toml`.
  package static let light = makeLight()

  /// The themes that are always there, in the order in which the `theme` command takes them. Each is
  /// the same as its file in `Themes/`.
  package static let builtIn = [
    dark, light, makeHighContrast(), makeHighContrastLight(), makeRedGreenSafe(), makePaper(),
  ]

  /// The built-in theme to begin with: by the background that the terminal says it has; else by
  /// `COLORFGBG`, which some set: `fg;bg` with 7 or 15 for a light one.
  package static func suggested(background: RGB?, environment: [String: String]) -> Theme {
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

  /// Gives what another theme has other colours; attributes stay, and the colour among 16 where none is
  /// given.
  private mutating func recolor(
    _ ink: Ink, _ color: UInt32, index: UInt8? = nil, ansi: TerminalColor? = nil
  ) {
    self[ink].recolor(color, index: index, ansi: ansi)
  }

  private mutating func recolor(_ paper: Paper, _ color: UInt32, index: UInt8) {
    self[paper].recolor(color, index: index, ansi: nil)
  }

  private static func makeHighContrast() -> Theme {
    var theme = dark
    theme.name = "high-contrast"
    theme.recolor(Ink.text, 0xFFFFFF)
    theme.recolor(Ink.dim, 0xC6CCD4, ansi: .standard)
    theme.recolor(Ink.strong, 0xFFFFFF)
    theme.recolor(Ink.accent, 0x5CD6FF)
    theme.recolor(Ink.live, 0xFFF04D)
    theme.recolor(Ink.goal, 0x5CFFC4)
    theme.recolor(Ink.dead, 0xFFB08A, ansi: .index(9))
    theme.recolor(Ink.back, 0xFFACE4, ansi: .index(13))
    theme.recolor(Ink.warning, 0xFFC45C, ansi: .index(11))
    theme.recolor(Ink.shared, 0xC3D2FF)
    theme.recolor(Ink.wall, 0xC6CCD4, ansi: .standard)
    theme.recolor(Ink.value0, 0xB4C6FF, ansi: .index(12))
    theme.recolor(Ink.value1, 0xBECCEF, ansi: .index(12))
    theme.recolor(Ink.value2, 0xC9D3E0, ansi: .index(14))
    theme.recolor(Ink.value3, 0xD3D9D0, ansi: .index(14))
    theme.recolor(Ink.value4, 0xDEDFB6)
    theme.recolor(Ink.value5, 0xE9E593)
    theme.recolor(Ink.value6, 0xF4EA70)
    theme.recolor(Ink.value7, 0xFFF04D)
    theme.recolor(Paper.cursor, 0x002B54, index: 17)
    theme.recolor(Paper.linked, 0x26303C, index: 235)
    theme.recolor(Paper.bar, 0x1A1F26, index: 234)
    theme.recolor(Paper.overlay, 0x0C0F14, index: 233)
    return theme
  }

  private static func makeHighContrastLight() -> Theme {
    var theme = light
    theme.name = "high-contrast-light"
    theme.recolor(Ink.text, 0x000000)
    theme.recolor(Ink.dim, 0x3A4048, index: 237, ansi: .standard)
    theme.recolor(Ink.strong, 0x000000)
    theme.recolor(Ink.accent, 0x003C80, index: 17)
    theme.recolor(Ink.live, 0x2C0078, index: 54)
    theme.recolor(Ink.goal, 0x004233)
    theme.recolor(Ink.dead, 0x7A1A0C)
    theme.recolor(Ink.back, 0x66004F)
    theme.recolor(Ink.warning, 0x5A3000, index: 52)
    theme.recolor(Ink.shared, 0x17318F, index: 18)
    theme.recolor(Ink.wall, 0x3A4048, index: 237, ansi: .standard)
    theme.recolor(Ink.value0, 0x47421E, ansi: .standard)
    theme.recolor(Ink.value1, 0x40412C, ansi: .standard)
    theme.recolor(Ink.value2, 0x39413B, index: 237)
    theme.recolor(Ink.value3, 0x324049, index: 237)
    theme.recolor(Ink.value4, 0x273B53)
    theme.recolor(Ink.value5, 0x1A3259)
    theme.recolor(Ink.value6, 0x0D2860)
    theme.recolor(Ink.value7, 0x001F66)
    theme.recolor(Paper.cursor, 0xD6EBFF, index: 195)
    theme.recolor(Paper.linked, 0xE4EAF0, index: 255)
    theme.recolor(Paper.bar, 0xE8ECF0, index: 255)
    theme.recolor(Paper.overlay, 0xF6F8FA, index: 231)
    return theme
  }

  private static func makeRedGreenSafe() -> Theme {
    var theme = dark
    theme.name = "red-green-safe"
    theme.recolor(Ink.text, 0xD9DADC)
    theme.recolor(Ink.dim, 0x8F959E)
    theme.recolor(Ink.strong, 0xFFFFFF)
    theme.recolor(Ink.accent, 0x56B4E9)
    theme.recolor(Ink.live, 0xF0E442, ansi: .index(15))
    theme.recolor(Ink.goal, 0x5CC9FF, ansi: .index(12))
    theme.recolor(Ink.dead, 0xE69F00, ansi: .index(3))
    theme.recolor(Ink.back, 0xD9A6BE)
    theme.recolor(Ink.warning, 0xF0C04A, ansi: .index(11))
    theme.recolor(Ink.shared, 0xA9C4FF)
    theme.recolor(Ink.wall, 0x8F959E)
    theme.recolor(Ink.value0, 0x6F9BD8)
    theme.recolor(Ink.value1, 0x82A2CF)
    theme.recolor(Ink.value2, 0x94A9C6)
    theme.recolor(Ink.value3, 0xA7B0BD)
    theme.recolor(Ink.value4, 0xBABBAC)
    theme.recolor(Ink.value5, 0xCEC994)
    theme.recolor(Ink.value6, 0xE1D87B)
    theme.recolor(Ink.value7, 0xF5E663)
    theme.recolor(Paper.cursor, 0x1D3850, index: 17)
    theme.recolor(Paper.linked, 0x2B3440, index: 236)
    theme.recolor(Paper.bar, 0x20262F, index: 235)
    theme.recolor(Paper.overlay, 0x1B2028, index: 234)
    return theme
  }

  private static func makePaper() -> Theme {
    var theme = light
    theme.name = "paper"
    theme.recolor(Ink.text, 0x3A332A)
    theme.recolor(Ink.dim, 0x74695B)
    theme.recolor(Ink.strong, 0x1C1712)
    theme.recolor(Ink.accent, 0x1F5E93)
    theme.recolor(Ink.live, 0x5E3F00)
    theme.recolor(Ink.goal, 0x1D5E45)
    theme.recolor(Ink.dead, 0x9A4A38)
    theme.recolor(Ink.back, 0x83406E)
    theme.recolor(Ink.warning, 0x86500A)
    theme.recolor(Ink.shared, 0x3B55A8)
    theme.recolor(Ink.wall, 0x74695B)
    theme.recolor(Ink.value0, 0x746A3C)
    theme.recolor(Ink.value1, 0x6B6646)
    theme.recolor(Ink.value2, 0x626251)
    theme.recolor(Ink.value3, 0x595E5B)
    theme.recolor(Ink.value4, 0x4B5765)
    theme.recolor(Ink.value5, 0x3A4D70)
    theme.recolor(Ink.value6, 0x28447B)
    theme.recolor(Ink.value7, 0x173A86)
    theme.recolor(Paper.cursor, 0xEADDBE, index: 223)
    theme.recolor(Paper.linked, 0xF0E5CB, index: 230)
    theme.recolor(Paper.bar, 0xF1E7D2, index: 230)
    theme.recolor(Paper.overlay, 0xFAF3E4, index: 231)
    return theme
  }
}

extension Theme.Look {
  fileprivate mutating func recolor(_ color: UInt32, index: UInt8?, ansi: TerminalColor?) {
    self.color = RGB(color)
    self.index = index
    if let ansi { self.ansi = ansi }
  }
}
