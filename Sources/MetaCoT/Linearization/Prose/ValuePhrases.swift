/// What the prose says of a value, by the model that gave it.
struct ValuePhrases: Sendable {
  private let meaning: ValueMeaning
  private let range: ClosedRange<Double>
  private let isLowerBetter: Bool

  /// The opinions of the model of a search, within the range that its header declares.
  init(_ header: TraceHeader) {
    range = header.values.map { $0.range ?? 0...0 } ?? 0...1
    isLowerBetter = header.values?.better == .lower
    meaning =
      ModelRegistry.entries.first { $0.name == header.model?.name }?.valueMeaning ?? .estimate
  }

  /// Whether a value is worth showing.
  var areShown: Bool { meaning == .estimate }

  /// Whether all values are the same.
  var areConstant: Bool { meaning == .constant }

  /// What a place "looks", such as `promising`; nil where there is a sentence instead, or nothing to
  /// say.
  func adjective(of value: Float) -> String? {
    let width = range.upperBound - range.lowerBound
    guard meaning == .estimate, width > 0, value.isFinite else { return nil }
    let share = Float((Double(value) - range.lowerBound) / width)
    return Self.estimate(isLowerBetter ? 1 - share : share)
  }

  /// Sentences that say the rest of a value; none where it has been said.
  func sentences(of value: Float) -> [String] {
    guard meaning == .rollout else { return [] }
    if value >= 1 {
      return ["A random try from there succeeds!", "Going on at random, I get to the goal!"]
    }
    if value > 0 { return ["Random tries from there go both ways."] }
    return [
      "A random try from there fails.", "Going on at random leads nowhere.",
      "From there I try at random, and fail.",
    ]
  }

  private static func estimate(_ value: Float) -> String {
    switch value {
    case 0.8...: "very promising"
    case 0.5..<0.8: "promising"
    case 0.25..<0.5: "possible"
    case 0.05..<0.25: "doubtful"
    default: "hopeless"
    }
  }
}
