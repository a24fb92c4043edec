import MetaCoT
import TerminalUI

/// Two to four searches side by side, kept in step.
///
/// The keys go to one of them, the *active* one; the others follow to the moment at which they have
/// made as many events, expansions or model calls. Each is a `Workspace`, so whatever one search shows
/// alone it shows here. Two have a half of the screen each; of three or four each has a pane. What two
/// searches have to do with each other is told of the first and the one that was active last beside it.
package struct CompareWorkspace: Sendable {
  /// How many searches there is room for.
  package static let most = 4

  /// The searches: the first on the left.
  package internal(set) var searches: [Workspace]
  /// Which of them the keys go to.
  package internal(set) var active = 0
  /// Which of them the first is set against.
  private(set) var second = 1
  /// What all have made equally many of.
  package internal(set) var unit = TimeStep.event
  var playback = Playback()
  var matching: StateMatching
  private var calls: [ModelCallMoments]
  /// Where each parts from the first; nothing for the first itself.
  var divergences: [DivergenceFinder]
  /// The search that stands still while the others go on.
  package internal(set) var held: Int?
  /// The moment of the first search at which the second was forked from it.
  let forkedAt: Int?
  /// Whether the first divergence after a fork is still to be told of.
  var awaitsParting: Bool
  /// How the searches were arranged alone.
  private let arrangements: [LayoutOptions]
  var timeline = Timeline()
  /// Two texts beside each other, while they are shown instead of the panes.
  var texts: AlignedTexts?
  var firstSteps: [FirstSteps]
  var size = (width: 80, height: 24)

  /// That a search is about another problem than the first, in a sentence.
  let differences: [String?]

  /// Searches, two to `most`, each at its moment. Where the second was forked from the first after so
  /// many events, the first stands there, held.
  package init(_ searches: [Workspace], forkedAt: Int? = nil) {
    precondition((2...Self.most).contains(searches.count))
    self.searches = searches
    arrangements = searches.map(\.options)
    matching = StateMatching(searches: searches.count)
    calls = searches.map { _ in ModelCallMoments() }
    divergences = searches.map { _ in DivergenceFinder() }
    firstSteps = searches.map { _ in FirstSteps() }
    self.forkedAt = forkedAt
    let headers = searches.map(\.tree.header)
    differences = headers.map { Scoreboard.difference(headers[0], $0) }
    awaitsParting = forkedAt != nil && differences[1] == nil
    // Large pictures side by side say more than two texts, and are seen at once.
    let showsPictures =
      !isMany && searches.allSatisfy { $0.options.pictureRows >= Self.largePicture }
    for search in searches.indices {
      self.searches[search].playback.playing = false
      if showsPictures { self.searches[search].options.second = .state }
    }
    if let forkedAt {
      self.searches[0].seek(to: forkedAt)
      (held, active) = (0, 1)
    }
  }

  /// Rows of a picture that is large: a maze's, not a few numbers.
  private static let largePicture = 8

  /// That the two that are set against each other are about different problems, in a sentence; nil if
  /// they are about one.
  var difference: String? { differences[second] }

  /// The first difference of problems among all of them; nil if all are about one.
  package var anyDifference: String? { differences.compactMap { $0 }.first }

  /// Whether each search has a pane, and not half of the screen.
  var isMany: Bool { searches.count > 2 }

  /// One of the searches as it stands, arranged as it was alone.
  package func alone(_ search: Int) -> Workspace {
    var workspace = searches[search]
    workspace.shared = nil
    workspace.options = arrangements[search]
    return workspace
  }

  /// The searches that keys of time are about: those that are not held.
  package var moving: [Int] { searches.indices.filter { $0 != held } }

  /// The search whose time the keys move.
  var leader: Int {
    guard held == active else { return active }
    return active == 0 ? second : moving[0]
  }

  // MARK: Events and time

  /// Appends events to one of the searches.
  package mutating func append(_ batch: EventBatch, to search: Int) {
    searches[search].append(batch)
  }

  /// Makes room for the rest of a trace, of which this share has been appended.
  package mutating func reserve(forShare share: Double, of search: Int) {
    searches[search].reserve(forShare: share)
  }

  /// Says what one of the searches is doing.
  package mutating func setState(_ state: SearchState, of search: Int) {
    searches[search].search = state
  }

  /// Says what is left of the budget of one of the searches.
  package mutating func setBudgetLeft(_ text: String?, isLow: Bool = false, of search: Int) {
    searches[search].budgetLeft = text.map { ($0, isLow) }
  }

  /// Says for how many seconds one of the searches has run.
  package mutating func setSecondsRun(_ seconds: Double?, of search: Int) {
    searches[search].secondsRun = seconds
  }

  /// The keys, for the footer.
  package var keymap: Keymap {
    get { searches[0].keymap }
    set { for search in searches.indices { searches[search].keymap = newValue } }
  }

  /// Whether all are at their last event; one that is held does not count.
  package var isPresent: Bool { moving.allSatisfy { searches[$0].isPresent } }

  /// Where keys go.
  package var context: CommandContext { searches[active].context }

  /// What is so, for commands that need it.
  package var facts: Set<CommandFact> {
    var facts = searches[active].facts
    facts.insert(.comparing)
    facts.remove(.alone)
    if searches.contains(where: { $0.facts.contains(.future) }) { facts.insert(.future) }
    if searches.contains(where: { $0.facts.contains(.past) }) { facts.insert(.past) }
    facts.subtract([.present, .away])
    facts.insert(isPresent ? .present : .away)
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

  /// Brings the other searches to the place of one, unless that or they are held.
  mutating func follow(_ leader: Int) {
    guard held != leader else { return }
    let made = made(by: leader)
    for other in moving where other != leader {
      searches[other].seek(to: moment(of: other, after: made))
    }
  }

  /// Goes to the moment at which each has made so many units.
  mutating func seekAll(made count: Int) {
    for search in moving { searches[search].seek(to: moment(of: search, after: count)) }
  }

  /// Units that those have made which are not held: the most of them.
  var made: Int { moving.map { made(by: $0) }.max() ?? 0 }

  /// Brings the other searches to the moment of the first, where that is in the past.
  package mutating func align() { if !searches[0].isPresent { follow(0) } }

  /// Looks for breaks among the events that have come. A search that has one becomes the active one, and
  /// the others go where it is. Returns whether all are to pause.
  package mutating func reachesBreak() -> Bool {
    var reached: Int?
    for search in searches.indices {
      guard searches[search].reachesBreak() else { continue }
      // Of several the first stands, and the others say nothing of where they will not be.
      if reached == nil { reached = search } else { _ = searches[search].takeNotice() }
    }
    guard let reached else { return false }
    activate(reached)
    follow(reached)
    return true
  }

  /// Sets the speed at which time runs, in units of the step a second; nil is no limit.
  package mutating func setSpeed(_ speed: Double?) { playback.speed = speed }

  /// Lets time pass. Returns whether the screen has changed.
  package mutating func tick(seconds: Double) -> Bool {
    let isSearching = isSearching
    let looking = searches.count { $0.isSearching } + (texts?.isComplete == false ? 1 : 0)
    let effort = Effort.frame.shared(among: looking)
    readTexts(effort: effort)
    for search in searches.indices {
      let before = searches[search].tree.now
      _ = searches[search].tick(seconds: seconds, effort: effort)
      if searches[search].tree.now != before { follow(search) }
    }
    guard playback.playing else { return isSearching }
    let all = moving.map { searches[$0].tree.events.count }.max() ?? 0
    let due = playback.eventsDue(after: seconds, of: all)
    guard due > 0 else { return isSearching }
    seekAll(made: made + due)
    if isPresent { playback.playing = false }
    return true
  }

  /// Whether one of them seeks something that it has not looked for everywhere, or texts are still read.
  package var isSearching: Bool {
    texts?.isComplete == false || searches.contains(where: \.isSearching)
  }

  /// What is to be said of what a search has gone to, once.
  package mutating func takeNotice() -> String? {
    for search in searches.indices {
      if let notice = searches[search].takeNotice() { return notice }
    }
    return nil
  }

  // MARK: Sides

  /// Makes a search the active one; of many, all show the same pane.
  mutating func activate(_ search: Int) {
    let search = (search + searches.count) % searches.count
    if isMany { arrange(as: active) }
    active = search
    guard search > 0, search != second else { return }
    second = search
    if texts != nil { alignTexts() }
  }

  /// Arranges all searches as one of them is; the size of the picture stays that of each problem.
  mutating func arrange(as search: Int) {
    for other in searches.indices where other != search {
      let own = searches[other].options
      searches[other].options = searches[search].options
      searches[other].options.pictureRows = own.pictureRows
      searches[other].options.pictureColumns = own.pictureColumns
    }
  }

  /// The two searches that are set against each other.
  var pair: (first: Workspace, second: Workspace) { (searches[0], searches[second]) }

  /// The first search and the one that it is set against go to a moment each, held or not, and select a
  /// node there, -1 for none; one that is given no place stays. Others follow.
  mutating func go(to places: [(moment: Int, node: NodeID)?]) {
    playback.playing = false
    held = nil
    for (search, place) in zip([0, second], places) {
      guard let place else { continue }
      searches[search].seek(to: place.moment)
      if place.node >= 0 { searches[search].select(place.node) }
    }
    let made = made(by: active == 0 ? 0 : second)
    for other in searches.indices where other != 0 && other != second {
      searches[other].seek(to: moment(of: other, after: made))
    }
  }

  /// The first search and the one that it is set against as one tree, as they are at their moments.
  package var merged: MergedTree {
    MergedTree(pair.first.tree, pair.second.tree, names: (names[0], names[second]))
  }

  /// Selects in the other searches the node with the state that is selected in the active one, as far
  /// as they have it.
  mutating func selectSame() {
    for search in searches.indices { searches[search].shared = nil }
    matching.update(searches.map(\.tree))
    let (shared, node) = (matching.shared(active), searches[active].selectedNode)
    for other in searches.indices where other != active {
      if let same = shared.first(node, in: other) { searches[other].select(same) }
    }
  }

  /// Focus goes through the panes of the active search, then to the next search's; where each has one
  /// pane, to the next search.
  mutating func moveFocus(forward: Bool) {
    let step = forward ? 1 : -1
    guard !isMany || searches[active].options.zoomed else { return activate(active + step) }
    let shown: [Pane] = [.tree, .text, .state, .log]
    let next = (shown.firstIndex(of: searches[active].options.focus) ?? 0) + step
    if shown.indices.contains(next) {
      searches[active].focus(shown[next])
    } else {
      activate(active + step)
      searches[active].focus(forward ? .tree : .log)
    }
  }

  /// Whether time runs, and which.
  package var mode: PlayMode {
    guard isPresent else { return playback.playing ? .replaying : .replayPaused }
    return searches[leader].mode
  }

  /// What the searches are called: those that have the same name by a number too.
  var names: [String] {
    let names = searches.map { $0.name.isEmpty ? $0.tree.header.strategy.name : $0.name }
    return names.indices.map { search in
      guard names.count(where: { $0 == names[search] }) > 1 else { return names[search] }
      return "\(names[search]) \(names[...search].count { $0 == names[search] })"
    }
  }
}
