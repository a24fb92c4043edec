import Foundation
import MetaCoT
import Synchronization
import TerminalDevice
import TerminalUI

/// A fork that is made on a thread of its own: the events up to its moment may be many.
final class ForkTask: Sendable {
  /// What is made.
  let fork: SearchFork
  /// Iterations a second, once it goes on; nil is no limit.
  let pace: Double?
  /// After how many events of the original it begins.
  let moment: Int
  private let result = Mutex<Result<SearchDriver, any Error>?>(nil)
  private let isCancelled = Atomic<Bool>(false)

  /// Begins to make it; the loop of the terminal is woken when that is done.
  init(_ fork: SearchFork, pace: Double?, moment: Int) {
    self.fork = fork
    self.pace = pace
    self.moment = moment
    let thread = Thread { [self] in
      let made = Result {
        try SearchDriver(
          fork, isCancelled: { isCancelled.load(ordering: .relaxed) },
          onActivity: { WakePipe().signal() })
      }
      result.withLock { $0 = made }
      WakePipe().signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// What is said while it is made.
  var words: String {
    "the search is made again up to event \(NumberFormat.grouped(moment)); esc gives the fork up"
  }

  /// What came of it, once.
  func take() -> Result<SearchDriver, any Error>? {
    result.withLock { result in
      defer { result = nil }
      return result
    }
  }

  /// Gives it up.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }
}
