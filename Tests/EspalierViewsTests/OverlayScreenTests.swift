import Foundation
import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct OverlayScreenTests {
  static let sizes = [(200, 60), (80, 24), (40, 12)]

  static var home: HomeView {
    HomeView(choices: [
      .init(
        title: "problem",
        options: [
          .init(id: "24/1", title: "4 5 6 10 → 24", summary: "Countdown: four numbers, all used."),
          .init(id: "24/2", title: "3 3 8 8 → 24", summary: "Solved only with fractions."),
          .init(id: "maze", title: "maze 21×11", summary: "From S to G around the walls."),
        ]),
      .init(
        title: "strategy",
        options: [
          .init(id: "mcts", title: "mcts", summary: "Monte Carlo tree search."),
          .init(id: "astar", title: "astar", summary: "Least g + h first."),
        ]),
      .init(
        title: "model",
        options: [.init(id: "heuristic", title: "heuristic", summary: "A hand-made guess.")]),
    ])
  }

  @Test(arguments: sizes) func `Home at every size`(_ width: Int, _ height: Int) throws {
    var home = Self.home
    let outcome1 = home.handle(CommandInvocation(.down))
    #expect(outcome1)
    let starts = home.handle(CommandInvocation(.start))
    #expect(!starts)
    var canvas = Canvas(width: width, height: height)
    home.draw(into: &canvas)
    Footer.draw(
      Keymap().hints(in: .home, [.alone]),
      in: Rect(x: 0, y: height - 1, width: width, height: 1), of: &canvas)
    try expectSnapshot(canvas, "home-\(width)x\(height)")
  }

  /// Uses to choose from, something that is refused, and what goes with a search.
  @Test(arguments: sizes) func `Home with its uses`(_ width: Int, _ height: Int) throws {
    var home = Self.home
    home.uses = ["^n search", "r replay", "c compare", "t training"]
    home.use = 2
    home.verb = "compares"
    home.note = "budget 20000, seed 1"
    home.choices[1].options[1].refusal = "the model heuristic cannot be used here: it cannot write"
    var canvas = Canvas(width: width, height: height)
    home.draw(into: &canvas)
    try expectSnapshot(canvas, "home-uses-\(width)x\(height)")
    for id in [CommandID.right, .down] {
      let isMoved = home.handle(CommandInvocation(id))
      #expect(isMoved)
    }
    #expect(home.refusal != nil)
    canvas = Canvas(width: width, height: height)
    home.draw(into: &canvas)
    try expectSnapshot(canvas, "home-refused-\(width)x\(height)")
  }

  @Test(arguments: sizes) func `Help at every size`(_ width: Int, _ height: Int) throws {
    var workspace = Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    var help = HelpOverlay()
    help.draw(Keymap(), in: .tree, over: &canvas)
    let outcome2 = help.handle(CommandInvocation(.down))
    #expect(outcome2)
    help.draw(Keymap(), in: .tree, over: &canvas)
    try expectSnapshot(canvas, "help-\(width)x\(height)")
  }

  @Test func `Every mark is in the documentation`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("docs/views.md")
    #expect(try String(contentsOf: file, encoding: .utf8).contains(Legend.markdown))
  }

  @Test func `A click on the footer is its key`() throws {
    let hints = Keymap().hints(in: .tree, [.trace, .selection, .past, .future])
    var canvas = Canvas(width: 200, height: 1)
    Footer.draw(hints, in: canvas.bounds, of: &canvas)
    let row = canvas.text
    let place = try #require(row.range(of: "tab next pane")).lowerBound
    let column = row.distance(from: row.startIndex, to: place)
    #expect(Footer.command(atColumn: column, hints, width: 200) == .nextPane)
    #expect(Footer.command(atColumn: column + 12, hints, width: 200) == .nextPane)
    #expect(Footer.command(atColumn: column + 13, hints, width: 200) == nil)
    #expect(Footer.command(atColumn: 198, hints, width: 200) == .help)
    #expect(Footer.command(atColumn: 0, hints, width: 200) == nil)
  }

  @Test func `Every key of a search's screen is somewhere in its help`() {
    var help = HelpOverlay()
    var seen: Set<String> = []
    for _ in 0..<200 {
      var canvas = Canvas(width: 120, height: 30)
      help.draw(Keymap(), in: .tree, over: &canvas)
      seen.formUnion(canvas.text.split(separator: "\n").map(String.init))
      _ = help.handle(CommandInvocation(.down))
    }
    let text = seen.joined(separator: "\n")
    for command in CommandTable.all where !command.contexts.isDisjoint(with: .panes) {
      #expect(text.contains(" \(command.title) "))
    }
  }

  @Test(arguments: sizes) func `The palette at every size`(_ width: Int, _ height: Int) throws {
    var canvas = Canvas(width: width, height: height)
    var palette = CommandPalette()
    for character in "step" { palette.insert(character) }
    let outcome3 = palette.handle(.promptNext, in: .tree)
    #expect(outcome3 == .choosing)
    palette.draw(Keymap(), in: .tree, facts: [.trace, .past], over: &canvas)
    try expectSnapshot(canvas, "palette-\(width)x\(height)")
  }

  @Test(arguments: sizes)
  func `A message is read whole, however narrow the screen`(_ width: Int, _ height: Int) {
    var canvas = Canvas(width: width, height: height)
    let words = "there is no command “foo”; did you mean “fork”, which goes on from this moment?"
    MessageLine.draw(words, atFootOf: canvas.bounds, of: &canvas)
    let shown = canvas.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(shown.joined(separator: " ") == words)
  }

  @Test func `A message that no screen can hold ends with dots`() {
    var canvas = Canvas(width: 40, height: 12)
    let words = Array(repeating: "word", count: 100).joined(separator: " ")
    MessageLine.draw(words, atFootOf: canvas.bounds, of: &canvas)
    let shown = canvas.text.split(separator: "\n").filter { $0.contains("word") }
    #expect(shown.count == 4)
    #expect(shown.last?.hasSuffix("…") == true)
  }

  @Test func `A prompt is edited`() {
    var prompt = PromptLine("/", history: ["old"])
    for character in "6 × 4" { prompt.insert(character) }
    let outcome4 = prompt.handle(.promptDeleteWord)
    #expect(outcome4 == .editing)
    #expect(prompt.text == "6 × ")
    let outcome5 = prompt.handle(.promptPrevious)
    #expect(outcome5 == .editing)
    #expect(prompt.text == "old")
    let outcome6 = prompt.handle(.promptNext)
    #expect(outcome6 == .editing)
    let outcome7 = prompt.handle(.promptHome)
    #expect(outcome7 == .editing)
    let outcome8 = prompt.handle(.promptDelete)
    #expect(outcome8 == .editing)
    let outcome9 = prompt.handle(.promptAccept)
    #expect(outcome9 == .accepted(" × "))
    let outcome10 = prompt.handle(.promptEnd)
    #expect(outcome10 == .editing)
    let outcome11 = prompt.handle(.promptClear)
    #expect(outcome11 == .editing)
    let outcome12 = prompt.handle(.promptBackspace)
    #expect(outcome12 == .cancelled)
  }
}
