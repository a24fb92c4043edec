import Testing

@testable import MetaCoT

struct ProseTests {
  /// Whatever is said to look best is what the search takes next, for every problem and strategy.
  @Test(arguments: SearchFixture.strategies)
  func whatLooksBestIsTaken(strategy: String) throws {
    var said = 0
    for problem in SearchFixture.problems {
      let fixture = SearchFixture(
        strategy: .init(strategy), model: "heuristic", problem: problem, expansions: 300)
      let tree = try fixture.tree()
      let prose = try #require(Linearizers.named("thought")).init(header: tree.header)
      for index in tree.events.indices where tree.events[index].kind == .expand {
        guard let fragment = prose.fragment(at: index, in: tree),
          let best = fragment.text.firstMatch(of: #/(?:; |^)([^;]*) looks best \(/#)
        else { continue }
        let next = tree.events[(index + 1)...].first {
          $0.kind == .select || $0.kind == .goal || $0.kind == .end
        }
        let event = try #require(next)
        if event.kind == .end { continue }
        said += 1
        #expect(
          tree.step(event.node) == best.1, "\(strategy), event \(index): \(fragment.text)")
      }
    }
    let announces = strategy == "best-first" || strategy == "greedy"
    #expect(announces == (said > 0))
  }

  /// What is taken for granted of a strategy's name, for headers that do not say it, is what it does.
  @Test(arguments: SearchFixture.strategies)
  func namesStandForTheirOrder(strategy: String) throws {
    let fixture = SearchFixture(
      strategy: .init(strategy), model: "heuristic", problem: SearchFixture.problems[0])
    let exploration = try fixture.begin().header.exploration
    #expect(exploration != nil && exploration == Exploration(strategy: strategy))
  }

  /// Texts of somebody else's problem are not shortened, capitalised or joined.
  @Test func foreignTextsStayAsTheyAre() throws {
    let step =
      "unstack(a, b).\n\n  then put-down(a).\n" + String(repeating: "and so on ", count: 40)
    let tree = foreignTree(step: step, state: "")
    let whole = allPieces(of: tree, "thought").map(\.text)
    #expect(whole.contains { $0.contains(step) })
    #expect(whole.first?.contains("The problem:\nfirst line\nsecond line") == true)
  }

  /// A sentence that ends with a text's own full stop gets no second one.
  @Test func noFullStopIsDoubled() throws {
    let tree = foreignTree(step: "add them up.", state: "the sum is 5.")
    for fragment in allPieces(of: tree, "thought") { #expect(!fragment.text.contains("..")) }
  }

  /// A search of any name is spoken of by the order in which it explores.
  @Test func aForeignStrategyIsSpokenOfByItsExploration() throws {
    var tree = foreignTree(step: "go", state: "there")
    #expect(opening(of: tree) == "The problem:\nfirst line\nsecond line")
    var header = tree.header
    header.exploration = .beam
    tree = SearchTree(header: header)
    #expect(opening(of: tree).hasSuffix("keep only the best few paths."))
  }

  @Test func theSumOfCostsIsThatOfTheFiguresBesideIt() throws {
    let tree = foreignTree(step: "go", state: "there", costs: (0.00001, 0.00056))
    let whole = allPieces(of: tree, "thought").map(\.text).joined()
    #expect(whole.contains(#/g 1e-05, h 0\.00056 → 0\.00057(?!\d)/#), "\(whole)")
  }

  /// A search by backups whose children come with a V, and that has nothing to judge at its end.
  @Test func whatComesWithAValueIsSpokenOfWhenTheSearchTurnsToIt() throws {
    let tree = try TraceLineFixtures.tree(
      [
        #"{"e":"select","n":0}"#,
        #"{"e":"expand","n":0,"id":1,"c":[{"a":"try induction","s":"base case","V":0.6},{"a":"try contradiction","s":"assume not","V":0.4}]}"#,
        #"{"e":"backup","n":0,"v":0.5}"#,
        #"{"e":"select","n":1}"#,
        #"{"e":"expand","n":1,"id":3,"c":[{"a":"show n=1","s":"n=1 holds","V":0.7}]}"#,
        #"{"e":"backup","n":1,"v":0.7}"#,
        #"{"e":"select","n":2}"#,
        #"{"e":"backup","n":2,"v":0.4}"#,
        #"{"e":"select","n":1}"#,
        #"{"e":"goal","n":3}"#,
      ], header: #","exploration":"backups""#)
    let linearizer = try #require(Linearizers.named("thought")).init(header: tree.header)
    let texts = tree.events.indices.compactMap { linearizer.fragment(at: $0, in: tree)?.text }
    #expect(texts.count == 6, "\(texts)")
    #expect(texts[0].contains("try induction") && texts[0].contains("(0.60)"))
    #expect(texts[1].hasPrefix("Back to") || texts[1].contains("back to"))
    #expect(texts[2].contains("try contradiction") && texts[2].contains("(0.40)"))
    #expect(texts[4] == "I go on from base case.")
    #expect(texts[5].hasPrefix("show n=1"))
  }

  /// Why it stopped is said in words, never as the reason's own name.
  @Test(arguments: StopReason.allCases)
  func theEndOfASearchWithoutASolutionIsSaid(reason: StopReason) throws {
    var tree = foreignTree(step: "go", state: "there")
    var batch = EventBatch()
    batch.events = [Event(.end, 0)]
    batch.outcome = Outcome(expansions: 3, modelCalls: 4, stopped: reason.rawValue)
    batch.outcome?.tokens = 5
    tree.append(batch)
    let linearizer = try #require(Linearizers.named("thought")).init(header: tree.header)
    let text = linearizer.fragment(at: tree.events.count - 1, in: tree)?.text
    let limits: [StopReason: String] = [
      .expansions: "3 expansions", .calls: "4 model calls", .tokens: "5 tokens",
    ]
    switch reason {
    case .goal: #expect(text == nil)
    case .answer: #expect(text == "My answer is not right.")
    case .exhausted: #expect(text == "I have tried everything and found no solution.")
    case .interrupted: #expect(text == "I was interrupted here, without a solution.")
    case .endOfText: #expect(text == "I give up here, without a solution.")
    default:
      let limit = limits[reason] ?? reason.rawValue
      #expect(text == "I have to stop here (\(limit)), without a solution.")
    }
  }

  @Test(
    arguments: [("50 calls", "model calls"), ("50 tokens", "tokens"), ("2 s", "expansions")])
  func aRaisedBudgetSaysOfWhat(budget: String, words: String) throws {
    var header = foreignTree(step: "go", state: "there").header
    header.budget = budget
    var tree = SearchTree(header: header)
    var batch = EventBatch()
    batch.events = [Event(.steer, 0, value: 20, reason: .budget)]
    tree.append(batch)
    let linearizer = try #require(Linearizers.named("thought")).init(header: header)
    #expect(linearizer.fragment(at: 0, in: tree)?.text == "(I was given 20 more \(words).)")
  }

  private func opening(of tree: SearchTree) -> String {
    Linearizers.all[0].init(header: tree.header).opening(of: tree).text
  }

  private func foreignTree(
    step: String, state: String, costs: (g: Float, h: Float)? = nil
  ) -> SearchTree {
    var tree = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "essay", text: "first line\nsecond line"),
        strategy: .init("somebody's"), model: nil, root: .init(state: "")))
    var batch = EventBatch()
    var node = NodeRecord(parent: 0)
    if let costs { (node.g, node.h) = costs } else { node.V = 0.5 }
    batch.append(node, step: step, state: state)
    batch.events = [
      Event(.expand, 0, other: 1, count: 1), Event(.select, 1),
      Event(.evaluate, 1, value: 0.5), Event(.backtrack, 1, other: 0, reason: .better),
      Event(.select, 1), Event(.backtrack, 1, other: 0, reason: .deadEnd), Event(.end, 0),
    ]
    batch.outcome = Outcome(nodes: 2, stopped: "exhausted")
    tree.append(batch)
    return tree
  }
}
