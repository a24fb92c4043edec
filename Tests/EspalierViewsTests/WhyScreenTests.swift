import Foundation
import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Why, on the screen: surprises, and the whole search in question.
@Suite struct WhyScreenTests {
  private var workspace: Workspace {
    Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
  }

  @Test func `Keys go from surprise to surprise, and back`() throws {
    var workspace = workspace
    let moments = Set(Surprise.all(in: workspace.tree).map { $0.event + 1 }).sorted()
    try #require(moments.count > 2)
    workspace.seek(to: 0)
    for moment in moments {
      let effect = workspace.handle(CommandInvocation(.nextSurprise))
      #expect(workspace.tree.now == moment)
      guard case .message(let text) = effect else {
        Issue.record("nothing is said at \(moment)")
        continue
      }
      #expect(text.hasPrefix("node #\(workspace.selectedNode): "))
    }
    #expect(
      workspace.handle(CommandInvocation(.nextSurprise, count: 2))
        == .message("no surprise after this moment")
        || workspace.tree.now == workspace.tree.events.count)
    for moment in moments.dropLast().reversed() {
      workspace.seek(to: moment + 1)
      _ = workspace.handle(CommandInvocation(.previousSurprise))
      #expect(workspace.tree.now == moment)
    }
  }

  @Test(arguments: [(200, 60), (80, 24), (40, 12)])
  func `The whole search is in question, and its places lead there`(
    width: Int, height: Int
  ) throws {
    var workspace = workspace
    workspace.seek(to: 0)
    #expect(workspace.handle(CommandInvocation(.why)) == .none)
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    #expect(canvas.text.contains("the way to the answer"))
    var visited: Set<Int> = []
    for _ in 0..<500 {
      _ = workspace.handle(CommandInvocation(.down))
      workspace.draw(into: &canvas)
      if let place = workspace.insight?.place { visited.insert(place.event) }
    }
    #expect(visited.isSuperset(of: Surprise.all(in: workspace.tree).map(\.event)))
    _ = workspace.handle(CommandInvocation(.top))
    #expect(workspace.handle(CommandInvocation(.goToMoment)) == .message("this line leads nowhere"))
    while workspace.insight?.place == nil {
      _ = workspace.handle(CommandInvocation(.down))
    }
    let place = try #require(workspace.insight?.place)
    _ = workspace.handle(CommandInvocation(.goToMoment))
    #expect(workspace.insight == nil)
    #expect(workspace.tree.now == place.event + 1 && workspace.selectedNode == place.node)
  }

  @Test func `The mouse moves in it, and not in what it covers`() throws {
    var workspace = workspace
    var canvas = Canvas(width: 80, height: 24)
    _ = workspace.handle(CommandInvocation(.why))
    workspace.draw(into: &canvas)
    let rows = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(rows.firstIndex { $0.contains("  #") })
    _ = workspace.handle(MouseEvent(.press, x: 5, y: line))
    #expect(workspace.insight?.place != nil)
    for _ in 0..<200 { _ = workspace.handle(MouseEvent(.wheelUp, x: 5, y: line)) }
    #expect(workspace.insight?.place == nil)
    #expect(!workspace.statePane.isScrolled)
    _ = workspace.handle(CommandInvocation(.inspect))
    #expect(workspace.insight == nil && !workspace.options.zoomed)
  }

  @Test func `Both halves of a comparison are asked at the same size`() {
    var compare = CompareWorkspace([workspace, workspace])
    _ = compare.handle(CommandInvocation(.why))
    #expect(compare.searches.allSatisfy { $0.options.zoomed })
    _ = compare.handle(CommandInvocation(.leave))
    #expect(compare.searches.allSatisfy { !$0.options.zoomed })
  }

  @Test func `The same key and esc close it, and a wrong answer opens nothing`() {
    var workspace = workspace
    _ = workspace.handle(CommandInvocation(.why))
    #expect(workspace.insight != nil)
    _ = workspace.handle(CommandInvocation(.why))
    #expect(workspace.insight == nil)
    _ = workspace.handle(CommandInvocation(.why))
    _ = workspace.handle(CommandInvocation(.leave))
    #expect(workspace.insight == nil)
    guard case .message = workspace.handle(CommandInvocation(.why, argument: "1 + 1")) else {
      Issue.record("a wrong answer is followed")
      return
    }
    #expect(workspace.insight == nil)
  }

  @Test func `Of a large search the answer comes later, and no key waits for it`() throws {
    let search = try Search(
      SearchConfiguration(
        problem: try ProblemRegistry.problem(text: "3 7 8 11 25 50 → 952"), strategy: .init("mcts"),
        model: .init("heuristic"), budget: Budget(expansions: 900), until: .tree))
    while search.advance(iterations: 100) {}
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    var tree = SearchTree(header: search.header)
    tree.append(batch)
    var workspace = Workspace(tree: tree)
    try #require(workspace.tree.events.count > InsightPane.fewEvents)
    var canvas = Canvas(width: 120, height: 60)
    func drawn(_ words: String) -> Bool {
      canvas = Canvas(width: 120, height: 60)
      workspace.draw(into: &canvas)
      return canvas.text.contains(words)
    }
    workspace.seek(to: 0)
    _ = workspace.handle(CommandInvocation(.why))
    #expect(workspace.isSearching && drawn("the search is being read…"))
    // Given up, and asked again.
    _ = workspace.handle(CommandInvocation(.why))
    #expect(!workspace.isSearching)
    _ = workspace.handle(CommandInvocation(.why))
    while workspace.isSearching {
      _ = workspace.tick(seconds: 0)
      sched_yield()
    }
    let report = InsightReport(workspace.tree)
    #expect(drawn(String(report.heading(of: .waste).prefix(40))))
    #expect(!drawn("the search is being read…"))
  }
}
