import Foundation
import Testing

@testable import TerminalUI

@Suite struct ThemeTests {
  @Test(
    arguments: [
      (0x000000, 16), (0xFFFFFF, 231), (0xFF0000, 196), (0x00FF00, 46), (0x0000FF, 21),
      (0x808080, 244), (0x5F87AF, 67), (0x080808, 232), (0xEEEEEE, 255),
    ] as [(UInt32, Int)])
  func `The nearest of 256 colours is found`(color: UInt32, index: Int) {
    #expect(RGB(color).nearest256 == index)
  }

  @Test func `Colours of the palette are their own nearest`() {
    for index in 16..<256 {
      let color = Palette.color(index)
      #expect(Palette.color(color.nearest256) == color)
    }
    for index in 0..<16 {
      #expect(Palette.color(Palette.color(index).nearest16) == Palette.color(index))
    }
  }

  @Test func `Colours read back`() {
    #expect(RGB("#0a0B0c")?.description == "#0a0b0c")
    for bad in ["", "#fff", "red", "#gggggg", "0a0b0c0", "#+12345", "#é1234"] {
      #expect(RGB(bad) == nil, "\(bad)")
    }
  }

  @Test(arguments: Theme.builtIn)
  func `Every ink on every paper can be read`(theme: Theme) {
    let ground = Self.ground(of: theme)
    for ink in Ink.allCases {
      for paper in Paper.allCases {
        for depth in ColorDepth.allCases {
          let look = theme.resolve(Style(ink, on: paper), depth)
          if look.background != .standard { #expect(look.foreground != look.background) }
          guard depth == .direct || depth == .indexed else { continue }
          let front = rgb(look.foreground) ?? ground
          let back = rgb(look.background) ?? ground
          let isQuiet = ink == .dim || ink == .wall || ink == .value0
          let needed = theme.name.hasPrefix("high-contrast") ? 7.0 : isQuiet ? 3.0 : 3.5
          #expect(
            front.contrast(with: back) >= needed,
            "\(theme.name) \(ink) on \(paper) \(depth): \(front.contrast(with: back))")
        }
      }
    }
  }

  /// The terminal's own background, as the themes have it in mind.
  private static func ground(of theme: Theme) -> RGB {
    switch theme.name {
    case "light", "high-contrast-light": RGB(0xFFFFFF)
    case "paper": RGB(0xFBF1DE)
    case "high-contrast": RGB(0x000000)
    default: RGB(0x101010)
    }
  }

  @Test func `There are six of different names`() {
    #expect(Set(Theme.builtIn.map(\.name)).count == 6)
  }

  /// What stands beside each other in a tree, for those who lack red or green: every pair differs in
  /// what is left of its colours, at every depth at which there are colours enough.
  @Test(arguments: [ColorDepth.direct, .indexed])
  func `The safe theme needs neither red nor green`(depth: ColorDepth) throws {
    let theme = try #require(Theme.builtIn.first { $0.name == "red-green-safe" })
    let inks: [Ink] = [.goal, .dead, .back, .live]
    for (place, a) in inks.enumerated() {
      for b in inks.dropFirst(place + 1) {
        let colors = try [a, b].map {
          Self.confused(try #require(rgb(theme.resolve(Style($0), depth).foreground)))
        }
        let distance = colors[0].distance(to: colors[1])
        #expect(distance > 9000, "\(a) \(b): \(distance)")
      }
    }
  }

  /// Values must also be told apart without hue: luminance moves one way along the ramp.
  @Test(arguments: Theme.builtIn)
  func `The ramp of values is monotonic in brightness`(theme: Theme) {
    let levels = (0..<8).map { theme[Ink.value(Float($0) / 8)].color!.luminance }
    let isLight = Self.ground(of: theme).luminance > 0.5
    let away = isLight ? Array(levels.reversed()) : levels
    #expect(zip(away, away.dropFirst()).allSatisfy { $0 < $1 }, "\(levels)")
  }

  /// Deuteranopia: goal and dead end stay apart when red and green fall together.
  @Test(arguments: Theme.builtIn)
  func `A goal and a dead end differ for the red–green blind`(theme: Theme) {
    let pairs: [(Ink, Ink)] = [
      (.goal, .dead), (.live, .dead), (.accent, .back), (.value0, .value7),
    ]
    for (a, b) in pairs {
      let distance = Self.confused(theme[a].color!).distance(to: Self.confused(theme[b].color!))
      #expect(distance > 3000, "\(theme.name) \(a) \(b): \(distance)")
    }
  }

  /// Viénot's simplification: red and green become one mixture.
  private static func confused(_ color: RGB) -> RGB {
    let mixture = UInt32(saturating: 0.29 * Double(color.red) + 0.71 * Double(color.green))
    return RGB(mixture << 16 | mixture << 8 | UInt32(color.blue))
  }

  @Test func `Mono has attributes alone`() {
    let look = Theme.dark.resolve(Style(.goal, on: .cursor), .mono)
    #expect(look.foreground == .standard && look.background == .standard)
    #expect(look.attributes.contains([.bold, .reverse]))
  }

  @Test func `Eight colours have no bright ones`() {
    for theme in Theme.builtIn {
      for ink in Ink.allCases {
        for paper in Paper.allCases {
          let look = theme.resolve(Style(ink, on: paper), .eight)
          for color in [look.foreground, look.background] {
            if case .index(let index) = color { #expect((0..<8).contains(index)) }
          }
        }
      }
    }
  }

  @Test func `Missing fallbacks are derived`() throws {
    let theme = try theme(##"{"name":"t","inks":{"goal":{"color":"#00ff00"}}}"##)
    #expect(theme.resolve(Style(.goal), .direct).foreground == .rgb(RGB(0x00FF00)))
    #expect(theme.resolve(Style(.goal), .indexed).foreground == .index(46))
    #expect(theme.resolve(Style(.goal), .sixteen).foreground == .index(10))
    #expect(theme.resolve(Style(.text), .direct).foreground == .standard)
  }

  @Test(arguments: [
    (#"{"name":""}"#, "name: a theme needs a name"),
    (#"{"name":"t","colours":{}}"#, "colours: unknown; a theme has"),
    (#"{"name":"t","inks":{"gaol":{}}}"#, "inks.gaol: no such ink; the inks are text"),
    (#"{"name":"t","papers":{"goal":{}}}"#, "papers.goal: no such paper"),
    (##"{"name":"t","inks":{"goal":{"colour":"#fff"}}}"##, "inks.goal.colour: unknown; use color"),
    (
      ##"{"name":"t","inks":{"goal":{"color":"#fff"}}}"##, "inks.goal.color: “#fff” is not a colour"
    ),
    (#"{"name":"t","inks":{"goal":{"index":256}}}"#, "inks.goal.index: 256 is not between"),
    (#"{"name":"t","inks":{"goal":{"ansi":"pink"}}}"#, "inks.goal.ansi: “pink” is none of"),
    (#"{"name":"t","inks":{"goal":{"mono":["loud"]}}}"#, "inks.goal.mono: “loud” is none of"),
  ])
  func `Mistakes name the key`(json: String, reason: String) {
    let error = #expect(throws: ThemeError.self) { try theme(json) }
    #expect(error?.description.hasPrefix(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `Light is suggested where the terminal says so`() {
    func suggested(_ background: UInt32?, _ environment: [String: String] = [:]) -> Theme {
      Theme.suggested(background: background.map { RGB($0) }, environment: environment)
    }
    #expect(suggested(nil, ["COLORFGBG": "0;15"]) == .light)
    #expect(suggested(nil, ["COLORFGBG": "15;0"]) == .dark)
    #expect(suggested(nil) == .dark)
    #expect(suggested(0xFDF6E3, ["COLORFGBG": "15;0"]) == .light)
    #expect(suggested(0x002B36, ["COLORFGBG": "0;15"]) == .dark)
  }

  private func theme(_ json: String) throws -> Theme {
    try Theme(JSONDecoder().decode(ThemeDocument.self, from: Data(json.utf8)))
  }

  private func rgb(_ color: TerminalColor) -> RGB? {
    switch color {
    case .standard: nil
    case .index(let index): Palette.color(index)
    case .rgb(let rgb): rgb
    }
  }
}
