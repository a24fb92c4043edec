/// What a `WalkReader` asks of the problem, with the problem's type erased: nodes are numbers, steps
/// and states are texts.
protocol WalkContext: Sendable {
  /// The text of the start state, where node 0 stands.
  var start: String { get }

  /// A state as the problem writes it; as it is given where it is none of the problem's.
  func canonical(_ state: String) -> String

  /// The legal step with this text at a node, and the text of the state that it leads to; nil if
  /// there is none. Complexity: linear in the legal steps.
  func step(_ text: String, from node: NodeID) -> (code: StepCode, state: String)?

  /// Takes in the next node: a legal step below `parent`.
  mutating func append(_ code: StepCode, below parent: NodeID)

  /// Takes in the next node: no legal step below `parent` leads to it, but a text says that it has
  /// this state.
  mutating func append(state: String, below parent: NodeID)

  /// Whether a legal step of its parent leads to the node.
  func isLegal(_ node: NodeID) -> Bool

  /// Whether nothing leads on from a node, and it is not a goal.
  func isDeadEnd(_ node: NodeID) -> Bool

  /// What the verifier says of the way to a node, and the answer that it spells; "" if there is a
  /// mistake on it.
  func verify(_ node: NodeID) -> (answer: String, found: Verification)
}

/// The context of one problem: for each node its state, and how it was reached.
struct ProblemWalkContext<P: EnumerableProblem>: WalkContext {
  private struct Node {
    var parent: NodeID
    /// The step that led to it; nil for the root and where no legal step did.
    var code: StepCode?
    /// Its state; nil where the text of it is none of the problem's.
    var state: P.State?
    /// Whether every step on the way to it is legal.
    var isSound: Bool
  }

  private let problem: P
  private var nodes: [Node]

  init(_ problem: P) {
    self.problem = problem
    nodes = [Node(parent: -1, code: nil, state: problem.start, isSound: true)]
  }

  var start: String { problem.text(of: problem.start) }

  func canonical(_ state: String) -> String {
    problem.state(text: state).map { problem.text(of: $0) } ?? state
  }

  func step(_ text: String, from node: NodeID) -> (code: StepCode, state: String)? {
    guard let state = nodes[Int(node)].state else { return nil }
    var steps: [StepCode] = []
    problem.appendSteps(from: state, to: &steps)
    func code(_ text: String) -> StepCode? {
      steps.first { problem.text(of: $0, from: state) == text }
    }
    guard let code = code(text) ?? Self.exchanged(text).flatMap(code) else { return nil }
    return (code, problem.text(of: problem.apply(code, to: state)))
  }

  /// A sum or a product with its numbers exchanged.
  private static func exchanged(_ text: String) -> String? {
    var words = text.split(separator: " ")
    guard words.count == 5, words[1] == "+" || words[1] == "×" else { return nil }
    words.swapAt(0, 2)
    return words.joined(separator: " ")
  }

  mutating func append(_ code: StepCode, below parent: NodeID) {
    let above = nodes[Int(parent)]
    let state = above.state.map { problem.apply(code, to: $0) }
    nodes.append(Node(parent: parent, code: code, state: state, isSound: above.isSound))
  }

  mutating func append(state: String, below parent: NodeID) {
    nodes.append(
      Node(parent: parent, code: nil, state: problem.state(text: state), isSound: false))
  }

  func isLegal(_ node: NodeID) -> Bool { nodes[Int(node)].code != nil }

  func isDeadEnd(_ node: NodeID) -> Bool {
    guard let state = nodes[Int(node)].state, !problem.isGoal(state) else { return false }
    if problem.costToGo(state) == .infinity { return true }
    var steps: [StepCode] = []
    problem.appendSteps(from: state, to: &steps)
    return steps.isEmpty
  }

  func verify(_ node: NodeID) -> (answer: String, found: Verification) {
    let isGoal = nodes[Int(node)].state.map { problem.isGoal($0) } ?? false
    guard nodes[Int(node)].isSound else {
      return ("", .rejected(isGoal ? "there is a mistake on the way to it" : "it is not the goal"))
    }
    var codes: [StepCode] = []
    var above = node
    while let code = nodes[Int(above)].code {
      codes.append(code)
      above = nodes[Int(above)].parent
    }
    let answer = problem.answer(codes.reversed())
    return (answer, isGoal ? problem.verify(answer) : .rejected("it is not the goal"))
  }
}
