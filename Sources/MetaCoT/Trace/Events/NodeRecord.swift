/// What is known of a node when it is created, and stays so.
public struct NodeRecord: Sendable, Equatable {
  /// The node it was reached from; -1 for the root.
  public var parent: NodeID
  /// An earlier node with an equal state (a transposition), or -1.
  public var same: NodeID
  /// Prior probability of the step given by the policy; NaN where there is none.
  public var P: Float
  /// Value given by the model when the node was created; NaN where there is none.
  public var V: Float
  /// Cost of the path from the root; NaN where costs play no part.
  public var g: Float
  /// Estimated cost to go; NaN where there is none.
  public var h: Float
  /// Where the text of step and state begins in the batch (or the tree): the step, then the state.
  public var text: UInt32
  /// UTF-8 bytes of the step's text.
  public var stepLength: UInt32
  /// `stateLength`, and in the highest bit `stateFollows`.
  private var state: UInt32

  /// UTF-8 bytes of the state's text, below 2^31.
  public var stateLength: UInt32 {
    get { state & ~Self.follows }
    set { state = state & Self.follows | newValue & ~Self.follows }
  }

  /// Whether the text of the state is only what follows the text of the parent's state.
  public var stateFollows: Bool {
    get { state & Self.follows != 0 }
    set { state = newValue ? state | Self.follows : state & ~Self.follows }
  }

  private static let follows: UInt32 = 1 << 31

  /// A record without figures or text.
  public init(parent: NodeID) {
    self.parent = parent
    same = -1
    P = .nan
    V = .nan
    g = .nan
    h = .nan
    text = 0
    stepLength = 0
    state = 0
  }
}
