import Foundation
import TestSupport
import Testing

@testable import MetaCoT

/// What is found in traces that break a law, and that nothing is where none does.
struct TraceLintTests {
  /// A trace that breaks a law, and what is said of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var law: String
    var lines: [String]
    var header = ""
    var said: String

    var testDescription: String { law }
  }

  private static let astar = #","exploration":"cost""#
  private static let graph = [
    #"{"e":"select","n":0}"#,
    #"{"e":"expand","n":0,"c":[{"s":"A","g":1,"h":3},{"s":"B","g":2,"h":1}]}"#,
  ]

  static let faults = [
    Fault(
      law: "range", lines: [#"{"e":"evaluate","n":0,"v":1.5}"#],
      header: #","values":{"range":[0,1]}"#, said: "0 0 V is 1.5, outside 0 to 1"),
    Fault(
      law: "end", lines: [#"{"e":"end","solved":true,"nodes":1}"#],
      said: "0 - the end says that it is solved, but there is no goal event"),
    Fault(
      law: "links",
      lines: graph + [#"{"e":"link","n":0,"to":2}"#],
      said: "2 0 node 2 is linked, which is a child already"),
    Fault(
      law: "backtracks",
      lines: graph + [#"{"e":"backtrack","n":1,"to":2}"#, #"{"e":"select","n":2}"#],
      said: "2 1 the search leaves node 1 for node 2, which is not above it"),
    Fault(
      law: "closed",
      lines: graph + [#"{"e":"prune","n":2,"why":"bound"}"#, #"{"e":"select","n":2}"#],
      said: "3 2 node 2 is selected, though it was given up (pruned)"),
    Fault(
      law: "exhausted", lines: graph + [#"{"e":"prune","n":0,"why":"exhausted"}"#],
      said: "2 0 node 0 is exhausted, but its child 1 is open"),
    Fault(
      law: "expansions", lines: graph + [#"{"e":"expand","n":0,"c":[{"s":"C","g":3,"h":1}]}"#],
      header: astar, said: "2 0 node 0 is expanded again: it was at event 2"),
    Fault(
      law: "priors", lines: [#"{"e":"expand","n":0,"c":[{"P":0.75},{"P":0.5}]}"#],
      said: "0 0 the priors of the children of node 0 sum to 1.25"),
    Fault(
      law: "same-state",
      lines: graph + [#"{"e":"expand","n":2,"c":[{"s":"D","g":3,"h":1,"same":1}]}"#],
      said: "2 3 node 3 is said to repeat node 1, of another state"),
    Fault(
      law: "step-costs", lines: graph + [#"{"e":"expand","n":2,"c":[{"s":"D","g":1,"h":3}]}"#],
      said: "2 3 g is 1 at node 3, but 2 at its parent"),
    Fault(
      law: "goal-cost", lines: graph + [#"{"e":"goal","n":2,"v":3}"#],
      said: "2 2 the goal at node 2 is said to cost 3, but its path costs 2"),
    Fault(
      law: "consistency",
      lines: graph + [#"{"e":"expand","n":1,"c":[{"s":"D","g":2,"h":1}]}"#],
      said: "2 3 f falls from 4 at node 1 to 3 at node 3"),
    Fault(
      law: "least-f", lines: graph + [#"{"e":"select","n":1}"#], header: astar,
      said: "2 1 node 1 is selected, whose f is 4, but that of node 2, which is open, is 3"),
    Fault(
      law: "optimality",
      lines: graph + [#"{"e":"goal","n":2,"v":2}"#, #"{"e":"goal","n":1,"v":1}"#], header: astar,
      said: "2 2 the goal at node 2 costs 2, but that at node 1, found later, costs 1"),
    Fault(
      law: "backups",
      lines: graph + [#"{"e":"select","n":1}"#, #"{"e":"backup","n":2,"v":0.5}"#],
      said: "3 2 a value is backed up from node 2, which is not below node 1, selected last"),
    Fault(
      law: "stated-figures",
      lines: [
        #"{"e":"expand","n":0,"c":[{"N":3}]}"#, #"{"e":"backup","n":1,"v":0.5}"#,
      ],
      said: "- 1 N of node 1 is stated as 3, but 1 values were backed up"),
  ]

  private func said(_ breach: TraceLint.Breach) -> String {
    let numbers = [breach.event, breach.node.map { Int($0) }].map { $0.map(String.init) ?? "-" }
    return (numbers + [breach.message]).joined(separator: " ")
  }

  @Test(arguments: faults)
  func `A planted fault is found by its law`(_ fault: Fault) throws {
    let tree = try TraceLineFixtures.tree(fault.lines, header: fault.header)
    let breaches = TraceLint.breaches(in: tree)
    #expect(breaches.map(\.law) == [fault.law], "\(breaches)")
    #expect(breaches.first.map(said) == fault.said)
  }

  @Test func `Every law is broken by a fault`() {
    #expect(Set(Self.faults.map(\.law)) == Set(TraceLaw.all.map(\.name)))
    #expect(TraceLaw.all.count == Self.faults.count)
  }

  @Test func `Every law stands in the document`() throws {
    let document = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../docs/lint.md"), encoding: .utf8)
    for law in TraceLaw.all {
      #expect(document.contains("| `\(law.name)` | \(law.statement) | \(law.source) |\n"))
    }
  }

  @Test func `As soon as a person steers, the order is theirs`() throws {
    let lines =
      Self.graph + [
        #"{"e":"steer","n":1,"why":"expand next"}"#, #"{"e":"select","n":1}"#,
      ]
    #expect(TraceLint.breaches(in: try TraceLineFixtures.tree(lines, header: Self.astar)).isEmpty)
  }

  @Test func `Where the order is unknown, nothing is said of it`() throws {
    let lines = Self.graph + [#"{"e":"select","n":1}"#, #"{"e":"backup","n":2,"v":0.5}"#]
    let tree = try TraceLineFixtures.tree(lines, header: #","order":"unknown""# + Self.astar)
    #expect(TraceLint.breaches(in: tree).isEmpty)
  }

  @Test(arguments: StrategyRegistry.entries.map(\.name).filter { $0 != "in-context" })
  func `Own searches keep all laws`(strategy: String) throws {
    let problems: [any EnumerableProblem] = [
      ProblemFixtures.countdown(), ProblemFixtures.make("maze", seed: 2),
      ProblemFixtures.make("sliding", seed: 1),
    ]
    for problem in problems {
      for model in ["heuristic", "uniform", "rollout"] {
        for until in SearchSpec.Goal.allCases {
          let run = try Recorded(
            SearchConfiguration(
              problem: problem, strategy: .init(strategy), model: .init(model),
              budget: Budget(expansions: 150), until: until, seed: 3))
          let breaches = TraceLint.breaches(in: run.tree)
          #expect(
            breaches.isEmpty,
            "\(type(of: problem)) \(model) \(until): \(breaches.count) \(breaches.prefix(3))")
        }
      }
    }
  }

  @Test(
    arguments: [
      ["select": .text("puct")], ["select": .text("puct"), "transpositions": .text("mark")],
      ["batch": .number("8")], ["solver": .text("off")], ["widening": .number("2")],
    ] as [[String: JSONValue]])
  func `Monte Carlo tree search keeps them in all its forms`(parameters: [String: JSONValue]) throws
  {
    let run = try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown(), strategy: .init("mcts", parameters: parameters),
        budget: Budget(expansions: 2000), until: .all, seed: 5))
    #expect(TraceLint.breaches(in: run.tree) == [])
  }

  @Test func `The samples keep them`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../SampleTraces").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".zst") }
    #expect(!files.isEmpty)
    for file in files {
      let reader = try TraceReader(path: folder.appendingPathComponent(file).path)
      var tree = SearchTree(header: reader.header)
      while let batch = try reader.next() { tree.append(batch) }
      #expect(TraceLint.breaches(in: tree) == [], "\(file)")
    }
  }

  /// Whatever is in them, something is said and nothing breaks.
  @Test(.enabled(if: ImportFixture.isThere, "../shared/data is not there"))
  func `Traces of other programs are held against them`() throws {
    let names = Set(TraceLaw.all.map(\.name))
    for file in try FileManager.default.contentsOfDirectory(atPath: ImportFixture.folder) {
      // One of them has only scores, and says so.
      let searches = (try? TraceFile.all(at: "\(ImportFixture.folder)/\(file)")) ?? []
      #expect(!searches.isEmpty || file == "crucible-mcts-prm.json")
      for search in searches {
        let reader = try search.reader()
        var tree = SearchTree(header: reader.header)
        while let batch = try reader.next() { tree.append(batch) }
        let breaches = TraceLint.breaches(in: tree)
        #expect(breaches.allSatisfy { names.contains($0.law) })
      }
    }
  }
}
