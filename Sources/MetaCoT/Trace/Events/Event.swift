/// A node's number: 0 is the root, then in the order of creation, without gaps.
public typealias NodeID = Int32

/// One thing that happened in a search. Sixteen bytes; texts lie beside it in its `EventBatch`.
public struct Event: Sendable, Equatable {
  /// What happened. The raw value is the word in the trace file.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// The strategy turned to `node`. Begins an iteration.
    case select
    /// `count` nodes were created below `node`, numbered from `other`. Can happen several times to
    /// one node (progressive widening; a tree that grows by one node an iteration).
    case expand
    /// The state of `node` was evaluated by the model: V is `value`. With `.hopeless` the model sees no
    /// way from there. With other reasons it was not asked: `.deadEnd`, there is no legal step and no
    /// goal; `.solved`, it is a goal; `.cached`, the value of an equal state was used again.
    case evaluate
    /// `value` was added to W, and 1 to N, on the path from `node` to the root.
    case backup
    /// The search left `node` and everything below it; `other` is the deepest common ancestor of
    /// it and of the node selected next. `reason` says why.
    case backtrack
    /// `node` (with its subtree) needs no further search, for `reason`.
    case prune
    /// `node` holds a goal that the verifier accepted; `value` is its cost.
    case goal
    /// `node` gives an answer, with the model's value `value`; whether it is right is looked at after
    /// the end only. The answer lies in the batch at `other`, as the text of a `note` does.
    case answer
    /// The model evaluated `count` states on behalf of `node`; `value` is the number of tokens that
    /// it wrote. `other` is 0, or says where in the batch more is told of it:
    /// `EventBatch.calls`, counted from 1.
    case modelCall
    /// A request to the model on behalf of `node` failed; a text as that of a `note` says why.
    case failed
    /// A text as that of a `note` was appended to the step of `node`: it streams in.
    case text
    /// `node` has another edge, to `other`, a node that exists.
    case link
    /// A person steered the search: `reason` says how, `node` where, `value` by how much.
    case steer
    /// A remark about `node`; its text lies in the batch at `other`, see `EventBatch.notes`.
    case note
    /// What the model wrote does not hold: `reason` says how, a text as that of a `note` what.
    /// `node` is the one that the mistake made, or the one that was current.
    case mistake
    /// The search ended; the batch holds the outcome.
    case end
    /// An event of somebody else's, of a kind that is not known here: its line is kept as the text of
    /// a `note` is.
    case other
  }

  /// Why.
  public enum Reason: UInt8, Sendable, CaseIterable {
    case none
    /// No legal step leads on, and this is not a goal.
    case deadEnd
    /// The model, asked about it, gives no step or no finite cost to go.
    case hopeless
    /// Everything below has been searched without success (proved failed).
    case exhausted
    /// The state was reached before at no greater cost.
    case duplicate
    /// The state was reached again more cheaply: the search goes on from there.
    case superseded
    /// It cannot beat the best answer known.
    case bound
    /// It fell out of the beam.
    case width
    /// The depth limit.
    case depth
    /// Another node looks better.
    case better
    /// A goal was found here; the search goes on elsewhere.
    case solved
    /// The sample or rollout ended; the next starts afresh.
    case restart
    /// The value of an equal state was used again.
    case cached
    /// The model proposed a step that is not legal.
    case illegal
    /// The step does not lead to the state that the model wrote.
    case wrong
    /// The model went to a state that was never reached.
    case unreached
    /// The model claimed a goal, and the verifier says that it is none.
    case rejected
    /// What the model wrote cannot be read.
    case unreadable
    /// The model's text was cut off.
    case unfinished
    /// The model had no answer about it.
    case failed
    /// Steering: expand this node next.
    case expandNext
    /// Steering: forbid this subtree.
    case forbid
    /// Steering: allow this subtree again.
    case allow
    /// Steering: stay at this node and below it for the next iterations, `value` of them.
    case favour
    /// Steering: the budget was raised by `value` expansions, or calls or tokens where these are limited.
    case budget
    /// A reason of somebody else's: `EventBatch.otherReasons` has the word.
    case other
  }

  /// What happened.
  public var kind: Kind
  /// Why, where there is a why.
  public var reason: Reason
  /// See `Kind`.
  public var count: UInt16
  /// The node it happened to.
  public var node: NodeID
  /// A second node, or an index: see `Kind`.
  public var other: Int32
  /// See `Kind`. Recorded to four decimals.
  public var value: Float

  /// Whether this tells of a value that the model was asked for.
  package var isAskedOfModel: Bool {
    kind == .evaluate && reason != .cached && reason != .deadEnd && reason != .solved
  }

  /// Whether nothing leads on from the node: no legal step, or none that the model believes in.
  package var isDeadEnd: Bool { reason == .deadEnd || reason == .hopeless }

  /// An event.
  public init(
    _ kind: Kind, _ node: NodeID, other: Int32 = 0, count: Int = 0, value: Float = 0,
    reason: Reason = .none
  ) {
    self.kind = kind
    self.reason = reason
    self.count = UInt16(count)
    self.node = node
    self.other = other
    self.value = value
  }
}
