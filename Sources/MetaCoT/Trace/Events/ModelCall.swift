/// What is known of a call of the model, beyond the number of states and of tokens, for which its
/// event has room. What is nil is not known.
public struct ModelCall: Sendable, Equatable {
  /// What was asked for, such as `propose` or `values`.
  public var what: String?
  /// States, where they are more than 65,535, the most that an event has room for.
  public var states: Int?
  /// Tokens that the model wrote, where they are more than 2^24: an event's value is 32 bits wide.
  public var writtenTokens: Int?
  /// Tokens of the prompt.
  public var promptTokens: Int?
  /// Tokens of the prompt that the model had read before.
  public var cachedTokens: Int?
  /// The logarithm of the probability of what was written, summed over its tokens.
  public var logProbability: Double?
  /// Microseconds from request to answer; recorded only with timings.
  public var latency: UInt64?
  /// What it cost, in US dollars.
  public var money: Double?

  /// A call of which nothing is known.
  public init() {}
}
