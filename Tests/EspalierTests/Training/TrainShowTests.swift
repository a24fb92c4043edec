import Foundation
import Testing

/// `espalier train show`, as a person at a shell runs it.
@Suite struct TrainShowTests {
  private let scratch = RunFolderFixture()

  init() throws {
    try scratch.begin()
    try scratch.append(#"{"event":"start","steps":100}"# + "\n")
    try scratch.append(steps: 1...10)
  }

  @Test func `In a pipe there is one fact a line`() throws {
    let result = try Program.run(["train", "show", scratch.path])
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").map(String.init)
    for line in [
      "stage: sft", "seed: 7", "step: 10 of 100", "loss: 0.2",
      "measure solved greedy: 25.0%, best 25.0% at step 10", "sample at step 10:", "  after 10",
    ] {
      #expect(lines.contains(line), "\(result.output)")
    }
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test func `No run is one sentence`() throws {
    let result = try Program.run(["train", "show", scratch.path + "-none"])
    #expect(result.status == 65 && result.output.isEmpty)
    #expect(result.errors.contains("there is no such file; the folder of a run has one"))
  }

  @Test(.enabled(if: Tmux.isAvailable, Tmux.missing))
  func `The screen follows a run that goes on`() throws {
    let tmux = try Tmux(width: 110, height: 34)
    _ = try tmux.start(
      Tmux.program("espalier") + " train show \(scratch.path)", ready: "step 10 of 100")
    let screen = try tmux.wait(for: "after 10")
    for text in ["─ loss", "─ solved greedy · 25.0%", "─ figures", "─ sample · step 10 · newest"] {
      #expect(screen.contains(text), "\(screen)")
    }
    try scratch.append(steps: 11...20)
    try tmux.wait(for: "step 20 of 100")
    try tmux.keys("[")
    try tmux.wait(for: "step 10 · 1 of 2")
    try tmux.keys("n")
    try tmux.wait(for: "─ learning rate")
    try tmux.keys("s")
    try tmux.wait(for: "─ settings")
    try tmux.keys("Space")
    try tmux.wait(for: "no training goes on in this program")
    try tmux.keys("?")
    try tmux.wait(for: "Ends the program at once.")
    try tmux.keys("?")
    try tmux.wait(without: "Ends the program at once.")
    try scratch.append(#"{"event":"end","reason":"finished","step":20}"# + "\n")
    try tmux.wait(for: "★ finished")
    try tmux.resize(width: 40, height: 12)
    try tmux.wait(for: "[settings]")
    try tmux.resize(width: 20, height: 5)
    try tmux.wait(for: "too small")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }
}
