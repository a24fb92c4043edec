/// What the model took.
public struct ModelCost: Sendable, Equatable {
  /// States put before it.
  public var calls = 0
  /// Tokens that it computed or wrote.
  public var tokens = 0
  /// Microseconds that it took, where that is told of. Whole, so that what is added can be taken away
  /// again; so are billionths of dollars.
  public var latency = 0
  /// Billionths of US dollars that it cost, where that is told of.
  public var nanodollars = 0

  /// Seconds that it took.
  public var seconds: Double { Double(latency) / 1e6 }
  /// US dollars that it cost.
  public var dollars: Double { Double(nanodollars) / 1e9 }

  /// Nothing.
  public init() {}

  /// What a `modelCall` event tells of.
  init(of event: Event, _ call: ModelCall?) {
    calls = call?.states ?? Int(event.count)
    tokens = call?.writtenTokens ?? event.roundedTokens
    latency = call?.latency.map { Int(clamping: $0) } ?? 0
    nanodollars =
      call?.money.map { Int(saturating: max(-1e15, min(1e15, $0 * 1e9)).rounded()) } ?? 0
  }

  /// Adds another cost, or takes it away (`sign` −1).
  @inline(__always)
  mutating func add(_ other: ModelCost, sign: Int = 1) {
    calls += sign * other.calls
    tokens += sign * other.tokens
    latency &+= sign * other.latency
    nanodollars += sign * other.nanodollars
  }
}
