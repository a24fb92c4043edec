import Foundation
import Testing

/// ^C while a stage trains, in a real terminal.
@Suite struct InterruptedTrainingTests {
  @Test(.enabled(if: Tmux.isAvailable, Tmux.missing), arguments: ["", " --headless"])
  func `A checkpoint is written and the run goes on`(option: String) throws {
    let tmux = try Tmux(width: 110, height: 34)
    let made = try Program.run(
      ["train", "data", "data", "--generate", "40 countdown:count=3", "--strategy", "astar"],
      in: tmux.folder)
    #expect(made.status == 0, "\(made.errors)")
    let command =
      try Tmux.program("espalier") + " train sft --run $HOME/run --data $HOME/data --threads 1"
      + " --batch 256 --shape width=16,layers=1,heads=2,kv=2,ff=32 --steps 1000000" + option
    var stoppedAfter = 0
    for again in ["", " --resume"] {
      _ = try tmux.start(command + again, ready: "of 1,000,000")
      try tmux.wait(until: "a step is made") {
        try Self.number(of: #/"step":(\d+)/#, in: #require(tmux.file("run/metrics.jsonl")))
          > stoppedAfter
      }
      try tmux.keys("C-c")
      #expect(try tmux.leaves() == 130)
      let log = try #require(tmux.file("run/metrics.jsonl"))
      let end = Self.number(
        of: #/"event":"end","reason":"stopped","step":(\d+)/#, in: log)
      #expect(end > stoppedAfter)
      let progress = try #require(tmux.file("run/checkpoint/progress.json"))
      #expect(Self.number(of: #/"step" : (\d+)/#, in: progress) == end)
      stoppedAfter = end
    }
  }

  /// The last number that a pattern finds in a text; 0 if it finds none.
  private static func number(of pattern: Regex<(Substring, Substring)>, in text: String) -> Int {
    text.matches(of: pattern).last.flatMap { Int($0.1) } ?? 0
  }
}
