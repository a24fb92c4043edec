import Foundation
import Synchronization
import Testing

@testable import MetaCoT

@Suite struct JobPoolTests {
  struct Refusal: Error, Equatable {
    var index: Int
  }

  /// Opens when so many have arrived.
  final class Barrier: Sendable {
    private let awaited: Int
    private let arrived = Mutex(0)
    private let gate = DispatchSemaphore(value: 0)

    init(_ awaited: Int) { self.awaited = awaited }

    /// Waits for the others; false if they do not come.
    func pass() -> Bool {
      let isLast = arrived.withLock { arrived in
        arrived += 1
        return arrived == awaited
      }
      if isLast { for _ in 0..<awaited { gate.signal() } }
      return gate.wait(timeout: .now() + 60) == .success
    }
  }

  @Test func `As many jobs run at once as are asked for`() throws {
    let barrier = Barrier(8)
    let passed = try JobPool(jobs: 8).run(8) { _ in barrier.pass() }
    #expect(passed == Array(repeating: true, count: 8))
  }

  @Test func `No more jobs run at once than are asked for`() throws {
    let running = Mutex((now: 0, most: 0))
    _ = try JobPool(jobs: 3).run(60) { _ -> Int? in
      running.withLock { running in
        running.now += 1
        running.most = max(running.most, running.now)
      }
      usleep(1000)
      running.withLock { $0.now -= 1 }
      return nil
    }
    #expect(running.withLock { $0.most } <= 3)
  }

  @Test func `Results keep the order of the work, whichever is finished first`() throws {
    // The first piece waits until the second is finished.
    let second = DispatchSemaphore(value: 0)
    let order = Mutex<[Int]>([])
    let values = try JobPool(jobs: 2).run(
      2,
      { index in
        if index == 0 { _ = second.wait(timeout: .now() + 60) }
        return "\(index)"
      },
      finished: { index, value in
        #expect(value == "\(index)")
        order.withLock { $0.append(index) }
        if index == 1 { second.signal() }
      })
    #expect(values == ["0", "1"])
    #expect(order.withLock { $0 } == [1, 0])
  }

  @Test(arguments: [1, 4]) func `Every piece is done once`(jobs: Int) throws {
    let calls = Mutex(Array(repeating: 0, count: 1000))
    let values = try JobPool(jobs: jobs).run(1000) { index in
      calls.withLock { $0[index] += 1 }
      return index
    }
    #expect(values == (0..<1000).map { $0 })
    #expect(calls.withLock { $0 } == Array(repeating: 1, count: 1000))
  }

  @Test(arguments: [1, 4]) func `Nothing is begun after a cancellation`(jobs: Int) throws {
    let begun = Mutex(0)
    let values = try JobPool(jobs: jobs).run(
      1000, isCancelled: { begun.withLock { $0 >= 10 } },
      { index in
        begun.withLock { $0 += 1 }
        return index
      })
    let count = begun.withLock { $0 }
    #expect(count >= 10 && count < 10 + jobs)
    #expect(values.compactMap { $0 }.count == count)
    #expect(values.dropFirst(count).allSatisfy { $0 == nil })
  }

  @Test func `The first error is thrown, and nothing is begun after it`() throws {
    let begun = Mutex(0)
    #expect(throws: Refusal(index: 5)) {
      try JobPool(jobs: 1).run(1000) { index -> Int? in
        begun.withLock { $0 += 1 }
        if index >= 5 { throw Refusal(index: index) }
        return index
      }
    }
    #expect(begun.withLock { $0 } == 6)
  }

  @Test func `An error waits for what is under way`() throws {
    let failed = DispatchSemaphore(value: 0)
    let ended = Mutex(false)
    #expect(throws: Refusal(index: 1)) {
      try JobPool(jobs: 2).run(2) { index -> Int? in
        if index == 1 {
          failed.signal()
          throw Refusal(index: 1)
        }
        _ = failed.wait(timeout: .now() + 60)
        usleep(10_000)
        ended.withLock { $0 = true }
        return index
      }
    }
    #expect(ended.withLock { $0 })
  }

  @Test func `An error of the receiver is thrown too`() throws {
    #expect(throws: Refusal(index: 2)) {
      try JobPool(jobs: 1).run(
        10, { $0 }, finished: { index, _ in if index == 2 { throw Refusal(index: index) } })
    }
  }

  @Test func `No work needs no thread`() throws {
    #expect(try JobPool(jobs: 8).run(0) { $0 } == [])
    #expect(try JobPool(jobs: 0).run(1) { $0 } == [0])
  }
}
