import EspalierViews
import Foundation
import MetaCoTNeural
import Synchronization
import TrainingLog

/// Where the records of a training screen come from: a job that runs here, or a folder that another
/// process writes. The only place where the two differ.
protocol TrainingSource: AnyObject {
  /// What can be asked of the training; nil if it does not run here.
  var control: TrainingControl? { get }

  /// Whether nothing more will come from it.
  var isOver: Bool { get }

  /// Takes in what has arrived. Returns whether there is something new to draw; throws, once, when
  /// the source broke.
  func update(_ view: inout TrainingView) throws -> Bool

  /// Ends what works in the background; a training writes its checkpoint first.
  func close()
}

/// A run folder that is read, on a thread of its own, while another process may be writing it.
final class FollowedTraining: TrainingSource {
  let control: TrainingControl? = nil
  let isOver = false
  private let shared = Shared()

  /// What the reading thread and the screen share.
  private final class Shared: Sendable {
    struct News {
      var log: TrainingLog
      var state: TrainingState
    }
    struct State {
      var news: News?
      var failure: (any Error)?
    }

    let state = Mutex(State())
    let isStopped = Atomic<Bool>(false)
  }

  /// Reads what there is; the rest follows from a thread that calls `wake`. Throws a `FileError` if
  /// the log is none.
  init(folder: String, wake: @escaping @Sendable () -> Void) throws {
    var reader = TrainingLogReader(folder: folder)
    _ = try reader.read()
    let first = Shared.News(log: reader.log, state: Self.state(of: reader, in: folder))
    shared.state.withLock { $0.news = first }
    let shared = shared
    Thread { [reader] in
      Self.follow(reader, folder, first.state, into: shared, wake: wake)
    }.start()
  }

  /// Looks at the folder four times a second; once a second after the run's end, for it may be
  /// resumed.
  private static func follow(
    _ reader: TrainingLogReader, _ folder: String, _ first: TrainingState, into shared: Shared,
    wake: @Sendable () -> Void
  ) {
    var reader = reader
    var last = first
    while !shared.isStopped.load(ordering: .relaxed) {
      Thread.sleep(forTimeInterval: reader.log.end == nil ? 0.25 : 1)
      do {
        let isNew = try reader.read()
        let state = state(of: reader, in: folder)
        guard isNew || state != last else { continue }
        last = state
        let news = Shared.News(log: reader.log, state: state)
        shared.state.withLock { $0.news = news }
        wake()
      } catch {
        shared.state.withLock { $0.failure = error }
        return wake()
      }
    }
  }

  /// Whether the run goes on, as far as can be known from outside. A process of another machine is
  /// not seen: it is known by what it writes.
  static func state(of reader: TrainingLogReader, in folder: String) -> TrainingState {
    let quiet = reader.lastWrite.map { -$0.timeIntervalSinceNow } ?? 0
    if RunFolder.writer(of: folder) == nil, quiet > 15 || reader.lastWrite == nil { return .cutOff }
    return quiet < 60 ? .running : .quiet(minutes: Int(saturating: quiet / 60))
  }

  func update(_ view: inout TrainingView) throws -> Bool {
    let (news, failure) = shared.state.withLock { state in
      defer { state = Shared.State() }
      return (state.news, state.failure)
    }
    if let news { (view.log, view.state) = (news.log, news.state) }
    if let failure { throw failure }
    return news != nil
  }

  func close() { shared.isStopped.store(true, ordering: .relaxed) }
}
