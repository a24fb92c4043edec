/// Why a search cannot go on from a moment of a trace.
package struct ForkError: Error, Equatable, CustomStringConvertible {
  /// The event at which it was seen, counted from 0; nil where it is about none.
  package var event: Int?
  /// One sentence in lower case.
  package var description: String

  init(event: Int?, _ description: String) {
    self.event = event
    self.description = description
  }
}
