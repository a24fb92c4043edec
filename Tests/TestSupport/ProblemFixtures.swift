import MetaCoT

/// Problems that every strategy is tried on.
package enum ProblemFixtures {
  package static func countdown(_ text: String = "4 5 6 10 → 24") -> any EnumerableProblem {
    try! ProblemRegistry.kind(named: "countdown").make(text).enumerable
  }

  package static func make(_ kind: String, seed: UInt64, _ parameters: [String: JSONValue] = [:])
    -> any EnumerableProblem
  {
    try! ProblemRegistry.kind(named: kind).generate(seed: seed, parameters: parameters)
  }
}
