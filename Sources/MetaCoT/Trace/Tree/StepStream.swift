/// What was appended to the text of a step, event by event.
struct StepStream: Sendable {
  private var events: [Int32] = []
  private var ends: [Int] = []
  private var text: [UInt8] = []

  mutating func append(_ piece: String, at event: Int32) {
    text.append(text: piece)
    events.append(event)
    ends.append(text.count)
  }

  /// The UTF-8 of what had been appended before the moment `now`. O(log pieces).
  func bytes(before now: Int) -> ArraySlice<UInt8> {
    let count = SearchTree.count(of: events, before: now)
    return text[..<(count > 0 ? ends[count - 1] : 0)]
  }
}
