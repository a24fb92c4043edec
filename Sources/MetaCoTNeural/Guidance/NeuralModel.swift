import Foundation
import MetaCoT
import Synchronization

/// A transformer as policy and value of a search.
///
/// It reads `PROBLEM ⏎ solve ⏎ STATE:` and the value head says what the state is worth. The prior of
/// a step is the probability that the network writes it next, among the legal ones.
/// If it is to propose steps, it writes that many texts after the state instead, and the prior is
/// their share; texts that are no legal step are given back as such.
///
/// The problem's text is read once; states are suffixes of it, all states of a batch are computed
/// together, and what is known of a state is kept for all searches.
///
/// A value is discounted: V = discount^n where a goal is surely n steps away. So the cost to go that
/// A* and its kin use is ln V / ln discount, which is n there and grows with every doubt, rounded to
/// a whole number from 1, as costs are. It is an estimate and no bound. Without a discount it is
/// −ln V.
public final class NeuralModel: InlineModel {
  /// The network.
  public let checkpoint: Checkpoint
  /// How many steps it proposes from a state; 0 ranks the legal ones.
  public let proposals: Int
  let transformer: Transformer
  /// Contexts that no thread uses now.
  private let contexts = Mutex<[PrefixCachedEvaluator]>([])
  private let memory = EvaluationCache()

  /// Tokens that are left free for a state and a step.
  static let branchTokens = 64

  /// What can be chosen of a model with a network, and how it is called.
  public static let parameters = [
    Parameter(
      "propose", whole: 0...1024, default: 0,
      "steps that the network proposes from a state, sampled at temperature 1; 0 ranks the legal ones"
    )
  ]

  /// A model of this network that proposes so many steps from a state; 0 ranks the legal ones.
  public init(_ checkpoint: Checkpoint, proposals: Int = 0) {
    self.checkpoint = checkpoint
    self.proposals = proposals
    transformer = Transformer(checkpoint.weights)
  }

  /// True.
  public var hasPolicy: Bool { true }
  /// True.
  public var givesCostsToGo: Bool { true }
  /// True.
  public var isDeterministic: Bool { true }

  /// Refuses kinds of problems that the network was not trained on, and texts that it cannot hold.
  public func refusal(of problem: any Problem) -> String? {
    let kinds = checkpoint.card.kinds
    let kind = type(of: problem).kind
    if !kinds.isEmpty, !kinds.contains(kind) {
      return "it was trained on \(kinds.joined(separator: ", ")), not on \(kind)"
    }
    let tokens = PrefixCachedEvaluator.prompt(of: problem.text, checkpoint.tokenizer).count
    let most = checkpoint.shape.context - Self.branchTokens
    if tokens > most {
      return "this problem takes \(tokens) tokens, and it has room for \(most)"
    }
    return nil
  }

  /// Asks the network about the states that it was not asked about before. Throws a `ModelError` where a
  /// state and a step are longer than what it has room for.
  public func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) throws(ModelError) {
    let problem = batch.problem
    let wantsPriors = batch.wants.contains(.priors)
    let text = problem.text
    let identity = fnv1a([0], after: fnv1a(text.utf8))
    var asked: [Int] = []
    var texts: [String] = []
    // Only to see whether there is a step: the search's numbers are left as they are.
    var any = SeededRandom(seed: 0)
    for (index, state) in batch.states.enumerated() {
      let name = problem.text(of: state)
      if let known = memory[identity, name], !wantsPriors || known.priors != nil {
        answer(&batch, index, known)
      } else if problem.isGoal(state) || problem.randomStep(from: state, using: &any) == nil {
        answer(&batch, index, .init(value: problem.isGoal(state) ? 1 : 0, priors: []))
      } else {
        asked.append(index)
        texts.append(name)
      }
    }
    guard !asked.isEmpty else { return }
    let context = context(of: text)
    defer { contexts.withLock { $0.append(context) } }
    for (index, name) in zip(asked, texts) {
      let steps = wantsPriors && proposals == 0 ? Self.steps(of: index, in: batch) : []
      context.append(state: name, steps: steps)
    }
    try context.compute()
    for (place, index) in asked.enumerated() {
      var found = context.found(place, withPriors: wantsPriors)
      if wantsPriors, proposals > 0 {
        let legal = Self.steps(of: index, in: batch).map { WalkLinearizer.payload(step: $0) }
        propose(&found, at: texts[place], legal: legal, seed: identity, context)
      }
      memory[identity, texts[place]] = found
      answer(&batch, index, found)
    }
  }

  private static func steps<P: EnumerableProblem>(of index: Int, in batch: EvaluationBatch<P>)
    -> [String]
  {
    batch.steps[batch.ranges[index]].map { batch.problem.text(of: $0, from: batch.states[index]) }
  }

  /// Has the network propose steps from a state. The seed comes from the texts of problem and state
  /// alone, so that it does not matter what was asked before.
  private func propose(
    _ found: inout StateEvaluation, at state: String, legal: [String], seed: UInt64,
    _ context: PrefixCachedEvaluator
  ) {
    let (texts, tokens) = context.proposals(
      at: state, count: proposals, limit: Self.branchTokens, seed: fnv1a(state.utf8, after: seed))
    let proposals = StepProposals(texts, legal: legal)
    found.priors = proposals.priors
    found.illegal = proposals.illegal
    found.tokens += tokens
  }

  private func answer<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, _ index: Int, _ known: StateEvaluation
  ) {
    batch.spend(known.tokens, on: index)
    if batch.wants.contains(.values) { batch.values[index] = known.value }
    if batch.wants.contains(.costsToGo) {
      batch.costsToGo[index] = costToGo(known.value)
    }
    guard batch.wants.contains(.priors), let priors = known.priors else { return }
    for text in known.illegal { batch.reject(text, at: index) }
    for (step, prior) in zip(batch.ranges[index], priors) { batch.priors[step] = prior }
  }

  private func costToGo(_ value: Float) -> Float {
    let discount = checkpoint.card.discount
    guard value < 1 else { return 0 }
    let surprise = -log(max(value, 1e-6))
    guard discount < 1 else { return surprise }
    // Unrounded, a value that is a little too high lets A* look at a whole level before the next.
    return max(1, (surprise / -log(discount)).rounded())
  }

  /// A context that has read this problem, or one that reads it now.
  private func context(of problem: String) -> PrefixCachedEvaluator {
    let context = contexts.withLock { contexts -> PrefixCachedEvaluator? in
      let place = contexts.firstIndex { $0.problem == problem }
      if let place { return contexts.remove(at: place) }
      return contexts.count < 8 ? nil : contexts.removeFirst()
    }
    let found = context ?? PrefixCachedEvaluator(transformer, checkpoint.tokenizer)
    found.read(problem)
    return found
  }
}

/// What the network says of a state.
struct StateEvaluation: Sendable {
  var value: Float
  /// The priors of its steps, in the problem's order; nil if they were not asked for.
  var priors: [Float]?
  /// What was proposed and is not a legal step.
  var illegal: [String] = []
  /// What it takes to compute them. It is counted whenever they are asked for, so that a search
  /// counts the same whatever was searched before.
  var tokens = 0
}

/// What is known of states, by problem and text, for all searches that share a model.
private final class EvaluationCache: Sendable {
  private let figures = Mutex<[UInt64: StateEvaluation]>([:])
  /// When there are so many, all are forgotten.
  private static let capacity = 1 << 20

  subscript(problem: UInt64, state: String) -> StateEvaluation? {
    get { figures.withLock { $0[Self.key(problem, state)] } }
    set {
      figures.withLock { figures in
        if figures.count >= Self.capacity { figures.removeAll() }
        figures[Self.key(problem, state)] = newValue
      }
    }
  }

  private static func key(_ problem: UInt64, _ state: String) -> UInt64 {
    fnv1a(state.utf8, after: problem)
  }
}
