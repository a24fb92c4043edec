import CNCurses
import TerminalUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The only place that calls curses: a screen that rows of cells are put on.
///
/// Curses keeps what the terminal shows and sends the difference. It reads no keys here: the bytes
/// go to `InputDecoder`.
struct Curses {
  /// The entry of terminfo that the terminal is driven by.
  let type: String
  /// How many colours there are.
  let depth: ColorDepth
  /// Which glyphs there are.
  let glyphs: GlyphSet
  /// What the person should be told.
  let notices: [String]

  private var theme: Theme?
  private var blanks: [cchar_t?] = []
  private var pairs: [Colors: Int32] = [:]
  private let hasStandardColors: Bool
  private var row: [cchar_t] = []
  /// Per scalar of the first plane, what to show for it; 0 where it has not been looked up.
  private var shown = [UInt32](repeating: 0, count: 0x10000)

  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// Makes a screen on these streams.
  init(
    _ traits: TerminalTraits, environment: [String: String], ascii: Bool,
    output: UnsafeMutablePointer<FILE>, input: UnsafeMutablePointer<FILE>
  ) throws(TerminalError) {
    glyphs = ascii || !Self.hasUnicodeLocale(environment) ? .ascii : .unicode
    let wantsColor = environment["NO_COLOR", default: ""].isEmpty
    let candidates = (wantsColor ? traits.directTypes : []) + [traits.type, "xterm-256color"]
    guard let type = candidates.first(where: { cn_open($0, output, input) != 0 }) else {
      throw .unknownTerminal(traits.type)
    }
    self.type = type
    notices =
      type == "xterm-256color" && traits.type != type
      ? ["terminfo does not know TERM=\(traits.type): taken for xterm-256color"] : []
    guard cn_string("cup") != nil, cn_string("clear") != nil else {
      endwin()
      throw .dumb(traits.type)
    }
    cn_modes()
    if wantsColor, has_colors() {
      start_color()
      hasStandardColors = use_default_colors() == OK
      switch cn_colors() {
      case 0x1000000...: depth = .direct
      case 256...: depth = .indexed
      case 16...: depth = .sixteen
      case 8...: depth = .eight
      default: depth = .mono
      }
    } else {
      hasStandardColors = true
      depth = .mono
    }
  }

  /// Whether terminfo has an entry of this name.
  static func knows(_ type: String) -> Bool { cn_knows(type) != 0 }

  /// Takes the character type from the environment. A locale that is not installed, or none at
  /// all, says nothing against UTF-8, so `C.UTF-8` is tried; `C` and other character sets do.
  static func hasUnicodeLocale(_ environment: [String: String]) -> Bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let known = cn_locale("") != 0
    if known, String(cString: cn_codeset()) == "UTF-8" { return true }
    if known, name != nil { return false }
    return cn_locale("C.UTF-8") != 0 || cn_locale("en_US.UTF-8") != 0
  }

  /// The terminal's own string for a capability.
  func string(_ capability: String) -> [UInt8] {
    guard let text = cn_string(capability) else { return [] }
    // Delays are for hardware that needs them; nobody waits for them after a crash.
    var bytes: [UInt8] = []
    var rest = String(cString: text)[...]
    while let start = rest.range(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">")
    {
      bytes += Array(rest[..<start.lowerBound].utf8)
      rest = rest[rest.index(after: end)...]
    }
    return bytes + Array(rest.utf8)
  }

  /// Columns and rows of the screen.
  var size: (width: Int, height: Int) { (Int(cn_columns()), Int(cn_lines())) }

  /// Gives the screen the size of the terminal; whether it had another.
  func adoptSize(of descriptor: Int32) -> Bool {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard cn_size(descriptor, &columns, &rows) != 0 else { return false }
    guard columns != cn_columns() || rows != cn_lines() else { return false }
    resizeterm(rows, columns)
    return true
  }

  /// Puts a row of cells on the screen, cut or filled up to its width. Complexity: O(width).
  mutating func put(_ cells: ArraySlice<Canvas.Cell>, y: Int) {
    let width = Int(cn_columns())
    let plain = blank(Style())
    row.removeAll(keepingCapacity: true)
    row.reserveCapacity(width)
    var columns = 0
    var style = Style()
    var template = plain
    var index = cells.startIndex
    while index < cells.endIndex, columns < width {
      let cell = cells[index]
      index += 1
      if cell.style != style {
        style = cell.style
        template = blank(style)
      }
      var glyph = cell.glyph
      // The second half of a wide character is part of the first, unless that has been cut off.
      let isWide = index < cells.endIndex && cells[index].glyph == 0
      if glyph == 0 { glyph = 0x20 }
      var new = template
      if glyph >= Clusters.first {
        glyph = cluster(glyph, columns: isWide ? 2 : 1, into: &new)
      } else {
        if glyph >= 0x7F { glyph = translate(glyph, columns: isWide ? 2 : 1) }
        cn_set_glyph(&new, glyph & ~Self.fillsTwo)
      }
      row.append(new)
      columns += 1
      guard isWide else { continue }
      index += 1
      if glyph & Self.fillsTwo == 0 { row.append(template) }
      columns += 1
    }
    while columns < width {
      row.append(plain)
      columns += 1
    }
    row.withUnsafeBufferPointer { cn_row(Int32(y), $0.baseAddress, Int32($0.count)) }
  }

  /// Says of a translated glyph that it fills two columns.
  private static let fillsTwo: UInt32 = 0x4000_0000

  /// Puts a scalar with its marks into a cell, and returns what `translate` makes of the scalar.
  private mutating func cluster(
    _ glyph: UInt32, columns: Int, into cell: inout cchar_t
  ) -> UInt32 {
    let scalars = Clusters.scalars(glyph)
    let base = scalars.first?.value ?? 0x20
    let shown = base < 0x7F ? base : translate(base, columns: columns)
    cn_set_glyph(&cell, shown & ~Self.fillsTwo)
    guard glyphs == .unicode, shown & ~Self.fillsTwo == base else { return shown }
    var place: Int32 = 1
    for mark in scalars.dropFirst() where wcwidth(wchar_t(bitPattern: mark.value)) == 0 {
      cn_set_mark(&cell, place, mark.value)
      place += 1
    }
    return shown
  }

  /// What to show for a glyph that has been laid out on so many columns, with `fillsTwo` where it
  /// fills two. What the C library would lay out otherwise is replaced: one width table for layout
  /// and drawing.
  private mutating func translate(_ glyph: UInt32, columns: Int) -> UInt32 {
    if glyph < 0x10000, shown[Int(glyph)] != 0 { return shown[Int(glyph)] }
    var isMisfit = false
    var result = glyphs.shown(glyph)
    if result == glyph {
      if Int(wcwidth(wchar_t(bitPattern: glyph))) != columns {
        result = glyphs == .unicode ? TextWidth.replacement.value : 0x3F
        isMisfit = true
      } else if columns == 2 {
        result |= Self.fillsTwo
      }
    }
    // Laid out on other columns it fits.
    if glyph < 0x10000, !isMisfit { shown[Int(glyph)] = result }
    return result
  }

  /// Sends what has changed. Complexity: O(cells), and the bytes of what has changed.
  func show() { cn_show() }

  /// Forgets what the terminal shows, so that all is sent.
  func forget() { cn_forget() }

  /// Gives the terminal back; `show` takes it again.
  func end() { endwin() }

  /// Whether the theme is another than before: then everything has to be put again.
  mutating func use(_ theme: Theme) -> Bool {
    guard theme != self.theme else { return false }
    self.theme = theme
    blanks = Array(
      repeating: nil, count: Ink.allCases.count * Paper.allCases.count * 16)
    pairs = [:]
    return true
  }

  private mutating func blank(_ style: Style) -> cchar_t {
    let attributes = Int(style.attributes.rawValue & 15)
    let slot =
      (Int(style.ink.rawValue) * Paper.allCases.count + Int(style.paper.rawValue)) * 16
      + attributes
    if let cell = blanks[slot] { return cell }
    let look = (theme ?? .dark).resolve(style, depth)
    var bits: UInt32 = 0
    if look.attributes.contains(.bold) { bits |= cn_bold() }
    if look.attributes.contains(.faint) { bits |= cn_faint() }
    if look.attributes.contains(.underline) { bits |= cn_underline() }
    if look.attributes.contains(.reverse) { bits |= cn_reverse() }
    let cell = cn_blank(bits, pair(look))
    blanks[slot] = cell
    return cell
  }

  private mutating func pair(_ look: Theme.Resolved) -> Int32 {
    let colors = Colors(
      foreground: number(look.foreground, instead: 7),
      background: number(look.background, instead: 0))
    if depth == .mono || colors == Colors(foreground: -1, background: -1) { return 0 }
    if let pair = pairs[colors] { return pair }
    let pair = Int32(pairs.count + 1)
    guard pair < cn_pairs(), init_extended_pair(pair, colors.foreground, colors.background) == OK
    else { return 0 }
    pairs[colors] = pair
    return pair
  }

  private func number(_ color: TerminalColor, instead: Int32) -> Int32 {
    switch color {
    case .standard: hasStandardColors ? -1 : instead
    case .index(let index): Int32(index)
    // The first eight numbers of a direct terminal are its ANSI colours: shades of black otherwise.
    case .rgb(let rgb): rgb.value == 0 ? 0 : max(8, Int32(rgb.value))
    }
  }
}
