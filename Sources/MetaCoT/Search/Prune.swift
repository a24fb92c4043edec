/// A node that needs no further search, and why.
public struct Prune: Sendable {
  /// The node.
  public var node: Int32
  /// Why.
  public var reason: Event.Reason

  /// A node and the reason.
  public init(node: Int32, reason: Event.Reason) {
    self.node = node
    self.reason = reason
  }
}
