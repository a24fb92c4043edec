import EspalierViews
import Foundation
import MetaCoT
import Synchronization
import TerminalDevice
import TerminalUI

/// The screen of a file with many searches: a list of them, from which each is opened.
final class SearchListScreen: Screen {
  /// Makes the screen of the search at a path.
  typealias Open = (_ path: String) throws -> any Screen

  private let source: CatalogSource
  private let open: Open
  private var paths: [String] = []
  private var list: SearchList
  var keymap = Keymap()

  /// A list of the searches in the file at `path`; nil where there is only one, or one is named.
  init?(path: String, open: @escaping Open) throws {
    let catalog = try TraceCatalog(path: path)
    guard !catalog.isPicked, catalog.format != nil, let first = try catalog.next(),
      let second = try catalog.next()
    else { return nil }
    self.open = open
    list = SearchList(title: SearchOrigin.trace(path: path).name)
    source = CatalogSource(catalog, [first, second]) { WakePipe().signal() }
    _ = try pollEvents()
  }

  var context: CommandContext { .searches }
  var facts: Set<CommandFact> { [] }
  var isAnimating: Bool { false }

  func pollEvents() throws -> Bool {
    let news = source.take()
    list.append(news.found.map(\.id))
    paths += news.found.map(\.path)
    for (row, summary) in news.summaries { list.set(summary, of: row) }
    list.isComplete = news.isComplete
    if let failure = news.failure { throw failure }
    return true
  }

  func draw(into canvas: inout Canvas) {
    list.draw(into: &canvas)
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else { return }
    let row = Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1)
    Footer.draw(keymap.hints(in: .searches, facts), in: row, of: &canvas)
    source.want(list.shown.filter { list.rows[$0].summary == nil }, below: list.shown.upperBound)
  }

  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect {
    if list.handle(invocation) { return .none }
    guard invocation.id == .open, paths.indices.contains(list.selected) else {
      return .unhandled(invocation)
    }
    return .open(try open(paths[list.selected]))
  }

  func handle(_ mouse: MouseEvent) -> Bool {
    switch mouse.kind {
    case .press: list.click(x: mouse.x, y: mouse.y)
    case .wheelUp: list.handle(CommandInvocation(.up))
    case .wheelDown: list.handle(CommandInvocation(.down))
    default: false
    }
  }

  func close() throws { source.stop() }
}

/// The searches of a file, found on a thread of their own; those that are looked at are read. Of a very
/// long file no more is looked for than some way behind the rows that are shown.
private final class CatalogSource {
  /// What has been found out since the last look.
  struct News {
    var found: [(id: String, path: String)] = []
    var summaries: [(row: Int, summary: SearchList.Summary)] = []
    var isComplete = false
    var failure: (any Error)?
  }

  /// What the reading thread and the screen share.
  private final class Shared: Sendable {
    struct State {
      var news = News()
      var wanted: [Int] = []
      var lookedFor = CatalogSource.readAhead
      var isStopped = false
    }

    let state = Mutex(State())
    let isAsked = DispatchSemaphore(value: 0)
  }

  /// How many searches are looked for behind those that are shown.
  private static let readAhead = 20_000

  private let shared = Shared()

  /// Reads on behind the first searches; `wake` is called when there is news.
  init(_ catalog: TraceCatalog, _ first: [TraceFile], wake: @escaping @Sendable () -> Void) {
    shared.state.withLock { $0.news.found = first.map { ($0.id, $0.path) } }
    Thread { [shared] in Self.read(catalog, first, into: shared, wake: wake) }.start()
  }

  /// What has been found out since the last call.
  func take() -> News {
    shared.state.withLock { state in
      defer {
        state.news = News(isComplete: state.news.isComplete)
      }
      return state.news
    }
  }

  /// Asks for the summaries of rows, in place of those asked for before; none from `end` on is shown.
  func want(_ rows: [Int], below end: Int) {
    let isNew = shared.state.withLock { state in
      defer {
        state.wanted = rows
        state.lookedFor = max(state.lookedFor, end + Self.readAhead)
      }
      return state.wanted != rows && !rows.isEmpty || end + Self.readAhead > state.lookedFor
    }
    if isNew { shared.isAsked.signal() }
  }

  func stop() {
    shared.state.withLock { $0.isStopped = true }
    shared.isAsked.signal()
  }

  private static func read(
    _ catalog: TraceCatalog, _ first: [TraceFile], into shared: Shared,
    wake: @Sendable () -> Void
  ) {
    var files = first
    var isComplete = false
    var read: Set<Int> = []
    while true {
      let (row, lookedFor, isStopped) = shared.state.withLock { state in
        (
          state.wanted.isEmpty ? nil : state.wanted.removeFirst(), state.lookedFor,
          state.isStopped
        )
      }
      if isStopped { return }
      if let row {
        guard files.indices.contains(row), read.insert(row).inserted else { continue }
        let summary = summary(of: files[row])
        shared.state.withLock { $0.news.summaries.append((row, summary)) }
        wake()
      } else if !isComplete, files.count < lookedFor {
        var found: [TraceFile] = []
        var failure: (any Error)?
        do {
          while found.count < 256, let file = try catalog.next() { found.append(file) }
          isComplete = found.count < 256
        } catch {
          (failure, isComplete) = (error, true)
        }
        files += found
        shared.state.withLock { [found, failure, isComplete] state in
          state.news.found += found.map { ($0.id, $0.path) }
          state.news.isComplete = isComplete
          state.news.failure = failure
        }
        wake()
      } else {
        shared.isAsked.wait()
      }
    }
  }

  private static func summary(of file: TraceFile) -> SearchList.Summary {
    do {
      let reader = try file.reader()
      var batch = EventBatch()
      var outcome: Outcome?
      while try reader.next(into: &batch) { outcome = batch.outcome ?? outcome }
      let problem = reader.header.problem
      let text = problem.text.isEmpty ? problem.kind : problem.text
      return SearchList.Summary(
        problem: text.split(whereSeparator: \.isNewline).joined(separator: " "),
        nodes: reader.nodeCount, isSolved: outcome?.solved)
    } catch {
      return SearchList.Summary(problem: "\(error)", nodes: nil, isSolved: nil)
    }
  }
}
