import EspalierViews
import MetaCoT
import TerminalUI

/// The screen of two to four searches side by side, live or recorded.
final class CompareScreen: Screen {
  private let sessions: [SearchSession]
  private var workspace: CompareWorkspace
  /// Whether all are to be shown from their start, as soon as there are events.
  private var startsOver: Bool
  /// That the problems are different, as long as it has not been said.
  private var difference: String?

  /// Takes the first search back when the screen is closed; nil where it is the screen's own.
  private let giveBack: ((Workspace) -> Void)?
  /// Whether a recorded second search is to be shown where the first one is, as it arrives.
  private var alignsSecond = false
  /// The search that was running when it was held.
  private var pausedByHolding: Int?

  /// A screen for two to four searches. Recorded ones play in step from their start; live ones show their present.
  init(_ origins: [SearchOrigin], speed: Double?) throws {
    sessions = try origins.map { try SearchSession($0) }
    var searches = sessions.map { Workspace(header: $0.header) }
    for index in searches.indices {
      searches[index].name = origins[index].name
      searches[index].bookmarks = sessions[index].notes?.bookmarks ?? []
    }
    workspace = CompareWorkspace(searches)
    difference = workspace.anyDifference
    giveBack = nil
    startsOver = !sessions.contains(where: \.isLive)
    workspace.setSpeed(speed)
    _ = try pollEvents()
  }

  /// A screen for a search as it is shown, with all that was done to it, beside another one. Where that was
  /// forked from it after so many events, it is held there. `giveBack` gets it when the screen is closed.
  init(
    _ session: SearchSession, showing half: Workspace, beside other: SearchSession, forkedAt: Int?,
    giveBack: @escaping (Workspace) -> Void
  ) throws {
    sessions = [session, other]
    var second = Workspace(header: other.header)
    second.name = other.origin.name
    second.bookmarks = other.notes?.bookmarks ?? []
    workspace = CompareWorkspace([half, second], forkedAt: forkedAt)
    self.giveBack = giveBack
    startsOver = false
    alignsSecond = !other.isLive
    // A fork from a node has a problem of its own: that is no reason for a notice.
    difference = forkedAt == nil ? workspace.anyDifference : nil
    workspace.setSpeed(half.playback.speed)
    if forkedAt != nil { holdOrRelease() }
    _ = try pollEvents()
  }

  var keymap: Keymap {
    get { workspace.keymap }
    set { workspace.keymap = newValue }
  }
  var context: CommandContext { workspace.context }
  var facts: Set<CommandFact> { workspace.facts }
  var title: String { sessions.map(\.title).joined(separator: " | ") + " — espalier" }
  /// Of what goes on, the one that is furthest behind.
  var progress: Double? { sessions.compactMap(\.progress).min() }
  var isWorking: Bool { workspace.isSearching }
  var isAnimating: Bool {
    workspace.mode == .replaying
      || workspace.searches.contains { $0.search == .running }
  }

  func pollEvents() throws -> Bool {
    var isNew = false
    for (index, session) in sessions.enumerated() {
      let batches = try session.drain()
      for batch in batches { workspace.append(batch, to: index) }
      if index == 1, alignsSecond, !batches.isEmpty { workspace.align() }
      if !batches.isEmpty, let share = session.takeInitialFraction() {
        workspace.reserve(forShare: share, of: index)
      }
      let state = session.state
      if !batches.isEmpty || state != workspace.searches[index].search { isNew = true }
      workspace.setState(state, of: index)
      let budget = session.budgetLeft
      workspace.setBudgetLeft(budget?.text, isLow: budget?.isLow ?? false, of: index)
      workspace.setSecondsRun(session.secondsRun, of: index)
    }
    if workspace.reachesBreak() {
      for index in workspace.moving { _ = sessions[index].perform(.pauseSearch) }
    }
    if startsOver, workspace.searches.allSatisfy({ !$0.tree.events.isEmpty }) {
      startsOver = false
      _ = workspace.handle(CommandInvocation(.seekStart))
      _ = workspace.handle(CommandInvocation(.pause))
    }
    return isNew
  }

  func tick(seconds: Double) -> Bool { workspace.tick(seconds: seconds) }

  func draw(into canvas: inout Canvas) { workspace.draw(into: &canvas) }

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    let active = sessions[workspace.active]
    if invocation.id == .save {
      return try active.save(workspace.searches[workspace.active], invocation)
    }
    alignsSecond = false
    let effect = workspace.handle(invocation)
    holdOrRelease()
    switch effect {
    case .unhandled(let invocation) where invocation.id == .merge:
      return .open(try SearchScreen(.merged(workspace.merged), speed: nil))
    case .pauseSearch, .resumeSearch, .stepSearch, .setSpeed:
      for index in workspace.moving { _ = sessions[index].perform(effect) }
      return .none
    default: return active.perform(effect)
    }
  }

  /// Pauses a running search that has come to be held, and lets one go on that no longer is.
  private func holdOrRelease() {
    if let index = pausedByHolding, index != workspace.held {
      _ = sessions[index].perform(.resumeSearch)
      pausedByHolding = nil
    }
    if let index = workspace.held, sessions[index].state == .running {
      _ = sessions[index].perform(.pauseSearch)
      pausedByHolding = index
    }
  }

  func takeNotice() -> String? {
    if let notice = difference {
      difference = nil
      return notice
    }
    if let notice = workspace.takeNotice() ?? workspace.takeParting() { return notice }
    // A loop, as taking has an effect: a lazy sequence may ask twice.
    for session in sessions {
      if let notice = session.takeNotice() { return notice }
    }
    return nil
  }

  func handle(_ mouse: MouseEvent) -> Bool { workspace.handle(mouse) }

  func close() throws {
    if pausedByHolding == 0, giveBack != nil { _ = sessions[0].perform(.resumeSearch) }
    giveBack?(workspace.alone(0))
    let own = Array(sessions.enumerated().dropFirst(giveBack == nil ? 0 : 1))
    for (_, session) in own { session.stop() }
    let results = own.map { index, session in
      Result {
        let rest = Result { try session.drain() }
        for batch in (try? rest.get()) ?? [] { workspace.append(batch, to: index) }
        try session.close(workspace.searches[index], keepsPlace: false)
        _ = try rest.get()
      }
    }
    for result in results { try result.get() }
  }
}
