import TerminalUI

/// A pane of a search's screen.
package enum Pane: Sendable, Hashable, CaseIterable {
  /// The outline of the tree.
  case tree
  /// The Meta-CoT.
  case text
  /// The picture of the selected state.
  case state
  /// The backtracks.
  case log

  /// The word on its tab.
  package var title: String {
    switch self {
    case .tree: "tree"
    case .text: "meta-cot"
    case .state: "state"
    case .log: "backtracks"
    }
  }

  /// Where keys go when it has the focus.
  package var context: CommandContext {
    switch self {
    case .tree: .tree
    case .text: .text
    case .state: .state
    case .log: .log
    }
  }
}

/// What a person chose about the arrangement of panes.
package struct LayoutOptions: Sendable, Equatable {
  /// The pane that keys go to.
  package var focus = Pane.tree
  /// The pane beside or beneath the tree where there is room for two.
  package var second = Pane.text
  /// Whether the focused pane has the whole screen.
  package var zoomed = false
  /// Rows and columns that the picture of a state takes; 0 where there is none.
  package var pictureRows = 0
  /// See `pictureRows`.
  package var pictureColumns = 0
  /// Whether one of many searches shows the picture instead of the tree, where there is no room for
  /// both.
  package var showsPicture = false
  /// Columns by which the tree is wider (or narrower) than by default.
  package var wider = 0
  /// Rows by which the tree is taller (or lower) than by default.
  package var taller = 0

  /// The default arrangement.
  package init() {}
}

/// Where everything stands on a screen of a size. A pure function of size and options.
package struct WorkspaceLayout: Sendable, Equatable {
  /// The smallest screen that anything is drawn on.
  package static let minimum = (width: 30, height: 8)

  /// The line at the top.
  package var status: Rect
  /// The names of the panes, where only one is shown; else empty.
  package var tabs: Rect
  /// The panes that are shown.
  package var panes: [Pane: Rect]
  /// Where the panes that are not the tree take turns; nil where all are shown, or one.
  package var shared: Rect?
  /// Columns between panes, filled by a line.
  package var dividers: [Rect]
  /// The line of time.
  package var timeline: Rect
  /// The line at the bottom: keys, messages, prompts.
  package var footer: Rect

  /// Whether a screen of this size is too small to draw on.
  package static func isTooSmall(width: Int, height: Int) -> Bool {
    width < minimum.width || height < minimum.height
  }

  /// The arrangement of a search that has the screen to itself.
  package init(width: Int, height: Int, options: LayoutOptions) {
    let screen = Rect(x: 0, y: 0, width: width, height: height)
    var rest: Rect
    (status, rest) = screen.splitTop(1)
    let below = rest.splitTop(rest.height - 2)
    rest = below.top
    (timeline, footer) = below.rest.splitTop(1)
    tabs = Rect(x: 0, y: 0, width: 0, height: 0)
    panes = [:]
    dividers = []
    if options.zoomed || width < 60 || rest.height < 12 {
      if !options.zoomed { (tabs, rest) = rest.splitTop(1) }
      panes[options.focus] = rest
    } else if width < 110 || rest.height < 16 {
      arrangeTwo(in: rest, options)
    } else {
      arrangeFour(in: rest, options)
    }
  }

  /// Nothing but panes, of which there are none yet.
  private init(at rect: Rect) {
    let none = Rect(x: rect.x, y: rect.y, width: 0, height: 0)
    (status, timeline, footer, tabs) = (none, none, none, none)
    panes = [:]
    dividers = []
  }

  /// The arrangement of one of many searches on a screen: the pane that has the focus, and beside a tree
  /// the picture of the state where there is room for it.
  init(cell rect: Rect, options: LayoutOptions) {
    self.init(at: rect)
    guard options.focus == .tree else {
      panes[options.focus] = rect
      return
    }
    let wide = max(24, options.pictureColumns + 3)
    let fits = rect.width > wide + 44 && rect.height > options.pictureRows
    if options.pictureRows > 0, fits, !options.zoomed {
      let (left, rest) = rect.splitLeft(rect.width - wide - 1)
      panes[.tree] = left
      let (divider, right) = rest.splitLeft(1)
      panes[.state] = right
      dividers.append(divider)
    } else {
      panes[options.showsPicture ? .state : .tree] = rect
    }
  }

  /// The arrangement inside one half of a screen that two searches share: no status, timeline or
  /// footer of its own.
  init(half rect: Rect, options: LayoutOptions) {
    self.init(at: rect)
    let second = options.focus == .tree ? options.second : options.focus
    if options.zoomed || rect.height < 12 {
      panes[options.focus] = rect
    } else {
      let tall = Self.clamp(rect.height * 3 / 5 + options.taller, 4, rect.height - 4)
      let (top, bottom) = rect.splitTop(tall)
      panes[.tree] = top
      panes[second] = bottom
    }
  }

  private static func clamp(_ value: Int, _ low: Int, _ high: Int) -> Int {
    max(low, min(max(low, high), value))
  }

  /// The tree, and beneath it the pane that was looked at last.
  private mutating func arrangeTwo(in rect: Rect, _ options: LayoutOptions) {
    let second = options.focus == .tree ? options.second : options.focus
    let tall = Self.clamp(rect.height * 3 / 5 + options.taller, 4, rect.height - 4)
    let (top, bottom) = rect.splitTop(tall)
    panes[.tree] = top
    panes[second] = bottom
    shared = bottom
  }

  /// Tree and text side by side, state and backtracks beneath the tree.
  private mutating func arrangeFour(in rect: Rect, _ options: LayoutOptions) {
    let wide = Self.clamp(rect.width * 3 / 5 + options.wider, 40, rect.width - 30)
    let (left, rest) = rect.splitLeft(wide)
    let (divider, right) = rest.splitLeft(1)
    dividers.append(divider)
    panes[.text] = right
    // A heading and three rows of figures besides the picture.
    let low = Self.clamp(max(7, options.pictureRows + 4), 5, rect.height * 2 / 5)
    let tall = Self.clamp(rect.height - low + options.taller, 6, rect.height - 4)
    let (top, bottom) = left.splitTop(tall)
    panes[.tree] = top
    let stateWidth = Self.clamp(max(38, options.pictureColumns + 3), 24, bottom.width / 2)
    let (state, beside) = bottom.splitLeft(stateWidth)
    let (middle, log) = beside.splitLeft(1)
    panes[.state] = state
    panes[.log] = log
    dividers.append(middle)
  }

  /// The pane at a place.
  package func pane(atX x: Int, y: Int) -> Pane? {
    panes.first { $0.value.contains(x: x, y: y) }?.key
  }
}
