import MetaCoT
import TerminalUI

extension Workspace {
  /// Does what a command asks, and says what it asks of the program around.
  public mutating func handle(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let reason = CommandTable[invocation.id].disabledReason(facts) { return .message(reason) }
    switch CommandTable[invocation.id].group {
    case .move: return move(invocation)
    case .tree: return handleTree(invocation)
    case .time: return handleTime(invocation)
    case .find: return handleFind(invocation)
    case .steer: return handleSteering(invocation)
    case .panes: return handlePanes(invocation)
    case .output: return handleOutput(invocation)
    case .general:
      if invocation.id == .leave, leaveTransient() { return .none }
      return .unhandled(invocation)
    case .compare, .train, .typing: return .unhandled(invocation)
    }
  }

  /// Ends what is temporary; false if there is nothing.
  private mutating func leaveTransient() -> Bool {
    if treePane.filter != nil || textPane.filter != nil {
      try? treePane.filter(nil, in: tree)
      textPane.filter(nil, linearizers[linearizer], in: tree)
      return true
    }
    if treePane.search != nil || textPane.search != nil {
      treePane.seek(nil, in: tree)
      textPane.seek(nil, linearizers[linearizer], in: tree)
      return true
    }
    if options.zoomed {
      options.zoomed = false
      return true
    }
    if watch != nil {
      watch = nil
      return true
    }
    return false
  }

  // MARK: Moving

  private mutating func move(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let count = max(1, min(100_000, invocation.count ?? 1))
    switch options.focus {
    case .tree: return moveInTree(invocation, count)
    case .text: moveInText(invocation, count)
    case .log: moveInLog(invocation, count)
    case .state: moveInState(invocation, count)
    }
    return .none
  }

  private mutating func moveInState(_ invocation: CommandInvocation, _ count: Int) {
    let page = max(1, statePane.height - 2)
    switch invocation.id {
    case .up: statePane.scroll(by: -count)
    case .down: statePane.scroll(by: count)
    case .halfPageUp: statePane.scroll(by: -count * (page / 2 + 1))
    case .halfPageDown: statePane.scroll(by: count * (page / 2 + 1))
    case .pageUp: statePane.scroll(by: -count * page)
    case .pageDown, .readOn: statePane.scroll(by: count * page)
    case .top: statePane.scroll(by: .min)
    case .bottom: statePane.scroll(by: .max)
    default: break
    }
  }

  private mutating func moveInTree(
    _ invocation: CommandInvocation, _ count: Int
  ) -> WorkspaceEffect {
    let move: TreeMove
    switch invocation.id {
    case .up: move = .up
    case .down: move = .down
    case .left: move = .left
    case .right: move = .right
    case .halfPageUp: move = .halfPageUp
    case .halfPageDown: move = .halfPageDown
    case .pageUp: move = .pageUp
    case .pageDown, .readOn: move = .pageDown
    case .top: move = .home
    case .bottom:
      if let row = invocation.count {
        treePane.move(.home, in: tree)
        treePane.move(.down, times: min(row, 100_000) - 1, in: tree)
        revealSelection()
        return .none
      }
      move = .end
    default: return .unhandled(invocation)
    }
    treePane.move(move, times: count, in: tree)
    revealSelection()
    return .none
  }

  private mutating func revealSelection() {
    textPane.reveal(selectedNode, linearizers[linearizer], in: tree)
  }

  private mutating func moveInText(_ invocation: CommandInvocation, _ count: Int) {
    let linearizer = linearizers[linearizer]
    let page = max(1, textPane.height - 2)
    let node: NodeID?
    switch invocation.id {
    case .up: node = textPane.move(by: -count, linearizer, in: tree)
    case .down: node = textPane.move(by: count, linearizer, in: tree)
    case .halfPageUp: node = textPane.move(by: -count * (page / 2 + 1), linearizer, in: tree)
    case .halfPageDown: node = textPane.move(by: count * (page / 2 + 1), linearizer, in: tree)
    case .pageUp: node = textPane.move(by: -count * page, linearizer, in: tree)
    case .pageDown, .readOn: node = textPane.move(by: count * page, linearizer, in: tree)
    case .top: node = textPane.moveToStart(linearizer, in: tree)
    case .bottom: node = textPane.moveToEnd(linearizer, in: tree)
    default: node = nil
    }
    if let node { treePane.select(node, in: tree) }
  }

  private mutating func moveInLog(_ invocation: CommandInvocation, _ count: Int) {
    let page = max(1, log.height - 1)
    let rows: Int
    switch invocation.id {
    case .up: rows = -count
    case .down: rows = count
    case .halfPageUp: rows = -count * (page / 2 + 1)
    case .halfPageDown: rows = count * (page / 2 + 1)
    case .pageUp: rows = -count * page
    case .pageDown, .readOn: rows = count * page
    case .top: rows = .min
    case .bottom: rows = .max
    default: return
    }
    if log.move(by: rows, in: tree) != nil { showSelectedBacktrack() }
  }

  private mutating func showSelectedBacktrack() {
    guard let event = log.selectedEvent(in: tree) else { return }
    treePane.select(tree.events[event].node, in: tree)
    textPane.show(event: event, linearizers[linearizer], in: tree)
  }

  // MARK: Tree

  private mutating func handleTree(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let count = max(1, min(100_000, invocation.count ?? 1))
    switch invocation.id {
    case .toggleFold, .collapseAll, .expandAll:
      switch invocation.id {
      case .toggleFold: treePane.toggleFold(in: tree)
      case .collapseAll: treePane.collapseAll(in: tree)
      default: treePane.expandAll(in: tree)
      }
      return .none
    case .foldSmall:
      let percent = treePane.foldSmall(invocation.count)
      return .message(
        percent == 0
          ? "subtrees of every size open" : "subtrees below \(percent) % of the visits stay closed")
    case .sort:
      treePane.toggleOrder(in: tree)
      return .none
    case .drawing:
      if let name = treePane.choose(drawing: invocation.argument, in: tree) {
        return .message("drawing: \(name)")
      }
      let names = TreeDrawings.names.joined(separator: ", ")
      return .message("no drawing “\(invocation.argument ?? "")”: there are \(names)")
    case .measure:
      if let name = treePane.choose(measure: invocation.argument, in: tree) {
        return .message("areas by \(name)")
      }
      return .message("this trace has no figures of “\(invocation.argument ?? "")”")
    case .parent: treePane.move(.parent, times: count, in: tree)
    case .nextSibling: treePane.move(.nextSibling, times: count, in: tree)
    case .previousSibling: treePane.move(.previousSibling, times: count, in: tree)
    case .follow:
      treePane.follow()
      textPane.follow()
      log.follow()
      return .none
    default: return .unhandled(invocation)
    }
    revealSelection()
    return .none
  }

  // MARK: Time

  private mutating func handleTime(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let count = max(1, invocation.count ?? 1)
    switch invocation.id {
    case .pause: return togglePlaying()
    case .stepPhase: return step(.phase, count)
    case .stepIteration: return step(.iteration, count)
    case .stepEvent: return step(.event, count)
    case .backPhase: return step(.phase, -count)
    case .backIteration: return step(.iteration, -count)
    case .backEvent: return step(.event, -count)
    case .nextBacktrack: return leap(tree.backtracks, count, "backtrack")
    case .previousBacktrack: return leap(tree.backtracks, -count, "backtrack")
    case .nextGoal: return leap(tree.goals, count, "goal")
    case .previousGoal: return leap(tree.goals, -count, "goal")
    case .nextTouch: return leapToTouch(count)
    case .previousTouch: return leapToTouch(-count)
    case .watch: return watch(invocation)
    case .previousHit: return leapToHit(-count)
    case .seekStart: seek(to: 0)
    case .seekEnd: seek(to: tree.events.count)
    case .seekPercent:
      guard let percent = invocation.count else { return .prompt(.seekPercent) }
      seek(to: tree.events.count * min(100, percent) / 100)
    case .seekEvent:
      guard let event = invocation.count else { return .prompt(.seekEvent) }
      seek(to: event)
    case .goToMoment: goToMoment()
    case .faster, .slower: return changeSpeed(invocation)
    default: return .unhandled(invocation)
    }
    if invocation.id != .goToMoment { playback.playing = false }
    return .none
  }

  private mutating func togglePlaying() -> WorkspaceEffect {
    if isPresent {
      switch search {
      case .running: return .pauseSearch
      case .paused: return .resumeSearch
      case .recorded, .finished: tree.seek(to: 0)
      }
      playback.playing = !tree.events.isEmpty
      return .none
    }
    playback.playing.toggle()
    return .none
  }

  private mutating func step(_ stride: TimeStep, _ count: Int) -> WorkspaceEffect {
    playback.playing = false
    if count > 0, isPresent {
      return search == .running || search == .paused
        ? .stepSearch(stride, count) : .message(CommandFact.future.absence)
    }
    let wasRunning = isPresent && search == .running
    tree.seek(to: tree.moment(after: count, of: stride))
    return wasRunning ? .pauseSearch : .none
  }

  private mutating func leap(
    _ indices: [Int32], _ count: Int, _ what: String
  ) -> WorkspaceEffect {
    playback.playing = false
    for _ in 0..<count.magnitude {
      guard let moment = tree.moment(ofNext: indices, backwards: count < 0) else {
        return .message("no \(what) \(count < 0 ? "before" : "after") this moment")
      }
      tree.seek(to: moment)
    }
    return .none
  }

  /// Goes to the next event that touches the selected node, or to the one before.
  private mutating func leapToTouch(_ count: Int) -> WorkspaceEffect {
    playback.playing = false
    let node = selectedNode
    for _ in 0..<count.magnitude {
      guard let event = tree.event(touching: node, backwards: count < 0) else {
        return .message(
          "nothing happens to this node \(count < 0 ? "before" : "after") this moment")
      }
      // Before its creation there is nothing to select.
      tree.seek(to: event + 1)
    }
    treePane.select(node, in: tree)
    textPane.show(event: tree.now - 1, linearizers[linearizer], in: tree)
    return .none
  }

  /// Watches for what is typed, or goes to the next hit of what is watched for.
  private mutating func watch(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let text = invocation.argument {
      do {
        watch = Watch(try NodeQuery(text, metrics: tree.metrics))
      } catch { return .message("\(error)") }
    }
    return watch == nil ? .prompt(.watch) : leapToHit(max(1, invocation.count ?? 1))
  }

  /// Goes to the next hit, or to the one before, and selects its node.
  private mutating func leapToHit(_ count: Int) -> WorkspaceEffect {
    playback.playing = false
    // Taken out while it looks, so that the tree's moment is copied once and not kept.
    guard var watch else { return .message(CommandFact.watching.absence) }
    self.watch = nil
    defer { self.watch = watch }
    for _ in 0..<count.magnitude {
      var moment = tree.moment(ofNext: watch.hits, backwards: count < 0)
      var portions = Watch.portionsAtOnce
      while moment == nil || watch.searched < tree.now, watch.searched < tree.events.count {
        guard portions > 0 else {
          let end = NumberFormat.grouped(watch.searched)
          return .message("no hit up to event \(end) yet; the same key looks further")
        }
        portions -= 1
        watch.advance(in: tree, limit: Watch.portion)
        moment = tree.moment(ofNext: watch.hits, backwards: count < 0)
      }
      guard let moment else {
        let side = count < 0 ? "before" : "after"
        return .message("“\(watch.query.text)” becomes true of no node \(side) this moment")
      }
      tree.seek(to: moment)
    }
    guard let place = watch.hits.firstIndex(of: Int32(tree.now - 1)) else { return .none }
    treePane.select(watch.nodes[place], in: tree)
    textPane.show(event: tree.now - 1, linearizers[linearizer], in: tree)
    let isComplete = watch.searched == tree.events.count
    let count = NumberFormat.grouped(watch.hits.count) + (isComplete ? "" : " so far")
    return .message(
      "hit \(NumberFormat.grouped(place + 1)) of \(count): node #\(watch.nodes[place])")
  }

  private mutating func goToMoment() {
    let event =
      options.focus == .log
      ? log.selectedEvent(in: tree) : textPane.cursorEvent(linearizers[linearizer], in: tree)
    guard let event else { return }
    let node = event < 0 ? 0 : tree.events[event].node
    seek(to: event + 1)
    treePane.select(node, in: tree)
    textPane.show(event: event, linearizers[linearizer], in: tree)
  }

  private mutating func changeSpeed(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if invocation.id == .faster, let speed = invocation.count {
      playback.speed = Double(max(1, speed))
    } else if invocation.id == .faster {
      playback.accelerate()
    } else {
      playback.slowDown()
    }
    return isPresent && search != .recorded ? .setSpeed(playback.speed) : .none
  }

  // MARK: Finding

  private mutating func handleFind(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let linearizer = linearizers[linearizer]
    let inText = options.focus == .text
    switch invocation.id {
    case .search:
      guard let pattern = invocation.argument else { return .prompt(.search) }
      let known =
        inText
        ? textPane.seek(pattern, linearizer, in: tree) : treePane.seek(pattern, in: tree)
      guard known else { return .message("“\(pattern)” is not a regular expression") }
      awaited = nil
      if pattern.isEmpty { return .none }
      if !inText, treePane.matchPlace != nil {
        revealSelection()
        return .none
      }
      return nextMatch(backwards: false)
    case .searchNext: return nextMatch(backwards: false)
    case .searchPrevious: return nextMatch(backwards: true)
    case .filter:
      guard let pattern = invocation.argument else { return .prompt(.filter) }
      if inText {
        let isKnown = textPane.filter(pattern, linearizer, in: tree)
        return isKnown ? .none : .message("“\(pattern)” is not a regular expression")
      }
      do {
        try treePane.filter(pattern, in: tree)
      } catch { return .message(error.sentence) }
    case .style: return chooseStyle(invocation)
    default: return .unhandled(invocation)
    }
    return .none
  }

  /// Goes to the next match of what is sought in the pane, or as soon as it is known which that is.
  private mutating func nextMatch(backwards: Bool) -> WorkspaceEffect {
    let pane: Pane = options.focus == .text ? .text : .tree
    awaited = nil
    if goToMatch(of: pane, backwards: backwards) { return .none }
    let pattern =
      (pane == .text ? textPane.search?.matcher : treePane.search?.matcher)?.pattern ?? ""
    guard isSearching(pane) else { return .message("no match for “\(pattern)”") }
    awaited = (pane, backwards)
    return .message("looking for “\(pattern)”; esc leaves it")
  }

  private mutating func goToMatch(of pane: Pane, backwards: Bool) -> Bool {
    if pane == .text {
      let node = textPane.nextMatch(backwards: backwards, linearizers[linearizer], in: tree)
      guard let node else { return false }
      treePane.select(node, in: tree)
    } else {
      guard treePane.nextMatch(backwards: backwards, in: tree) != nil else { return false }
      revealSelection()
    }
    return true
  }

  private func isSearching(_ pane: Pane) -> Bool {
    pane == .text ? textPane.isSearching(in: tree) : treePane.isSearching(in: tree)
  }

  /// Whether something is sought, or filtered by, that has not been looked for everywhere.
  public var isSearching: Bool { isSearching(.text) || isSearching(.tree) }

  /// Goes to the match that is waited for, once it is known.
  mutating func goToAwaitedMatch() {
    guard let (pane, backwards) = awaited else { return }
    let isSought = pane == .text ? textPane.search != nil : treePane.search != nil
    if !isSought || goToMatch(of: pane, backwards: backwards) || !isSearching(pane) {
      awaited = nil
    }
  }

  private mutating func chooseStyle(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let name = invocation.argument {
      guard let index = linearizers.firstIndex(where: { type(of: $0).name == name }) else {
        let names = linearizers.map { type(of: $0).name }.joined(separator: ", ")
        return .message("no style “\(name)”: there are \(names)")
      }
      linearizer = index
    } else {
      linearizer = (linearizer + 1) % linearizers.count
    }
    textPane.registerChanged()
    return .none
  }

  // MARK: Steering, panes, output

  private func handleSteering(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let node = selectedNode
    switch invocation.id {
    case .expandNext: return .steer(.expandNext(node))
    case .forbid: return .steer(.forbid(node))
    case .allow: return .steer(.allow(node))
    case .favour: return .steer(.favour(node, iterations: 10 * max(1, invocation.count ?? 1)))
    case .raiseBudget: return raiseBudget(by: invocation.count)
    default: return .unhandled(invocation)
    }
  }

  /// Raises the limit by so much, or by half of what has been used.
  private func raiseBudget(by amount: Int?) -> WorkspaceEffect {
    let budget = try? Budget(text: tree.header.budget ?? "")
    let used: Int
    switch budget?.raisable {
    case .expansions: used = tree.expansions
    case .calls: used = tree.modelCalls ?? 0
    case .tokens: used = tree.tokens ?? 0
    case nil: return .message("neither expansions, calls nor tokens are limited: nothing to raise")
    }
    return .steer(.raiseBudget(by: amount ?? max(1, used / 2)))
  }

  private mutating func handlePanes(_ invocation: CommandInvocation) -> WorkspaceEffect {
    switch invocation.id {
    case .nextPane: moveFocus(1)
    case .previousPane: moveFocus(-1)
    case .zoom: options.zoomed.toggle()
    case .inspect:
      if options.focus == .state, options.zoomed {
        options.zoomed = false
        focus(.tree)
      } else {
        focus(.state)
        options.zoomed = true
      }
    case .wider: options.wider += options.focus == .text ? -2 : 2
    case .narrower: options.wider -= options.focus == .text ? -2 : 2
    case .taller: options.taller += options.focus == .tree ? 1 : -1
    case .shorter: options.taller -= options.focus == .tree ? 1 : -1
    default: return .unhandled(invocation)
    }
    options.wider = max(-size.width, min(size.width, options.wider))
    options.taller = max(-size.height, min(size.height, options.taller))
    return .none
  }

  private mutating func moveFocus(_ step: Int) {
    let panes = Pane.allCases
    let index = panes.firstIndex(of: options.focus) ?? 0
    focus(panes[(index + step + panes.count) % panes.count])
  }

  /// Gives a pane the focus.
  public mutating func focus(_ pane: Pane) {
    options.focus = pane
    if pane != .tree { options.second = pane }
  }

  private func handleOutput(_ invocation: CommandInvocation) -> WorkspaceEffect {
    switch invocation.id {
    case .copyAnswer:
      if let answer = tree.outcome?.answer { return .copy(answer, what: "answer") }
      guard let goal = tree.goals.last(where: { Int($0) < tree.now }) else {
        return .message(CommandFact.answer.absence)
      }
      return .copy(steps(to: tree.events[Int(goal)].node), what: "path to the goal")
    case .export:
      guard let path = invocation.argument else { return .prompt(.export) }
      guard let format = TreeExport.Format(fileName: path) else {
        return .message("the name of the file must end in \(TreeExport.Format.endings)")
      }
      return .write(export.file(format), to: path)
    case .copyPath: return .copy(steps(to: selectedNode), what: "path")
    case .copyText:
      let linearizer = linearizers[linearizer]
      var text = linearizer.opening(of: tree).text
      for event in 0..<tree.now {
        guard text.utf8.count < Self.longestCopy else {
          return .message("the Meta-CoT is too long for a clipboard: espalier linearize writes it")
        }
        if let fragment = linearizer.fragment(at: event, in: tree) { text += "\n" + fragment.text }
      }
      return .copy(text, what: "Meta-CoT")
    default: return .unhandled(invocation)
    }
  }

  /// The search as it is on the screen.
  private var export: TreeExport {
    var export = TreeExport(tree, drawing: treePane.drawing, title: name)
    if name.isEmpty { export.title = tree.header.strategy.name }
    export.selection = treePane.selection
    export.style = type(of: linearizers[linearizer])
    return export
  }

  /// Bytes that no terminal's clipboard takes.
  private static let longestCopy = 1 << 20

  private func steps(to node: NodeID) -> String {
    tree.path(to: node).dropFirst().map { tree.step($0) }.joined(separator: "\n")
  }

  // MARK: The mouse

  /// Does what the mouse asks. Returns whether anything happened.
  public mutating func handle(_ mouse: MouseEvent) -> Bool {
    guard !WorkspaceLayout.isTooSmall(width: size.width, height: size.height) else { return false }
    let layout = WorkspaceLayout(width: size.width, height: size.height, options: options)
    if let moment = timeline.moment(atX: mouse.x, y: mouse.y, of: tree),
      mouse.kind == .press || mouse.kind == .drag
    {
      playback.playing = false
      seek(to: moment)
      return true
    }
    if drag(mouse, layout) { return true }
    if !layout.tabs.isEmpty, mouse.kind == .press, layout.tabs.contains(x: mouse.x, y: mouse.y) {
      var x = layout.tabs.x + 1
      for pane in Pane.allCases {
        x += pane.title.count + 2
        if mouse.x < x {
          focus(pane)
          return true
        }
      }
    }
    return handle(mouse, in: layout)
  }

  mutating func handle(_ mouse: MouseEvent, in layout: WorkspaceLayout) -> Bool {
    guard let pane = layout.pane(atX: mouse.x, y: mouse.y), let rect = layout.panes[pane] else {
      return false
    }
    let linearizer = linearizers[linearizer]
    switch mouse.kind {
    case .wheelUp, .wheelDown:
      let rows = mouse.kind == .wheelUp ? -3 : 3
      switch pane {
      case .tree: treePane.scroll(rows: rows, in: tree)
      case .text: textPane.move(by: rows, linearizer, in: tree)
      case .log: log.move(by: rows, in: tree)
      case .state: statePane.scroll(by: rows)
      }
    case .press:
      focus(pane)
      let row = mouse.y - rect.y - 1
      guard row >= 0 else { return true }
      switch pane {
      case .tree:
        if treePane.click(x: mouse.x - rect.x, y: row, in: tree) { revealSelection() }
      case .text:
        if let node = textPane.click(row: row, linearizer, in: tree) {
          treePane.select(node, in: tree)
        }
      case .log: if log.click(row: row, in: tree) != nil { showSelectedBacktrack() }
      case .state: break
      }
    case .drag, .release, .wheelLeft, .wheelRight: return false
    }
    return true
  }
}
