/// Why a search cannot go on from a moment of a trace.
public struct ForkError: Error, Equatable, CustomStringConvertible {
  /// The event at which it was seen, counted from 0; nil where it is about none.
  public var event: Int?
  /// One sentence in lower case.
  public var description: String

  init(event: Int?, _ description: String) {
    self.event = event
    self.description = description
  }
}
