/// Knights always tell the truth, knaves always lie: who is what, by what they say.
///
/// Text: `A: B is a knave; B: A is a knight and C is a knave`, a name, a colon and what is said. A state
/// says of everybody what he is taken for, `A knight, B ?`. A step takes the next one for something, `A
/// is a knight`; the answer says it of all.
package struct KnightsAndKnaves: EnumerableProblem {
  /// For everybody 1, a knight, or 2, a knave.
  package typealias State = FilledCells

  /// `knights-and-knaves`.
  package static let kind = "knights-and-knaves"

  /// The most people.
  package static let mostPeople = 12

  /// What somebody says; people are numbers.
  indirect enum Claim: Sendable, Equatable {
    case knight(Int)
    case knave(Int)
    case not(Claim)
    case and(Claim, Claim)
    case or(Claim, Claim)
    case implies(Claim, Claim)
    case same(Claim, Claim)
  }

  /// The people, in the order in which they are named.
  package let names: [String]
  let claims: [(speaker: Int, claim: Claim)]
  /// Nobody is taken for anything.
  package let start = FilledCells()

  /// People and what they say. Throws where there are too many, or a name is there twice.
  init(names: [String], claims: [(speaker: Int, claim: Claim)]) throws {
    guard (1...Self.mostPeople).contains(names.count) else {
      throw ProblemError("there are \(names.count) people: give one to \(Self.mostPeople)")
    }
    guard !claims.isEmpty else { throw ProblemError("nobody says anything") }
    guard Set(names).count == names.count else { throw ProblemError("a name is there twice") }
    guard claims.allSatisfy({ names.indices.contains($0.speaker) }) else {
      throw ProblemError("there are more statements than people")
    }
    self.names = names
    self.claims = claims
  }

  /// Whether it is true; nil as long as that is open.
  static func isTrue(_ claim: Claim, in state: FilledCells) -> Bool? {
    switch claim {
    case .knight(let person): return state[person] == 0 ? nil : state[person] == 1
    case .knave(let person): return state[person] == 0 ? nil : state[person] == 2
    case .not(let claim): return isTrue(claim, in: state).map { !$0 }
    case .and(let a, let b):
      let (a, b) = (isTrue(a, in: state), isTrue(b, in: state))
      return a == false || b == false ? false : a == true && b == true ? true : nil
    case .or(let a, let b): return isTrue(.not(.and(.not(a), .not(b))), in: state)
    case .implies(let a, let b): return isTrue(.not(.and(a, .not(b))), in: state)
    case .same(let a, let b):
      guard let a = isTrue(a, in: state), let b = isTrue(b, in: state) else { return nil }
      return a == b
    }
  }

  /// The first claim of a knight that is false, or of a knave that is true; nil where there is none yet.
  func contradiction(in state: FilledCells) -> Int? {
    claims.indices.first { index in
      let (speaker, claim) = claims[index]
      guard state[speaker] != 0, let isTrue = Self.isTrue(claim, in: state) else { return false }
      return isTrue != (state[speaker] == 1)
    }
  }

  /// A step is a person, and what he is taken for.
  func parts(of step: StepCode) -> (person: Int, role: Int) { (Int(step) / 4, Int(step) % 4) }

  /// Both, for the next one; none where there is a contradiction.
  package func appendSteps(from state: FilledCells, to steps: inout [StepCode]) {
    guard let person = names.indices.first(where: { state[$0] == 0 }),
      contradiction(in: state) == nil
    else { return }
    steps.append(StepCode(4 * person + 1))
    steps.append(StepCode(4 * person + 2))
  }

  /// Takes the person for what the step says.
  package func apply(_ step: StepCode, to state: FilledCells) -> FilledCells {
    let (person, role) = parts(of: step)
    var state = state
    state[person] = role
    return state
  }

  /// Whether it is known of all, without a contradiction.
  package func isGoal(_ state: FilledCells) -> Bool {
    names.indices.allSatisfy { state[$0] != 0 } && contradiction(in: state) == nil
  }

  /// Of how many it is not known; infinity where there is a contradiction.
  package func costToGo(_ state: FilledCells) -> Float {
    contradiction(in: state) != nil ? .infinity : Float(names.indices.count { state[$0] == 0 })
  }

  /// The share of people of whom it is known; 0 where there is a contradiction.
  package func heuristicValue(_ state: FilledCells) -> Float {
    let open = costToGo(state)
    return open == .infinity ? 0 : 1 - open / Float(names.count)
  }

  /// 64 bits of a hash of what they are taken for.
  package func fingerprint(of state: FilledCells) -> UInt64 { state.fingerprint }
}
