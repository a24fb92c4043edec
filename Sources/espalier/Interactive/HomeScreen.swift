import EspalierViews
import MetaCoT
import TerminalUI

/// The first screen: choose a problem, a strategy and a model, or press Enter at once.
final class HomeScreen: Screen {
  private let items: [ProblemSet.Item]
  private let options: SearchOptions
  private let settings: Settings
  private let speed: Double?
  private var view: HomeView
  var keymap = Keymap()

  /// A home screen for the problems of a set; the defaults are those of command line and
  /// configuration.
  init(set: ProblemSet, options: SearchOptions, speed: Double?, settings: Settings) {
    self.speed = speed
    items = set.items
    self.options = options
    self.settings = settings
    func place(of name: String?, _ fallback: String?, in names: [String]) -> Int {
      let wanted = (name ?? fallback ?? "").prefix { $0 != ":" }
      return names.firstIndex { $0 == wanted } ?? 0
    }
    let strategies = StrategyRegistry.entries
    let models = ModelSource.entries
    view = HomeView(choices: [
      HomeView.Choice(
        title: "problem",
        options: set.items.map {
          let firstLine = $0.problem.text.prefix { $0 != "\n" }
          let isLong = firstLine.count < $0.problem.text.count
          return HomeView.Option(
            id: $0.id, title: isLong ? $0.id : "\($0.id)  \(firstLine)",
            summary: $0.problem.statement)
        }),
      HomeView.Choice(
        title: "strategy",
        options: strategies.map { .init(id: $0.name, title: $0.name, summary: $0.help) },
        selected: place(
          of: settings.defaults.strategy, SearchOptions.Standard.strategy,
          in: strategies.map(\.name))),
      HomeView.Choice(
        title: "model",
        options: models.map { .init(id: $0.name, title: $0.name, summary: $0.help) },
        selected: place(
          of: settings.defaults.model, SearchOptions.Standard.model, in: models.map(\.name))),
    ])
  }

  var context: CommandContext { .home }
  var facts: Set<CommandFact> { [] }
  var isAnimating: Bool { false }

  func draw(into canvas: inout Canvas) {
    view.draw(into: &canvas)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else { return }
    let row = Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1)
    Footer.draw(keymap.hints(in: .home, facts), in: row, of: &canvas)
  }

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    for _ in 0..<max(1, min(1000, invocation.count ?? 1)) where !view.handle(invocation.id) {
      guard invocation.id == .start else { return .unhandled(invocation) }
      let speed = settings.speed(speed)
      return .open(try SearchScreen(.live(try chosen(), pace: speed), speed: speed))
    }
    return .none
  }

  /// The search that is chosen. Parameters that were given for a strategy or model stay with it.
  private func chosen() throws -> SearchConfiguration {
    let names = view.chosen.map(\.id)
    guard names.count == 3, let item = items.first(where: { $0.id == names[0] }) else {
      throw Failure("this problem set is empty")
    }
    var options = options
    func keeping(_ name: String, _ given: String?) -> String {
      guard let given, given.prefix(while: { $0 != ":" }) == name[...] else { return name }
      return given
    }
    options.strategy = keeping(
      names[1], settings.defaults.strategy ?? SearchOptions.Standard.strategy)
    options.model = keeping(names[2], settings.defaults.model)
    return try options.configuration(for: item, defaults: settings.defaults)
  }

  func handle(_ mouse: MouseEvent) -> Bool {
    switch mouse.kind {
    case .press: view.click(x: mouse.x, y: mouse.y)
    case .wheelUp: view.handle(.up)
    case .wheelDown: view.handle(.down)
    default: false
    }
  }
}
