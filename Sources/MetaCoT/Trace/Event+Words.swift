extension Event.Kind {
  /// The word in the trace file and on the screen. At most 15 bytes.
  public var word: String { String(describing: self) }

  /// Whether such an event has a text, which lies in the batch at `other`.
  public var hasText: Bool { self == .note || self == .mistake || self == .answer }
}

extension Event {
  /// Tokens that a `modelCall` tells of; what is no sensible number of them counts as none.
  var tokens: Int { kind == .modelCall && value > 0 && value < 1e9 ? Int(value) : 0 }
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
