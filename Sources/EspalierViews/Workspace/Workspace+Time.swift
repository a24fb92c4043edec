import MetaCoT
import TerminalUI

/// Going through time: playing, stepping, leaping to what is sought.
extension Workspace {
  mutating func handleTime(_ invocation: CommandInvocation) -> WorkspaceEffect {
    let count = max(1, invocation.count ?? 1)
    /// What was to be gone to and lies beyond the end.
    var missing: String?
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
    case .nextSurprise: return leapToSurprise(count)
    case .previousSurprise: return leapToSurprise(-count)
    case .watch: return watch(invocation)
    case .previousHit: return leapToHit(-count)
    case .breakpoint: return setBreak(invocation.argument)
    case .valueChange: return leapToChange("node = \(selectedNode) and (changes(Q) or changes(V))")
    case .preferenceChange:
      guard selectedNode > 0 else { return .message("the root has no siblings") }
      return leapToChange("parent = \(tree.parent(selectedNode)) and is preferred")
    case .bookmark, .note, .nextBookmark, .previousBookmark, .bookmarks:
      return handleBookmarks(invocation)
    case .seekStart: seek(to: 0)
    case .seekEnd: seek(to: tree.events.count)
    case .seekPercent:
      guard let percent = invocation.count else { return .prompt(.seekPercent) }
      seek(to: tree.events.count * min(100, percent) / 100)
      if percent > 100 { missing = "\(NumberFormat.grouped(percent)) percent" }
    case .seekEvent:
      guard let event = invocation.count else { return .prompt(.seekEvent) }
      seek(to: event)
      if event > tree.events.count { missing = "event \(NumberFormat.grouped(event))" }
    case .goToMoment: return goToMoment()
    case .faster, .slower: return changeSpeed(invocation)
    default: return .unhandled(invocation)
    }
    playback.playing = false
    guard let missing else { return .none }
    let events = NumberFormat.grouped(tree.events.count)
    return .message("\(missing) is beyond the end: there are \(events) events")
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

  mutating func step(_ stride: TimeStep, _ count: Int) -> WorkspaceEffect {
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

  /// Goes to the next surprise, or to the one before, selects its node and says what it is.
  private mutating func leapToSurprise(_ count: Int) -> WorkspaceEffect {
    playback.playing = false
    let surprises = surprises.all(in: tree)
    let events = surprises.map { Int32($0.event) }
    for _ in 0..<count.magnitude {
      guard let moment = tree.moment(ofNext: events, backwards: count < 0) else {
        return .message("no surprise \(count < 0 ? "before" : "after") this moment")
      }
      tree.seek(to: moment)
    }
    let here = surprises.filter { $0.event == tree.now - 1 }
    guard let first = here.first else { return .none }
    treePane.select(first.node, in: tree)
    textPane.show(event: first.event, linearizers[linearizer], in: tree)
    let sentences = here.filter { $0.node == first.node }.map(\.sentence)
    return .message("node #\(first.node): " + sentences.joined(separator: "; "))
  }

  /// Watches for what is typed, or goes to the next hit of what is watched for.
  private mutating func watch(_ invocation: CommandInvocation) -> WorkspaceEffect {
    if let text = invocation.argument {
      do {
        watch = try watch(for: text)
      } catch { return .message(error.sentence) }
    }
    return watch == nil ? .prompt(.watch) : leapToHit(max(1, invocation.count ?? 1))
  }

  /// A watch that begins with an event.
  private func watch(for text: String, from event: Int = 0) throws(NodeFilter.Fault) -> Watch {
    do throws(QueryError) {
      let query = try NodeQuery(text, metrics: tree.metrics)
      if !query.asksWholeTree { return Watch(query, from: event) }
    } catch { throw NodeFilter.Fault(sentence: error.description) }
    throw NodeFilter.Fault(
      sentence: "where nodes stand in the whole tree is no event: of “is …” a watch takes preferred"
    )
  }

  /// Watches for a change, and goes back to the last one.
  private mutating func leapToChange(_ text: String) -> WorkspaceEffect {
    if watch?.query.text != text {
      do {
        watch = try watch(for: text)
      } catch { return .message(error.sentence) }
    }
    return leapToHit(-1)
  }

  // MARK: Breaks

  /// Lets a search pause at what is asked for; without a text, no more.
  private mutating func setBreak(_ text: String?) -> WorkspaceEffect {
    guard let text, !text.isEmpty else {
      guard breaking != nil else { return .prompt(.breakpoint) }
      breaking = nil
      return .message("the search breaks no more")
    }
    do {
      breaking = try watch(for: text, from: tree.events.count)
    } catch { return .message(error.sentence) }
    return .message("the search will pause where “\(text)” begins to hold of a node")
  }

  /// Looks for a break among the events that have come, and goes there. Returns whether the search is to
  /// pause.
  /// - Complexity: that of watching the events since the last time.
  package mutating func reachesBreak() -> Bool {
    guard var watch = breaking, watch.searched < tree.events.count else { return false }
    breaking = nil
    let known = watch.hits.count
    watch.advance(following: &tree)
    breaking = watch
    guard watch.hits.count > known else { return false }
    let (event, node) = (Int(watch.hits[known]), watch.nodes[known])
    playback.playing = false
    tree.seek(to: event + 1)
    treePane.select(node, in: tree)
    textPane.show(event: event, linearizers[linearizer], in: tree)
    let others = watch.hits.count - known - 1
    notice =
      "break at event \(NumberFormat.grouped(event + 1)): node #\(node)"
      + (others > 0 ? ", and \(NumberFormat.counted(others, "time")) more before the pause" : "")
      + "; $ and space go on"
    return true
  }

  /// Goes so many hits on, or back, and selects the node of the last; as soon as it is known where that is.
  mutating func leapToHit(_ count: Int, effort: Effort = .key) -> WorkspaceEffect {
    playback.playing = false
    awaited = nil
    // Taken out while it looks, so that the tree's moment is copied once and not kept.
    guard var watch else { return .message(CommandFact.watching.absence) }
    self.watch = nil
    defer { self.watch = watch }
    var effort = effort
    for done in 0..<Int(count.magnitude) {
      var moment = tree.moment(ofNext: watch.hits, backwards: count < 0)
      if moment == nil || watch.searched < tree.now, watch.searched < tree.events.count {
        watch.advance(in: tree, &effort)
        moment = tree.moment(ofNext: watch.hits, backwards: count < 0)
        if moment == nil || watch.searched < tree.now, watch.searched < tree.events.count {
          awaited = .hit(count - count.signum() * done)
          let (end, all) = (watch.searched, tree.events.count)
          return .message(
            "searching for “\(watch.query.text)”: \(NumberFormat.grouped(end)) of "
              + "\(NumberFormat.grouped(all)) events; esc cancels")
        }
      }
      guard let moment else {
        let side = count < 0 ? "before" : "after"
        return .message("no event \(side) this moment makes “\(watch.query.text)” true of a node")
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

  @discardableResult
  mutating func goToMoment() -> WorkspaceEffect {
    if options.focus == .state {
      if plots != nil { return .message("plots lead nowhere") }
      guard let place = insight?.place else { return .message("this line leads nowhere") }
      closeReading()
      seek(to: place.event + 1)
      treePane.select(place.node, in: tree)
      textPane.show(event: place.event, linearizers[linearizer], in: tree)
      return .none
    }
    let event =
      options.focus == .log
      ? log.selectedEvent(in: tree) : textPane.cursorEvent(linearizers[linearizer], in: tree)
    guard let event else { return .none }
    let node = event < 0 ? 0 : tree.events[event].node
    seek(to: event + 1)
    treePane.select(node, in: tree)
    textPane.show(event: event, linearizers[linearizer], in: tree)
    return .none
  }

  private mutating func changeSpeed(_ invocation: CommandInvocation) -> WorkspaceEffect {
    playback.changeSpeed(invocation)
    return isPresent && search != .recorded ? .setSpeed(playback.speed) : .none
  }
}
