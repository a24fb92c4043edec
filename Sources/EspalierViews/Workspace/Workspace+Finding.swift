import MetaCoT
import TerminalUI

/// Finding by a pattern or a question, in the tree and in the text.
extension Workspace {
  mutating func handleFind(_ invocation: CommandInvocation) -> WorkspaceEffect {
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
      if options.focus == .log, !NodeQuery.isMeant(by: pattern, metrics: tree.metrics) {
        let isKnown = log.filter(pattern, in: tree)
        return isKnown ? .none : .message("“\(pattern)” is not a regular expression")
      }
      do {
        try treePane.filter(pattern, in: tree)
      } catch { return .message(error.sentence) }
    case .showLess: treePane.showLess(in: tree)
    case .highlight:
      guard let text = invocation.argument else { return .prompt(.highlight) }
      do {
        try treePane.highlight(text, in: tree)
      } catch { return .message(error.sentence) }
    case .style: return chooseStyle(invocation)
    default: return .unhandled(invocation)
    }
    return .none
  }

  /// Goes to the next match of what is sought in the pane, or as soon as it is known which that is.
  mutating func nextMatch(backwards: Bool) -> WorkspaceEffect {
    let pane: Pane = options.focus == .text ? .text : .tree
    awaited = nil
    if goToMatch(of: pane, backwards: backwards) { return .none }
    let pattern = pattern(soughtIn: pane)
    guard isSearching(pane) else { return .message("no match for “\(pattern)”") }
    awaited = .match(pane, backwards: backwards)
    return .message("searching for “\(pattern)”; esc cancels")
  }

  /// What is sought in a pane; empty if nothing is.
  private func pattern(soughtIn pane: Pane) -> String {
    (pane == .text ? textPane.search?.pattern : treePane.search?.pattern)?.text ?? ""
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

  func isSearching(_ pane: Pane) -> Bool {
    pane == .text ? textPane.isSearching(in: tree) : treePane.isSearching(in: tree)
  }

  /// Whether something is sought, filtered by or waited for that has not been looked for everywhere.
  package var isSearching: Bool {
    if case .hit? = awaited { return true }
    return isSearching(.text) || isSearching(.tree) || isReadingHistory || isPlotting
      || insight?.isWaiting == true || log.isSearching(in: tree)
  }

  /// Whether plots are on the screen that are of another moment.
  private var isPlotting: Bool {
    plots?.isSettled(tree, at: selectedNode) == false
  }

  /// Looks further, with so much effort for all that is looked for, and goes to what is waited for once
  /// it is known.
  mutating func lookFurther(_ effort: Effort) {
    insight?.update()
    var isAtHit = false
    if case .hit? = awaited { isAtHit = true }
    let works = [
      treePane.search != nil, treePane.filter != nil, textPane.search != nil,
      textPane.filter != nil, isReadingHistory, isAtHit, treePane.highlight != nil, isPlotting,
      log.filterText != nil,
    ]
    let effort = effort.shared(among: works.count { $0 })
    treePane.update(to: tree, effort: effort)
    log.update(to: tree, effort: effort)
    textPane.update(linearizers[linearizer], to: tree, effort: effort)
    let selected = selectedNode
    if isPlotting { plots?.update(to: tree, at: selected, effort: effort) }
    if isReadingHistory { statePane.readHistory(of: tree, effort: effort) }
    switch awaited {
    case .match(let pane, let backwards):
      let pattern = pattern(soughtIn: pane)
      if goToMatch(of: pane, backwards: backwards) {
        awaited = nil
        let place = pane == .text ? textPane.matchPlace : treePane.matchPlace
        let soFar = isSearching(pane) ? " so far" : ""
        if let place {
          notice = "match \(place.place) of \(place.count)\(soFar) for “\(pattern)”"
        }
      } else if pattern.isEmpty {
        awaited = nil
      } else if !isSearching(pane) {
        awaited = nil
        notice = "no match for “\(pattern)”"
      }
    case .hit(let count):
      if case .message(let text) = leapToHit(count, effort: effort) { notice = text }
    case nil: break
    }
  }

  /// What is to be said of what has been gone to, once.
  package mutating func takeNotice() -> String? {
    defer { notice = nil }
    return notice
  }

  mutating func chooseStyle(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let name = invocation.argument {
      guard let index = linearizers.firstIndex(where: { type(of: $0).name == name }) else {
        let names = linearizers.map { type(of: $0).name }.joined(separator: ", ")
        return .message("no style “\(name)”: there are \(names)")
      }
      linearizer = index
    } else {
      linearizer = (linearizer + 1) % linearizers.count
    }
    textPane.styleChanged()
    return .none
  }
}

/// What a key asked to go to while it is not known where that is.
enum Awaited: Sendable {
  /// The next match of what is sought in a pane.
  case match(Pane, backwards: Bool)
  /// So many hits of what is watched for, backwards if it is below 0.
  case hit(Int)
}
