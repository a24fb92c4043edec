/// What a person tells a running search, from the key that is pressed to the strategy. It takes
/// effect before the next iteration, clears nothing, and is recorded as a `steer` event.
public enum SteeringCommand: Sendable, Equatable {
  /// The next iteration goes to this node.
  case expandNext(NodeID)
  /// Nothing at this node or below it is searched any more.
  case forbid(NodeID)
  /// Takes `forbid` back.
  case allow(NodeID)
  /// The next `iterations` iterations stay at this node and below it.
  case favour(NodeID, iterations: Int)
  /// The budget is raised by so many expansions; where these are not limited, model calls, or else
  /// tokens. A strategy never sees it.
  case raiseBudget(by: Int)

  /// The node that it is about.
  public var node: NodeID? {
    switch self {
    case .expandNext(let node), .forbid(let node), .allow(let node), .favour(let node, _): node
    case .raiseBudget: nil
    }
  }

  /// The same about another node: events and strategies number nodes each in their own way.
  func at(_ node: Int32) -> SteeringCommand {
    switch self {
    case .expandNext: .expandNext(node)
    case .forbid: .forbid(node)
    case .allow: .allow(node)
    case .favour(_, let iterations): .favour(node, iterations: iterations)
    case .raiseBudget: self
    }
  }

  /// As it is recorded.
  var event: Event {
    switch self {
    case .expandNext(let node): Event(.steer, node, reason: .expandNext)
    case .forbid(let node): Event(.steer, node, reason: .forbid)
    case .allow(let node): Event(.steer, node, reason: .allow)
    case .favour(let node, let iterations):
      Event(.steer, node, value: Float(iterations), reason: .favour)
    case .raiseBudget(let amount): Event(.steer, 0, value: Float(amount), reason: .budget)
    }
  }
}
