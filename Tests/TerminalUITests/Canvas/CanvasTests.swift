import Foundation
import Testing

@testable import TerminalUI

@Suite struct CanvasTests {
  @Test func `Lines of a text in one row are apart`() {
    var canvas = Canvas(width: 12, height: 1)
    canvas.draw("a\nb\tc\u{7}d", x: 0, y: 0)
    #expect(canvas.text == "a b c\u{FFFD}d")
  }

  @Test(arguments: [(0, 0), (0, 5), (5, 0), (1, 1), (-3, 2)])
  func `Tiny canvases take anything`(width: Int, height: Int) {
    var canvas = Canvas(width: width, height: height)
    canvas.draw("hello 日本", x: -2, y: 0)
    canvas.draw("hello", x: 100, y: 100)
    canvas.fill(Rect(x: -5, y: -5, width: 100, height: 100), "x")
    canvas.shade(Rect(x: -5, y: -5, width: 100, height: 100), .cursor)
    canvas[3, 3] = Canvas.Cell("z")
    #expect(canvas.cells.count == max(0, width) * max(0, height))
  }

  /// Whatever is written over half of a wide character blanks its other half: no half is ever alone.
  @Test func `Wide characters are whole or gone`() {
    func halves(_ canvas: Canvas) -> Bool {
      (0..<canvas.width).allSatisfy { x in
        let isWide = canvas[x, 0].glyph >= 0x1100
        let isRight = canvas[x, 0].glyph == 0
        let follows = x > 0 && canvas[x - 1, 0].glyph >= 0x1100
        let isFollowed = x + 1 < canvas.width && canvas[x + 1, 0].glyph == 0
        return isRight == follows && isWide == isFollowed
      }
    }
    for place in 0..<8 {
      for text in ["a", "ab", "本", "日本"] {
        var canvas = Canvas(width: 8, height: 1)
        canvas.draw("日本日本", x: 0, y: 0)
        canvas.draw(text, x: place, y: 0)
        #expect(halves(canvas), "\(text) at \(place): \(canvas.text)")
        canvas.fill(Rect(x: place, y: 0, width: 3, height: 1), "x")
        #expect(halves(canvas), "filled at \(place): \(canvas.text)")
        canvas.draw("日本日本", x: 0, y: 0)
        canvas[place, 0] = Canvas.Cell("z")
        #expect(halves(canvas), "set at \(place): \(canvas.text)")
      }
    }
  }

  @Test func `Drawing is clipped on every side`() {
    for x in -6...8 {
      for y in -1...3 {
        var canvas = Canvas(width: 6, height: 2)
        let end = canvas.draw("abc", x: x, y: y)
        #expect(end == x + 3)
        for column in 0..<6 {
          for row in 0..<2 {
            let place = column - x
            let expected: UInt32 = row == y && (0..<3).contains(place) ? UInt32(97 + place) : 32
            #expect(canvas[column, row].glyph == expected)
          }
        }
      }
    }
  }

  @Test func `A clip rectangle holds text back`() {
    var canvas = Canvas(width: 10, height: 1)
    canvas.draw("abcdefghij", x: 0, y: 0, in: Rect(x: 3, y: 0, width: 4, height: 1))
    #expect(canvas.text == "   defg")
    canvas.draw("xxxxxxxxxx", x: 0, y: 0, in: Rect(x: 3, y: 1, width: 4, height: 1))
    #expect(canvas.text == "   defg")
  }

  @Test func `Wide characters are never cut in half`() {
    var canvas = Canvas(width: 5, height: 1)
    #expect(canvas.draw("a日本語", x: 0, y: 0) == 7)
    #expect(canvas.text == "a日本")
    #expect(canvas[2, 0].glyph == 0 && canvas[4, 0].glyph == 0)
    var left = Canvas(width: 5, height: 1)
    left.draw("日本", x: -1, y: 0)
    #expect(left.text == " 本")
  }

  @Test func `Controls never reach a cell`() {
    let hostile =
      "\u{1B}[31m\u{7}\r\n\t\u{0}\u{7F}\u{85}\u{9B}2J\u{202E}\u{2066}\u{200F}\u{E0041}\u{FFF9}\u{AD}"
    var canvas = Canvas(width: 80, height: 1)
    canvas.draw(hostile, x: 0, y: 0)
    for cell in canvas.cells {
      for scalar in Clusters.scalars(cell.glyph) {
        #expect(TextWidth.columns(of: scalar) > 0)
      }
    }
    #expect(canvas.text.filter { $0 == "\u{FFFD}" }.count == 11)
  }

  @Test func `Combining marks stay with their scalar`() {
    var canvas = Canvas(width: 10, height: 1)
    let end = canvas.draw("x\u{304}e\u{301}\u{323}z", x: 0, y: 0)
    #expect(end == 3)
    #expect(canvas.text == "x\u{304}e\u{301}\u{323}z")
    #expect(canvas[2, 0].glyph == 122)
    var again = Canvas(width: 10, height: 1)
    again.draw("x\u{304}e\u{301}\u{323}z", x: 0, y: 0)
    #expect(again == canvas)
    // A flood of marks, a mark without a scalar, a mark on something clipped.
    canvas.draw("a" + String(repeating: "\u{301}", count: 100), x: 0, y: 0)
    #expect(Clusters.scalars(canvas[0, 0].glyph).count == 1 + Clusters.marks)
    var empty = Canvas(width: 2, height: 1)
    empty.draw("\u{301}", x: 0, y: 0)
    empty.draw("abc\u{301}", x: 0, y: 0)
    #expect(empty.text == "ab")
  }

  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("日", 2), ("✅", 2), ("❌", 2), ("⭐", 2), ("🌡", 1), ("😀", 2), ("한", 2),
      ("ｱ", 1), ("Ａ", 2), ("─", 1), ("⣿", 1), ("█", 1), ("★", 1), ("\u{301}", 0), ("\u{200D}", 0),
      ("\u{FE0F}", 0), ("\u{1B}", -1), ("\u{202E}", -1), ("\u{E000}", -1), ("\u{378}", -1),
      ("÷", 1),
    ] as [(Unicode.Scalar, Int)])
  func `Text has its width in cells`(scalar: Unicode.Scalar, columns: Int) {
    #expect(TextWidth.columns(of: scalar) == columns)
  }

  @Test func `Text is as wide as it is drawn`() {
    for text in ["", "abc", "a日b", "x\u{304}", "\u{1B}[0m", "✅ done", "👩\u{200D}💻"] {
      var canvas = Canvas(width: 40, height: 1)
      #expect(canvas.draw(text, x: 0, y: 0) == TextWidth.columns(of: text))
    }
  }

  @Test func `ASCII has a glyph for everything views draw`() {
    let drawn =
      "─│┌┐└┘├┤┬┴┼╭╮╰╯━┃╌╎▸▾●○·★✗✓↶↷▁▂▃▄▅▆▇█░▒▓⣀⣠⣤⣶⣾⣿×÷−→←↑↓…⋯▶⏸∞≤≥≈≠“”‘’"
    for scalar in drawn.unicodeScalars {
      let shown = GlyphSet.ascii.shown(scalar.value)
      #expect((0x20..<0x7F).contains(shown), "\(scalar)")
      #expect(shown != 0x3F, "\(scalar) has no glyph of its own")
      #expect(GlyphSet.unicode.shown(scalar.value) == scalar.value)
    }
    // Eight levels of a value stay eight.
    #expect(Set((0x2581...0x2588).map { GlyphSet.ascii.shown(UInt32($0)) }).count == 8)
    #expect(GlyphSet.ascii.shown(0x65E5) == 0x3F)
  }

  /// Whatever glyph a view is written with can be told on a terminal that has only ASCII.
  @Test func `Every glyph in the views has an ASCII form`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/TerminalUI").standardizedFileURL
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    for case let name as String in files
    where name.hasSuffix(".swift") && !name.hasPrefix("Canvas") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for scalar in Set(text.unicodeScalars) where scalar.value > 0x7F {
        #expect(GlyphSet.ascii.shown(scalar.value) != 0x3F, "\(scalar) in \(name)")
        #expect(TextWidth.columns(of: scalar) == 1, "\(scalar) in \(name)")
      }
    }
  }
}
