import TerminalUI

/// A pane of the screen of a training run.
package enum TrainingPane: Sendable, Hashable, CaseIterable {
  /// The plot of the losses.
  case loss
  /// The plot of the figure that is chosen.
  case curve
  /// The list of figures.
  case figures
  /// What the model writes.
  case sample
  /// The settings of the run.
  case settings

  /// The word on its tab.
  package var title: String {
    switch self {
    case .loss: "loss"
    case .curve: "curve"
    case .figures: "figures"
    case .sample: "sample"
    case .settings: "settings"
    }
  }
}

/// Where everything stands on the screen of a training run. A pure function of size and options.
package struct TrainingLayout: Sendable, Equatable {
  /// What a person chose, and what there is to show.
  package struct Options: Sendable, Equatable {
    /// The pane that keys go to.
    package var focus = TrainingPane.loss
    /// Whether settings, not samples, stand beside the rest.
    package var showsSettings = false
    /// Whether the focused pane has the whole screen.
    package var zoomed = false
    /// Rows of the list of figures.
    package var figureRows = 0

    /// The default arrangement.
    package init() {}
  }

  /// The line at the top.
  package var status: Rect
  /// The names of the panes, where only one is shown; else empty.
  package var tabs = Rect(x: 0, y: 0, width: 0, height: 0)
  /// The panes that are shown.
  package var panes: [TrainingPane: Rect] = [:]
  /// Columns between panes, filled by a line.
  package var dividers: [Rect] = []
  /// How far the run is.
  package var progress: Rect
  /// The line at the bottom: keys, messages, prompts.
  package var footer: Rect

  /// The arrangement on a screen that is not too small.
  package init(width: Int, height: Int, options: Options) {
    var rest: Rect
    (status, rest) = Rect(x: 0, y: 0, width: width, height: height).splitTop(1)
    let below = rest.splitTop(rest.height - 2)
    rest = below.top
    (progress, footer) = below.rest.splitTop(1)
    let aside = options.showsSettings ? TrainingPane.settings : .sample
    if options.zoomed || width < 60 || rest.height < 14 {
      if !options.zoomed { (tabs, rest) = rest.splitTop(1) }
      panes[options.focus] = rest
    } else if width < 110 {
      let (top, bottom) = rest.splitTop(rest.height / 2)
      (panes[.loss], panes[.curve]) = besideEachOther(top)
      (panes[.figures], panes[aside]) = besideEachOther(bottom)
    } else {
      let (left, right) = besideEachOther(rest)
      (panes[.loss], panes[.curve]) = left.splitTop(left.height * 3 / 5)
      let rows = min(options.figureRows + 1, right.height / 2)
      (panes[.figures], panes[aside]) = right.splitTop(max(4, rows))
    }
  }

  /// Two panes, the left one a little wider, and the divider between them.
  private mutating func besideEachOther(_ rect: Rect) -> (Rect, Rect) {
    let (left, rest) = rect.splitLeft(rect.width * 11 / 20)
    let (divider, right) = rest.splitLeft(1)
    dividers.append(divider)
    return (left, right)
  }

  /// The pane at a place.
  package func pane(atX x: Int, y: Int) -> TrainingPane? {
    panes.first { $0.value.contains(x: x, y: y) }?.key
  }

  /// The names of the panes and the columns they stand in.
  var tabPlaces: [(pane: TrainingPane, columns: Range<Int>)] {
    guard !tabs.isEmpty else { return [] }
    var x = tabs.x
    return TrainingPane.allCases.map { pane in
      defer { x += pane.title.count + 2 }
      return (pane, x..<x + pane.title.count + 2)
    }
  }
}
