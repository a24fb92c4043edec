import MetaCoT
import Testing

/// All states of small problems, and how far they are from a goal.
@Suite struct StateSpaceTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `Steps to go of a maze are those of its shortest way`(seed: UInt64) throws {
    let kind = try ProblemRegistry.kind(named: "maze")
    let problem = try kind.generate(seed: seed, parameters: ["width": 9, "height": 7])
    let maze = try #require(problem as? Maze)
    let space = try #require(StateSpace(maze, limit: 1000))
    #expect(Int(space.stepsToGo[0]) == maze.shortestWay)
    for state in 0..<space.count {
      let least = space.steps(from: state).map { space.stepsToGo[$0.target] }.filter { $0 >= 0 }
        .min()
      guard space.stepsToGo[state] > 0 else { continue }
      #expect(space.stepsToGo[state] == least.map { $0 + 1 })
      #expect(!space.bestSteps(from: state).isEmpty)
    }
  }

  @Test func `States without a way are told from others by following every step`() throws {
    let problem = try Countdown<WholeNumber>(text: "4 5 6 10 → 24")
    let space = try #require(StateSpace(problem, limit: 100_000))
    var known: [CountdownState<WholeNumber>: Bool] = [:]
    func isSolvable(_ state: CountdownState<WholeNumber>) -> Bool {
      if let answer = known[state] { return answer }
      var steps: [StepCode] = []
      problem.appendSteps(from: state, to: &steps)
      let answer =
        problem.isGoal(state) || steps.contains { isSolvable(problem.apply($0, to: state)) }
      known[state] = answer
      return answer
    }
    #expect(space.stepsToGo[0] == 3)
    for (number, state) in space.states.enumerated() {
      #expect((space.stepsToGo[number] >= 0) == isSolvable(state))
    }
    #expect(Set(space.states).count == space.count)
  }

  @Test func `A problem with too many states has no state space`() throws {
    let problem = try Countdown<WholeNumber>(text: "4 5 6 10 → 24")
    #expect(StateSpace(problem, limit: 20) == nil)
  }
}
