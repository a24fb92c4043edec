/// Who lives where: a few houses in a row, each with one value of every category, and clues.
///
/// Text: `colour: red green blue; pet: cat dog zebra; red is cat; …`, the categories with their values,
/// then the clues. A state says in which house each value is, as far as that is known, `red 1, green 3`.
/// A step puts the next value in a house, `red in house 1`; the answer is the houses of all values.
package struct Zebra: EnumerableProblem {
  /// The house of each value.
  package typealias State = FilledCells

  /// `zebra`.
  package static let kind = "zebra"

  /// The most houses, and the most categories.
  package static let most = 6

  /// A category with its values, as many as there are houses.
  package struct Category: Sendable, Equatable {
    /// Such as `colour`.
    package var name: String
    /// Such as `red`, `green` and `blue`.
    package var values: [String]
  }

  /// What is known: values by their places.
  enum Clue: Sendable, Equatable {
    case same(Int, Int)
    case different(Int, Int)
    case house(Int, Int)
    case notHouse(Int, Int)
    case left(Int, Int)
    case next(Int, Int)
  }

  /// The categories, in the order of the text.
  package let categories: [Category]
  let clues: [Clue]
  let values: [String]
  /// No value has a house.
  package let start = FilledCells()

  /// A puzzle. Throws where the categories are not equally large, or a value is there twice.
  init(categories: [Category], clues: [Clue]) throws {
    let houses = categories.first?.values.count ?? 0
    guard (2...Self.most).contains(houses), (1...Self.most).contains(categories.count) else {
      throw ProblemError(
        "there are \(categories.count) categories of \(houses) values: give up to \(Self.most) of "
          + "two to \(Self.most)")
    }
    for category in categories where category.values.count != houses {
      throw ProblemError(
        "\(category.name.quoted) has \(category.values.count) of \(houses) values: give one for each house"
      )
    }
    values = categories.flatMap(\.values)
    for (place, value) in values.enumerated() where values[..<place].contains(value) {
      throw ProblemError("\(value.quoted) is there twice: give every value its own name")
    }
    self.categories = categories
    self.clues = clues
  }

  /// How many houses there are, from 1 at the left.
  package var houses: Int { categories[0].values.count }

  /// Whether a clue holds; nil as long as that is open.
  static func holds(_ clue: Clue, in state: FilledCells) -> Bool? {
    func both(_ a: Int, _ b: Int, _ relation: (Int, Int) -> Bool) -> Bool? {
      let (a, b) = (state[a], state[b])
      return a == 0 || b == 0 ? nil : relation(a, b)
    }
    switch clue {
    case .same(let a, let b): return both(a, b, ==)
    case .different(let a, let b): return both(a, b, !=)
    case .left(let a, let b): return both(a, b) { $0 + 1 == $1 }
    case .next(let a, let b): return both(a, b) { abs($0 - $1) == 1 }
    case .house(let a, let house): return state[a] == 0 ? nil : state[a] == house
    case .notHouse(let a, let house): return state[a] == 0 ? nil : state[a] != house
    }
  }

  /// The first clue that does not hold; nil where none is broken yet.
  func broken(in state: FilledCells) -> Clue? {
    clues.first { Self.holds($0, in: state) == false }
  }

  /// A step is a value, and a house for it.
  func parts(of step: StepCode) -> (value: Int, house: Int) { (Int(step) / 8, Int(step) % 8) }

  /// The houses that are free for the next value; none where a clue is broken.
  package func appendSteps(from state: FilledCells, to steps: inout [StepCode]) {
    guard let value = values.indices.first(where: { state[$0] == 0 }), broken(in: state) == nil
    else { return }
    let first = value / houses * houses
    for house in 1...houses where !(first..<value).contains(where: { state[$0] == house }) {
      steps.append(StepCode(8 * value + house))
    }
  }

  /// Puts the value in the house.
  package func apply(_ step: StepCode, to state: FilledCells) -> FilledCells {
    let (value, house) = parts(of: step)
    var state = state
    state[value] = house
    return state
  }

  /// Whether every value has a house, and every clue holds.
  package func isGoal(_ state: FilledCells) -> Bool {
    values.indices.allSatisfy { state[$0] != 0 } && broken(in: state) == nil
  }

  /// How many values have no house; infinity where a clue is broken.
  package func costToGo(_ state: FilledCells) -> Float {
    broken(in: state) != nil ? .infinity : Float(values.indices.count { state[$0] == 0 })
  }

  /// The share of values that have a house; 0 where a clue is broken.
  package func heuristicValue(_ state: FilledCells) -> Float {
    let open = costToGo(state)
    return open == .infinity ? 0 : 1 - open / Float(values.count)
  }

  /// 64 bits of a hash of the houses.
  package func fingerprint(of state: FilledCells) -> UInt64 { state.fingerprint }
}
