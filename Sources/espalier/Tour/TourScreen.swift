import EspalierViews
import MetaCoT
import TerminalUI

/// A tour of the sample traces: the screens that people work with, with a sentence or two above them.
/// One key goes from stop to stop; all other keys do what they always do.
final class TourScreen: Screen {
  private let stops: [TourStop]
  private let folder: String
  private var place = 0
  private var screen: any Screen
  /// Rows that the words take.
  private var captionRows = 0

  /// A tour from the first stop on, of the samples in a folder.
  init(_ stops: [TourStop] = TourStop.all, folder: String) throws {
    guard let first = stops.first else { throw Failure("the tour has no stops") }
    self.stops = stops
    self.folder = folder
    screen = try Self.screen(of: first, in: folder)
  }

  /// The screen of a stop, after what is done to get there. Throws where that cannot be done.
  static func screen(of stop: TourStop, in folder: String) throws -> any Screen {
    let origins = try stop.traces.map { name in
      let path = "\(folder)/\(name).jsonl"
      let tree = try TraceMoment.end.tree(ofTrace: path)
      return SearchOrigin.kept(tree, name: name)
    }
    let screen: any Screen =
      try origins.count == 1
      ? SearchScreen(origins[0], speed: nil) : CompareScreen(origins, speed: nil)
    var canvas = Canvas(width: 80, height: 20)
    for line in stop.commands {
      // Commands go by what has been drawn, such as how many rows there are.
      screen.draw(into: &canvas)
      switch try screen.handle(CommandTable.parse(line)) {
      case .none, .message: break
      default: throw Failure("the tour cannot go on: “\(line)” is not to be done there")
      }
    }
    return screen
  }

  var keymap = Keymap() { didSet { screen.keymap = keymap } }
  var context: CommandContext { screen.context }
  var facts: Set<CommandFact> { screen.facts.union([.touring]) }
  var title: String { "tour — espalier" }
  var isAnimating: Bool { screen.isAnimating }
  var isWorking: Bool { screen.isWorking }
  var progress: Double? { screen.progress }

  func pollEvents() throws -> Bool { try screen.pollEvents() }
  func tick(seconds: Double) -> Bool { screen.tick(seconds: seconds) }
  func takeNotice() -> String? { screen.takeNotice() }
  func takeScreen() -> (any Screen)? { screen.takeScreen() }
  func paste(_ text: String) throws -> ScreenEffect? { try screen.paste(text) }
  func close() throws { try screen.close() }

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    switch invocation.id {
    case .nextStop: return try go(by: max(1, invocation.count ?? 1))
    case .previousStop: return try go(by: -max(1, invocation.count ?? 1))
    default: return try screen.handle(invocation)
    }
  }

  private func go(by stride: Int) throws -> ScreenEffect {
    let target = place + max(-stops.count, min(stops.count, stride))
    guard stops.indices.contains(target) else {
      return .message(target < 0 ? "this is the first stop" : "the tour ends here: q leaves")
    }
    let new = try Self.screen(of: stops[target], in: folder)
    try screen.close()
    screen = new
    screen.keymap = keymap
    place = target
    return .none
  }

  func handle(_ mouse: MouseEvent) -> Bool {
    var mouse = mouse
    mouse.y -= captionRows
    return mouse.y >= 0 && screen.handle(mouse)
  }

  // MARK: Drawing

  func draw(into canvas: inout Canvas) {
    // Of a text that leaves the panes too little room the beginning is shown.
    let room = max(0, canvas.height - WorkspaceLayout.minimum.height - 1)
    var lines = TextWrapping.lines(stops[place].text, width: max(1, canvas.width - 2))
    if lines.count > room {
      lines = TextWrapping.lines(stops[place].text, width: max(1, canvas.width - 4))
      lines = lines.prefix(room).enumerated().map { $0 == room - 1 ? $1 + " …" : $1 }
    }
    captionRows = room > 0 ? lines.count + 1 : 0
    var below = Canvas(width: canvas.width, height: canvas.height - captionRows)
    screen.draw(into: &below)
    for y in 0..<below.height {
      for x in 0..<below.width { canvas[x, y + captionRows] = below[x, y] }
    }
    guard captionRows > 0 else { return }
    let (heading, text) = canvas.bounds.splitTop(captionRows).top.splitTop(1)
    canvas.fill(heading, " ", Style(.strong, on: .bar))
    let title = "tour \(place + 1) of \(stops.count)"
    canvas.draw(title, x: 1, y: heading.y, Style(.accent, on: .bar, .bold), in: heading)
    var keys = [(CommandID.nextStop, "goes on"), (.previousStop, "goes back"), (.close, "leaves")]
      .compactMap { id, word in keymap.keys(for: id).first.map { "\($0.label) \(word)" } }
    func columns() -> Int { TextWidth.columns(of: keys.joined(separator: "   ")) }
    while !keys.isEmpty, columns() + title.count + 4 > canvas.width { keys.removeLast() }
    canvas.draw(
      keys.joined(separator: "   "), x: canvas.width - 1 - columns(), y: heading.y,
      Style(.dim, on: .bar), in: heading)
    for (row, line) in lines.enumerated() {
      canvas.draw(line, x: 1, y: text.y + row, Style(.strong), in: text)
    }
  }
}
