import MetaCoT
import MetaCoTEvaluation
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct SetComparisonScreenTests {
  private static func run(
    _ solved: Bool, _ expansions: Int, tokens: Int? = nil
  ) -> PairedOutcomes.Run {
    var outcome = Outcome(
      solved: solved, expansions: expansions, modelCalls: 2 * expansions, stopped: "goal")
    outcome.tokens = tokens
    if solved { outcome.cost = 3 }
    return PairedOutcomes.Run(outcome, seconds: Double(expansions) / 1000)
  }

  private static func view(finished: Int = 12) -> SetComparisonView {
    var outcomes = PairedOutcomes(
      problems: (1...12).map { "maze-\($0)" }, cost: .expansions)
    for place in 0..<finished {
      outcomes.set(
        run(place != 4, 10 + 37 * place % 90, tokens: place == 2 ? nil : 50 * place),
        run(place % 5 != 3, 9 + 61 * place % 400), at: place)
    }
    return SetComparisonView(
      outcomes, names: ("mcts", "astar"), title: "12 problems of mazes.jsonl")
  }

  @Test(arguments: CompareScreenTests.sizes)
  func `Rows, sums and a point a problem`(_ width: Int, _ height: Int) throws {
    var view = Self.view(finished: 11)
    _ = view.handle(CommandInvocation(.down, count: 3))
    var canvas = Canvas(width: width, height: height)
    view.draw(into: &canvas)
    try expectSnapshot(canvas, "set-comparison-\(width)x\(height)")
  }

  @Test func `A row opens the problem under the cursor, however they are sorted`() {
    var view = Self.view()
    var canvas = Canvas(width: 80, height: 24)
    view.draw(into: &canvas)
    #expect(view.handle(CommandInvocation(.openProblem)) == .open(0))
    _ = view.handle(CommandInvocation(.bottom))
    #expect(view.handle(CommandInvocation(.openProblem)) == .open(11))
    _ = view.handle(CommandInvocation(.sortProblems))
    #expect(view.handle(CommandInvocation(.openProblem)) == .open(11))
    _ = view.handle(CommandInvocation(.top))
    guard case .open(let first) = view.handle(CommandInvocation(.openProblem)),
      let row = view.outcomes.rows[first]
    else { return #expect(Bool(false), "nothing opens") }
    #expect(row.first.solved != row.second.solved, "it differs most where one alone solves it")
  }

  @Test func `What decides can be chosen, and a wrong name says what there is`() {
    var view = Self.view()
    #expect(
      view.handle(CommandInvocation(.decideBy, argument: "tok")) == .message("decided by tokens"))
    guard
      case .message(let text) = view.handle(CommandInvocation(.decideBy, argument: "luck"))
    else { return #expect(Bool(false), "nothing is said") }
    #expect(text.contains("expansions, calls, tokens, seconds"))
    #expect(view.outcomes.cost == .tokens)
  }

  @Test func `Nothing measured is no figure`() {
    var view = Self.view(finished: 0)
    var canvas = Canvas(width: 200, height: 60)
    view.draw(into: &canvas)
    #expect(canvas.text.contains("nothing measured yet") && canvas.text.contains("0 of 12"))
    #expect(!canvas.text.contains("%"))
  }
}
