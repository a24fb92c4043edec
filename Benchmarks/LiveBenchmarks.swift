import EspalierViews
import Foundation
import MetaCoT
import TerminalUI

/// What it costs a search that it is watched: the time its own thread takes for MCTS at full speed
/// while another thread folds its events, with a frame at 200×60 painted sixty times a second over
/// without.
enum LiveBenchmarks {
  private static let simulations = 300_000

  static func run(_ bench: Bench) throws {
    try bench.row("redraw.live", "× time") {
      // Side by side, so that the machine's moods cancel out.
      let plain = try seconds(isDrawn: false)
      return try seconds(isDrawn: true) / plain
    }
  }

  private static func seconds(isDrawn: Bool) throws -> Double {
    let problem = try ProblemRegistry.problem(
      .init(kind: "countdown", text: "3 6 25 50 75 100 → 952 (positive)"))
    let driver = try SearchDriver(
      SearchConfiguration(
        problem: problem, strategy: .init("mcts", parameters: ["solver": 0, "transpositions": 0]),
        model: .init("rollout"), budget: Budget(expansions: simulations), until: .tree))
    var workspace = Workspace(header: driver.header)
    workspace.search = .running
    driver.start()
    while driver.outcome == nil {
      for batch in driver.drain() { workspace.append(batch) }
      if isDrawn {
        var canvas = Canvas(width: 200, height: 60)
        workspace.draw(into: &canvas)
      }
      Thread.sleep(forTimeInterval: 1.0 / 60)
    }
    return driver.status.seconds
  }
}
