import Foundation
import Synchronization

/// Does independent pieces of work on threads of its own: as many at once as it is told, however
/// few processors there are, so that work that waits for a server or a disk is not held back.
///
/// ```swift
/// let lengths = try JobPool(jobs: 8).run(paths.count) { try length(of: paths[$0]) }
/// ```
package struct JobPool: Sendable {
  /// How many pieces are worked on at once, at most; at least 1.
  package let jobs: Int

  /// What the threads share.
  private struct Progress<Value: Sendable>: Sendable {
    var next = 0
    var values: [Value?]
    var failure: (any Error)?
  }

  /// Threads have room for deep recursions, wherever they run.
  private static let stackSize = 8 << 20

  /// A pool for so many jobs; fewer than 1 count as 1.
  package init(jobs: Int) { self.jobs = max(1, jobs) }

  /// Does `work` for every number below `count`, begun in this order, and returns what it gave, in
  /// this order whichever was finished first.
  ///
  /// Each value is given to `finished` first, one at a time, in the order in which they are
  /// finished. nil stands for work that gave nothing, which `finished` is not told of, or that was
  /// not begun because `isCancelled`, asked before each piece, had become true. The first error of
  /// `work` or `finished` is thrown when the pieces that were under way have ended; no other is
  /// begun after it.
  package func run<Value: Sendable>(
    _ count: Int, isCancelled: @Sendable () -> Bool = { false },
    _ work: @Sendable (Int) throws -> Value?,
    finished: @Sendable (Int, Value) throws -> Void = { _, _ in }
  ) throws -> [Value?] {
    let progress = Mutex(Progress<Value>(values: Array(repeating: nil, count: count)))
    onThreads(min(jobs, count)) {
      while !isCancelled() {
        let index = progress.withLock { progress -> Int? in
          guard progress.failure == nil, progress.next < count else { return nil }
          progress.next += 1
          return progress.next - 1
        }
        guard let index else { return }
        do {
          guard let value = try work(index) else { continue }
          try progress.withLock { progress in
            progress.values[index] = value
            try finished(index, value)
          }
        } catch {
          progress.withLock { $0.failure = $0.failure ?? error }
        }
      }
    }
    return try progress.withLock { progress in
      if let failure = progress.failure { throw failure }
      return progress.values
    }
  }

  /// Runs `body` on so many threads, the caller's among them, and waits for all.
  private func onThreads(_ count: Int, _ body: @Sendable () -> Void) {
    withoutActuallyEscaping(body) { body in
      let loan = Loan(body)
      let others = DispatchGroup()
      for _ in 1..<max(1, count) {
        others.enter()
        let thread = Thread {
          loan.call()
          others.leave()
        }
        thread.stackSize = Self.stackSize
        thread.start()
      }
      body()
      others.wait()
      loan.end()
    }
  }

  /// A closure for threads, which may outlive it: a thread lets go of what it ran only some time
  /// after it has run it.
  private final class Loan: Sendable {
    private let body: Mutex<(@Sendable () -> Void)?>

    init(_ body: @escaping @Sendable () -> Void) { self.body = Mutex(body) }

    func call() { body.withLock { $0 }?() }

    func end() { body.withLock { $0 = nil } }
  }
}
