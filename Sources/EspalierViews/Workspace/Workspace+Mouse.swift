import MetaCoT
import TerminalUI

/// Clicks, drags and the wheel.
extension Workspace {
  /// Does what the mouse asks. Returns whether anything happened.
  package mutating func handle(_ mouse: MouseEvent) -> Bool {
    guard !WorkspaceLayout.isTooSmall(width: size.width, height: size.height) else { return false }
    if mouse.kind == .press { awaited = nil }
    let layout = WorkspaceLayout(width: size.width, height: size.height, options: options)
    let moment = timeline.moment(atX: mouse.x, y: mouse.y, of: tree)
    if mouse.kind == .press { isSeeking = moment != nil && mouse.button == .left }
    if isSeeking {
      guard let moment, mouse.kind == .press || mouse.kind == .drag else {
        isSeeking = isSeeking && mouse.kind != .release
        return false
      }
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
      case .log: log.move(.by(rows), in: tree)
      case .state where plots != nil: plots?.move(.by(rows.signum()))
      case .state where insight != nil: insight?.move(.by(rows))
      case .state: statePane.move(.by(rows))
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
      case .state: insight?.select(row: row)
      }
    case .drag, .release, .wheelLeft, .wheelRight: return false
    }
    return true
  }
}
