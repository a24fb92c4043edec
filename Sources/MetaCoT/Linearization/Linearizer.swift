/// A register of Meta-CoT text: how events are written as words.
///
/// A register is a pure function of the tree's events and texts: the same event gives the same
/// piece, whether the search is live, replayed or compared, and whatever was written before. So a
/// pane can write just the pieces it shows, and no text is stored.
public protocol Register: Sendable {
  /// The name on the command line, such as `thought`.
  static var name: String { get }

  /// What stands before the first event: the problem, as this register states it.
  func opening(of tree: SearchTree) -> Piece

  /// The text of one event; nil if this register passes over it. Does not depend on `tree.now`.
  func piece(at event: Int, in tree: SearchTree) -> Piece?
}

/// The text of one event: whole lines, with the spans that link them to nodes.
public struct Piece: Sendable, Equatable {
  /// What a span of text is, for its looks.
  public enum Role: Sendable, Hashable {
    case plain, step, state, value, goal, deadEnd, backtrack, check, note
  }

  /// A range of the text and the node it speaks of.
  public struct Span: Sendable, Equatable {
    /// UTF-8 offsets into `text`.
    public var range: Range<Int>
    /// The node.
    public var node: NodeID
    /// What it is.
    public var role: Role

    /// A span.
    public init(_ range: Range<Int>, node: NodeID, role: Role) {
      self.range = range
      self.node = node
      self.role = role
    }
  }

  /// The event it came from; -1 for the opening.
  public var event: Int
  /// The node that the piece as a whole speaks of.
  public var node: NodeID
  /// How deep the thought is: a pane may indent by it.
  public var depth: Int
  /// Lines separated by `\n`, without one at the end.
  public var text: String
  /// Ascending, without overlaps; gaps are plain.
  public var spans: [Span]

  /// A piece.
  public init(event: Int, node: NodeID, depth: Int = 0, text: String = "", spans: [Span] = []) {
    self.event = event
    self.node = node
    self.depth = depth
    self.text = text
    self.spans = spans
  }

  /// Appends text as a span about a node.
  public mutating func append(_ words: String, _ role: Role = .plain, node: NodeID? = nil) {
    let start = text.utf8.count
    text += words
    if role != .plain || node != nil {
      spans.append(Span(start..<text.utf8.count, node: node ?? self.node, role: role))
    }
  }
}
