import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// What subtrees have cost a model that counts tokens, on the screen.
@Suite struct SubtreeCostScreenTests {
  /// Two steps from the start, of which the first is searched further.
  private func workspace(tokens: Float = 1600) -> Workspace {
    let header = TraceHeader(
      problem: .init(kind: "foreign", text: "a foreign problem"), strategy: .init("theirs"),
      model: .init("network"), root: .init(state: "start"))
    var batch = EventBatch()
    for (parent, name) in [(0, "one"), (0, "two"), (1, "three")] {
      batch.append(NodeRecord(parent: NodeID(parent)), step: name, state: "after \(name)")
    }
    batch.events = [
      Event(.modelCall, 0, count: 1, value: tokens / 4), Event(.expand, 0, other: 1, count: 2),
      Event(.modelCall, 1, count: 3, value: tokens), Event(.expand, 1, other: 3, count: 1),
      Event(.modelCall, 3, count: 5, value: tokens), Event(.evaluate, 3, value: 0.5),
    ]
    batch.times = [1_000_000, 1_000_000, 2_000_000, 2_000_000, 2_500_000, 2_500_000]
    var workspace = Workspace(
      tree: SearchTree(header: header), problem: nil,
      linearizers: [
        PlainRegister()
      ])
    workspace.append(batch)
    return workspace
  }

  private func frame(_ workspace: inout Workspace, _ width: Int = 160) -> String {
    var canvas = Canvas(width: width, height: 40)
    workspace.draw(into: &canvas)
    return canvas.text
  }

  private func row(_ name: String, of frame: String) -> String {
    frame.split(separator: "\n").first { $0.contains(name) }.map(String.init) ?? ""
  }

  @Test func `The tree has a column and the state its figures`() {
    var workspace = workspace()
    workspace.select(1)
    let frame = frame(&workspace)
    #expect(frame.contains(" tokens "))
    #expect(row("▾  one", of: frame).contains(" 3.2k"))
    #expect(row("●  start", of: frame).contains(" 3.6k"))
    #expect(frame.contains("subtree 2 nodes"))
    #expect(frame.contains("8 calls"))
    #expect(frame.contains("3.2k tokens"))
    #expect(frame.contains("9 calls   3.6k tok   2.5 s"))
  }

  @Test func `They are those of the moment`() {
    var workspace = workspace()
    workspace.select(1)
    let present = frame(&workspace)
    workspace.seek(to: 3)
    let past = frame(&workspace)
    #expect(past.contains("subtree 1 node "))
    #expect(past.contains("3 calls"))
    #expect(past.contains("1.6k tokens"))
    #expect(past.contains("4 calls   2.0k tok   2.0 s"))
    workspace.seek(to: 6)
    #expect(frame(&workspace) == present)
  }

  @Test func `A search without tokens says nothing of them`() {
    var workspace = workspace(tokens: 0)
    let frame = frame(&workspace)
    for word in ["tok", "subtree", "calls"] { #expect(!frame.contains(word)) }
  }

  @Test func `The column gives way where there is little room`() {
    var workspace = workspace()
    for width in [40, 60, 80, 120] { #expect(!frame(&workspace, width).isEmpty) }
    let columns = TreeColumns(of: workspace.tree)
    #expect(columns.fields.last == .tokens)
    #expect(columns.fitting(width: 30, text: 30).fields.isEmpty)
  }

  @Test func `The scoreboard compares calls, tokens and time`() {
    let (a, b) = (workspace(tokens: 1600), workspace(tokens: 800))
    let entries = Scoreboard.entries(
      [a.tree, b.tree], isOneProblem: true, seconds: [a.secondsTaken, nil])
    let tokens = entries.first { $0.title == "tokens" }
    #expect(tokens?.figures == ["3,600", "1,800"] && tokens?.best == [1])
    let calls = entries.first { $0.title == "model calls" }
    #expect(calls?.figures == ["9", "9"])
    #expect(entries.last?.title == "time" && entries.last?.figures == ["2.5 s", "–"])
    #expect(entries.last?.best == [])
  }

  @Test func `A live search shows its seconds as they pass`() {
    var workspace = Workspace(header: workspace().tree.header)
    workspace.search = .running
    workspace.secondsRun = 75
    #expect(frame(&workspace).contains("1:15"))
  }
}
