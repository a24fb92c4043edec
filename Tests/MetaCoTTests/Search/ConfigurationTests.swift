import MetaCoT
import TestSupport
import Testing

/// Names, parameters and budgets as a person writes them.
struct ConfigurationTests {
  @Test(arguments: [
    ("20000", Budget(expansions: 20_000)),
    ("20000 expansions", Budget(expansions: 20_000)),
    ("500 calls", Budget(modelCalls: 500)),
    ("5000 tokens", Budget(tokens: 5000)),
    ("2 s", Budget(seconds: 2)),
    ("1.5s", Budget(seconds: 1.5)),
    ("512 MB", Budget(memory: 512_000_000)),
    (
      "20_000, 500 calls, 2 s, 512MB",
      Budget(expansions: 20_000, modelCalls: 500, seconds: 2, memory: 512_000_000)
    ),
    ("", Budget()),
  ])
  func `Budgets are read and written`(text: String, budget: Budget) throws {
    #expect(try Budget(text: text) == budget)
    #expect(try Budget(text: budget.description) == budget)
  }

  @Test(arguments: ["x", "-3", "5 apples", "3,,4", "2 s s", ",", "1e99"])
  func `Wrong budgets are refused`(text: String) {
    #expect(throws: SearchError.budget(text)) { try Budget(text: text) }
  }

  @Test func `Unknown names are errors that list the known`() throws {
    let problem = ProblemFixtures.countdown()
    #expect {
      try Search.run(SearchConfiguration(problem: problem, strategy: .init("dijkstra")))
    } throws: {
      "\($0)".contains("no strategy is called \"dijkstra\"") && "\($0)".contains("astar")
    }
    #expect {
      try Search.run(
        SearchConfiguration(problem: problem, strategy: .init("astar"), model: .init("oracle")))
    } throws: { "\($0)".contains("no model is called \"oracle\": choose from heuristic") }
    #expect {
      try Search.run(
        SearchConfiguration(
          problem: problem, strategy: .init("astar", parameters: ["weight": 2])))
    } throws: { "\($0)" == "astar has no parameter \"weight\": it has w" }
    #expect {
      try Search.run(
        SearchConfiguration(
          problem: problem, strategy: .init("beam", parameters: ["width": 0])))
    } throws: { "\($0)" == "beam: width must be a whole number from 1 to 1000000, not 0" }
    #expect {
      try Search.run(
        SearchConfiguration(
          problem: problem, strategy: .init("mcts", parameters: ["select": 7])))
    } throws: { "\($0)" == "mcts: select must be uct or puct, not 7" }
  }

  @Test func `Headers hold every parameter`() throws {
    let search = try Search(
      SearchConfiguration(
        problem: ProblemFixtures.countdown(), problemID: "one",
        strategy: .init("astar", parameters: ["w": 2]), model: .init("rollout"),
        budget: Budget(expansions: 7), seed: 9))
    let header = search.header
    #expect(header.strategy.parameters == ["w": 2])
    #expect(header.model?.parameters == ["n": 1, "depth": 100])
    #expect(header.budget == "7 expansions")
    #expect(header.seed == 9)
    #expect(header.problem.id == "one")
    #expect(header.root.state == "4 5 6 10")
  }

  @Test func `A parameter is read by the name that it had in older traces, and written by its own`()
    throws
  {
    let search = try Search(
      SearchConfiguration(
        problem: ProblemFixtures.countdown(),
        strategy: .init("mcts", parameters: ["urgency": 0.25, "exponent": 0.75])))
    let parameters = try #require(search.header.strategy.parameters)
    #expect(parameters["fpu-value"] == 0.25)
    #expect(parameters["widening-exponent"] == 0.75)
    #expect(parameters["urgency"] == nil)
  }

  @Test func `Choices are written by name and read by number too`() throws {
    func parameters(_ given: [String: JSONValue]) throws -> [String: JSONValue]? {
      try Search(
        SearchConfiguration(
          problem: ProblemFixtures.countdown(), strategy: .init("mcts", parameters: given))
      ).header.strategy.parameters
    }
    let named = try parameters(["select": "puct", "solver": "off"])
    #expect(named?["select"] == "puct")
    #expect(named?["solver"] == "off")
    #expect(named?["c"]?.number != nil)
    #expect(try parameters(["select": 1, "solver": 0]) == named)
    #expect(try parameters(["select": "puct", "solver": false]) == named)
    #expect {
      try parameters(["select": "ucb"])
    } throws: { "\($0)" == "mcts: select must be uct or puct: \"ucb\" is not one of them" }
    #expect {
      try parameters(["c": "much"])
    } throws: { "\($0)" == "mcts: c must be from 0 to 1000: \"much\" is not a number" }
    let old = TraceHeader.Choice("mcts", parameters: ["select": 1, "mine": .list([1])])
    let entry = try StrategyRegistry.entry("mcts")
    #expect(
      old.naming(choicesOf: entry.parameters).parameters == ["select": "puct", "mine": .list([1])])
  }

  @Test func `Parameter tables are in order`() {
    for (name, parameters) in StrategyRegistry.entries.map({ ($0.name, $0.parameters) })
      + ModelRegistry.entries.map({ ($0.name, $0.parameters) })
    {
      #expect(Set(parameters.map(\.name)).count == parameters.count)
      for parameter in parameters {
        #expect(parameter.allows(parameter.defaultValue), "\(name) \(parameter.name)")
        #expect(!parameter.help.isEmpty && !parameter.help.contains("\n"))
        let text = parameter.text(of: parameter.defaultValue)
        #expect(parameter.value(text: text) == parameter.defaultValue)
        #expect(parameter.value(text: "nonsense") == nil)
      }
    }
  }
}
