import Testing

@testable import MetaCoT

/// Logs of planners.
struct JupyddlTests {
  private func log(
    _ planner: String, _ heuristic: String, plan: [String] = [], stride: Int = 1, _ events: [String]
  ) -> String {
    let plan = plan.map { "\"\($0)\"" }.joined(separator: ",")
    return
      #"{"format":"jupyddl.trace/1","planner":"\#(planner)","heuristic":"\#(heuristic)","task":"p1","solved":\#(!plan.isEmpty),"plan":[\#(plan)],"stats":{},"stride":\#(stride),"events":[\#(events.joined(separator: ","))]}"#
  }

  private func event(
    _ kind: String, _ node: Int = -1, below parent: Int = -1, _ action: String = "", g: Int = 0,
    h: Int = 0, open: Int = 0
  ) -> String {
    #"{"kind":"\#(kind)","node":\#(node),"parent":\#(parent),"action":"\#(action)","g":\#(g).0,"h":\#(h).0,"open":\#(open)}"#
  }

  @Test func `Expansions make the tree, and the plan leads to the goal`() throws {
    let tree = try ImportFixture.tree(
      log(
        "astar", "hff", plan: ["a", "c"],
        [
          event("start"), event("expand", 0, h: 2),
          event("expand", 1, below: 0, "a", g: 1, h: 1, open: 3),
          event("expand", 2, below: 0, "b", g: 1, h: 2), event("goal", 3, g: 2), event("finish"),
        ]), "jupyddl")
    #expect(tree.nodeCount == 4 && tree.header.root.h == 2 && tree.header.model?.name == "hff")
    #expect(tree.children(of: 0).map { tree.step($0) } == ["a", "b"])
    #expect(tree.metric(0, of: 1) == 3 && tree.h(1) == 1 && tree.header.exploration == .cost)
    #expect(tree.outcome?.solved == true && tree.outcome?.steps == ["a", "c"])
    #expect(tree.outcome?.cost == 2 && TraceLint.breaches(in: tree).isEmpty)
  }

  @Test func `A state that is reached from elsewhere is a node of its own`() throws {
    let tree = try ImportFixture.tree(
      log(
        "astar", "hff",
        [
          event("expand", 0, h: 2), event("generate", 1, below: 0, "a", g: 3, h: 1),
          event("generate", 2, below: 0, "b", g: 1, h: 1),
          event("expand", 2, below: 0, "b", g: 1, h: 1),
          event("generate", 1, below: 2, "c", g: 2, h: 1),
          event("expand", 1, below: 2, "c", g: 2, h: 1),
          event("finish"),
        ]), "jupyddl")
    #expect(tree.nodeCount == 4 && tree.transposition(of: 3) == 1 && tree.parent(3) == 2)
    #expect(tree.events.filter { $0.kind == .select }.map(\.node) == [0, 2, 3])
    #expect(tree.outcome?.solved == false)
  }

  @Test func `What hangs on nothing lies below the root, and what is missing is said`() throws {
    let tree = try ImportFixture.tree(
      log(
        "bfs", "", plan: ["x", "y"], stride: 4,
        [
          event("expand", 0), event("expand", 5, below: 4, "x", g: 3), event("expand", 7, g: 1),
          event("goal", 9, g: 5),
          #"{"kind":"bound","node":-1,"parent":-1,"threshold":7.0}"#, event("finish"),
        ]), "jupyddl")
    #expect(tree.children(of: 0).map { tree.step($0) } == ["x", "state 7"] && tree.h(1) == nil)
    #expect(tree.outcome?.steps == ["x", "y"] && tree.outcome?.cost == 5)
    let notes = Array(tree.notes)
    #expect(notes == ["the file has one of 4 events", "the bound is 7 now"])
  }
}
