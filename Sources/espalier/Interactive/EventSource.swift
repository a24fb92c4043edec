import Foundation
import MetaCoT
import Synchronization

/// Where a screen's events come from: a search that runs, or a trace. The only place where the two
/// differ.
protocol EventSource: AnyObject {
  /// Which search this is.
  var header: TraceHeader { get }

  /// The search behind it, if it runs here and can be paused and steered.
  var driver: SearchDriver? { get }

  /// The events that have arrived since the last call. Throws when the source broke.
  func drain() throws -> [EventBatch]

  /// A notice for the message line, once: that a trace was cut off, say.
  func takeNotice() -> String?

  /// How much of the whole the first events were, 0...1, once; nil where that is not known. With it
  /// a tree makes room for the rest.
  func takeInitialFraction() -> Double?

  /// Stops whatever works in the background.
  func stop()
}

/// A search that runs in this process.
final class LiveSource: EventSource {
  let driver: SearchDriver?
  let header: TraceHeader

  /// Starts a search.
  init(_ driver: SearchDriver, pace: Double?, paused: Bool = false) {
    driver.pace = pace
    self.driver = driver
    header = driver.header
    driver.start(paused: paused)
  }

  func drain() -> [EventBatch] { driver?.drain() ?? [] }

  func takeInitialFraction() -> Double? { nil }

  private var noticedLimit: StopReason?

  /// That a budget is used up, and what can be done.
  func takeNotice() -> String? {
    let limit = driver?.status.pausedAtLimit
    defer { noticedLimit = limit }
    guard let limit, limit != noticedLimit else { return nil }
    switch limit {
    case .memory: return "the memory of the budget is used up: the search cannot go on"
    case .noGrowth: return "the search hardly grows any more: nothing would end it"
    default: return "the budget is used up (\(limit.rawValue)): B raises it"
    }
  }

  /// Ends the search, if it has not ended; its last events can then be drained.
  func stop() {
    driver?.stop()
    _ = driver?.waitForEnd()
  }
}

/// A trace, read on a thread of its own: also one that is still being written, or standard input.
final class TraceSource: EventSource {
  let driver: SearchDriver? = nil
  let header: TraceHeader
  private let shared = Shared()
  private var first: EventBatch?
  private var firstShare: Double?

  /// What the reading thread and the screen share.
  private final class Shared: Sendable {
    struct State {
      var batches: [EventBatch] = []
      var failure: (any Error)?
      var notice: String?
    }

    let state = Mutex(State())
    let isStopped = Atomic<Bool>(false)
  }

  /// Opens a trace (`-` is standard input) and reads the first events; the rest follows from a
  /// thread that calls `wake`. Throws a `FileError` if it is not a trace.
  init(path: String, wake: @escaping @Sendable () -> Void) throws {
    let file = try TraceFile(path: path)
    let reader = try file.reader()
    header = reader.header
    first = try reader.next(maximum: 20_000)
    firstShare = reader.progress
    let shared = shared
    if file.ids.count > 1 || file.leftOut.remark != nil {
      shared.state.withLock { $0.notice = file.remark }
    }
    Thread { Self.read(reader, path: path, into: shared, wake: wake) }.start()
  }

  /// Reads until the `end` event. Where a file stops short of it, it may still be growing: it is
  /// looked at four times a second, and after a second a cut is told of.
  private static func read(
    _ reader: TraceReader, path: String, into shared: Shared, wake: @Sendable () -> Void
  ) {
    var idle = 0
    var mended = 0
    do {
      if let notice = reader.mending {
        mended = reader.mendedLineCount
        shared.state.withLock { $0.notice = notice }
        wake()
      }
      while !reader.hasEnded, !shared.isStopped.load(ordering: .relaxed) {
        if let batch = try reader.next(maximum: 50_000) {
          idle = 0
          shared.state.withLock {
            $0.batches.append(batch)
            if reader.mendedLineCount > mended { $0.notice = reader.mending }
          }
          mended = reader.mendedLineCount
          wake()
          continue
        }
        idle += 1
        if idle == 4, let cut = reader.truncation {
          shared.state.withLock { $0.notice = cut }
          wake()
        }
        if path == "-" { break }
        Thread.sleep(forTimeInterval: 0.25)
      }
    } catch {
      shared.state.withLock { $0.failure = error }
      wake()
    }
  }

  func drain() throws -> [EventBatch] {
    var batches: [EventBatch] = []
    if let first { batches.append(first) }
    first = nil
    let failure = shared.state.withLock { state -> (any Error)? in
      batches += state.batches
      state.batches = []
      guard batches.isEmpty else { return nil }
      defer { state.failure = nil }
      return state.failure
    }
    if let failure { throw failure }
    return batches
  }

  func takeNotice() -> String? {
    shared.state.withLock { state in
      defer { state.notice = nil }
      return state.notice
    }
  }

  func takeInitialFraction() -> Double? {
    defer { firstShare = nil }
    return firstShare.flatMap { $0 > 0 ? $0 : nil }
  }

  func stop() { shared.isStopped.store(true, ordering: .relaxed) }
}
