import MetaCoT

/// A set of nodes of one tree. A bit a node.
struct NodeSet: Sendable {
  private var words: [UInt64] = []

  func contains(_ node: NodeID) -> Bool {
    let word = Int(node) / 64
    return word < words.count && words[word] & 1 << UInt64(node % 64) != 0
  }

  /// Puts a node in; false if it was there.
  @discardableResult
  mutating func insert(_ node: NodeID) -> Bool {
    let word = Int(node) / 64
    if word >= words.count {
      // Appended, not reserved: nodes come in ascending order, and the array grows geometrically.
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    let bit: UInt64 = 1 << UInt64(node % 64)
    defer { words[word] |= bit }
    return words[word] & bit == 0
  }
}
