/// The text of one event: whole lines, with the spans that link them to nodes.
public struct TextFragment: Sendable, Equatable {
  /// What a span of text is, for its looks.
  public enum SpanKind: Sendable, Hashable, CaseIterable {
    case plain, step, state, value, goal, deadEnd, backtrack, check, note, mistake
  }

  /// A range of the text and the node it speaks of.
  public struct Span: Sendable, Equatable {
    /// UTF-8 offsets into `text`.
    public var range: Range<Int>
    /// The node.
    public var node: NodeID
    /// What it is.
    public var kind: SpanKind

    /// A span.
    public init(_ range: Range<Int>, node: NodeID, kind: SpanKind) {
      self.range = range
      self.node = node
      self.kind = kind
    }
  }

  /// The event it came from; -1 for the opening.
  public var event: Int
  /// The node that the fragment as a whole speaks of.
  public var node: NodeID
  /// How deep in the tree it is: a pane may indent by it.
  public var depth: Int
  /// Lines separated by `\n`, without one at the end.
  public var text: String
  /// Ascending, without overlaps; gaps are plain and speak of `node`.
  public var spans: [Span]

  /// A fragment.
  public init(event: Int, node: NodeID, depth: Int = 0, text: String = "", spans: [Span] = []) {
    self.event = event
    self.node = node
    self.depth = depth
    self.text = text
    self.spans = spans
  }

  /// The node that the byte at this UTF-8 offset speaks of.
  public func node(at offset: Int) -> NodeID {
    spans.first { $0.range.contains(offset) }?.node ?? node
  }

  /// How many lines the text has.
  public var lineCount: Int {
    text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }

  /// Appends text; with a kind or a node, as a span about the node (the fragment's own by default).
  public mutating func append(_ words: String, _ kind: SpanKind = .plain, node: NodeID? = nil) {
    guard !words.isEmpty else { return }
    let start = text.utf8.count
    text += words
    if kind != .plain || node != nil {
      spans.append(Span(start..<text.utf8.count, node: node ?? self.node, kind: kind))
    }
  }
}
