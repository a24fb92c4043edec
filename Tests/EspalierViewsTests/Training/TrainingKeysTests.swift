import MetaCoT
import Testing
import TrainingLog

@testable import EspalierViews
@testable import TerminalUI

@Suite struct TrainingKeysTests {
  private func handle(
    _ view: inout TrainingView, _ invocation: CommandInvocation
  ) -> TrainingEffect {
    view.handle(invocation)
  }

  private func handle(_ view: inout TrainingView, _ mouse: MouseEvent) -> Bool {
    view.handle(mouse)
  }

  private func text(_ view: inout TrainingView, _ width: Int = 80, _ height: Int = 24) -> String {
    var canvas = Canvas(width: width, height: height)
    view.draw(into: &canvas)
    return canvas.text
  }

  @Test func `Figures are gone through in a ring`() {
    var view = TrainingRunFixture.view(to: 450)
    #expect(view.list.selected(in: view.log)?.curve.name == "solved best of 8")
    let count = view.log.figures.count
    var seen: [String] = []
    for _ in 0..<count {
      _ = view.handle(CommandInvocation(.nextMetric))
      seen.append(view.list.selected(in: view.log)!.curve.name)
    }
    #expect(Set(seen).count == count)
    #expect(seen.last == "solved best of 8")
    #expect(seen.first == "solved greedy")
    _ = view.handle(CommandInvocation(.previousMetric, count: count + 1))
    #expect(view.list.selected(in: view.log)?.curve.name == "legal steps")
  }

  @Test func `A chosen figure stays chosen when others come in`() {
    var view = TrainingRunFixture.view(to: 450)
    view.focus(.figures)
    _ = view.handle(CommandInvocation(.bottom))
    let chosen = view.list.selected(in: view.log)?.id
    view.log.append(.evaluation(step: 451, seconds: 1, measures: ["accuracy": 0.5]))
    #expect(view.list.selected(in: view.log)?.id == chosen)
  }

  @Test func `An older sample stays while new ones come`() {
    var view = TrainingRunFixture.view(to: 1000)
    #expect(view.samples.sample(in: view.log)?.step == 1000)
    #expect(handle(&view, CommandInvocation(.newerSample)) == .message("this is the newest sample"))
    _ = view.handle(CommandInvocation(.olderSample, count: 2))
    #expect(view.samples.sample(in: view.log)?.step == 600)
    view.log.append(.sample(step: 1200, text: "new"))
    #expect(view.samples.sample(in: view.log)?.step == 600)
    #expect(text(&view).contains("step 600 · 3 of 6"))
    _ = view.handle(CommandInvocation(.newestSample))
    #expect(text(&view).contains("step 1,200 · newest"))
    _ = view.handle(CommandInvocation(.olderSample))
    for step in 0..<TrainingLog.sampleLimit {
      view.log.append(.sample(step: step, text: "\(step)"))
    }
    #expect(view.samples.sample(in: view.log)?.step == 0)
  }

  @Test func `A sample scrolls`() {
    var view = TrainingRunFixture.view(to: 200)
    view.focus(.sample)
    #expect(text(&view, 40, 12).contains("4 5 6 10 → 24"))
    _ = view.handle(CommandInvocation(.bottom))
    let shown = text(&view, 40, 12)
    #expect(!shown.contains("4 5 6 10 → 24") && shown.contains("�[31mafter step 200"))
    _ = view.handle(CommandInvocation(.up, count: 100))
    #expect(text(&view, 40, 12).contains("4 5 6 10 → 24"))
  }

  @Test func `Settings take the place of the sample`() {
    var view = TrainingRunFixture.view(to: 450)
    #expect(!text(&view).contains("─ settings"))
    _ = view.handle(CommandInvocation(.settings))
    #expect(text(&view).contains("─ settings") && view.focus == .settings)
    _ = view.handle(CommandInvocation(.settings))
    #expect(text(&view).contains("─ sample") && view.focus == .sample)
  }

  @Test func `What can be asked of a training`() {
    var view = TrainingRunFixture.view(to: 450)
    #expect(handle(&view, CommandInvocation(.pauseTraining)) == .setPaused(true))
    view.state = .paused
    #expect(handle(&view, CommandInvocation(.pauseTraining)) == .setPaused(false))
    #expect(handle(&view, CommandInvocation(.checkpoint)) == .checkpoint)
    #expect(
      handle(&view, CommandInvocation(.copySample))
        == .copy(TrainingRunFixture.sample(400), what: "sample"))
    let close = CommandInvocation(.close)
    #expect(handle(&view, close) == .unhandled(close))
    view.log.append(.end(step: 450, reason: "stopped"))
    #expect(handle(&view, CommandInvocation(.checkpoint)) == .message(CommandFact.training.absence))
    var shown = TrainingRunFixture.view(to: 100, isLive: false)
    #expect(
      handle(&shown, CommandInvocation(.pauseTraining)) == .message(CommandFact.training.absence))
    #expect(
      handle(&shown, CommandInvocation(.olderSample)) == .message(CommandFact.sample.absence))
  }

  @Test func `The mouse chooses panes and figures`() {
    var view = TrainingRunFixture.view(to: 450)
    _ = text(&view)
    let row = text(&view).split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("  Brier") }!
    #expect(handle(&view, MouseEvent(.press, x: 5, y: row)))
    #expect(view.focus == .figures && view.list.selected(in: view.log)?.curve.name == "Brier")
    _ = text(&view, 40, 12)
    #expect(handle(&view, MouseEvent(.press, x: 25, y: 1)))
    #expect(view.focus == .sample)
  }

  /// Random commands, clicks and sizes: nothing crashes.
  @Test(arguments: 1...6) func `Whatever is pressed, nothing breaks`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var records = TrainingRunFixture.records(to: 900)[...]
    var view = TrainingView(TrainingRunFixture.description, isLive: seed.isMultiple(of: 2))
    for _ in 0..<400 {
      switch random.below(6) {
      case 0: _ = text(&view, 1 + random.below(130), 1 + random.below(40))
      case 1:
        let kinds: [MouseEvent.Kind] = [.press, .drag, .release, .wheelUp, .wheelDown]
        _ = view.handle(
          MouseEvent(kinds[random.below(5)], x: random.below(140), y: random.below(45)))
      case 2:
        for record in records.prefix(random.below(30)) { view.log.append(record) }
        records = records.dropFirst(30)
      default:
        let ids = CommandID.allCases
        let count = random.below(4) == 0 ? random.below(300) : nil
        _ = view.handle(CommandInvocation(ids[random.below(ids.count)], count: count))
      }
    }
  }
}
