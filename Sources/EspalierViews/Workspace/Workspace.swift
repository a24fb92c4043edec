import MetaCoT
import TerminalUI

/// Where the events of a workspace come from, as far as keys care.
package enum SearchState: Sendable, Equatable {
  /// A trace: nothing is searching.
  case recorded
  /// A search that runs.
  case running
  /// A search that stands still and can go on.
  case paused
  /// A search that ended; more budget may let it go on.
  case finished
}

/// What a command asks of the program around a workspace.
package enum WorkspaceEffect: Sendable, Equatable {
  /// Nothing more: the workspace has done it.
  case none
  /// To show a message.
  case message(String)
  /// To let a person type what the command needs, and to give it again with the argument.
  case prompt(CommandID)
  /// To pause the live search.
  case pauseSearch
  /// To let the live search go on.
  case resumeSearch
  /// To let the live search go on by so many strides and then pause.
  case stepSearch(TimeStep, Int)
  /// To run the live search at so many events a second; nil is no limit.
  case setSpeed(Double?)
  /// To steer the live search.
  case steer(SteeringCommand)
  /// To send a text to the clipboard, described in a word or two.
  case copy(String, what: String)
  /// To write a text to a new file.
  case write(String, to: String)
  /// A command that is not the workspace's business.
  case unhandled(CommandInvocation)
}

/// The screen of one search: its tree at a moment, the panes that show it, and where they stand.
///
/// A value without clock, thread or file: events are appended, time passes by `tick`, commands and
/// the mouse are handled, and `draw` paints a frame. Live search, replay and comparison differ
/// only in who appends and what `search` says.
package struct Workspace: Sendable {
  /// The search.
  package internal(set) var tree: SearchTree
  /// The problem, where its kind is known: for pictures.
  package let problem: (any Problem)?
  /// The styles to choose from.
  package let linearizers: [any Linearizer]
  /// Which of them the text is written in.
  package internal(set) var linearizer = 0
  /// Whether something is searching; the program around keeps it true.
  package var search = SearchState.recorded
  /// What is left of the budget in words, and whether it is nearly used up.
  package var budgetLeft: (text: String, isLow: Bool)?
  /// Seconds that the live search has run; the program around keeps it true.
  package var secondsRun: Double?
  /// The keys, for the footer.
  package var keymap = Keymap()
  /// How time runs in the past.
  package internal(set) var playback = Playback()
  /// The arrangement of panes.
  package internal(set) var options = LayoutOptions()
  /// The border that the mouse is dragging.
  var dragged: WorkspaceLayout.Border?
  /// Whether the mouse was pressed on the timeline, and is dragged since.
  var isSeeking = false
  /// The tree pane.
  package internal(set) var treePane = TreePane()
  /// The text pane.
  package internal(set) var textPane = TextPane()
  /// The log of backtracks.
  package internal(set) var log = BacktrackLog()
  /// States that another search has visited too.
  package var shared: SharedStates? {
    get { treePane.shared }
    set { treePane.shared = newValue }
  }
  /// What the status bar calls the file or set; may be empty.
  package var name = ""
  /// What is gone to once it is known where that is.
  var awaited: Awaited?
  /// What is to be said of what has been gone to.
  var notice: String?
  var statePane = StatePane()
  var timeline = Timeline()
  private var rate = RateMeter()
  var size = (width: 80, height: 24)

  /// A workspace for a search whose events are still to come.
  package init(header: TraceHeader) { self.init(tree: SearchTree(header: header)) }

  /// A workspace for a tree, with the problem that its header names, if its kind is registered,
  /// and all styles.
  package init(tree: SearchTree) {
    self.init(
      tree: tree, problem: try? ProblemRegistry.problem(tree.header.problem),
      linearizers: LinearizerRegistry.all.map { $0.init(header: tree.header) })
  }

  /// A workspace for a tree, with a problem for pictures and at least one style.
  package init(tree: SearchTree, problem: (any Problem)?, linearizers: [any Linearizer]) {
    self.tree = tree
    self.problem = problem
    self.linearizers = linearizers
    if let problem = problem as? any PicturedProblem,
      let picture = problem.picture(ofState: tree.state(0), amid: SearchedStates())
    {
      options.pictureRows = picture.rows.count
      options.pictureColumns = picture.rows.map(\.count).max() ?? 0
      options.showsPicture = problem.pictureShowsSearch
    }
  }

  // MARK: Events and time

  /// Appends events. In the present it stays the present; in the past nothing moves.
  package mutating func append(_ batch: EventBatch) {
    watch?.letGo()
    tree.append(batch)
  }

  /// Makes room for the rest of a trace, of which this share has been appended.
  package mutating func reserve(forShare share: Double) { tree.reserve(forShare: share) }

  /// Whether the moment is the last event that has arrived.
  package var isPresent: Bool { tree.now == tree.events.count }

  /// Goes to a moment and stands still there (unless it is the present of a live search).
  package mutating func seek(to moment: Int) {
    tree.seek(to: moment)
    if isPresent { playback.playing = false }
  }

  /// Sets the speed at which time runs, in events (of a live search: iterations) a second; nil is
  /// no limit.
  package mutating func setSpeed(_ speed: Double?) { playback.speed = speed }

  /// Lets time pass, and looks further for what has not been found yet, with so much effort. Returns
  /// whether the screen has changed.
  package mutating func tick(seconds: Double, effort: Effort = .frame) -> Bool {
    rate.measure(expansions: tree.expansions, seconds: seconds, isRunning: search == .running)
    let isSearching = isSearching
    if isSearching { lookFurther(effort) }
    guard playback.playing else { return isSearching }
    let due = playback.eventsDue(after: seconds, of: tree.events.count)
    guard due > 0 else { return isSearching }
    tree.seek(to: tree.now + due)
    if isPresent { playback.playing = false }
    return true
  }

  /// What is marked on the timeline beside what events tell of themselves.
  var marks: Timeline.Marks {
    var marks = Timeline.Marks()
    marks.hits = watch?.hits ?? []
    marks.bookmarks = arrivedBookmarks.map { Int32($0.moment) - 1 }
    return marks
  }

  /// Whether time runs, and which.
  package var mode: PlayMode {
    guard isPresent else { return playback.playing ? .replaying : .replayPaused }
    switch search {
    case .running: return .live
    case .paused: return .paused
    case .recorded, .finished: return .ended
    }
  }

  /// Seconds that the search took up to the moment: by the times of its events, or in the present by
  /// the clock. nil where nobody knows.
  var secondsTaken: Double? {
    if let time = tree.time { return Double(time) / 1e6 }
    return isPresent ? tree.outcome?.seconds ?? secondsRun : nil
  }

  // MARK: Selection

  /// The node that all panes speak of.
  package var selectedNode: NodeID { treePane.selectedNode(in: tree) }

  /// Selects a node in the tree and shows its text.
  package mutating func select(_ node: NodeID) {
    guard (0..<NodeID(tree.nodeCount)).contains(node) else { return }
    treePane.select(node, in: tree)
    textPane.reveal(node, linearizers[linearizer], in: tree)
  }

  /// The whole search in question, if it is.
  var insight: InsightPane?

  /// The plots of the search, if they are on the screen.
  var plots: PlotsPane?

  /// Whether the screen is given to either.
  var isReading: Bool { insight != nil || plots != nil }
  /// The arrangement that comes back after it.
  var optionsBefore: LayoutOptions?

  /// Whether the state pane shows all that is known of the node.
  private var isInspecting: Bool {
    !isReading
      && (options.zoomed && options.focus == .state || statePane.isScrolled)
  }

  /// Whether there is more to read of what happened to the node that is inspected.
  var isReadingHistory: Bool { isInspecting && statePane.isReadingHistory(of: tree) }

  /// What is surprising, as far as it was asked for.
  var surprises = SurpriseFinder()

  /// What is watched for, if anything is.
  package internal(set) var watch: Watch?

  /// What the search breaks at, if it does.
  var breaking: Watch?

  /// The name of the style the text is written in.
  package var styleName: String { type(of: linearizers[linearizer]).name }

  /// Where keys go.
  package var context: CommandContext { options.focus.context }

  /// What is so, for commands that need it.
  package var facts: Set<CommandFact> {
    var facts: Set<CommandFact> = [.trace, .selection, .alone]
    if search != .recorded { facts.insert(.live) }
    facts.insert(isPresent ? .present : .away)
    if search == .running || search == .paused { facts.insert(.searching) }
    if tree.now > 0 { facts.insert(.past) }
    if !isPresent || search == .running || search == .paused { facts.insert(.future) }
    if hasPattern { facts.insert(.pattern) }
    if watch != nil { facts.insert(.watching) }
    if let goal = tree.goals.first, Int(goal) < tree.now { facts.insert(.answer) }
    return facts
  }

  private var hasPattern: Bool {
    options.focus == .text ? textPane.search != nil : treePane.search != nil
  }

  // MARK: Drawing

  /// Paints the whole frame. - Complexity: O(cells + rows × fanout).
  package mutating func draw(into canvas: inout Canvas) {
    size = (canvas.width, canvas.height)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else {
      TooSmall.draw(minimum: WorkspaceLayout.minimum, into: &canvas)
      return
    }
    let layout = WorkspaceLayout(width: canvas.width, height: canvas.height, options: options)
    drawStatus(in: layout.status, of: &canvas)
    drawPanes(layout, hasFocus: true, on: &canvas)
    if let rect = layout.shared { drawHiddenPanes(layout, in: rect, of: &canvas) }
    if !layout.tabs.isEmpty { drawTabs(in: layout.tabs, of: &canvas) }
    timeline.draw(
      tree, values: ValueCurve(of: tree), marks: marks, playback: playback, mode: mode,
      in: layout.timeline, of: &canvas)
    Footer.draw(keymap.hints(in: context, facts), in: layout.footer, of: &canvas)
  }

  mutating func drawStatus(
    label: String? = nil, isOneOfMany: Bool = false, in rect: Rect, of canvas: inout Canvas
  ) {
    var facts = StatusBar.Facts()
    facts.isOneOfMany = isOneOfMany
    facts.mode = mode
    if search == .running { facts.rate = rate.perSecond }
    if search != .recorded { facts.budgetLeft = budgetLeft?.text }
    facts.isBudgetLow = budgetLeft?.isLow ?? false
    facts.seconds = secondsTaken
    facts.depth = tree.maximumDepth
    StatusBar().draw(
      tree, facts: facts, values: ValueCurve(of: tree), name: label ?? name,
      in: rect, of: &canvas)
  }

  mutating func drawPanes(_ layout: WorkspaceLayout, hasFocus: Bool, on canvas: inout Canvas) {
    // A picture that stands in place of the tree has its focus.
    let isForTree =
      options.showsPicture && options.focus == .tree && layout.panes[.tree] == nil
    let focus = isForTree ? .state : options.focus
    let selected = selectedNode
    if let rect = layout.panes[.tree] {
      treePane.draw(tree, focused: hasFocus && focus == .tree, in: rect, of: &canvas)
    }
    if let rect = layout.panes[.text] {
      let linearizer = linearizers[linearizer]
      textPane.draw(
        tree, linearizer, selected: selected, focused: hasFocus && focus == .text,
        title: "meta-cot · " + styleName, in: rect, of: &canvas)
    }
    if let rect = layout.panes[.state] {
      let subtree = treePane.subtree(of: selected, in: tree)
      if plots != nil {
        plots?.draw(
          tree, at: selected, focused: hasFocus && focus == .state, in: rect, of: &canvas)
      } else if insight != nil {
        insight?.draw(focused: hasFocus && focus == .state, in: rect, of: &canvas)
      } else if isInspecting {
        statePane.drawInspector(
          tree, node: selected, subtree: subtree, problem: problem,
          focused: hasFocus && focus == .state, in: rect, of: &canvas)
      } else {
        statePane.draw(
          tree, node: selected, subtree: subtree, problem: problem,
          isSmall: isForTree, focused: hasFocus && focus == .state, in: rect,
          of: &canvas)
      }
    }
    if let rect = layout.panes[.log] {
      log.draw(tree, focused: hasFocus && focus == .log, in: rect, of: &canvas)
    }
    for divider in layout.dividers { Self.drawDivider(divider, on: &canvas) }
  }

  /// A line down a column, joined with the rules it meets.
  static func drawDivider(_ rect: Rect, on canvas: inout Canvas) {
    let rule = Unicode.Scalar("─").value
    for y in rect.y..<rect.y + rect.height where rect.width > 0 {
      let left = rect.x > 0 && canvas[rect.x - 1, y].glyph == rule
      let right = rect.x + 1 < canvas.width && canvas[rect.x + 1, y].glyph == rule
      let glyph: Unicode.Scalar =
        switch (left, right) {
        case (false, false): "│"
        case (true, true): y == rect.y ? "┬" : "┼"
        case (true, false): "┤"
        case (false, true): "├"
        }
      let isBar = rect.x > 0 && canvas[rect.x - 1, y].style.paper == .bar
      canvas[rect.x, y] = Canvas.Cell(glyph, Style(.dim, on: isBar ? .bar : .plain))
    }
  }

  /// Says at the end of a heading, where it is free, which panes the next key to a pane would show.
  private func drawHiddenPanes(
    _ layout: WorkspaceLayout, in rect: Rect, of canvas: inout Canvas
  ) {
    guard let key = keymap.keys(for: .nextPane).first else { return }
    let hidden = Pane.allCases.filter { layout.panes[$0] == nil }.map(\.title)
    let hint = " \(key.label) \(hidden.joined(separator: ", ")) "
    let x = rect.x + rect.width - TextWidth.columns(of: hint) - 1
    let rule = Unicode.Scalar("─").value
    guard x > rect.x, (x - 1..<rect.x + rect.width).allSatisfy({ canvas[$0, rect.y].glyph == rule })
    else { return }
    canvas.draw(hint, x: x, y: rect.y, Style(.dim), in: rect)
  }

  private func drawTabs(in rect: Rect, of canvas: inout Canvas) {
    var x = rect.x + 1
    for pane in Pane.allCases {
      let focused = pane == options.focus
      let style = focused ? Style(.strong, on: .plain, .bold) : Style(.dim)
      x = canvas.draw(focused ? "[\(pane.title)]" : " \(pane.title) ", x: x, y: rect.y, style)
    }
  }
}

/// How many expansions a second there are, smoothed over about a second.
struct RateMeter: Sendable {
  private(set) var perSecond: Double?
  private var last = 0
  private var elapsed = 0.0

  mutating func measure(expansions: Int, seconds: Double, isRunning: Bool) {
    elapsed += seconds
    guard isRunning else {
      elapsed = 0
      last = expansions
      return
    }
    guard elapsed >= 0.25 else { return }
    let now = Double(max(0, expansions - last)) / elapsed
    perSecond = perSecond.map { $0 + (now - $0) * min(1, elapsed * 2) } ?? now
    last = expansions
    elapsed = 0
  }
}
