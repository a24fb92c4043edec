import Dispatch
import EspalierViews
import Foundation
import MetaCoTNeural
import Synchronization
import TrainingLog

/// A training that runs in this program, on a thread of its own, with or without a screen.
final class TrainingRun: TrainingSource {
  /// Which run it is.
  let description: RunDescription
  /// What the log held before the job began: that of a run that is resumed.
  let earlier: TrainingLog
  private let requests = TrainingControl()
  private let shared = Shared()
  private var saidFailure = false
  /// Seconds between two calls of `wake` for nothing but steps.
  private static let pace = 0.1

  /// What the training thread and the others share.
  private final class Shared: Sendable {
    struct State {
      var records: [TrainingRecord] = []
      var failure: (any Error)?
      var isOver = false
      var lastWake = Date.distantPast
    }

    let state = Mutex(State())
    let hasEnded = DispatchSemaphore(value: 0)
  }

  /// Starts a job in its folder; `wake` is called from its thread when there are records to take:
  /// not for every one of many steps a second.
  init(
    _ job: some TrainingJob, in folder: RunFolder, wake: @escaping @Sendable () -> Void = {}
  ) throws {
    description = try RunDescription(folder: folder.path)
    var reader = TrainingLogReader(folder: folder.path)
    _ = try reader.read()
    earlier = reader.log
    let (shared, requests) = (shared, requests)
    folder.onRecord = { record in
      let isDue = shared.state.withLock { state in
        state.records.append(record)
        let now = Date()
        if case .step = record, now.timeIntervalSince(state.lastWake) < Self.pace { return false }
        state.lastWake = now
        return true
      }
      if isDue { wake() }
    }
    let thread = Thread {
      do {
        try job.run(in: folder, control: requests)
      } catch {
        shared.state.withLock { $0.failure = error }
        folder.withdraw()
      }
      folder.close()
      shared.state.withLock { $0.isOver = true }
      shared.hasEnded.signal()
      wake()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  var control: TrainingControl? { requests }

  var isOver: Bool { shared.state.withLock(\.isOver) }

  /// Why it broke off; nil if it did not.
  var failure: (any Error)? { shared.state.withLock(\.failure) }

  /// The records since the last call.
  func drain() -> [TrainingRecord] {
    shared.state.withLock { state in
      defer { state.records = [] }
      return state.records
    }
  }

  /// Waits until the job has returned, at most so long. Returns whether it has.
  func waitForEnd(seconds: Double) -> Bool {
    guard !isOver else { return true }
    return shared.hasEnded.wait(timeout: .now() + seconds) == .success
  }

  func update(_ view: inout TrainingView) throws -> Bool {
    let records = drain()
    for record in records { view.log.append(record) }
    let state = state
    defer { view.state = state }
    if let failure, !saidFailure {
      saidFailure = true
      throw failure
    }
    return !records.isEmpty || state != view.state
  }

  private var state: TrainingState {
    if isOver { return failure == nil ? .cutOff : .failed }
    if requests.isStopRequested { return .stopping }
    return requests.isPaused ? .paused : .running
  }

  /// Stops the job, if it goes on, and waits for its checkpoint.
  func close() {
    guard !isOver else { return }
    requests.requestStop()
    StandardError.writeLine("stopping after this step; a checkpoint is written")
    while !waitForEnd(seconds: 60) {}
  }
}
