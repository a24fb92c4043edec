import EspalierViews
import Foundation
import MetaCoT
import TerminalUI

/// One search on a screen: where its events come from, where they are recorded, and the commands
/// that a running search understands. Screens hold one session or two.
final class SearchSession {
  /// Where the search comes from.
  let origin: SearchOrigin
  private let source: any EventSource
  private let recorder: TraceWriter?
  /// Why the recording ended early.
  private var recordingFailure: (any Error)?
  /// What is to be told once.
  private var notice: String?
  /// The file that it is recorded in, if it has a name.
  private let recordPath: String?
  /// What was marked in the trace before, and where it was left.
  let notes: TraceNotes?
  /// The file that is replaced if it is named once more.
  private var replaceable: String?

  /// Opens a search; its events are recorded in the file `record`, if there is one.
  convenience init(_ origin: SearchOrigin, record: String? = nil) throws {
    try self.init(origin, from: try origin.open(), record: record)
  }

  /// A search whose source has been opened.
  init(_ origin: SearchOrigin, from source: any EventSource, record: String? = nil) throws {
    self.origin = origin
    self.source = source
    notes = origin.path.map { TraceNotes.read($0, source.header) }
    recorder = try record.map { try TraceWriter(path: $0, header: source.header) }
    recordPath = record == "-" ? nil : record
  }

  /// The header of its trace.
  var header: TraceHeader { source.header }

  /// What has arrived; written to the recording first. Where that cannot be written the search goes on,
  /// and a notice says so.
  func drain() throws -> [EventBatch] {
    let batches = try source.drain()
    do {
      for batch in batches { try recorder?.write(batch) }
    } catch {
      recordingFailure = error
      notice = "\(error)"
    }
    return batches
  }

  /// Whether the search runs here.
  var isLive: Bool { source.driver != nil }

  /// A notice about the source, once: that a trace was cut off, say.
  func takeNotice() -> String? {
    defer { notice = nil }
    return notice ?? source.takeNotice()
  }

  /// How much of the whole the first events were, once.
  func takeInitialFraction() -> Double? { source.takeInitialFraction() }

  /// Where the search stands, as keys and status bar see it.
  var state: SearchState {
    guard let driver = source.driver else { return .recorded }
    return switch driver.status.state {
    case .ready, .paused: .paused
    case .running: .running
    case .ended: .finished
    }
  }

  /// For how many seconds a live search has run.
  var secondsRun: Double? { source.driver?.status.seconds }

  /// What it is called in the title of a window: the problem, where it has a name, and the search.
  var title: String {
    let name = origin.name
    return header.problem.id.map { name.contains($0) ? name : "\($0) · \(name)" } ?? name
  }

  /// How much of the budget of a search that runs has been used, 0...1.
  var progress: Double? {
    guard let driver = source.driver, driver.status.state == .running else { return nil }
    return driver.status.budgetLeft.map { 1 - $0 }
  }

  /// What is left of the budget, in words.
  var budgetLeft: (text: String, isLow: Bool)? {
    source.driver?.status.budgetLeft.map { share in
      ("budget \(Int(saturating: (share * 100).rounded(.up)))%", share < 0.1)
    }
  }

  /// Does what a workspace asked of the search.
  func perform(_ effect: WorkspaceEffect) -> ScreenEffect {
    switch effect {
    case .none: return .none
    case .message(let text): return .message(text)
    case .prompt(let id): return .prompt(id)
    case .copy(let text, let what): return .copy(text, what: what)
    case .write(let text, let path): return Self.write(text, to: path)
    case .unhandled(let invocation): return .unhandled(invocation)
    case .pauseSearch: source.driver?.pause()
    case .resumeSearch: source.driver?.resume()
    case .stepSearch(let stride, let count): step(stride, count)
    case .setSpeed(let speed): source.driver?.pace = speed
    case .steer(let command): return steer(command)
    }
    return .none
  }

  private func step(_ stride: TimeStep, _ count: Int) {
    for _ in 0..<min(count, 100_000) {
      source.driver?.step(stride == .phase || stride == .event ? .phase : .iteration)
    }
  }

  private func steer(_ command: SteeringCommand) -> ScreenEffect {
    guard let driver = source.driver else { return .message(CommandFact.live.absence) }
    if driver.status.state == .ended { return .message("the search has ended") }
    driver.steer(command)
    let words =
      switch command {
      case .expandNext: "the search goes to this node next"
      case .forbid: "nothing below this node is searched any more"
      case .allow: "this subtree may be searched again"
      case .favour(_, let iterations): "the next \(iterations) iterations stay below this node"
      case .raiseBudget(let amount): raiseWords(amount)
      }
    return .message(words)
  }

  /// Writes a new file; one that is there already stays as it is.
  private static func write(_ text: String, to path: String) -> ScreenEffect {
    let url = URL(fileURLWithPath: path)
    do {
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
      return .message("written to \(path)")
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      return .message(
        exists
          ? "\(path) is there already: choose another name"
          : "\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  private func raiseWords(_ amount: Int) -> String {
    let unit = (try? Budget(text: header.budget ?? ""))?.raisable?.rawValue ?? ""
    let words = "\(NumberFormat.grouped(amount)) more \(unit)"
    // What is used up may be what `B` does not raise.
    guard let limit = source.driver?.status.pausedAtLimit?.rawValue, limit != unit else {
      return words
    }
    return words + ", but what is used up is \(limit)"
  }

  /// Writes everything that has happened to the trace file that the command names. One that is there
  /// already is replaced only when it is named a second time.
  func save(_ workspace: Workspace, _ invocation: CommandInvocation) throws -> ScreenEffect {
    guard let path = invocation.argument else { return .prompt(.save) }
    guard path != "-" else {
      return .message("the screen is where standard output goes: name a file")
    }
    if FileManager.default.fileExists(atPath: path), path != replaceable {
      replaceable = path
      return .message("\(path) is there already: give the same name again to replace it")
    }
    replaceable = nil
    try Self.write(workspace.tree, to: path)
    try Self.keepNotes(of: workspace, known: [], place: nil, in: path)
    return .message("saved to \(path)")
  }

  private static func write(_ tree: SearchTree, to path: String) throws {
    let writer = try TraceWriter(path: path, header: tree.header)
    try writer.write(tree.allEvents)
    try writer.close()
  }

  /// Ends search and reading. What comes last can then be drained.
  func stop() { source.stop() }

  /// Ends the recording, and keeps bookmarks and, where it is asked for, the place. A live search that was
  /// not recorded is kept among the recent ones. Throws what went wrong first, after all has been tried.
  func close(_ workspace: Workspace, keepsPlace: Bool) throws {
    let results = [
      Result { if let recordingFailure { throw recordingFailure } },
      Result { try recorder?.close() }, Result { try keep(workspace, keepsPlace: keepsPlace) },
    ]
    for result in results { try result.get() }
  }

  private func keep(_ workspace: Workspace, keepsPlace: Bool) throws {
    let known = notes?.bookmarks ?? []
    // A search that was followed to the end is opened at its beginning.
    let place = keepsPlace && !(isLive && workspace.isPresent) ? workspace.place : nil
    if let path = origin.path ?? recordPath {
      return try Self.keepNotes(of: workspace, known: known, place: place, in: path)
    }
    guard isLive, recorder == nil, !workspace.tree.events.isEmpty else { return }
    let (tree, bookmarks) = (workspace.tree, workspace.bookmarks)
    RecentSearches.keep(
      { try Self.write(tree, to: $0) },
      named: { try TraceNotes.write(bookmarks, known: [], place: place, of: $0, tree.header) })
  }

  private static func keepNotes(
    of workspace: Workspace, known: [Bookmark], place: WorkspacePlace?, in path: String
  ) throws {
    try TraceNotes.write(
      workspace.bookmarks, known: known, place: place, of: path, workspace.tree.header)
  }
}
