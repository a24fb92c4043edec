import EspalierViews
import MetaCoT
import TerminalUI

/// The screen of two searches side by side, live or recorded.
final class CompareScreen: Screen {
  private let sessions: [SearchSession]
  private var workspace: CompareWorkspace
  /// Whether both are to be shown from their start, as soon as there are events.
  private var startsOver: Bool
  /// That the problems are different, as long as it has not been said.
  private var difference: String?

  /// A screen for two searches, each recorded in its file, if it has one. Recorded ones play in step from their start; live ones show their
  /// present.
  init(_ origins: [SearchOrigin], records: [String?] = [nil, nil], speed: Double?) throws {
    sessions = try zip(origins, records).map { try SearchSession($0, record: $1) }
    var halves = sessions.map { Workspace(header: $0.header) }
    for index in halves.indices { halves[index].name = origins[index].name }
    workspace = CompareWorkspace(halves[0], halves[1])
    difference = workspace.difference
    startsOver = !sessions.contains(where: \.isLive)
    workspace.setSpeed(speed)
    _ = try pollEvents()
  }

  var keymap: Keymap {
    get { workspace.keymap }
    set { workspace.keymap = newValue }
  }
  var context: CommandContext { workspace.context }
  var facts: Set<CommandFact> { workspace.facts }
  var isAnimating: Bool {
    workspace.mode == .replaying || workspace.isSearching
      || workspace.searches.contains { $0.search == .running }
  }

  func pollEvents() throws -> Bool {
    var isNew = false
    for (index, session) in sessions.enumerated() {
      let batches = try session.drain()
      for batch in batches { workspace.append(batch, to: index) }
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
      return try active.save(workspace.searches[workspace.active].tree, invocation)
    }
    let effect = workspace.handle(invocation)
    switch effect {
    case .unhandled(let invocation) where invocation.id == .merge:
      return .open(try SearchScreen(.merged(workspace.merged), speed: nil))
    case .pauseSearch, .resumeSearch, .stepSearch, .setSpeed:
      for session in sessions { _ = session.perform(effect) }
      return .none
    default: return active.perform(effect)
    }
  }

  func takeNotice() -> String? {
    if let remark = difference {
      difference = nil
      return remark
    }
    // A loop, as taking has an effect: a lazy sequence may ask twice.
    for session in sessions {
      if let remark = session.takeNotice() { return remark }
    }
    return nil
  }

  func handle(_ mouse: MouseEvent) -> Bool { workspace.handle(mouse) }

  func close() throws {
    for session in sessions { session.stop() }
    for (index, session) in sessions.enumerated() {
      for batch in try session.drain() { workspace.append(batch, to: index) }
      try session.close(workspace.searches[index].tree)
    }
  }
}
