import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT
import TerminalUI
import TrainingLog

/// The first screen: choose what to search, to replay, to compare, or which training to look at; or
/// press Enter at once.
final class HomeScreen: Screen {
  /// What the program is used for.
  private enum Use: Int, CaseIterable {
    case search, replay, compare, training

    /// What chooses it.
    var command: CommandID {
      switch self {
      case .search: .newSearch
      case .replay: .replay
      case .compare: .compare
      case .training: .watchTraining
      }
    }
  }

  private var items: [ProblemSet.Item]
  private var options: SearchOptions
  private let settings: Settings
  private let speed: Double?
  private var use = Use.search
  private var views: [Use: HomeView] = [:]
  /// The trace beside which another is to be chosen.
  private var first: String?
  /// Why choices do not go together, by their ids: empty where they do.
  private var refusals: [[String]: String] = [:]
  var keymap = Keymap()

  /// A home screen for the problems of a set; the defaults are those of command line and
  /// configuration.
  init(set: ProblemSet, options: SearchOptions, speed: Double?, settings: Settings) {
    self.speed = speed
    items = set.items
    self.options = options
    self.settings = settings
    show(.search)
  }

  var context: CommandContext { .home }
  var facts: Set<CommandFact> { [.alone] }
  var isAnimating: Bool { false }

  func draw(into canvas: inout Canvas) {
    view.uses = Use.allCases.map { use in
      [keymap.keys(for: use.command).first?.label, "\(use)"].compactMap { $0 }.joined(
        separator: " ")
    }
    view.draw(into: &canvas)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else { return }
    let row = Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1)
    Footer.draw(keymap.hints(in: .home, facts), in: row, of: &canvas)
  }

  private var view: HomeView {
    get { views[use] ?? HomeView(choices: []) }
    set { views[use] = newValue }
  }

  // MARK: What there is to choose

  /// Shows what there is to choose for a use.
  private func show(_ new: Use) {
    use = new
    // What lies on the disk may be more than the last time.
    if views[new] == nil || [.replay, .training].contains(new) { views[new] = choices(for: new) }
    view.use = new.rawValue
    if new != .replay { first = nil }
    update()
  }

  private func choices(for use: Use) -> HomeView {
    switch use {
    case .search:
      return HomeView(choices: [
        problems, strategies("strategy", options.strategy ?? settings.defaults.strategy), models,
      ])
    case .compare:
      var first = strategies("first", options.strategy ?? settings.defaults.strategy)
      var second = strategies("second", "astar")
      if first.selected == second.selected { swap(&first.selected, &second.selected) }
      return HomeView(choices: [problems, first, second])
    case .replay:
      let (traces, more) = FoundTraces.all()
      var view = HomeView(choices: [
        HomeView.Choice(
          title: "trace", options: traces.map(Self.option),
          remark: more > 0 ? "\(NumberFormat.counted(more, "more file")) not looked at" : "")
      ])
      view.absence = "No search has been kept yet, and no trace lies here: r takes any path."
      return view
    case .training:
      var view = HomeView(choices: [
        HomeView.Choice(
          title: "training run",
          options: FoundTraces.runs().map {
            .init(id: $0, title: $0, summary: Self.words(onRun: $0))
          })
      ])
      view.absence = "No training run lies in this folder: t takes any path."
      return view
    }
  }

  private var problems: HomeView.Choice {
    HomeView.Choice(
      title: "problem",
      options: items.map {
        let firstLine = $0.problem.text.prefix { $0 != "\n" }
        let isLong = firstLine.count < $0.problem.text.count
        return HomeView.Option(
          id: $0.id, title: isLong || $0.id == $0.problem.text ? $0.id : "\($0.id)  \(firstLine)",
          summary: $0.problem.statement)
      })
  }

  private func strategies(_ title: String, _ name: String?) -> HomeView.Choice {
    let entries = StrategyRegistry.entries
    return HomeView.Choice(
      title: title, options: entries.map { .init(id: $0.name, title: $0.name, summary: $0.help) },
      selected: Self.place(of: name ?? SearchOptions.Standard.strategy, in: entries.map(\.name)))
  }

  private var models: HomeView.Choice {
    let entries = ModelSource.entries
    let name = options.model ?? settings.defaults.model ?? SearchOptions.Standard.model
    return HomeView.Choice(
      title: "model", options: entries.map { .init(id: $0.name, title: $0.name, summary: $0.help) },
      selected: Self.place(of: name, in: entries.map(\.name)))
  }

  private static func place(of name: String, in names: [String]) -> Int {
    names.firstIndex { $0 == name.prefix { $0 != ":" } } ?? 0
  }

  private static func option(for trace: FoundTraces.Trace) -> HomeView.Option {
    func title(_ first: String, _ second: String) -> String {
      let columns = [(first, 20), (second, 14)].map { text, width in
        let shown = NumberFormat.clipped(text, to: width)
        return shown
          + String(repeating: " ", count: max(0, width - TextWidth.columns(of: shown)) + 2)
      }
      return columns.joined() + trace.name
    }
    switch trace.kind {
    case .trace(let header):
      let firstLine = String(header.problem.text.prefix { $0 != "\n" })
      return HomeView.Option(
        id: trace.path, title: title(header.problem.id ?? firstLine, header.strategy.name),
        summary: "\(trace.path): \(firstLine), "
          + [header.strategy.name, header.model?.name, header.budget.map { "budget \($0)" }]
          .compactMap { $0 }.joined(separator: ", "))
    case .imported(let format):
      return HomeView.Option(
        id: trace.path, title: title(format, "imported"),
        summary: "\(trace.path): imported (\(format)); it may hold several searches")
    }
  }

  private static func words(onRun folder: String) -> String {
    guard let description = try? RunDescription(folder: folder) else { return folder }
    return "\(description.stage), as far as it has come"
  }

  /// Says what Enter does, and marks what cannot be had together.
  private func update() {
    switch use {
    case .search, .compare:
      let budget = options.budget ?? settings.defaults.budget ?? SearchOptions.Standard.budget
      view.note = "budget \(budget), seed \(options.seed ?? 1)"
      view.verb = use == .search ? "starts" : "compares"
      markRefusals()
    case .replay:
      view.verb = first == nil ? "replays" : "compares \(name(of: first)) with"
    case .training: view.verb = "shows"
    }
  }

  private func name(of path: String?) -> String {
    path.map { URL(fileURLWithPath: $0).lastPathComponent } ?? ""
  }

  /// Marks every choice that cannot be had with what else is chosen, and says why. Where that is all of a
  /// column, the other column is to blame.
  private func markRefusals() {
    let chosen = view.chosen.map(\.id)
    guard chosen.count == 3 else { return }
    let reasons = [1, 2].map { column in
      view.choices[column].options.map { option in
        var ids = chosen
        ids[column] = option.id
        return refusal(of: ids)
      }
    }
    let isToBlame = reasons.map { $0.contains(nil) }
    for (index, reasons) in reasons.enumerated() {
      let isMarked = isToBlame[index] || !isToBlame.contains(true)
      for (row, reason) in reasons.enumerated() {
        view.choices[index + 1].options[row].refusal = isMarked ? reason : nil
      }
    }
  }

  private func refusal(of ids: [String]) -> String? {
    if let known = refusals[["\(use)"] + ids] { return known.isEmpty ? nil : known }
    var reason = ""
    do {
      for configuration in try configurations(ids) { try Search.check(configuration) }
    } catch { reason = SearchOptions.message(for: error) }
    refusals[["\(use)"] + ids] = reason
    return reason.isEmpty ? nil : reason
  }

  // MARK: Commands

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    defer { update() }
    switch invocation.id {
    case .start: return try start()
    case .newSearch: show(.search)
    case .replay:
      if let path = invocation.argument { return try replay(path) }
      guard use != .replay else { return .prompt(.replay) }
      show(.replay)
    case .watchTraining:
      if let path = invocation.argument {
        return .open(try TrainingScreen(folder: path))
      }
      guard use != .training else { return .prompt(.watchTraining) }
      show(.training)
    case .compare: return compare()
    case .typeProblem:
      guard let text = invocation.argument else { return .prompt(.typeProblem) }
      return try take(problem: text)
    case .searchOptions:
      guard let words = invocation.argument else { return .prompt(.searchOptions) }
      return try take(options: words)
    case .leave where first != nil: first = nil
    default:
      guard view.handle(invocation) else { return .unhandled(invocation) }
    }
    return .none
  }

  /// Starts what is chosen.
  private func start() throws -> ScreenEffect {
    if let refusal = view.refusal { return .message(refusal) }
    let ids = view.chosen.map(\.id)
    guard let id = ids.first else { return .message(view.absence) }
    let pace = settings.speed(speed)
    switch use {
    case .search:
      return .open(try SearchScreen(.live(try configurations(ids)[0], pace: pace), speed: pace))
    case .compare:
      return .open(
        try CompareScreen(configurations(ids).map { .live($0, pace: pace) }, speed: pace))
    case .replay: return try replay(id)
    case .training: return .open(try TrainingScreen(folder: id))
    }
  }

  /// Replays a trace, beside the first one if there is one.
  private func replay(_ path: String) throws -> ScreenEffect {
    let speed = settings.speed(speed)
    guard let first else {
      let open: SearchListScreen.Open = {
        try SearchScreen(.trace(path: $0), speed: speed, start: .left)
      }
      let list: (any Screen)? = try SearchListScreen(path: path, open: open)
      return .open(try list ?? open(path))
    }
    self.first = nil
    return .open(try CompareScreen([.trace(path: first), .trace(path: path)], speed: speed))
  }

  private func compare() -> ScreenEffect {
    guard use == .replay, let trace = view.chosen.first else {
      show(.compare)
      return .none
    }
    first = trace.id
    return .message("choose the trace to set beside \(name(of: first)): Enter, or r for a path")
  }

  /// The searches of what is chosen: a problem, a strategy and a model, or a problem and two
  /// strategies. Parameters that were given for a strategy or model stay with it.
  private func configurations(_ ids: [String]) throws -> [SearchConfiguration] {
    guard ids.count == 3, let item = items.first(where: { $0.id == ids[0] }) else {
      throw Failure("this problem set is empty")
    }
    func keeping(_ name: String, _ given: String?) -> String {
      guard let given, given.prefix(while: { $0 != ":" }) == name[...] else { return name }
      return given
    }
    let given = options.strategy ?? settings.defaults.strategy ?? SearchOptions.Standard.strategy
    var options = options
    let names = use == .compare ? ids[1...] : ids[1...1]
    if use == .search {
      options.model = keeping(ids[2], options.model ?? settings.defaults.model)
    }
    return try names.map { name in
      options.strategy = keeping(name, given)
      return try options.configuration(for: item, defaults: settings.defaults)
    }
  }

  /// Puts a problem before the others and chooses it.
  private func take(problem text: String) throws -> ScreenEffect {
    let text = text.trimmingCharacters(in: .newlines)
    let item: ProblemSet.Item
    do {
      item = ProblemSet.Item(id: text, problem: try ProblemRegistry.problem(text: text))
    } catch let error as ProblemError { return .message("this is no problem: \(error)") }
    items.removeAll { $0.id == text }
    items.insert(item, at: 0)
    chooseAnew { _ in [1, 2] }
    return .none
  }

  /// Takes options as the command line has them; what it says of a problem or a set, too.
  private func take(options words: String) throws -> ScreenEffect {
    let new: HomeOptions
    do {
      new = try HomeOptions.parse(CommandWords.split(words))
      if new.chosen.isGiven { items = try new.chosen.items(of: new.chosen.problemSet()) }
    } catch { return .message(HomeOptions.message(for: error)) }
    options = new.search
    refusals = [:]
    // A choice stays unless the options say another.
    chooseAnew { use in
      var kept = new.chosen.isGiven ? [] : [0]
      if new.search.strategy == nil { kept.append(1) }
      let second = use == .compare ? new.search.strategy : new.search.model
      if second == nil { kept.append(2) }
      return kept
    }
    return .none
  }

  /// Makes the choices of searches anew, as problems or options have changed; those of some places stay.
  private func chooseAnew(keeping places: (Use) -> [Int]) {
    let shown = use == .compare ? Use.compare : .search
    for use in [Use.search, .compare] {
      let before = views[use]?.choices
      let kept = places(use)
      views[use] = before.map { _ in choices(for: use) }
      views[use]?.choose(
        (before ?? []).enumerated().map { place, choice in
          kept.contains(place) && choice.options.indices.contains(choice.selected)
            ? choice.options[choice.selected].id : nil
        })
    }
    show(shown)
  }

  func paste(_ text: String) throws -> ScreenEffect? {
    defer { update() }
    return try take(problem: text)
  }

  func handle(_ mouse: MouseEvent) -> Bool {
    defer { update() }
    return switch mouse.kind {
    case .press: view.click(x: mouse.x, y: mouse.y)
    case .wheelUp: view.handle(CommandInvocation(.up))
    case .wheelDown: view.handle(CommandInvocation(.down))
    default: false
    }
  }
}

/// What can be typed on the home screen: what is searched, and how.
private struct HomeOptions: ParsableArguments {
  @OptionGroup var chosen: ProblemOptions
  @OptionGroup var search: SearchOptions
}
