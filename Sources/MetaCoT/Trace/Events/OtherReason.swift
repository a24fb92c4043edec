/// A reason of somebody else's.
public struct OtherReason: Sendable, Equatable {
  /// The event that has it, as an index into the batch's events.
  public var event: Int32
  /// The word in the file.
  public var word: String

  /// A reason.
  public init(event: Int32, word: String) {
    self.event = event
    self.word = word
  }
}
