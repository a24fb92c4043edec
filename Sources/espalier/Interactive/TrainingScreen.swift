import EspalierViews
import TerminalDevice
import TerminalUI
import TrainingLog

/// The screen of a training run: one that goes on here, or one in a folder.
final class TrainingScreen: Screen {
  private let source: any TrainingSource
  private var view: TrainingView
  /// Whether the screen is to close as soon as the training has stopped.
  private var isClosing = false

  /// A screen for a run that goes on here.
  init(_ run: TrainingRun) throws {
    source = run
    view = TrainingView(run.description, isLive: true)
    view.log = run.earlier
    _ = try pollEvents()
  }

  /// A screen for the run in a folder.
  init(folder: String) throws {
    view = TrainingView(try RunDescription(folder: folder), isLive: false)
    source = try FollowedTraining(folder: folder, wake: { WakePipe().signal() })
    _ = try pollEvents()
  }

  var keymap: Keymap {
    get { view.keymap }
    set { view.keymap = newValue }
  }
  let context = CommandContext.training
  var facts: Set<CommandFact> { view.facts }
  var title: String { view.description.name + " — espalier" }
  var progress: Double? {
    guard source.control != nil, !source.isOver else { return nil }
    return view.log.part
  }
  let isAnimating = false
  var isDone: Bool { isClosing && source.isOver }

  func pollEvents() throws -> Bool { try source.update(&view) }

  func draw(into canvas: inout Canvas) { view.draw(into: &canvas) }

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    switch view.handle(invocation) {
    case .none: return .none
    case .message(let text): return .message(text)
    case .copy(let text, let what): return .copy(text, what: what)
    case .checkpoint:
      source.control?.requestCheckpoint()
      return .message("a checkpoint is written after this step")
    case .setPaused(let isPaused):
      source.control?.isPaused = isPaused
      view.state = isPaused ? .paused : .running
      return .none
    case .unhandled(let invocation):
      guard invocation.id == .close, let control = source.control, !source.isOver else {
        return .unhandled(invocation)
      }
      control.requestStop()
      isClosing = true
      view.state = .stopping
      return .message("stopping after this step; a checkpoint is written")
    }
  }

  func handle(_ mouse: MouseEvent) -> Bool { view.handle(mouse) }

  func close() throws { source.close() }
}
