import EspalierViews
import Foundation
import MetaCoT
import TerminalUI

/// What a key takes on a trace of a million events, with the frame at 200×60 that it brings about:
/// milliseconds of CPU time that 99 of 100 keys stay below.
enum ViewBenchmarks {
  private static let events = 1_000_000

  static func run(_ bench: Bench) throws {
    for (name, make) in [
      ("mcts", { SyntheticSearch.countdown(events: events, seed: 1) }),
      ("astar", { SyntheticSearch.slidingPuzzle(events: events, seed: 1) }),
    ] where bench.wants("view.\(name).") {
      measure(bench, "view.\(name)", Workspace(tree: tree(of: make())))
    }
    if bench.wants("view.maze.") { try pictures(bench) }
    if bench.wants("view.four.") {
      let trees = (1...4).map { tree(of: SyntheticSearch.countdown(events: events, seed: $0)) }
      four(bench, "view.four", trees.map { Workspace(tree: $0) })
    }
    if bench.wants("view.two.") { two(bench) }
  }

  private static func tree(
    of search: (header: TraceHeader, batches: [EventBatch])
  ) -> SearchTree {
    var tree = SearchTree(header: search.header)
    for batch in search.batches { tree.append(batch) }
    return tree
  }

  // MARK: One search

  private static func measure(_ bench: Bench, _ name: String, _ workspace: Workspace) {
    var random = SeededRandom(seed: 7)
    var workspace = workspace
    func keys(_ row: String, _ times: Int = 200, _ invocation: (Int) -> CommandInvocation) {
      keyRow(bench, "\(name).\(row)", times) { index, canvas in
        _ = workspace.handle(invocation(index))
        workspace.draw(into: &canvas)
      }
    }
    func seek() -> CommandInvocation {
      CommandInvocation(.seekEvent, count: random.below(events))
    }
    keys("seek") { _ in seek() }
    keys("step") { _ in CommandInvocation(.backIteration) }
    keys("move") { _ in CommandInvocation(.down) }
    keys("fold") { CommandInvocation($0.isMultiple(of: 2) ? .down : .toggleFold) }
    keys("bookmark") { $0.isMultiple(of: 2) ? seek() : CommandInvocation(.bookmark) }
    keys("next-bookmark") { _ in CommandInvocation(.previousBookmark) }
    _ = workspace.handle(CommandInvocation(.seekEnd))
    keys("drawing") { _ in CommandInvocation(.drawing) }
    _ = workspace.handle(CommandInvocation(.drawing, argument: "tidy"))
    keys("minimap") { CommandInvocation($0.isMultiple(of: 10) ? .right : .down) }
    _ = workspace.handle(CommandInvocation(.drawing, argument: "outline"))
    keys("inspect") { CommandInvocation($0.isMultiple(of: 2) ? .inspect : .down) }
    if workspace.options.zoomed { _ = workspace.handle(CommandInvocation(.inspect)) }
    keys("subtree") { CommandInvocation($0.isMultiple(of: 2) ? .subtree : .down) }
    _ = workspace.handle(CommandInvocation(.follow))
    _ = workspace.handle(CommandInvocation(.plots))
    keys("plots", 50) { _ in seek() }
    _ = workspace.handle(CommandInvocation(.plots))
    _ = workspace.handle(CommandInvocation(.seekEnd))
    // A pattern letter by letter, and questions.
    let patterns = ["1", "10", "100", "100 ", "zzz"]
    keys("search", 50) { CommandInvocation(.search, argument: patterns[$0 % patterns.count]) }
    _ = workspace.handle(CommandInvocation(.search, argument: ""))
    keys("filter", 50) { CommandInvocation(.filter, argument: patterns[$0 % patterns.count]) }
    keys("question", 50) {
      CommandInvocation(.filter, argument: "depth > \($0 % 6) and children > \($0 % 4)")
    }
    _ = workspace.handle(CommandInvocation(.filter, argument: ""))
    keys("less", 50) { _ in CommandInvocation(.showLess) }
    _ = workspace.handle(CommandInvocation(.filter, argument: ""))
    keys("highlight", 50) { CommandInvocation(.highlight, argument: "depth > \($0 % 6)") }
    _ = workspace.handle(CommandInvocation(.highlight, argument: ""))
    _ = workspace.handle(CommandInvocation(.seekStart))
    keys("watch") { CommandInvocation(.watch, argument: $0 == 0 ? "children > 2" : nil) }
    _ = workspace.handle(CommandInvocation(.seekEnd))
    bench.row("\(name).watch-back.all", "s", runs: 1) {
      Bench.cpuSeconds {
        // Nothing of the kind happens: all events are looked at.
        _ = workspace.handle(CommandInvocation(.watch, argument: "depth > 1000000"))
        _ = workspace.handle(CommandInvocation(.previousHit))
        while workspace.isSearching { _ = workspace.tick(seconds: 0.016) }
      }
    }
  }

  // MARK: Pictures

  /// Four searches of an open maze of 512 by 512 cells, as pictures beside each other.
  private static func pictures(_ bench: Bench) throws {
    let maze = try ProblemRegistry.kind(named: "maze").make(SearchBenchmarks.gridText())
    let workspaces = try ["astar", "best-first", "breadth-first", "beam"].map { strategy in
      let search = try Search(
        SearchConfiguration(
          problem: maze, strategy: .init(strategy), budget: Budget(expansions: 250_000)))
      var workspace = Workspace(header: search.header)
      _ = search.run { workspace.append($0) }
      return workspace
    }
    four(bench, "view.maze", workspaces)
  }

  // MARK: Many searches

  private static func four(_ bench: Bench, _ name: String, _ workspaces: [Workspace]) {
    var random = SeededRandom(seed: 7)
    var compare = CompareWorkspace(workspaces)
    func keys(_ row: String, _ times: Int = 200, _ invocation: (Int) -> CommandInvocation) {
      keyRow(bench, "\(name).\(row)", times) { index, canvas in
        _ = compare.handle(invocation(index))
        compare.draw(into: &canvas)
      }
    }
    let last = workspaces.map(\.tree.events.count).min() ?? 0
    keys("seek") { _ in CommandInvocation(.seekEvent, count: random.below(last)) }
    keys("step") { _ in CommandInvocation(.backIteration) }
    keys("move") { _ in CommandInvocation(.down) }
    keys("drawing") { _ in CommandInvocation(.drawing) }
    keys("focus") { _ in CommandInvocation(.nextPane) }
  }

  private static func two(_ bench: Bench) {
    let searches = (1...2).map { SyntheticSearch.countdown(events: events, seed: $0) }
    var compare = CompareWorkspace(searches.map { Workspace(tree: tree(of: $0)) })
    func keys(_ row: String, _ times: Int = 200, _ invocation: (Int) -> CommandInvocation) {
      keyRow(bench, "view.two.\(row)", times) { index, canvas in
        _ = compare.handle(invocation(index))
        compare.draw(into: &canvas)
      }
    }
    keys("divergence") { _ in CommandInvocation(.previousDivergence) }
    keys("texts", 11) { _ in CommandInvocation(.alignTexts) }
    keys("texts.move") { CommandInvocation($0.isMultiple(of: 2) ? .pageUp : .nextDivergence) }
    let trees = searches.map { search in
      var tree = SearchTree(header: search.header)
      for batch in search.batches where tree.nodeCount < 100_000 { tree.append(batch) }
      return tree
    }
    bench.row("view.two.merge.100k", "s") {
      Bench.cpuSeconds { _ = MergedTree(trees[0], trees[1], names: ("1", "2")) }
    }
  }

  /// Measures a key and its frame so many times, and prints what 99 of 100 take at most.
  private static func keyRow(
    _ bench: Bench, _ name: String, _ times: Int, _ key: (Int, inout Canvas) -> Void
  ) {
    guard bench.wants(name) else { return }
    var canvas = Canvas(width: 200, height: 60)
    let all = (0..<times).map { index in Bench.cpuSeconds { key(index, &canvas) } * 1000 }
    bench.report(name, all.sorted()[times * 99 / 100], "ms")
  }
}
