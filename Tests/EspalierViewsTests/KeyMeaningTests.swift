import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// What numbers before keys and after names mean, everywhere the same.
@Suite struct KeyMeaningTests {
  private var workspace: Workspace {
    Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
  }

  private func screen(_ workspace: inout Workspace, width: Int = 200, height: Int = 60) -> String {
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    return canvas.text
  }

  @Test(arguments: [
    (CommandInvocation(.up), 20), (CommandInvocation(.down, count: 3), 24),
    (CommandInvocation(.bottom), 99), (CommandInvocation(.bottom, count: 12), 11),
    (CommandInvocation(.bottom, count: 5000), 99), (CommandInvocation(.top), 0),
    (CommandInvocation(.pageDown), 30), (CommandInvocation(.halfPageUp, count: 2), 13),
    (CommandInvocation(.down, count: .max), 99), (CommandInvocation(.up, count: .max), 0),
  ])
  func `A move leads to the same row in every list`(_ invocation: CommandInvocation, row: Int) {
    let move = RowMove(invocation, window: 10)
    #expect(move?.row(from: 21, of: 100) == row)
    #expect(move?.row(from: 0, of: 0) == 0)
    #expect(RowMove(CommandInvocation(.pause), window: 10) == nil)
  }

  @Test func `A number before G goes to that row in each pane`() throws {
    var workspace = workspace
    _ = screen(&workspace)
    workspace.focus(.text)
    _ = workspace.handle(CommandInvocation(.top))
    var down = workspace
    _ = workspace.handle(CommandInvocation(.bottom, count: 7))
    _ = down.handle(CommandInvocation(.down, count: 6))
    #expect(screen(&workspace) == screen(&down))
    workspace.focus(.log)
    _ = workspace.handle(CommandInvocation(.bottom, count: 2))
    #expect(workspace.log.selectedEvent(in: workspace.tree) == Int(workspace.tree.backtracks[1]))
  }

  @Test func `A number repeats what moves a border or the focus`() {
    var workspace = workspace
    _ = screen(&workspace)
    _ = workspace.handle(CommandInvocation(.wider, count: 5))
    #expect(workspace.options.wider == 10)
    // What the layout does not grant does not add up.
    for _ in 0..<200 { _ = workspace.handle(CommandInvocation(.wider)) }
    let widest = workspace.options.wider
    _ = workspace.handle(CommandInvocation(.narrower))
    #expect(workspace.options.wider == widest - 2)
    _ = screen(&workspace, width: 60, height: 20)
    #expect(
      workspace.handle(CommandInvocation(.wider))
        == .message("this pane has no border to move there"))
    _ = workspace.handle(CommandInvocation(.nextPane, count: 4 + 1))
    #expect(workspace.options.focus == Pane.allCases[1])
  }

  @Test(arguments: [
    ("raise-budget 1k", "raise-budget needs a whole number, such as 500"),
    ("raise-budget -5", "raise-budget needs a whole number, such as 500"),
    ("raise-budget 0", "raise-budget needs a whole number, such as 500"),
    ("faster abc", "faster needs a number of events a second, such as 0.5"),
    ("faster inf", "faster needs a number of events a second, such as 0.5"),
    ("seek-percent x", "seek-percent needs a number from 0 to 100"),
  ])
  func `A number that is none is said`(line: String, message: String) {
    #expect {
      try CommandTable.parse(line)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func `Fractions and percent signs are numbers too`() throws {
    var playback = Playback()
    playback.changeSpeed(try CommandTable.parse("faster 0.5"))
    #expect(playback.speed == 0.5)
    playback.changeSpeed(CommandInvocation(.faster, count: 40))
    #expect(playback.speed == 40)
    #expect(try CommandTable.parse("seek-percent 50%").count == 50)
    #expect(try CommandTable.parse("raise-budget 20").count == 20)
  }

  @Test func `Closing again and again ends where nothing changes`() {
    var workspace = workspace
    _ = screen(&workspace)
    let clock = ContinuousClock()
    let time = clock.measure {
      _ = workspace.handle(CommandInvocation(.left, count: 100_000))
    }
    #expect(workspace.selectedNode == 0)
    #expect(time < .seconds(2))
  }

  @Test func `A border that is dragged over the timeline moves no time`() throws {
    var workspace = workspace
    _ = screen(&workspace)
    workspace.seek(to: 40)
    let layout = WorkspaceLayout(width: 200, height: 60, options: workspace.options)
    let divider = try #require(layout.dividers.first)
    _ = workspace.handle(MouseEvent(.press, x: divider.x, y: divider.y + 3))
    _ = workspace.handle(MouseEvent(.drag, x: divider.x - 6, y: layout.timeline.y))
    #expect(workspace.tree.now == 40)
    _ = workspace.handle(MouseEvent(.release, x: divider.x - 6, y: layout.timeline.y))
    _ = workspace.handle(MouseEvent(.press, x: 20, y: layout.timeline.y))
    #expect(workspace.tree.now != 40)
  }

  @Test func `A filter hides what does not match, the cursor's own line too`() {
    var workspace = workspace
    _ = screen(&workspace)
    workspace.focus(.text)
    _ = workspace.handle(CommandInvocation(.top))
    _ = workspace.handle(CommandInvocation(.filter, argument: "10 − 6"))
    let (lines, _) = workspace.textPane.window(workspace.linearizers[0], workspace.tree)
    #expect(!lines.isEmpty)
    #expect(lines.allSatisfy { $0.text.contains("10 − 6") })
  }

  @Test func `A long line is drawn at once, scrolled to its cursor`() {
    var line = PromptLine("/")
    line.insert(pasted: String(repeating: "x", count: 3990) + "end")
    var canvas = Canvas(width: 40, height: 1)
    let time = ContinuousClock().measure { line.draw(in: canvas.bounds, of: &canvas) }
    #expect(canvas.text.hasPrefix("/xxx") && canvas.text.hasSuffix("end"))
    #expect(time < .seconds(1))
  }

  @Test func `Combining marks join the character before them`() {
    var line = PromptLine("/")
    for character in ["e", "\u{301}", "ก", "\u{E34}", "น"] as [Character] { line.insert(character) }
    #expect(line.text == "e\u{301}กิน")
    _ = line.handle(.promptBackspace)
    #expect(line.text == "e\u{301}กิ")
  }
}
