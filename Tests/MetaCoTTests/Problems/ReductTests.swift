import MetaCoT
import Testing

/// What one problem gives away of another.
@Suite struct ReductTests {
  private func countdown(_ text: String) throws -> Countdown<WholeNumber> {
    try Countdown<WholeNumber>(text: text)
  }

  @Test func `What is in proportion is one reduct`() throws {
    let small = try countdown("1 4 16 → 8")
    let large = try countdown("6 24 96 → 48")
    #expect(small.reduct(at: small.start) == large.reduct(at: large.start))
    for other in ["1 4 16 → 9", "1 4 15 → 8", "1 4 4 16 → 8", "2 8 32 → 8"] {
      let problem = try countdown(other)
      #expect(problem.reduct(at: problem.start) != small.reduct(at: small.start), "\(other)")
    }
    let turned = try countdown("16 1 4 → 8")
    #expect(turned.reduct(at: turned.start) == small.reduct(at: small.start))
  }

  @Test func `Fractions are brought to whole numbers`() throws {
    let game = try Countdown<Fraction>(text: "2 3 4 8 → 24")
    let rest = try #require(game.state(text: "1/2 3 4"))
    let whole = try countdown("1 6 8 → 48")
    #expect(game.reduct(at: rest) == whole.reduct(at: whole.start))
  }

  @Test func `Two numbers are arithmetic`() throws {
    let problem = try countdown("3 8 → 24")
    #expect(problem.reduct(at: problem.start) == nil)
    #expect(problem.reachableReducts.isEmpty)
    #expect(problem.solvableReducts() == [])
    let maze = try Maze(text: "S.\n.G")
    #expect(maze.reachableReducts.isEmpty)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `Reducts are those of the states on every way to the goal`(seed: UInt64) throws {
    let kind = try ProblemRegistry.kind(named: "countdown")
    let problem = try #require(
      try kind.generate(seed: seed, parameters: ["largest": 30]) as? Countdown<WholeNumber>)
    var (reached, onWay): (Set<UInt64>, Set<UInt64>) = ([], [])
    @discardableResult func follow(_ state: CountdownState<WholeNumber>) -> Bool {
      var steps: [StepCode] = []
      problem.appendSteps(from: state, to: &steps)
      var leads = problem.isGoal(state)
      for step in steps where follow(problem.apply(step, to: state)) { leads = true }
      if let reduct = problem.reduct(at: state) {
        reached.insert(reduct)
        if leads { onWay.insert(reduct) }
      }
      return leads
    }
    follow(problem.start)
    #expect(problem.reachableReducts == reached)
    #expect(problem.solvableReducts() == onWay)
    #expect(problem.solvableReducts(limit: 10) == nil)
  }
}
