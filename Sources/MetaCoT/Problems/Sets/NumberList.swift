/// Numbers to be joined, as lists of the Game of 24 write them: `4 5 6 10`, `4,5,6,10`, `[4, 5, 6, 10]`,
/// or cards, `A J Q K` (also `T` for ten), with or without their suits.
struct NumberList {
  /// Two to eight of them.
  let values: [Int32]

  private static let cards: [String: Int32] = ["A": 1, "T": 10, "J": 11, "Q": 12, "K": 13]

  /// Reads a list; nil if it is none.
  init?(_ text: some StringProtocol) {
    let words = text.split { $0.isWhitespace || ",;|[]()\"'♠♥♦♣".contains($0) }
    guard (2...8).contains(words.count) else { return nil }
    let values = words.compactMap { word in
      Self.cards[word.uppercased()] ?? (word.utf8.allSatisfy(Self.isDigit) ? Int32(word) : nil)
    }
    guard values.count == words.count else { return nil }
    self.values = values
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
