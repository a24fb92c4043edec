import MetaCoT
import TerminalUI

/// What keys and commands do in a comparison.
extension CompareWorkspace {
  /// Does what a command asks; what it asks of the program around is meant for the search
  /// `active`, or for all where it is about time.
  package mutating func handle(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let reason = CommandTable[invocation.id].disabledReason(facts) { return .message(reason) }
    if let effect = handleTexts(invocation) { return effect }
    switch invocation.id {
    case .otherSearch: activate(active + 1)
    case .hold: return hold()
    case .syncMode: return chooseUnit(invocation.argument)
    case .nextDivergence: return goToDivergence(forward: true, invocation.count)
    case .previousDivergence: return goToDivergence(forward: false, invocation.count)
    case .merge: return difference.map { .message($0) } ?? .unhandled(invocation)
    case .pause: return togglePlaying()
    case .faster, .slower: return changeSpeed(invocation)
    case .seekStart: seekAll(made: 0)
    case .seekEnd: for search in moving { searches[search].seek(to: .max) }
    case .nextPane, .previousPane: moveFocus(forward: invocation.id == .nextPane)
    case .why, .plots: return read(invocation)
    case .leave where searches[active].isReading: return read(invocation)
    case .zoom, .inspect, .leave, .wider, .narrower, .taller, .shorter:
      let effect = searches[active].handle(invocation)
      arrange(as: active)
      return effect
    case .style:
      let effect = handleAll(invocation) { $0.styleName }
      if texts != nil { alignTexts() }
      return effect
    case .drawing: return chooseDrawing(invocation)
    case .measure: return handleAll(invocation) { _ in invocation.argument }
    case .follow:
      for search in searches.indices { _ = searches[search].handle(invocation) }
    default:
      if CommandTable[invocation.id].group == .time { return handleTime(invocation) }
      let node = searches[active].selectedNode
      defer { if searches[active].selectedNode != node { selectSame() } }
      return searches[active].handle(invocation)
    }
    if CommandTable[invocation.id].group == .time { playback.playing = false }
    return .none
  }

  /// Opens what is to be read of a search, or closes it: for all at once.
  private mutating func read(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let wasReading = searches[active].isReading
    let effect = searches[active].handle(invocation)
    for other in searches.indices where other != active {
      if searches[other].isReading == wasReading { _ = searches[other].handle(invocation) }
    }
    arrange(as: active)
    return effect
  }

  /// Does something with the active search, and the same with the others: what it came to, where that
  /// has a name.
  private mutating func handleAll(
    _ invocation: CommandInvocation, name: (Workspace) -> String?
  ) -> WorkspaceEffect {
    let effect = searches[active].handle(invocation)
    var same = invocation
    same.argument = name(searches[active])
    for other in searches.indices where other != active { _ = searches[other].handle(same) }
    return effect
  }

  /// Draws all trees in another way. Among many searches the picture of the state, where there is no room
  /// for it beside the tree, is one way more, after the others.
  private mutating func chooseDrawing(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let (options, wanted) = (searches[active].options, invocation.argument)
    let name = searches[active].treePane.drawing.name
    guard
      isMany && options.focus == .tree && options.pictureRows > 0
        && layout.places[active]?.panes.count == 1
    else {
      let hasPicture = isMany && layout.places[active]?.panes[.state] != nil
      return hasPicture && wanted == "picture"
        ? .message("the picture is on the screen already")
        : handleAll(invocation) { $0.treePane.drawing.name }
    }
    var effect = WorkspaceEffect.message("drawing: \(name)")
    let leavesPicture = wanted == nil && options.showsPicture
    if wanted != "picture", !leavesPicture {
      effect = handleAll(invocation) { $0.treePane.drawing.name }
    }
    let comesRound = wanted == nil && !leavesPicture && name == TreeDrawingRegistry.names.last
    let shows = wanted == "picture" || comesRound
    for search in searches.indices { searches[search].options.showsPicture = shows }
    return shows ? .message("drawing: picture") : effect
  }

  private mutating func handleTime(_ invocation: CommandInvocation) -> WorkspaceEffect {
    playback.playing = false
    let forward: Set<CommandID> = [.stepEvent, .stepPhase, .stepIteration]
    let leader = leader
    if forward.contains(invocation.id), searches[leader].isPresent, !isPresent {
      // The active search is at its end; another still has some way to go.
      let count = max(1, invocation.count ?? 1)
      seekAll(made: made + count)
      return .none
    }
    // What is gone to from a line of a pane is of the search that has the pane.
    let ofPane: Set<CommandID> = [.goToMoment, .bookmark, .note, .bookmarks]
    let own = ofPane.contains(invocation.id) ? active : leader
    let before = searches[own].tree.now
    let effect = searches[own].handle(invocation)
    // A place that is gone to from "why" closes it.
    arrange(as: own)
    if searches[own].tree.now != before { follow(own) }
    return effect
  }

  /// Holds the active search, or lets it go along again.
  private mutating func hold() -> WorkspaceEffect {
    playback.playing = false
    let name = names[active]
    if held == active {
      let leader = leader
      held = nil
      if !searches.allSatisfy(\.isPresent) { follow(leader) }
      return .message("\(name) goes along again")
    }
    let released = held
    held = active
    guard let released else {
      return .message("\(name) is held; the \(isMany ? "others go on" : "other goes on alone")")
    }
    if !isPresent { follow(leader) }
    return .message("\(name) is held; \(names[released]) goes along again")
  }

  private mutating func togglePlaying() -> WorkspaceEffect {
    guard isPresent else {
      playback.playing.toggle()
      return .none
    }
    if moving.contains(where: { searches[$0].search == .running }) { return .pauseSearch }
    if moving.contains(where: { searches[$0].search == .paused }) { return .resumeSearch }
    seekAll(made: 0)
    playback.playing = true
    return .none
  }

  private mutating func changeSpeed(_ invocation: CommandInvocation) -> WorkspaceEffect {
    playback.changeSpeed(invocation)
    let live = moving.contains { searches[$0].search != .recorded }
    return isPresent && live ? .setSpeed(playback.speed) : .none
  }

  private mutating func chooseUnit(_ name: String?) -> WorkspaceEffect {
    let units: [(String, TimeStep)] = [
      ("event", .event), ("expansion", .expansion), ("call", .modelCall),
    ]
    if let name {
      guard let chosen = units.first(where: { $0.0.hasPrefix(name) }) else {
        return .message("“\(name)” is not a step: there are event, expansion and call")
      }
      unit = chosen.1
    } else {
      let index = units.firstIndex { $0.1 == unit } ?? 0
      unit = units[(index + 1) % units.count].1
    }
    if !isPresent { follow(active) }
    return .message("in step by " + unitName)
  }

  var unitName: String {
    switch unit {
    case .expansion: "expansion"
    case .modelCall: "model call"
    case .event, .phase, .iteration: "event"
    }
  }
}
