import EspalierViews
import MetaCoT
import TerminalUI

/// The screen of one search, live or recorded.
final class SearchScreen: Screen {
  private let session: SearchSession
  private var workspace: Workspace

  /// Whether a comparison has the session and what is shown of it.
  private var isLent = false
  /// A fork that is being made.
  private var forking: ForkTask?
  private var comparison: CompareScreen?
  /// What is to be said, once.
  private var notice: String?

  /// Where a recorded trace is to be shown first, until that has been read.
  private var start: Start?

  /// Where a screen begins.
  enum Start {
    /// The latest event, and those to come.
    case present
    /// After so many events.
    case event(Int)
    /// At this part of the trace, 0...100, once it has been read.
    case percent(Int)
    /// Where it was left, else playing from the first event.
    case left

    /// Reads `120` or `50%`; nil if it is neither.
    init?(_ text: String) {
      if text.hasSuffix("%"), let percent = Int(text.dropLast()), (0...100).contains(percent) {
        self = .percent(percent)
      } else if let event = Int(text), event >= 0 {
        self = .event(event)
      } else {
        return nil
      }
    }
  }

  /// A screen for a search. `speed` is iterations a second of a live search, events a second of a
  /// replay; nil is no limit.
  init(
    _ origin: SearchOrigin, record: String? = nil, speed: Double?, start: Start = .present
  ) throws {
    session = try SearchSession(origin, record: record)
    self.start = start
    workspace = Workspace(header: session.header)
    workspace.bookmarks = session.notes?.bookmarks ?? []
    if case .left = start, session.notes?.place == nil { self.start = .event(0) }
    if case .trace = origin { workspace.name = origin.name }
    workspace.setSpeed(speed)
    _ = try pollEvents()
  }

  var keymap: Keymap {
    get { workspace.keymap }
    set { workspace.keymap = newValue }
  }
  var context: CommandContext { workspace.context }
  var facts: Set<CommandFact> { workspace.facts }
  var title: String { session.title + " — espalier" }
  var progress: Double? { session.progress }
  var isWorking: Bool { workspace.isSearching }
  var isAnimating: Bool {
    workspace.playback.playing || workspace.search == .running
  }

  func pollEvents() throws -> Bool {
    if !isLent { try openFork() }
    // Also where that has just lent what it shows: what comes now belongs to the comparison.
    if isLent { return false }
    let batches = try session.drain()
    for batch in batches { workspace.append(batch) }
    if !batches.isEmpty, let share = session.takeInitialFraction() {
      workspace.reserve(forShare: share)
    }
    if !batches.isEmpty { goToStart() }
    let state = session.state
    let isNew = !batches.isEmpty || state != workspace.search
    workspace.search = state
    if workspace.reachesBreak() { _ = session.perform(.pauseSearch) }
    workspace.budgetLeft = session.budgetLeft
    workspace.secondsRun = session.secondsRun
    return isNew
  }

  /// Goes where the screen begins, as soon as enough has been read.
  private func goToStart() {
    switch start {
    case .event(let event) where workspace.tree.events.count >= event:
      workspace.seek(to: event)
      // A replay from the start plays by itself.
      if event == 0 { _ = workspace.handle(CommandInvocation(.pause)) }
    case .percent(let percent) where workspace.tree.outcome != nil:
      workspace.seek(to: workspace.tree.events.count * percent / 100)
    case .left:
      guard let place = session.notes?.place, workspace.tree.events.count >= place.moment else {
        return
      }
      workspace.go(to: place)
      notice = "opened where it was left; ^ goes to the first event"
    case .present: break
    default: return
    }
    start = nil
  }

  func tick(seconds: Double) -> Bool { workspace.tick(seconds: seconds) }

  func draw(into canvas: inout Canvas) {
    workspace.draw(into: &canvas)
    guard let forking else { return }
    MessageLine.draw(forking.words, atFootOf: canvas.bounds, of: &canvas)
  }

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    switch invocation.id {
    case .save: return try session.save(workspace, invocation)
    case .compare:
      guard let named = invocation.argument else { return .prompt(.compare) }
      let origin = try session.origin.comparisonOrigin(named, header: session.header)
      return .open(try lend(beside: try SearchSession(origin)))
    case .fork:
      guard forking == nil else { return .message("a fork is being made; esc gives it up") }
      let (fork, pace) = try session.origin.fork(
        invocation.argument, of: workspace.tree, at: workspace.selectedNode)
      forking = ForkTask(fork, pace: pace, moment: workspace.tree.now)
      return .none
    case .merge:
      // The key that opened it goes back.
      if case .merged = session.origin { return .unhandled(CommandInvocation(.close)) }
    case .leave where forking != nil:
      forking?.cancel()
      forking = nil
      return .message("the fork was given up")
    default: break
    }
    return session.perform(workspace.handle(invocation))
  }

  // MARK: Comparing

  /// A comparison of what this screen shows with another search. This one goes on in it as it is, and
  /// comes back when it is closed.
  private func lend(beside other: SearchSession, forkedAt: Int? = nil) throws -> CompareScreen {
    let screen = try CompareScreen(
      session, showing: workspace, beside: other, forkedAt: forkedAt
    ) { [self] in
      workspace = $0
      isLent = false
    }
    isLent = true
    forking?.cancel()
    forking = nil
    // There is one workspace with the events, so that they grow in place.
    workspace = Workspace(header: session.header)
    return screen
  }

  /// Opens a fork that has been made. Throws why it could not be.
  private func openFork() throws {
    guard let task = forking, let result = task.take() else { return }
    forking = nil
    let driver = try result.get()
    let origin = SearchOrigin.fork(task.fork, pace: task.pace)
    let source = LiveSource(driver, pace: task.pace, paused: true)
    comparison = try lend(
      beside: try SearchSession(origin, from: source), forkedAt: task.moment)
  }

  func takeScreen() -> (any Screen)? {
    defer { comparison = nil }
    return comparison
  }

  func takeNotice() -> String? {
    defer { notice = nil }
    return notice ?? workspace.takeNotice() ?? session.takeNotice()
  }

  func handle(_ mouse: MouseEvent) -> Bool { workspace.handle(mouse) }

  func close() throws {
    forking?.cancel()
    session.stop()
    let rest = Result { try session.drain() }
    for batch in (try? rest.get()) ?? [] { workspace.append(batch) }
    // One that has not been read to where it was left was left there.
    try session.close(workspace, keepsPlace: start == nil)
    _ = try rest.get()
  }
}
