import MetaCoT
import TerminalUI

/// Two searches side by side, kept in step.
///
/// The keys go to one of the two, the *active* one; the other follows to the moment at which it has
/// made as many events, expansions or model calls. Each half is a `Workspace`, so whatever one
/// search shows alone it shows here.
public struct CompareWorkspace: Sendable {
  /// The searches: the first on the left.
  public private(set) var searches: [Workspace]
  /// Which of them the keys go to: 0 or 1.
  public private(set) var active = 0
  /// What both have made equally many of.
  public private(set) var unit = TimeStep.event
  private var playback = Playback()
  private var matching = StateMatching()
  private var calls = [ModelCallMoments(), ModelCallMoments()]
  private var divergences = DivergenceFinder()
  /// The search that stands still while the other goes on.
  public private(set) var held: Int?
  /// The moment of the first search at which the second was forked from it.
  private let forkedAt: Int?
  /// Whether the first divergence after a fork is still to be told of.
  private var awaitsParting: Bool
  /// How the halves were arranged alone.
  private let arrangements: [LayoutOptions]
  private var timeline = Timeline()
  /// Both texts beside each other, while they are shown instead of the panes.
  var texts: AlignedTexts?
  private var firstSteps = [FirstSteps(), FirstSteps()]
  private var size = (width: 80, height: 24)

  /// That the searches are about different problems, in a sentence; nil if they are about one.
  public let difference: String?

  /// Two searches, each at its moment. Where the second was forked from the first after so many events,
  /// the first stands there, held.
  public init(_ first: Workspace, _ second: Workspace, forkedAt: Int? = nil) {
    searches = [first, second]
    arrangements = searches.map(\.options)
    self.forkedAt = forkedAt
    difference = Scoreboard.difference(first.tree.header, second.tree.header)
    awaitsParting = forkedAt != nil && difference == nil
    for search in 0...1 { searches[search].playback.playing = false }
    if let forkedAt {
      searches[0].seek(to: forkedAt)
      (held, active) = (0, 1)
    }
  }

  /// One of the searches as it stands, arranged as it was alone.
  public func alone(_ search: Int) -> Workspace {
    var workspace = searches[search]
    workspace.shared = nil
    workspace.options = arrangements[search]
    return workspace
  }

  /// The searches that keys of time are about: both, or the one that is not held.
  public var moving: [Int] { held.map { [1 - $0] } ?? [0, 1] }

  /// The search whose time the keys move.
  private var leader: Int { held.map { 1 - $0 } ?? active }

  // MARK: Events and time

  /// Appends events to one of the searches.
  public mutating func append(_ batch: EventBatch, to search: Int) {
    searches[search].append(batch)
  }

  /// Makes room for the rest of a trace, of which this share has been appended.
  public mutating func reserve(forShare share: Double, of search: Int) {
    searches[search].reserve(forShare: share)
  }

  /// Says what one of the searches is doing.
  public mutating func setState(_ state: SearchState, of search: Int) {
    searches[search].search = state
  }

  /// Says what is left of the budget of one of the searches.
  public mutating func setBudgetLeft(_ text: String?, isLow: Bool = false, of search: Int) {
    searches[search].budgetLeft = text.map { ($0, isLow) }
  }

  /// Says for how many seconds one of the searches has run.
  public mutating func setSecondsRun(_ seconds: Double?, of search: Int) {
    searches[search].secondsRun = seconds
  }

  /// The keys, for the footer.
  public var keymap: Keymap {
    get { searches[0].keymap }
    set {
      searches[0].keymap = newValue
      searches[1].keymap = newValue
    }
  }

  /// Whether both are at their last event; one that is held does not count.
  public var isPresent: Bool { moving.allSatisfy { searches[$0].isPresent } }

  /// Where keys go.
  public var context: CommandContext { searches[active].context }

  /// What is so, for commands that need it.
  public var facts: Set<CommandFact> {
    var facts = searches[active].facts
    facts.insert(.comparing)
    facts.remove(.alone)
    if searches.contains(where: { $0.facts.contains(.future) }) { facts.insert(.future) }
    if searches.contains(where: { $0.facts.contains(.past) }) { facts.insert(.past) }
    if isPresent { facts.insert(.present) } else { facts.remove(.present) }
    return facts
  }

  /// Units that a search has made at its moment.
  private func made(by search: Int) -> Int {
    let tree = searches[search].tree
    switch unit {
    case .expansion: return tree.expansions
    case .modelCall: return tree.modelCalls ?? 0
    case .event, .phase, .iteration: return tree.now
    }
  }

  private mutating func moment(of search: Int, after count: Int) -> Int {
    let tree = searches[search].tree
    switch unit {
    case .expansion: return tree.moment(afterExpansions: count)
    case .modelCall: return calls[search].moment(after: count, in: tree)
    case .event, .phase, .iteration: return min(count, tree.events.count)
    }
  }

  /// Brings the other search to the active one's place.
  private mutating func follow(_ leader: Int) {
    guard held == nil else { return }
    let other = 1 - leader
    searches[other].seek(to: moment(of: other, after: made(by: leader)))
  }

  /// Goes to the moment at which each has made so many units.
  private mutating func seekBoth(made count: Int) {
    for search in moving { searches[search].seek(to: moment(of: search, after: count)) }
  }

  /// Units that those have made which are not held: the most of them.
  private var made: Int { moving.map { made(by: $0) }.max() ?? 0 }

  /// Brings the second search to the moment of the first, where that is in the past.
  public mutating func align() { if !searches[0].isPresent { follow(0) } }

  /// Sets the speed at which time runs, in units of the step a second; nil is no limit.
  public mutating func setSpeed(_ speed: Double?) { playback.speed = speed }

  /// Lets time pass. Returns whether the screen has changed.
  public mutating func tick(seconds: Double) -> Bool {
    let isSearching = isSearching
    for search in 0...1 { _ = searches[search].tick(seconds: seconds) }
    guard playback.playing else { return isSearching }
    let all = moving.map { searches[$0].tree.events.count }.max() ?? 0
    let due = playback.eventsDue(after: seconds, of: all)
    guard due > 0 else { return isSearching }
    seekBoth(made: made + due)
    if isPresent { playback.playing = false }
    return true
  }

  /// Whether one of the two seeks something that it has not looked for everywhere.
  public var isSearching: Bool { searches.contains(where: \.isSearching) }

  // MARK: Commands

  /// Does what a command asks; what it asks of the program around is meant for the search
  /// `active`, or for both where it is about time.
  public mutating func handle(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let reason = CommandTable[invocation.id].disabledReason(facts) { return .message(reason) }
    if let effect = handleTexts(invocation) { return effect }
    switch invocation.id {
    case .otherSearch: active = 1 - active
    case .hold: return hold()
    case .syncMode: return chooseUnit(invocation.argument)
    case .nextDivergence: return goToDivergence(forward: true, invocation.count)
    case .previousDivergence: return goToDivergence(forward: false, invocation.count)
    case .merge: return difference.map { .message($0) } ?? .unhandled(invocation)
    case .pause: return togglePlaying()
    case .faster, .slower: return changeSpeed(invocation)
    case .seekStart: seekBoth(made: 0)
    case .seekEnd: for search in moving { searches[search].seek(to: .max) }
    case .nextPane, .previousPane: moveFocus(forward: invocation.id == .nextPane)
    case .zoom, .inspect, .why, .leave, .wider, .narrower, .taller, .shorter:
      let effect = searches[active].handle(invocation)
      searches[1 - active].options = searches[active].options
      return effect
    case .style:
      let effect = searches[active].handle(invocation)
      _ = searches[1 - active].handle(
        CommandInvocation(.style, argument: searches[active].styleName))
      if texts != nil { alignTexts() }
      return effect
    case .drawing, .measure:
      let effect = searches[active].handle(invocation)
      var same = invocation
      if invocation.id == .drawing { same.argument = searches[active].treePane.drawing.name }
      _ = searches[1 - active].handle(same)
      return effect
    case .follow:
      for search in 0...1 { _ = searches[search].handle(invocation) }
    default:
      if CommandTable[invocation.id].group == .time { return handleTime(invocation) }
      let node = searches[active].selectedNode
      defer { if searches[active].selectedNode != node { selectSame() } }
      return searches[active].handle(invocation)
    }
    if CommandTable[invocation.id].group == .time { playback.playing = false }
    return .none
  }

  private mutating func handleTime(_ invocation: CommandInvocation) -> WorkspaceEffect {
    playback.playing = false
    let forward: Set<CommandID> = [.stepEvent, .stepPhase, .stepIteration]
    let leader = leader
    if forward.contains(invocation.id), searches[leader].isPresent, !isPresent {
      // The active search is at its end; the other still has some way to go.
      let count = max(1, invocation.count ?? 1)
      seekBoth(made: made + count)
      return .none
    }
    // What is gone to from a line of a pane is of the search that has the pane.
    let ofPane: Set<CommandID> = [.goToMoment, .bookmark, .note, .bookmarks]
    let own = ofPane.contains(invocation.id) ? active : leader
    let before = searches[own].tree.now
    let effect = searches[own].handle(invocation)
    // A place that is gone to from "why" closes it.
    searches[1 - own].options = searches[own].options
    if searches[own].tree.now != before { follow(own) }
    return effect
  }

  /// Holds the active search, or lets it go along again.
  private mutating func hold() -> WorkspaceEffect {
    playback.playing = false
    let name = active == 0 ? names.0 : names.1
    if held == active {
      held = nil
      if !searches.allSatisfy(\.isPresent) { follow(1 - active) }
      return .message("\(name) goes along again")
    }
    held = active
    return .message("\(name) is held; the other goes on alone")
  }

  private mutating func togglePlaying() -> WorkspaceEffect {
    guard isPresent else {
      playback.playing.toggle()
      return .none
    }
    if moving.contains(where: { searches[$0].search == .running }) { return .pauseSearch }
    if moving.contains(where: { searches[$0].search == .paused }) { return .resumeSearch }
    seekBoth(made: 0)
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

  private var unitName: String {
    switch unit {
    case .expansion: "expansion"
    case .modelCall: "model call"
    case .event, .phase, .iteration: "event"
    }
  }

  // MARK: Sides

  /// Each search, held or not, goes to a moment and selects a node there, -1 for none; one that is given
  /// no place stays.
  mutating func go(to places: [(moment: Int, node: NodeID)?]) {
    playback.playing = false
    held = nil
    for (search, place) in places.enumerated() {
      guard let place else { continue }
      searches[search].seek(to: place.moment)
      if place.node >= 0 { searches[search].select(place.node) }
    }
  }

  /// The searches as one tree, as they are at their moments.
  package var merged: MergedTree {
    MergedTree(searches[0].tree, searches[1].tree, names: (names.0, names.1))
  }

  /// Selects on the other side the node with the state that is selected on this one, if there is one.
  private mutating func selectSame() {
    for search in 0...1 { searches[search].shared = nil }
    matching.update(searches[0].tree, searches[1].tree)
    if let node = matching.shared(active).other(searches[active].selectedNode) {
      searches[1 - active].select(node)
    }
  }

  /// Goes to the next turn in which the searches part, or the previous one, or that of a number.
  private mutating func goToDivergence(forward: Bool, _ number: Int?) -> WorkspaceEffect {
    if let difference { return .message(difference) }
    let all = divergences.all(searches[0].tree, searches[1].tree)
    guard !all.isEmpty else { return .message("the searches choose the same nodes all the way") }
    let now = searches[active].tree.now
    func moment(_ divergence: Divergence) -> Int {
      active == 0 ? divergence.first : divergence.second
    }
    let place =
      number.map { min(max($0, 1), all.count) - 1 }
      ?? (forward
        ? all.firstIndex { moment($0) > now } : all.lastIndex { moment($0) < now })
    guard let place else {
      return .message(
        forward ? "the searches do not part again" : "the searches do not part before this")
    }
    let divergence = all[place]
    go(
      to: [
        (divergence.first, divergence.nodes.first), (divergence.second, divergence.nodes.second),
      ])
    return .message(
      "divergence \(place + 1) of \(all.count), turn \(divergence.turn + 1): " + words(divergence))
  }

  private func words(_ divergence: Divergence) -> String {
    divergence.choices(searches[0].tree, searches[1].tree, names: (names.0, names.1))
  }

  /// Where a fork parts from its original, in a sentence, once, as soon as it does.
  public mutating func takeParting() -> String? {
    guard awaitsParting else { return nil }
    let first = divergences.all(searches[0].tree, searches[1].tree).first
    guard let first else { return nil }
    awaitsParting = false
    return "the searches part in turn \(first.turn + 1): \(words(first)); u goes there"
  }

  /// Where the searches part, on the timeline of one of them.
  private mutating func partings(of search: Int) -> [Int32] {
    if difference != nil { return search == 0 ? forkedAt.map { [Int32($0 - 1)] } ?? [] : [] }
    let all = divergences.all(searches[0].tree, searches[1].tree)
    let events = all.map { Int32(search == 0 ? $0.first : $0.second) - 1 }
    return (forkedAt.map { [Int32($0 - 1)] } ?? []) + events
  }

  /// Focus goes through the panes of the active search, then to the other search's.
  private mutating func moveFocus(forward: Bool) {
    let shown: [Pane] = [.tree, .text, .state, .log]
    let index = shown.firstIndex(of: searches[active].options.focus) ?? 0
    let next = index + (forward ? 1 : -1)
    if shown.indices.contains(next) {
      searches[active].focus(shown[next])
    } else {
      active = 1 - active
      searches[active].focus(forward ? .tree : .log)
    }
  }

  /// Does what the mouse asks. Returns whether anything happened.
  public mutating func handle(_ mouse: MouseEvent) -> Bool {
    guard !WorkspaceLayout.isTooSmall(width: size.width, height: size.height) else { return false }
    let layout = CompareLayout(
      width: size.width, height: size.height, options: searches[active].options, active: active)
    if mouse.kind == .press || mouse.kind == .drag,
      let moment = timeline.moment(atX: mouse.x, y: mouse.y, of: searches[leader].tree)
    {
      playback.playing = false
      searches[leader].seek(to: moment)
      follow(leader)
      return true
    }
    for search in 0...1 {
      guard let half = layout.halves[search],
        half.panes.values.contains(where: { $0.contains(x: mouse.x, y: mouse.y) })
      else { continue }
      if mouse.kind == .press { active = search }
      let node = searches[search].selectedNode
      defer { if search == active, searches[search].selectedNode != node { selectSame() } }
      return searches[search].handle(mouse, in: half)
    }
    return false
  }

  // MARK: Drawing

  /// Paints the whole frame.
  public mutating func draw(into canvas: inout Canvas) {
    size = (canvas.width, canvas.height)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else {
      TooSmall.draw(minimum: WorkspaceLayout.minimum, into: &canvas)
      return
    }
    let trees = (searches[0].tree, searches[1].tree)
    // Let go of what the panes share with the matching, so that it grows in place.
    for search in 0...1 { searches[search].shared = nil }
    matching.update(trees.0, trees.1)
    for search in 0...1 { searches[search].shared = matching.shared(search) }
    let layout = CompareLayout(
      width: canvas.width, height: canvas.height, options: searches[active].options, active: active)
    for search in 0...1 {
      guard let half = layout.halves[search] else { continue }
      let label = (search == 0 ? names.0 : names.1) + (search == held ? " · held" : "")
      searches[search].drawStatus(label: label, in: half.status, of: &canvas)
      if texts == nil { searches[search].drawPanes(half, hasFocus: search == active, on: &canvas) }
    }
    if let divider = layout.divider { Workspace.drawDivider(divider, on: &canvas) }
    if texts != nil { drawTexts(layout, on: &canvas) }
    for search in 0...1 { firstSteps[search].update(searches[search].tree) }
    if !layout.scoreboard.isEmpty {
      Scoreboard.draw(
        trees.0, trees.1, isOneProblem: difference == nil, shared: matching.counts, names: names,
        seconds: (searches[0].secondsTaken, searches[1].secondsTaken),
        firstSteps: (firstSteps[0], firstSteps[1]), active: active, in: layout.scoreboard,
        of: &canvas)
    }
    let leader = leader
    var marks = searches[leader].marks
    marks.divergences = partings(of: leader)
    timeline.draw(
      searches[leader].tree, values: ValueCurve(of: searches[leader].tree), marks: marks,
      playback: playback, mode: mode, unit: held == nil ? "by " + unitName : "alone",
      in: layout.timeline, of: &canvas)
    Footer.draw(keymap.hints(in: context, facts), in: layout.footer, of: &canvas)
  }

  /// Whether time runs, and which.
  public var mode: PlayMode {
    guard isPresent else { return playback.playing ? .replaying : .replayPaused }
    return searches[leader].mode
  }

  private var names: (String, String) {
    let names = searches.map { $0.name.isEmpty ? $0.tree.header.strategy.name : $0.name }
    return names[0] == names[1] ? (names[0] + " 1", names[1] + " 2") : (names[0], names[1])
  }
}
