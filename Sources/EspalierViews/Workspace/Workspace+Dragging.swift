import TerminalUI

extension WorkspaceLayout {
  /// A line between panes that the mouse can move.
  enum Border: Sendable, Equatable {
    /// Between the tree and what is beside it.
    case side
    /// Between the tree and what is beneath it.
    case bottom
  }

  /// The border at a place. The bottom one is the title of a pane beneath the tree.
  func border(atX x: Int, y: Int) -> Border? {
    if let divider = dividers.first, divider.contains(x: x, y: y) { return .side }
    guard let tree = panes[.tree], panes.count > 1, y == tree.y + tree.height,
      let pane = pane(atX: x, y: y), panes[pane]?.y == y
    else { return nil }
    return .bottom
  }

  /// The column or row of a border.
  func place(of border: Border) -> Int? {
    switch border {
    case .side: dividers.first?.x
    case .bottom: panes[.tree].map { $0.y + $0.height }
    }
  }
}

extension Workspace {
  /// Moves the border that a press took hold of along with the mouse; false when the mouse is about
  /// something else.
  mutating func drag(_ mouse: MouseEvent, _ layout: WorkspaceLayout) -> Bool {
    switch mouse.kind {
    case .press:
      dragged = mouse.button == .left ? layout.border(atX: mouse.x, y: mouse.y) : nil
      // A press on a title also gives that pane the focus.
      return dragged == .side
    case .drag:
      guard let border = dragged, let place = layout.place(of: border) else { return false }
      move(border, from: place, to: border == .side ? mouse.x : mouse.y)
      return true
    case .release:
      defer { dragged = nil }
      return dragged != nil
    default: return false
    }
  }

  /// Moves a border by keys.
  mutating func resize(_ border: WorkspaceLayout.Border, by cells: Int) -> WorkspaceEffect {
    let layout = WorkspaceLayout(width: size.width, height: size.height, options: options)
    guard let place = layout.place(of: border) else {
      return .message("this pane has no border to move there")
    }
    move(border, from: place, to: place + cells)
    return .none
  }

  private mutating func move(_ border: WorkspaceLayout.Border, from place: Int, to wanted: Int) {
    move(border, by: wanted - place)
    // The layout keeps panes from vanishing: what it did not grant must not add up.
    let granted = WorkspaceLayout(width: size.width, height: size.height, options: options)
    move(border, by: (granted.place(of: border) ?? wanted) - wanted)
  }

  private mutating func move(_ border: WorkspaceLayout.Border, by cells: Int) {
    switch border {
    case .side: options.wider += cells
    case .bottom: options.taller += cells
    }
  }
}
