import TerminalUI
import TrainingLog

/// Whether a training run goes on, as far as its screen can know. A log that has an end says more.
package enum TrainingState: Sendable, Equatable {
  /// It goes on.
  case running
  /// It stands still and can go on.
  case paused
  /// It was asked to stop, and has still to write its checkpoint.
  case stopping
  /// Another process has it, but has written nothing for so many minutes.
  case quiet(minutes: Int)
  /// Nobody writes it any more, and it has no end.
  case cutOff
  /// It broke off because of an error.
  case failed
}

/// What a command asks of the program around the screen of a run.
package enum TrainingEffect: Sendable, Equatable {
  /// Nothing more.
  case none
  /// To hold the training, or to let it go on.
  case setPaused(Bool)
  /// To write a checkpoint.
  case checkpoint
  /// To send a text to the clipboard.
  case copy(String, what: String)
  /// To show a message.
  case message(String)
  /// A command that is not the screen's business.
  case unhandled(CommandInvocation)
}

/// The screen of a training run: its log as plots, figures and samples.
///
/// A value without clock, thread or file, as `Workspace` is for searches: the log is set, commands
/// and the mouse are handled, and `draw` paints a frame. A run that goes on in this program, one
/// that another process writes and one that is over differ in `state` and `isLive` only.
package struct TrainingView: Sendable {
  /// Which run this is.
  package let description: RunDescription
  /// What it has come to.
  package var log = TrainingLog()
  /// Whether it goes on; the program around keeps it true.
  package var state: TrainingState
  /// Whether it goes on in this program, so that it can be paused.
  package let isLive: Bool
  /// The keys, for the footer.
  package var keymap = Keymap()
  var options = TrainingLayout.Options()
  var list = MetricList()
  var samples = SamplePane()
  var settings = RunSettingsPane()
  private var size = (width: 80, height: 24)

  /// A screen for a run whose records are still to come.
  package init(_ description: RunDescription, isLive: Bool) {
    self.description = description
    self.isLive = isLive
    state = .running
  }

  /// The pane that keys go to.
  package var focus: TrainingPane { options.focus }

  /// What is so, for commands that need it.
  package var facts: Set<CommandFact> {
    var facts: Set<CommandFact> = []
    if isLive, log.end == nil, state != .failed { facts.insert(.training) }
    if !log.samples.isEmpty { facts.insert(.sample) }
    return facts
  }

  // MARK: Commands

  /// Does what a command asks, and says what it asks of the program around.
  package mutating func handle(_ invocation: CommandInvocation) -> TrainingEffect {
    let command = CommandTable[invocation.id]
    if command.contexts.contains(.training), let reason = command.disabledReason(facts) {
      return .message(reason)
    }
    let count = max(1, min(100_000, invocation.count ?? 1))
    switch invocation.id {
    case .pauseTraining: return state == .stopping ? .none : .setPaused(state != .paused)
    case .checkpoint: return .checkpoint
    case .nextMetric: chooseFigure(by: count)
    case .previousMetric: chooseFigure(by: -count)
    case .olderSample: return goToSample(by: -count)
    case .newerSample: return goToSample(by: count)
    case .newestSample:
      samples.follow()
      options.showsSettings = false
    case .copySample:
      guard let sample = samples.sample(in: log) else { return .none }
      return .copy(sample.text, what: "sample")
    case .settings: toggleSettings()
    case .nextPane: moveFocus(1)
    case .previousPane: moveFocus(-1)
    case .zoom: options.zoomed.toggle()
    case .leave:
      guard options.zoomed else { return .unhandled(invocation) }
      options.zoomed = false
    default:
      guard command.group == .move else { return .unhandled(invocation) }
      return move(invocation, count)
    }
    return .none
  }

  private mutating func chooseFigure(by count: Int) {
    list.choose(by: count, in: log)
    // Where one pane has the screen, the choice is to be seen.
    if focus != .figures { reveal(.curve) }
  }

  private mutating func goToSample(by count: Int) -> TrainingEffect {
    options.showsSettings = false
    if focus == .settings { options.focus = .sample }
    reveal(.sample)
    guard samples.go(by: count, in: log) else {
      return .message(count < 0 ? "this is the oldest sample kept" : "this is the newest sample")
    }
    return .none
  }

  /// Moves the focus to a pane that is not on the screen.
  private mutating func reveal(_ pane: TrainingPane) {
    if layout.panes[pane] == nil { options.focus = pane }
  }

  private mutating func toggleSettings() {
    options.showsSettings.toggle()
    options.focus = options.showsSettings ? .settings : .sample
  }

  private mutating func moveFocus(_ step: Int) {
    var panes = TrainingPane.allCases
    // Settings and samples share a place, where all panes are shown.
    if layout.tabs.isEmpty, !options.zoomed {
      panes.removeAll { $0 == (options.showsSettings ? .sample : .settings) }
    }
    let index = panes.firstIndex(of: focus) ?? 0
    focus(panes[(index + step + panes.count) % panes.count])
  }

  /// Gives a pane the focus.
  package mutating func focus(_ pane: TrainingPane) {
    options.focus = pane
    if pane == .settings { options.showsSettings = true }
    if pane == .sample { options.showsSettings = false }
  }

  private mutating func move(
    _ invocation: CommandInvocation, _ count: Int
  ) -> TrainingEffect {
    switch (focus, invocation.id) {
    case (.sample, .left): return goToSample(by: -count)
    case (.sample, .right): return goToSample(by: count)
    case (.sample, _): _ = samples.handle(invocation)
    case (.settings, _): _ = settings.handle(invocation)
    case (_, .up), (_, .left): list.choose(by: -count, in: log)
    case (_, .down), (_, .right): list.choose(by: count, in: log)
    case (_, .top): list.choose(last: false, in: log)
    case (_, .bottom): list.choose(last: true, in: log)
    default: break
    }
    return .none
  }

  // MARK: The mouse

  /// Does what the mouse asks. Returns whether anything happened.
  package mutating func handle(_ mouse: MouseEvent) -> Bool {
    guard !WorkspaceLayout.isTooSmall(width: size.width, height: size.height) else { return false }
    let layout = layout
    if layout.tabs.contains(x: mouse.x, y: mouse.y), mouse.kind == .press,
      let tab = layout.tabPlaces.first(where: { $0.columns.contains(mouse.x) })
    {
      focus(tab.pane)
      return true
    }
    guard let pane = layout.pane(atX: mouse.x, y: mouse.y) else { return false }
    switch mouse.kind {
    case .press:
      focus(pane)
      if pane == .figures, let rect = layout.panes[pane] {
        list.click(row: mouse.y - rect.y - 1, in: log)
      }
    case .wheelUp, .wheelDown:
      let rows = mouse.kind == .wheelUp ? -1 : 1
      switch pane {
      case .sample: samples.scroll(by: 3 * rows)
      case .settings: settings.scroll(by: 3 * rows)
      case .loss, .curve, .figures: list.choose(by: rows, in: log)
      }
    default: return false
    }
    return true
  }

  // MARK: Drawing

  private var layout: TrainingLayout {
    var options = options
    options.figureRows = MetricList.height(log)
    return TrainingLayout(width: size.width, height: size.height, options: options)
  }

  /// Paints the whole frame. - Complexity: O(cells + buckets of the curves that are plotted).
  package mutating func draw(into canvas: inout Canvas) {
    size = (canvas.width, canvas.height)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else {
      TooSmall.draw(minimum: WorkspaceLayout.minimum, into: &canvas)
      return
    }
    let layout = layout
    drawStatus(in: layout.status, of: &canvas)
    for (pane, rect) in layout.panes { draw(pane, in: rect, of: &canvas) }
    for divider in layout.dividers { Workspace.drawDivider(divider, on: &canvas) }
    for tab in layout.tabPlaces {
      let style = tab.pane == focus ? Style(.strong, on: .plain, .bold) : Style(.dim)
      let title = tab.pane == focus ? "[\(tab.pane.title)]" : " \(tab.pane.title) "
      canvas.draw(title, x: tab.columns.lowerBound, y: layout.tabs.y, style, in: layout.tabs)
    }
    drawProgress(in: layout.progress, of: &canvas)
    Footer.draw(keymap.hints(in: .training, facts), in: layout.footer, of: &canvas)
  }
}
