import Testing

@testable import MetaCoT

struct ProseTests {
  /// Whatever is said to look best is what the search takes next, for every problem and strategy.
  @Test(arguments: SearchFixture.strategies)
  func `What looks best is taken`(strategy: String) throws {
    var said = 0
    for problem in SearchFixture.problems {
      let fixture = SearchFixture(
        strategy: .init(strategy), model: "heuristic", problem: problem, expansions: 300)
      let tree = try fixture.tree()
      let prose = try #require(LinearizerRegistry.named("thought")).init(header: tree.header)
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
  func `Names stand for their order`(strategy: String) throws {
    let fixture = SearchFixture(
      strategy: .init(strategy), model: "heuristic", problem: SearchFixture.problems[0])
    let exploration = try fixture.begin().header.exploration
    #expect(exploration != nil && exploration == Exploration(.init(strategy)))
  }

  /// Texts of somebody else's problem are not shortened, capitalised or joined.
  @Test func `Foreign texts stay as they are`() throws {
    let step =
      "unstack(a, b).\n\n  then put-down(a).\n" + String(repeating: "and so on ", count: 40)
    let tree = foreignTree(step: step, state: "")
    let whole = allPieces(of: tree, "thought").map(\.text)
    #expect(whole.contains { $0.contains(step) })
    #expect(whole.first?.contains("The problem:\nfirst line\nsecond line") == true)
  }

  /// A sentence that ends with a text's own full stop gets no second one.
  @Test func `No full stop is doubled`() throws {
    let tree = foreignTree(step: "add them up.", state: "the sum is 5.")
    for fragment in allPieces(of: tree, "thought") { #expect(!fragment.text.contains("..")) }
  }

  /// No word of ours stands before a step that is a sentence or has a word of its own that joins it.
  @Test(arguments: [
    "Therefore 3 * 8 = 24", "Wait, 3 * 8 is 24.", "The pencil costs 29 cents.", "So we try 8",
    "Answer: 3 * 8 = 24", "I get: $a = 8$\n\n# Answer\n\n8",
  ])
  func `Steps that speak for themselves begin their line`(step: String) throws {
    for (kind, problem) in [
      ("essay", "a text"), ("24", "3 8 → 24"), ("question", "How much is it?"),
    ] {
      for (start, state) in [("3 8", "2 12"), ("3 8", "24")] {
        for exploration in [Exploration.beam, .backups, .costToGo] {
          var header = TraceHeader(
            problem: .init(kind: kind, text: problem), strategy: .init("somebody's"), model: nil,
            root: .init(state: start))
          header.exploration = exploration
          // The wording varies with the number of the event.
          for before in 0..<6 {
            let tree = foreignTree(header, step: step, state: state, notes: before)
            let told = allPieces(of: tree, "thought").map(\.text).joined(separator: "\n")
            let line = try #require(step.split(separator: "\n").first)
            #expect(
              told.contains("\n" + line), "\(kind), \(exploration), \(before): \(told)")
          }
        }
      }
    }
  }

  /// A step that is no sentence is introduced.
  @Test(arguments: ["3 × 8 = 24", "slide 5 right", "h1. bebop", "A is a knight", "right to 1,0"])
  func `Other steps do not speak for themselves`(step: String) {
    #expect(!step.speaksForItself)
  }

  /// A place that is named by a sentence is quoted, long ones by their beginning.
  @Test func `A fragment goes back to the beginning of a sentence`() throws {
    let step = "So the first of these nine numbers has to be the largest of all."
    let tree = foreignTree(step: step, state: "")
    #expect(
      Phrases.of(tree.header).place(1, in: tree) == "“So the first of these nine numbers has …”")
    #expect(allPieces(of: tree, "thought").map(\.text).contains(step + " (0.50)"))
  }

  /// What is left after a step is said once, where another program says it with the step.
  @Test func `What is left is said once`() {
    let header = TraceHeader(
      problem: .init(kind: "24", text: "1 3 4 6 → 24"), strategy: .init("somebody's"), model: nil,
      root: .init(state: "1 3 4 6"))
    let tree = foreignTree(header, step: "1 + 3 = 4 (left: 4 4 6)", state: "4 4 6", notes: 0)
    #expect(Phrases.of(header).step(1, in: tree) == "1 + 3 = 4")
  }

  @Test func `A problem that is not in the file is not known`() {
    let header = TraceHeader(
      problem: .init(kind: "reasoning", text: ""), strategy: .init("in-context"), model: nil,
      root: .init(state: ""))
    #expect(
      opening(of: SearchTree(header: header)).split(separator: "\n").first
        == "The problem is not known.")
  }

  /// A search of any name is spoken of by the order in which it explores.
  @Test func `A foreign strategy is spoken of by its exploration`() throws {
    var tree = foreignTree(step: "go", state: "there")
    #expect(opening(of: tree) == "The problem:\nfirst line\nsecond line")
    var header = tree.header
    header.exploration = .beam
    tree = SearchTree(header: header)
    #expect(opening(of: tree).hasSuffix("keep only the best few paths."))
  }

  @Test func `The sum of costs is that of the figures beside it`() throws {
    let tree = foreignTree(step: "go", state: "there", costs: (0.00001, 0.00056))
    let whole = allPieces(of: tree, "thought").map(\.text).joined()
    #expect(whole.contains(#/g 1e-05, h 0\.00056 → 0\.00057(?!\d)/#), "\(whole)")
  }

  /// A search by backups whose children come with a V, and that has nothing to judge at its end.
  @Test func `What comes with a value is spoken of when the search turns to it`() throws {
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
    let linearizer = try #require(LinearizerRegistry.named("thought")).init(header: tree.header)
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
  func `The end of a search without a solution is said`(reason: StopReason) throws {
    var tree = foreignTree(step: "go", state: "there")
    var batch = EventBatch()
    batch.events = [Event(.end, 0)]
    batch.outcome = Outcome(expansions: 3, modelCalls: 4, stopped: reason.rawValue)
    batch.outcome?.tokens = 5
    tree.append(batch)
    let linearizer = try #require(LinearizerRegistry.named("thought")).init(header: tree.header)
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
  func `A raised budget says of what`(budget: String, words: String) throws {
    var header = foreignTree(step: "go", state: "there").header
    header.budget = budget
    var tree = SearchTree(header: header)
    var batch = EventBatch()
    batch.events = [Event(.steer, 0, value: 20, reason: .budget)]
    tree.append(batch)
    let linearizer = try #require(LinearizerRegistry.named("thought")).init(header: header)
    #expect(linearizer.fragment(at: 0, in: tree)?.text == "(I was given 20 more \(words).)")
  }

  private func opening(of tree: SearchTree) -> String {
    LinearizerRegistry.all[0].init(header: tree.header).opening(of: tree).text
  }

  private func foreignTree(
    _ header: TraceHeader, step: String, state: String, notes: Int
  ) -> SearchTree {
    var tree = SearchTree(header: header)
    var batch = EventBatch()
    var node = NodeRecord(parent: 0)
    node.V = 0.5
    if header.exploration == .costToGo { (node.g, node.h) = (1, 2) }
    for _ in 0..<notes { batch.append(Event(.note, 0), text: "so far") }
    batch.append(node, step: step, state: state)
    batch.append(node, step: "3 + 8 = 11", state: "11")
    batch.events += [
      Event(.select, 0), Event(.expand, 0, other: 1, count: 2), Event(.select, 1),
      Event(.evaluate, 1, value: 0.5),
    ]
    tree.append(batch)
    return tree
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
