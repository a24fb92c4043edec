import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct SearchListTests {
  private static func list() -> SearchList {
    var list = SearchList(title: "log.json")
    list.append((910..<1010).map { "\($0)" })
    for row in 0..<60 {
      list.set(
        .init(
          problem: "\(row + 1) 5 6 10 → 24", nodes: 91 * row,
          isSolved: row.isMultiple(of: 3) ? nil : row.isMultiple(of: 2)), of: row)
    }
    return list
  }

  @Test(arguments: OverlayScreenTests.sizes) func `The list of traces`(_ width: Int, _ height: Int)
    throws
  {
    var list = Self.list()
    list.isComplete = true
    var canvas = Canvas(width: width, height: height)
    list.draw(into: &canvas)
    let moved = list.handle(CommandInvocation(.down, count: 3))
    #expect(moved && list.selected == 3)
    canvas = Canvas(width: width, height: height)
    list.draw(into: &canvas)
    Footer.draw(
      Keymap().hints(in: .searches, []),
      in: Rect(x: 0, y: height - 1, width: width, height: 1), of: &canvas)
    try expectSnapshot(canvas, "searches-\(width)x\(height)")
  }

  @Test func `The cursor stays in the list`() {
    var list = Self.list()
    var canvas = Canvas(width: 80, height: 24)
    list.draw(into: &canvas)
    func go(_ id: CommandID, _ count: Int? = nil) -> Int {
      _ = list.handle(CommandInvocation(id, count: count))
      return list.selected
    }
    #expect(go(.up) == 0 && go(.pageDown) == 21 && go(.bottom) == 99 && go(.down, .max) == 99)
    #expect(go(.bottom, 12) == 11 && go(.top) == 0)
    let opens = list.handle(CommandInvocation(.open))
    #expect(!opens && list.shown == 0..<22)
    let clicked = list.click(x: 10, y: 5)
    #expect(clicked && list.selected == 4)
    var empty = SearchList(title: "none")
    empty.draw(into: &canvas)
    let moved = empty.handle(CommandInvocation(.down))
    #expect(moved && empty.selected == 0)
  }
}
