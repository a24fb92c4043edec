/// Words of a trace that are not known here, and how often each came. Nothing that has them is lost:
/// it is kept, drawn where it can be, and written again as it was.
public struct UnknownWords: Sendable, Equatable {
  /// Kinds of events.
  public var events: [String: Int] = [:]
  /// Reasons: what `why` says.
  public var reasons: [String: Int] = [:]
  /// Metrics that the header does not declare.
  public var metrics: [String: Int] = [:]

  /// None.
  public init() {}

  /// Such as `2 unknown events (reflect), 1 unknown reason (low value)`; nil if there are none.
  public var summary: String? {
    let parts = [(events, "event"), (reasons, "reason"), (metrics, "metric")].compactMap {
      words, noun -> String? in
      guard !words.isEmpty else { return nil }
      let count = words.values.reduce(0, +)
      let common = words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
        .map { $0.key.prefix(40).escapingControls }
      let more = words.count > common.count ? ", …" : ""
      return "\(count) unknown \(noun)\(count == 1 ? "" : "s") "
        + "(\(common.joined(separator: ", "))\(more))"
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
