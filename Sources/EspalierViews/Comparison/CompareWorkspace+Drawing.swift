import MetaCoT
import TerminalUI

/// Frames, and the mouse on them.
extension CompareWorkspace {
  /// Where everything stands, with room for the largest picture; texts that are set beside each other
  /// are those of two searches.
  var layout: CompareLayout {
    var options = searches[active].options
    options.pictureRows = searches.map(\.options.pictureRows).max() ?? 0
    options.pictureColumns = searches.map(\.options.pictureColumns).max() ?? 0
    if texts != nil { options.zoomed = false }
    return CompareLayout(
      width: size.width, height: size.height, options: options,
      searches: searches.count, shown: texts == nil ? Array(searches.indices) : [0, second],
      active: active)
  }

  /// Paints the whole frame.
  package mutating func draw(into canvas: inout Canvas) {
    size = (canvas.width, canvas.height)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else {
      TooSmall.draw(minimum: WorkspaceLayout.minimum, into: &canvas)
      return
    }
    // Let go of what the panes share with the matching, so that it grows in place.
    for search in searches.indices { searches[search].shared = nil }
    let trees = searches.map(\.tree)
    matching.update(trees)
    let layout = layout
    for (search, place) in layout.places.enumerated() {
      searches[search].shared = matching.shared(search)
      guard let place else { continue }
      searches[search].drawStatus(
        label: label(of: search, layout), isOneOfMany: isMany, in: place.status, of: &canvas)
      if texts == nil { searches[search].drawPanes(place, hasFocus: search == active, on: &canvas) }
    }
    for divider in layout.dividers { Workspace.drawDivider(divider, on: &canvas) }
    if texts != nil { drawTexts(layout, on: &canvas) }
    for search in searches.indices { firstSteps[search].update(searches[search].tree) }
    if !layout.scoreboard.isEmpty {
      Scoreboard.draw(
        trees, isOneProblem: anyDifference == nil, shared: matching.counts, names: names,
        seconds: searches.map(\.secondsTaken), firstSteps: firstSteps, active: active,
        in: layout.scoreboard, of: &canvas)
    }
    let leader = leader
    var marks = searches[leader].marks
    marks.divergences = partings(of: leader)
    timeline.draw(
      searches[leader].tree, values: ValueCurve(of: searches[leader].tree), marks: marks,
      playback: playback, mode: mode,
      unit: moving.count == 1 ? "alone" : "by " + unitName, in: layout.timeline, of: &canvas)
    Footer.draw(keymap.hints(in: context, facts), in: layout.footer, of: &canvas)
  }

  /// What the line of a search calls it; of many, which of them has the keys, with room for how it stands.
  private func label(of search: Int, _ layout: CompareLayout) -> String {
    let suffix = search == held ? " · held" : ""
    guard isMany else { return names[search] + suffix }
    let isAlone = layout.places.count { $0 != nil } == 1
    let place = isAlone ? " · \(search + 1) of \(searches.count)" : ""
    let room = (layout.places[search]?.status.width ?? 0) - 16 - suffix.count - place.count
    let name = NumberFormat.clippedInside(names[search], to: max(4, room))
    return (search == active ? "› " : "  ") + name + suffix + place
  }

  /// Does what the mouse asks. Returns whether anything happened.
  package mutating func handle(_ mouse: MouseEvent) -> Bool {
    guard !WorkspaceLayout.isTooSmall(width: size.width, height: size.height) else { return false }
    let leader = leader
    if mouse.kind == .press || mouse.kind == .drag,
      let moment = timeline.moment(atX: mouse.x, y: mouse.y, of: searches[leader].tree)
    {
      playback.playing = false
      searches[leader].seek(to: moment)
      follow(leader)
      return true
    }
    for (search, place) in layout.places.enumerated() {
      guard let place, texts == nil, place.pane(atX: mouse.x, y: mouse.y) != nil else { continue }
      if mouse.kind == .press { activate(search) }
      let node = searches[search].selectedNode
      let focus = searches[search].options.focus
      defer { if search == active, searches[search].selectedNode != node { selectSame() } }
      let isHandled = searches[search].handle(mouse, in: place)
      // Of many, all show the same pane; a picture stands for its tree.
      if isMany { searches[search].focus(focus) }
      return isHandled
    }
    return false
  }
}
