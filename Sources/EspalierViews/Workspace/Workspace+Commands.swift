import MetaCoT
import TerminalUI

extension Workspace {
  /// Does what a command asks, and says what it asks of the program around.
  package mutating func handle(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let reason = CommandTable[invocation.id].disabledReason(facts) { return .message(reason) }
    let group = CommandTable[invocation.id].group
    // Whoever goes elsewhere waits no longer.
    if [.move, .tree, .time].contains(group) { awaited = nil }
    switch group {
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
    if isReading {
      closeReading()
      return true
    }
    switch awaited {
    case .hit?:
      awaited = nil
      return true
    case .match?:
      leaveSearch()
      return true
    case nil: break
    }
    if treePane.filter != nil || textPane.filter != nil || log.filterText != nil {
      try? treePane.filter(nil, in: tree)
      _ = log.filter(nil, in: tree)
      textPane.filter(nil, linearizers[linearizer], in: tree)
      return true
    }
    if treePane.highlight != nil {
      try? treePane.highlight(nil, in: tree)
      return true
    }
    if treePane.search != nil || textPane.search != nil {
      leaveSearch()
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

  private mutating func leaveSearch() {
    awaited = nil
    treePane.seek(nil, in: tree)
    textPane.seek(nil, linearizers[linearizer], in: tree)
  }

  // MARK: Moving

  private mutating func move(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let count = max(1, min(100_000, invocation.count ?? 1))
    switch options.focus {
    case .tree: return moveInTree(invocation, count)
    case .text: moveInText(invocation)
    case .log: moveInLog(invocation)
    case .state: moveInState(invocation)
    }
    return .none
  }

  private mutating func moveInState(_ invocation: CommandInvocation) {
    if plots != nil {
      plots?.move(invocation)
    } else if let height = insight?.height {
      if let move = RowMove(invocation, window: height) { insight?.move(move) }
    } else if let move = RowMove(invocation, window: statePane.height) {
      statePane.move(move)
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

  mutating func revealSelection() {
    textPane.reveal(selectedNode, linearizers[linearizer], in: tree)
  }

  private mutating func moveInText(_ invocation: CommandInvocation) {
    guard let move = RowMove(invocation, window: textPane.height) else { return }
    let linearizer = linearizers[linearizer]
    let node: NodeID?
    switch move {
    case .by(let rows): node = textPane.move(by: rows, linearizer, in: tree)
    case .to(let row):
      let first = textPane.moveToStart(linearizer, in: tree)
      // Lines are written as they are passed.
      node = row > 0 ? textPane.move(by: min(row, 100_000), linearizer, in: tree) : first
    case .toLast: node = textPane.moveToEnd(linearizer, in: tree)
    }
    if let node { treePane.select(node, in: tree) }
  }

  private mutating func moveInLog(_ invocation: CommandInvocation) {
    guard let move = RowMove(invocation, window: log.height) else { return }
    if log.move(move, in: tree) != nil { showSelectedBacktrack() }
  }

  mutating func showSelectedBacktrack() {
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
      let names = TreeDrawingRegistry.names.joined(separator: ", ")
      return .message("no drawing “\(invocation.argument ?? "")”: there are \(names)")
    case .measure:
      if let name = treePane.choose(measure: invocation.argument, in: tree) {
        return .message("areas by \(name)")
      }
      return .message("this trace has no figures of “\(invocation.argument ?? "")”")
    case .subtree:
      let before = treePane.selection.top
      let top = treePane.showSubtree(in: tree)
      guard top == 0 else { return .none }
      return .message(before == 0 ? "this is the whole tree" : "the whole tree again")
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
    let count = max(1, min(1000, invocation.count ?? 1))
    switch invocation.id {
    case .nextPane: moveFocus(count)
    case .previousPane: moveFocus(-count)
    case .zoom: options.zoomed.toggle()
    case .inspect:
      if isReading {
        closeReading()
      } else if options.focus == .state, options.zoomed {
        options.zoomed = false
        focus(.tree)
      } else {
        focus(.state)
        options.zoomed = true
      }
    case .why: return openInsight(invocation.argument)
    case .plots:
      if plots != nil {
        closeReading()
      } else {
        openReading()
        plots = PlotsPane()
      }
    case .wider: return resize(.side, by: (options.focus == .text ? -2 : 2) * count)
    case .narrower: return resize(.side, by: (options.focus == .text ? 2 : -2) * count)
    case .taller: return resize(.bottom, by: (options.focus == .tree ? 1 : -1) * count)
    case .shorter: return resize(.bottom, by: (options.focus == .tree ? -1 : 1) * count)
    default: return .unhandled(invocation)
    }
    return .none
  }

  /// Asks why of the whole search; without an answer again closes what it said.
  private mutating func openInsight(_ answer: String?) -> WorkspaceEffect {
    if insight != nil, answer == nil {
      closeReading()
      return .none
    }
    do {
      let path = try answer.map { try AnswerPath($0, of: tree.header.problem, followedIn: tree) }
      openReading()
      insight = InsightPane(about: tree, following: path)
    } catch { return .message("\(error)") }
    return .none
  }

  /// Gives the screen to what is to be read of the search: lines or plots.
  mutating func openReading() {
    if !isReading { optionsBefore = options }
    insight = nil
    plots = nil
    focus(.state)
    options.zoomed = true
  }

  /// Gives the screen back to the panes, as they were.
  mutating func closeReading() {
    insight = nil
    plots = nil
    options.zoomed = optionsBefore?.zoomed ?? false
    options.second = optionsBefore?.second ?? options.second
    options.focus = optionsBefore?.focus ?? .tree
    optionsBefore = nil
  }

  private mutating func moveFocus(_ step: Int) {
    let panes = Pane.allCases
    let index = panes.firstIndex(of: options.focus) ?? 0
    focus(panes[((index + step) % panes.count + panes.count) % panes.count])
  }

  /// Gives a pane the focus.
  package mutating func focus(_ pane: Pane) {
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
    case .copyNode: return .copy(facts(of: selectedNode), what: "node")
    case .copySpan:
      let node = selectedNode
      let events = (0..<tree.now).lazy.filter { [tree] in tree.events[$0].node == node }
      let texts = events.compactMap { [linearizer = linearizers[linearizer], tree] in
        linearizer.fragment(at: $0, in: tree)?.text
      }
      let span = texts.joined(separator: "\n")
      return span.isEmpty
        ? .message("the Meta-CoT says nothing of this node") : .copy(span, what: "span")
    case .copyExpression:
      guard let text = treePane.filter?.text ?? treePane.highlight?.text ?? watch?.query.text
      else { return .message("no expression yet: & # and w take one") }
      return .copy(text, what: "expression")
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

  /// A node in lines: its number, step, state and figures.
  private func facts(of node: NodeID) -> String {
    var lines = ["node \(node)"]
    if node > 0 { lines.append("step: " + tree.step(node)) }
    lines.append("state: " + tree.state(node))
    for field in tree.fields {
      guard let text = FieldText.text(field, of: node, in: tree) else { continue }
      lines.append("\(tree.name(of: field)): \(text)")
    }
    return lines.joined(separator: "\n")
  }

  private func steps(to node: NodeID) -> String {
    tree.path(to: node).dropFirst().map { tree.step($0) }.joined(separator: "\n")
  }
}
