/// A person's wish to a running search. Nodes are those of the events. It takes effect before the
/// next iteration, clears nothing, and is recorded as a `steer` event.
public enum Steering: Sendable, Equatable {
  /// The next iteration goes to this node.
  case expandNext(NodeID)
  /// Nothing at this node or below it is searched any more.
  case forbid(NodeID)
  /// Takes `forbid` back.
  case allow(NodeID)
  /// The next `iterations` iterations stay at this node and below it.
  case favour(NodeID, iterations: Int)
  /// The budget is raised by so many expansions; where these are not limited, model calls, or else
  /// tokens.
  case raiseBudget(by: Int)
}
