import Testing

@testable import MetaCoT

/// What every problem must keep, checked on random walks from its start: texts read back, steps
/// are legal and distinct, drawn steps are among them, estimates and fingerprints agree.
func checkLaws<P: EnumerableProblem & PicturedProblem>(
  of problem: P, seed: UInt64, walks: Int = 5, length: Int = 30,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var random = SeededRandom(seed: seed)
  let again = try P(text: problem.text)
  #expect(again.text == problem.text, sourceLocation: sourceLocation)
  #expect(again.start == problem.start, sourceLocation: sourceLocation)
  #expect(!problem.statement.isEmpty && !problem.statement.contains("\n"))
  for _ in 0..<walks {
    var state = problem.start
    var path: [StepCode] = []
    for _ in 0..<length {
      let text = problem.text(of: state)
      #expect(problem.state(text: text) == state, "\(text)", sourceLocation: sourceLocation)
      #expect(!text.contains("\n"), sourceLocation: sourceLocation)
      let heuristicValue = problem.heuristicValue(state)
      #expect((0...1).contains(heuristicValue), "\(text)", sourceLocation: sourceLocation)
      let picture = problem.picture(ofState: text, amid: SearchedStates())
      let shown = try #require(picture, sourceLocation: sourceLocation)
      #expect(shown.rows.indices.contains(shown.focus.row), sourceLocation: sourceLocation)
      let isGoal = problem.isGoal(state)
      if isGoal {
        #expect(problem.costToGo(state) == 0, "\(text)", sourceLocation: sourceLocation)
        #expect(heuristicValue == 1, "\(text)", sourceLocation: sourceLocation)
      }
      let answer = problem.answer(path)
      #expect(
        problem.verify(answer).isAccepted == isGoal || path.isEmpty,
        "\(problem.text): \(answer)", sourceLocation: sourceLocation)
      var steps: [StepCode] = []
      problem.appendSteps(from: state, to: &steps)
      #expect(Set(steps).count == steps.count, sourceLocation: sourceLocation)
      if isGoal { #expect(steps.isEmpty, sourceLocation: sourceLocation) }
      guard let step = problem.randomStep(from: state, using: &random) else {
        #expect(steps.isEmpty, sourceLocation: sourceLocation)
        break
      }
      #expect(steps.contains(step), sourceLocation: sourceLocation)
      for step in steps {
        let next = problem.apply(step, to: state)
        #expect(
          problem.costToGo(next, after: step, from: state, estimate: problem.costToGo(state))
            == problem.costToGo(next), sourceLocation: sourceLocation)
        #expect(!problem.text(of: step, from: state).isEmpty, sourceLocation: sourceLocation)
        if let back = problem.inverse(of: step) {
          #expect(problem.apply(back, to: next) == state, sourceLocation: sourceLocation)
        }
      }
      path.append(step)
      let next = problem.apply(step, to: state)
      let reread = try #require(
        problem.state(text: problem.text(of: next)), sourceLocation: sourceLocation)
      #expect(reread == next && reread.hashValue == next.hashValue, sourceLocation: sourceLocation)
      #expect(
        problem.fingerprint(of: reread) == problem.fingerprint(of: next),
        sourceLocation: sourceLocation)
      if problem.indexedStates > 0 {
        #expect(
          (0..<problem.indexedStates).contains(problem.index(of: next)),
          sourceLocation: sourceLocation)
      }
      state = next
    }
  }
}

/// How often each legal step is drawn, as a chi-square statistic over `draws` draws. With `k`
/// steps it has k − 1 degrees of freedom.
func chiSquare<P: EnumerableProblem>(of problem: P, from state: P.State, draws: Int, seed: UInt64)
  -> Double
{
  var steps: [StepCode] = []
  problem.appendSteps(from: state, to: &steps)
  var counts = Dictionary(uniqueKeysWithValues: steps.map { ($0, 0) })
  var random = SeededRandom(seed: seed)
  for _ in 0..<draws {
    guard let step = problem.randomStep(from: state, using: &random) else { return .infinity }
    counts[step]? += 1
  }
  let expected = Double(draws) / Double(steps.count)
  return counts.values.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
    / expected
}

/// The optimal cost to a goal from every state that can be reached, by breadth-first search over
/// all states and then backwards from the goals; steps cost 1.
func trueCosts<P: EnumerableProblem>(of problem: P) -> [P.State: Float] {
  var edges: [P.State: [P.State]] = [:]
  var seen: Set<P.State> = [problem.start]
  var queue = [problem.start]
  var costs: [P.State: Float] = [:]
  var wave: [P.State] = []
  var steps: [StepCode] = []
  while let state = queue.popLast() {
    if problem.isGoal(state) {
      costs[state] = 0
      wave.append(state)
    }
    steps.removeAll()
    problem.appendSteps(from: state, to: &steps)
    for step in steps {
      let next = problem.apply(step, to: state)
      edges[next, default: []].append(state)
      if seen.insert(next).inserted { queue.append(next) }
    }
  }
  while !wave.isEmpty {
    var next: [P.State] = []
    for state in wave {
      for previous in edges[state] ?? [] where costs[previous] == nil {
        costs[previous] = costs[state]! + 1
        next.append(previous)
      }
    }
    wave = next
  }
  for state in seen where costs[state] == nil { costs[state] = .infinity }
  return costs
}
