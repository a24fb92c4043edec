/// A request of the strategy in flight.
struct Leaf {
  /// What has to happen to it next.
  enum Stage: UInt8 {
    /// Children are made, from steps that the problem lists.
    case listedExpansion
    /// Children are made once the model has answered.
    case expansion
    /// The children are there; the model's estimates of them are used.
    case estimates
    case evaluation
    case backup
  }

  var request: EvaluationRequest
  let ticket: Ticket
  var stage = Stage.evaluation
  /// Whether it makes more children of a node that has some.
  var isGrowth = false
  /// Whether what the model says of the children is known without having asked.
  var isEstimated = false
  /// Whether the node has had its children since it was expanded before.
  var isRepetition = false
  /// What is known of the node whose value is wanted, before the model has answered.
  var finding = Finding.nothing
  /// Whether the model was asked for the node's value.
  var isAsked = false
  /// Whether a complete expansion found any step.
  var hasSteps = false

  /// What is known of a node whose value is wanted.
  enum Finding: UInt8 {
    /// Nothing is wanted, or nothing found.
    case nothing
    /// It was evaluated when it was expanded.
    case expanded
    /// It is a goal, or a dead end.
    case terminal
    /// The value of an equal state is used again.
    case cached
    /// The model is asked.
    case asked
  }

  init(request: EvaluationRequest, ticket: Ticket) {
    self.request = request
    self.ticket = ticket
  }

  /// The phase that brings it on.
  var nextPhase: SearchPhase {
    switch stage {
    case .listedExpansion, .expansion, .estimates: .expand
    case .evaluation: .evaluate
    case .backup: .backup
    }
  }
}
