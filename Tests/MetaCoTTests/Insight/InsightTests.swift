import Foundation
import TestSupport
import Testing

@testable import MetaCoT

/// What was surprising in a search, what became of an answer, and what was wasted: as one would find
/// it out by hand.
struct InsightTests {
  private static func search(
    _ strategy: String, _ parameters: [String: JSONValue] = [:],
    problem: any EnumerableProblem = ProblemFixtures.countdown(), expansions: Int = 400,
    seed: UInt64 = 3
  ) throws -> SearchTree {
    try Recorded(
      SearchConfiguration(
        problem: problem, strategy: .init(strategy, parameters: parameters),
        budget: Budget(expansions: expansions), until: .tree, seed: seed)
    ).tree
  }

  // MARK: Surprises

  @Test(arguments: [["select": JSONValue.text("puct")], [:]])
  func `Surprises are those that the tree shows`(parameters: [String: JSONValue]) throws {
    var tree = try Self.search("mcts", parameters)
    let found = Surprise.all(in: tree)
    #expect(!found.isEmpty)
    var expected: Set<String> = []
    var farthest = 0.0
    var preferred: NodeID?
    tree.seek(to: 0)
    func bestChild(_ parent: NodeID) -> NodeID? {
      let visited = tree.children(of: parent).filter { tree.N($0) > 0 }
      return visited.max { tree.Q($0)! < tree.Q($1)! }
    }
    for (index, event) in tree.events.enumerated() {
      guard event.kind == .backup else {
        tree.stepForward()
        continue
      }
      let path = tree.path(to: event.node)
      let before = path.map { tree.Q($0) }
      let best = path.dropLast().map(bestChild)
      tree.stepForward()
      for (node, old) in zip(path, before) where tree.N(node) > 2 {
        if Double(old!) - Double(tree.Q(node)!) >= 0.1 { expected.insert("fall \(index) \(node)") }
      }
      let distances = path.compactMap { node in
        tree.V(node).map { (node, abs(Double(tree.Q(node)!) - Double($0))) }
      }
      if let most = distances.max(by: { $0.1 < $1.1 }), most.1 > farthest + 0.1 {
        farthest = most.1
        expected.insert("disagreement \(index) \(most.0)")
      }
      for (parent, old) in zip(path.dropLast(), best) {
        guard let old, let now = bestChild(parent), tree.Q(now)! > tree.Q(old)!, now != old else {
          continue
        }
        let share = Double(tree.P(now) ?? .nan) * Double(tree.children(of: parent).count)
        if share < 0.5 { expected.insert("unlikely \(index) \(now)") }
      }
      guard path.count > 1 else { continue }
      if let leader = preferred, tree.N(path[1]) > tree.N(leader) {
        preferred = path[1]
        expected.insert("answer \(index) \(path[1])")
      }
      preferred = preferred ?? path[1]
    }
    let told = found.filter { tree.events[$0.event].kind == .backup }
      .map { "\($0.kind) \($0.event) \($0.node)" }
    #expect(Set(told) == expected)
    #expect(told.count == expected.count)
  }

  @Test func `A better answer is a surprise, and the first is not`() throws {
    let tree = try TraceLineFixtures.tree([
      #"{"e":"expand","n":0,"c":[{"s":"A"},{"s":"B"},{"s":"C"}]}"#,
      #"{"e":"goal","n":1,"v":7}"#, #"{"e":"goal","n":2,"v":9}"#, #"{"e":"goal","n":3,"v":5}"#,
    ])
    let found = Surprise.all(in: tree)
    #expect(found.map(\.event) == [3] && found.map(\.node) == [3])
    #expect(found.first?.sentence == "a better answer, at cost 5, not 7")
  }

  // MARK: Answers

  private static let maze = try! Maze(text: "S.#\n...\n#.G")

  @Test func `An answer is read as it is verified, or by its steps`() throws {
    let maze = TraceHeader.ProblemReference(kind: "maze", text: Self.maze.text)
    let moves = try AnswerPath("RDDR", of: maze)
    #expect(moves.states == ["0,0", "1,0", "1,1", "1,2", "2,2"])
    #expect(try AnswerPath(moves.steps.joined(separator: "; "), of: maze) == moves)
    #expect(throws: ProblemError("“RR” is not an answer: move 2 (R) runs into the wall at 2,0")) {
      try AnswerPath("RR", of: maze)
    }
    let game = TraceHeader.ProblemReference(kind: "countdown", text: "4 5 6 10 → 24")
    let best = try #require(AnswerPath(ofBestGoalIn: Self.search("breadth-first")))
    #expect(try AnswerPath(best.steps.joined(separator: ";"), of: game) == best)
    let answer = try #require(try Self.search("astar").outcome?.answer)
    #expect(try AnswerPath(answer, of: game).states.last == "24")
  }

  @Test(arguments: [
    "5*4+10-6", "4*5+10-6", "5*4+(10-6)", "(10-6)+5*4", "10 + 4 × 5 − 6", "10-(6-5*4)",
  ])
  func `An answer is read in whatever order it is written, and as the search went there`(
    answer: String
  ) throws {
    let game = TraceHeader.ProblemReference(kind: "countdown", text: "4 5 6 10 → 24")
    let steps = ["4 × 5 = 20", "20 + 10 = 30", "30 − 6 = 24"]
    let tree = try TraceLineFixtures.tree(
      steps.enumerated().map { place, step in
        #"{"e":"expand","n":\#(place),"c":[{"a":"\#(step)","s":"\#(["6 10 20", "6 30", "24"][place])"}]}"#
      })
    let path = try AnswerPath(answer, of: game, followedIn: tree)
    #expect(AnswerFate.follow(path, tree).count == 3)
    #expect(path.states == ["4 5 6 10", "6 10 20", "6 30", "24"])
  }

  @Test(arguments: [
    ("4 × 5 = 20; 20 + 10 = 30", "the steps end at “6 30”, which is no goal: give all"),
    ("4 × 5 = 20; 4 + 4 = 8", "“4 + 4 = 8” is no step from “6 10 20”"),
    ("4 + 5", "“4 + 5” is not an answer: "),
  ])
  func `What is no answer is told by its first fault`(text: String, message: String) throws {
    let game = TraceHeader.ProblemReference(kind: "countdown", text: "4 5 6 10 → 24")
    let error = #expect(throws: ProblemError.self) { try AnswerPath(text, of: game) }
    #expect("\(try #require(error))".hasPrefix(message), "\(error!)")
  }

  @Test func `Expressions that say the same have one form`() throws {
    func form(_ text: String) -> ArithmeticForm? { ArithmeticForm(text) }
    #expect(form("1+2×3") == form("3×2+1"))
    #expect(form("a") == nil && form("") == nil && form("1+") == nil && form("(1") == nil)
    #expect(form("1−2−3") == form("1−(2+3)"))
    #expect(form("1−2−3") != form("1−(2−3)"))
    #expect(form("8÷(4÷2)") == form("2×8÷4"))
    #expect(form("8÷4÷2") != form("8÷(4÷2)"))
    #expect(form("1×(2+3)") != form("1×2+3"))
    #expect(form(String(repeating: "(", count: 5000) + "1") == nil)
  }

  @Test(arguments: ["mcts", "astar", "beam", "breadth-first", "depth-first", "best-first"])
  func `What became of an answer is what the tree shows`(strategy: String) throws {
    let tree = try Self.search(strategy, expansions: 25)
    let answers = try ["astar", "breadth-first", "mcts", "beam"].compactMap {
      AnswerPath(ofBestGoalIn: try Self.search($0, expansions: 2000))
    }
    #expect(!answers.isEmpty)
    for path in answers {
      let fate = AnswerFate(path, in: tree)
      for (stage, state) in zip(fate.stages, path.states.dropFirst()) {
        #expect(tree.state(stage.node) == state)
        #expect(stage.node == 0 || tree.eventThatCreated(stage.node) == stage.made)
      }
      let last = fate.stages.last?.node ?? 0
      switch fate.end {
      case .found(let event):
        #expect(tree.events[event].kind == .goal && tree.state(last) == path.states.last)
      case .pruned(let event, let node):
        #expect(tree.path(to: last).contains(node) && tree.events[event].node == node)
      case .starved(let node): #expect(node == last && tree.children(of: node).isEmpty)
      case .neverProposed(let parent):
        let missing = path.states[fate.stages.count + 1]
        #expect(tree.children(of: parent).allSatisfy { tree.state($0) != missing })
        #expect(!tree.children(of: parent).isEmpty)
      case .unseen(let node): #expect(tree.state(node) == path.states.last)
      }
      #expect(fate.places.map(\.event) == fate.places.map(\.event).sorted())
      #expect(fate.paragraph.hasPrefix("The answer takes \(path.steps.count) steps"))
    }
  }

  @Test func `The words say where it died`() throws {
    let lines = [
      #"{"e":"select","n":0}"#,
      #"{"e":"expand","n":0,"c":[{"a":"x","s":"A"},{"a":"y","s":"B"}]}"#,
    ]
    func fate(_ more: [String], _ states: [String]) throws -> AnswerFate {
      let goal = try TraceLineFixtures.tree(
        states.enumerated().map {
          #"{"e":"expand","n":\#($0),"c":[{"a":"to \#($1)","s":"\#($1)"}]}"#
        }
          + [#"{"e":"goal","n":\#(states.count)}"#])
      return AnswerFate(
        try #require(AnswerPath(ofBestGoalIn: goal)), in: try TraceLineFixtures.tree(lines + more))
    }
    let pruned = try fate([#"{"e":"prune","n":2,"why":"bound"}"#], ["B", "C"])
    #expect(pruned.end == .pruned(event: 2, node: 2))
    #expect(
      pruned.paragraph
        == "The answer takes 2 steps; the search made 1 of them. Step 1, “to B”, is node 2, made at "
        + "event 2. The path died at event 3: node 2 was given up (bound).")
    #expect(try fate([], ["B", "C"]).end == .starved(node: 2))
    #expect(try fate([], ["C", "B"]).end == .neverProposed(parent: 0))
    #expect(try fate([#"{"e":"goal","n":1}"#], ["A"]).end == .found(event: 2))
    #expect(try fate([], ["A"]).end == .unseen(node: 1))
  }

  // MARK: Waste

  @Test func `The way to a goal is the goal's own`() throws {
    // Two children in one state, the one that is not on the way with more visits; then no states at all.
    for state in ["s", ""] {
      let lines = [
        #"{"format":"espalier-trace","version":2,"problem":{"kind":"k","text":"p"},"strategy":"#
          + #"{"name":"s"},"root":{"state":""}}"#,
        #"{"e":"expand","n":0,"id":1,"c":[{"a":"left","s":"\#(state)"},{"a":"right","s":"\#(state)"}]}"#,
        #"{"e":"backup","n":1,"v":0.1}"#, #"{"e":"backup","n":1,"v":0.1}"#,
        #"{"e":"goal","n":2}"#, #"{"e":"end","solved":true,"goal":2}"#,
      ]
      let reader = try TraceReader(
        bytes: Array((lines.joined(separator: "\n") + "\n").utf8), name: "t")
      var tree = SearchTree(header: reader.header)
      while let batch = try reader.next() { tree.append(batch) }
      let path = try #require(AnswerPath(ofBestGoalIn: tree))
      let fate = AnswerFate(path, in: tree)
      #expect(fate.stages.map(\.node) == [2])
      #expect(fate.end == .found(event: 3))
    }
  }

  @Test(arguments: ["mcts", "astar", "depth-first", "best-of-n"])
  func `Waste is what one counts by hand`(strategy: String) throws {
    var tree = try Self.search(strategy, expansions: 150)
    for moment in [tree.events.count / 3, tree.events.count] {
      tree.seek(to: moment)
      let subtrees = Waste.ofSubtrees(in: tree)
      #expect(subtrees.count == tree.nodeCount)
      let goal = tree.pathToGoal
      for top in 0..<NodeID(tree.nodeCount) {
        let below = (0..<NodeID(tree.nodeCount)).filter { tree.path(to: $0).contains(top) }
        let expanded = below.filter { tree.status($0).contains(.expanded) }
        let waste = subtrees[Int(top)]
        #expect(waste.nodes == below.count && waste.expanded == expanded.count)
        #expect(
          waste.duplicates
            == below.count { node in
              tree.transposition(of: node) != nil
                || (0..<node).contains { tree.state($0) == tree.state(node) }
            })
        #expect(
          waste.failed
            == below.count { node in
              tree.path(to: node).contains {
                !tree.status($0).isDisjoint(with: [.deadEnd, .exhausted])
              }
            })
        #expect(waste.astray == goal.map { path in expanded.count { !path.contains($0) } })
      }
    }
  }
}
