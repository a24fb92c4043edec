extension Event.Kind {
  /// The word in the trace file and on the screen. At most 15 bytes.
  public var word: String { String(describing: self) }

  /// Whether such an event has a text, which lies in the batch at `other`.
  public var hasText: Bool {
    switch self {
    case .note, .mistake, .answer, .failed, .text, .other: true
    default: false
    }
  }
}

extension Event.Reason {
  /// The words in the trace file and on the screen, such as `dead end`; empty for `none`. At most
  /// 15 bytes.
  public var word: String {
    switch self {
    case .none: ""
    case .deadEnd: "dead end"
    case .expandNext: "expand next"
    default: String(describing: self)
    }
  }
}

extension Event {
  /// Tokens that a `modelCall` has room to tell of; what is not a sensible number of them counts as
  /// none.
  var roundedTokens: Int { value > 0 && value < 1e9 ? Int(saturating: value) : 0 }
}
