/// A node, and what is wanted of it.
public struct EvaluationRequest: Sendable {
  /// What is wanted: bits.
  public struct Wants: OptionSet, Sendable {
    /// The bits.
    public var rawValue: UInt8
    /// What these bits say.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Children.
    public static let expand = Wants(rawValue: 1)
    /// The model's value; goals and dead ends are found too.
    public static let value = Wants(rawValue: 2)
    /// Goals and dead ends, without the model.
    public static let check = Wants(rawValue: 4)
    /// The goal here is to be verified and to count.
    public static let claim = Wants(rawValue: 8)
    /// The value is to be recorded as added to the path.
    public static let backup = Wants(rawValue: 16)
  }

  /// The node that the iteration turned to.
  public var selected: Int32
  /// The node whose value is wanted: `selected`, or a child of it.
  public var node: Int32
  /// What is wanted of it.
  public var wants: Wants
  /// Result: 1 at a goal, 0 at a dead end, else the model's.
  public var value: Float = 0
  /// Result: the value is that of an equal state, used again.
  public var isCached = false
  /// Result: an earlier node with an equal state, or -1.
  public var same: Int32 = -1
  /// Result: a node above has an equal state, so that going on from here can win nothing.
  public var closesCycle = false
  /// Result of an expansion: the new nodes.
  public var firstNew: Int32 = 0
  /// Result of an expansion: how many there are.
  public var newCount: Int32 = 0

  /// Wants something of a node.
  public init(_ node: Int32, _ wants: Wants) {
    selected = node
    self.node = node
    self.wants = wants
  }

  /// Wants something of a child of the node that the iteration turned to.
  public init(selected: Int32, node: Int32, _ wants: Wants) {
    self.selected = selected
    self.node = node
    self.wants = wants
  }

  /// The nodes that an expansion made.
  public var newNodes: Range<Int32> { firstNew..<firstNew + newCount }
}
