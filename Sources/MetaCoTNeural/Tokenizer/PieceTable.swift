/// Tokens by the bytes of their text: a hash table that is asked with a range of a longer text.
///
/// Open addressing with linear probing, at most a quarter full; the hash is FNV-1a (Fowler, Noll,
/// Vo). 12 bytes a slot.
struct PieceTable: Sendable {
  private struct Slot {
    /// Where the bytes begin in `bytes`.
    var start: Int32 = 0
    /// How many there are; none in an empty slot.
    var count: Int32 = 0
    var token: Int32 = 0
  }

  private var slots: [Slot]
  private var bytes: [UInt8] = []
  private var longest = 0

  /// A table of these texts, none of which is empty.
  init(_ pieces: [(bytes: [UInt8], token: Int32)]) {
    var capacity = 16
    while capacity < 4 * pieces.count { capacity *= 2 }
    slots = Array(repeating: Slot(), count: capacity)
    for piece in pieces {
      var place = piece.bytes.withUnsafeBufferPointer {
        Self.hash($0, 0, $0.count) & (capacity - 1)
      }
      while slots[place].count > 0 { place = (place + 1) & (capacity - 1) }
      slots[place] = Slot(
        start: Int32(bytes.count), count: Int32(piece.bytes.count), token: piece.token)
      bytes += piece.bytes
      longest = max(longest, piece.bytes.count)
    }
  }

  /// The token whose text is these bytes of `text`.
  func token(of text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int32? {
    guard end - start <= longest else { return nil }
    var place = Self.hash(text, start, end) & (slots.count - 1)
    while true {
      let slot = slots[place]
      if slot.count == 0 { return nil }
      if Int(slot.count) == end - start {
        var offset = 0
        while offset < end - start, bytes[Int(slot.start) + offset] == text[start + offset] {
          offset += 1
        }
        if offset == end - start { return slot.token }
      }
      place = (place + 1) & (slots.count - 1)
    }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in start..<end { hash = (hash ^ UInt64(text[place])) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
