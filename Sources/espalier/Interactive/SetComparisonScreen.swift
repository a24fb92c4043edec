import EspalierViews
import Foundation
import MetaCoT
import MetaCoTEvaluation
import Synchronization
import TerminalDevice
import TerminalUI

/// The screen of two ways to search a problem set. Searches go on in the background; a row opens both
/// of its searches side by side.
final class SetComparisonScreen: Screen {
  private let run: SetComparisonRun
  private let speed: Double?
  private var view: SetComparisonView
  private let shared = Shared()

  /// What the searching threads and the screen share.
  private final class Shared: Sendable {
    struct State {
      var finished: [(place: Int, runs: (PairedOutcomes.Run, PairedOutcomes.Run))] = []
      var failure: (any Error)?
    }

    let state = Mutex(State())
    let isStopped = Atomic<Bool>(false)
  }

  /// Begins to search. `speed` is that at which a row's searches are replayed.
  init(
    _ run: SetComparisonRun, cost: ScalingCurve.Cost, names: (first: String, second: String),
    title: String, speed: Double?
  ) {
    self.run = run
    self.speed = speed
    view = SetComparisonView(
      PairedOutcomes(problems: run.pairs.map(\.id), cost: cost), names: names, title: title)
    let shared = shared
    Thread {
      do {
        try run.run(
          isCancelled: { shared.isStopped.load(ordering: .relaxed) },
          finished: { place, runs in
            shared.state.withLock { $0.finished.append((place, runs)) }
            WakePipe().signal()
          })
      } catch {
        shared.state.withLock { $0.failure = error }
        WakePipe().signal()
      }
    }.start()
  }

  var keymap: Keymap {
    get { view.keymap }
    set { view.keymap = newValue }
  }
  var context: CommandContext { view.context }
  let facts: Set<CommandFact> = []
  let isAnimating = false

  func pollEvents() throws -> Bool {
    let news = shared.state.withLock { state in
      defer { state = Shared.State() }
      return state
    }
    for (place, runs) in news.finished { view.outcomes.set(runs.0, runs.1, at: place) }
    if let failure = news.failure { throw failure }
    return !news.finished.isEmpty
  }

  func draw(into canvas: inout Canvas) { view.draw(into: &canvas) }

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    switch view.handle(invocation) {
    case .none: return .none
    case .message(let text): return .message(text)
    case .unhandled(let invocation): return .unhandled(invocation)
    case .open(let place):
      let pair = run.pairs[place]
      return .open(
        try CompareScreen(
          [.live(pair.first, pace: nil), .live(pair.second, pace: nil)], speed: speed))
    }
  }

  func handle(_ mouse: MouseEvent) -> Bool { view.handle(mouse) }

  func close() throws { shared.isStopped.store(true, ordering: .relaxed) }
}
