import TestSupport
import Testing
import TrainingLog

@testable import EspalierViews
@testable import TerminalUI

@Suite struct TrainingScreenTests {
  static let sizes = [(200, 60), (80, 24), (40, 12)]

  private func frame(_ view: inout TrainingView, _ width: Int, _ height: Int) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    view.draw(into: &canvas)
    return canvas
  }

  @Test(arguments: sizes) func `A run that goes on`(_ width: Int, _ height: Int) throws {
    var view = TrainingRunFixture.view(to: 2431)
    try expectSnapshot(frame(&view, width, height), "training-\(width)x\(height)")
  }

  @Test(arguments: sizes) func `A run that is over`(_ width: Int, _ height: Int) throws {
    var view = TrainingRunFixture.view(to: TrainingRunFixture.planned, isLive: false)
    _ = view.handle(CommandInvocation(.settings))
    _ = view.handle(CommandInvocation(.previousMetric))
    try expectSnapshot(frame(&view, width, height), "training-over-\(width)x\(height)")
  }

  @Test func `Every pane alone on the screen`() throws {
    var view = TrainingRunFixture.view(to: 2431)
    _ = view.handle(CommandInvocation(.zoom))
    for pane in TrainingPane.allCases {
      view.focus(pane)
      try expectSnapshot(frame(&view, 80, 24), "training-\(pane)-80x24")
    }
  }

  @Test func `ASCII says the same`() throws {
    var view = TrainingRunFixture.view(to: 2431)
    var canvas = frame(&view, 100, 30)
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        canvas[x, y].glyph = GlyphSet.ascii.shown(canvas[x, y].glyph)
        #expect(canvas[x, y].glyph < 0x7F)
      }
    }
    try expectSnapshot(canvas, "training-ascii-100x30")
  }

  @Test func `Nothing is known yet`() throws {
    var view = TrainingView(TrainingRunFixture.description, isLive: true)
    let canvas = frame(&view, 80, 24)
    #expect(canvas.text.contains("▶ running") && canvas.text.contains("step 0"))
    #expect(canvas.text.contains("nothing measured yet"))
    #expect(canvas.text.contains("nothing written yet"))
  }

  @Test func `Numbers that are none are drawn as gaps`() {
    var view = TrainingView(TrainingRunFixture.description, isLive: false)
    for step in 1...40 {
      view.log.append(
        .step(
          TrainingStep(
            step: step, tokens: 0, seconds: 0, loss: step > 20 ? .nan : -1, learningRate: 0,
            figures: ["KL": .infinity])))
      view.log.append(.evaluation(step: step, seconds: 0, measures: ["solved": .nan]))
    }
    view.log.append(.end(step: 40, reason: "the loss is not a number"))
    for (width, height) in Self.sizes {
      #expect(frame(&view, width, height).text.contains("✗ the loss is"))
    }
  }

  @Test(arguments: [
    (TrainingState.running, "▶ running"), (.paused, "❚❚ paused"), (.stopping, "■ stopping"),
    (.quiet(minutes: 3), "· quiet for 3 min"), (.cutOff, "✗ cut off"), (.failed, "✗ failed"),
  ])
  func `Every state has its mark`(state: TrainingState, words: String) {
    var view = TrainingRunFixture.view(to: 30)
    view.state = state
    for (width, height) in Self.sizes {
      #expect(frame(&view, width, height).text(row: 0).contains(words))
    }
  }

  @Test func `Every size up to a screen`() {
    var empty = TrainingView(TrainingRunFixture.description, isLive: false)
    var view = TrainingRunFixture.view(to: 450)
    for width in [1, 2, 3, 15, 29, 30, 31, 41, 59, 60, 61, 80, 109, 110, 140] {
      for height in [1, 2, 3, 7, 8, 9, 12, 16, 17, 18, 20, 40] {
        for pane in TrainingPane.allCases {
          view.focus(pane)
          let canvas = frame(&view, width, height)
          if width < 30 || height < 8 { #expect(!canvas.text.contains("sft")) }
          empty.focus(pane)
          _ = frame(&empty, width, height)
        }
      }
    }
    #expect(frame(&view, 29, 8).text.contains("needs 30×8"))
  }
}
