/// Sequences of tokens for training, one after another, without padding.
///
/// A sequence may be a tree: a *prefix*, and suffixes of it that do not see each other, each at the
/// positions that it would have right after the prefix. So many states of one problem share the
/// problem's text, as they do in a `Decoder`.
package struct SequenceBatch: Sendable {
  /// All tokens.
  package private(set) var tokens: [Int32] = []
  /// Where each sequence begins, and the end of the last.
  package private(set) var starts: [Int] = [0]
  /// How long the prefix of each sequence is.
  private(set) var prefixLengths: [Int] = []
  /// For each token, where its suffix begins in its sequence; 0 in a prefix.
  private(set) var suffixStarts: [Int32] = []

  /// No sequences.
  package init() {}

  /// Appends a sequence of at least one token.
  package mutating func append(_ sequence: some Collection<Int32>) {
    append(prefix: sequence, suffixes: [])
  }

  /// Appends a tree: a prefix of at least one token, and suffixes of it.
  package mutating func append(prefix: some Collection<Int32>, suffixes: [[Int32]]) {
    tokens.append(contentsOf: prefix)
    suffixStarts.append(contentsOf: repeatElement(0, count: prefix.count))
    prefixLengths.append(prefix.count)
    for suffix in suffixes {
      let start = Int32(tokens.count - starts[count])
      tokens.append(contentsOf: suffix)
      suffixStarts.append(contentsOf: repeatElement(start, count: suffix.count))
    }
    starts.append(tokens.count)
  }

  /// Appends all sequences of another batch.
  mutating func append(contentsOf other: SequenceBatch) {
    starts += other.starts.dropFirst().map { $0 + tokens.count }
    tokens += other.tokens
    prefixLengths += other.prefixLengths
    suffixStarts += other.suffixStarts
  }

  /// How many sequences.
  package var count: Int { starts.count - 1 }

  /// The places of a sequence's tokens.
  package func range(of sequence: Int) -> Range<Int> { starts[sequence]..<starts[sequence + 1] }

  /// Runs of sequences of at most `limit` tokens each (or one sequence, if it is longer).
  func pieces(of sequences: Range<Int>, limit: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var first = sequences.lowerBound
    while first < sequences.upperBound {
      var end = first + 1
      while end < sequences.upperBound, starts[end + 1] - starts[first] <= limit { end += 1 }
      pieces.append(first..<end)
      first = end
    }
    return pieces
  }

  /// The sequences in `count` runs of about as many tokens.
  func shards(_ count: Int) -> [Range<Int>] {
    var shards: [Range<Int>] = []
    var first = 0
    for shard in 1...count {
      let goal = tokens.count * shard / count
      var end = first
      while end < self.count, shard == count || starts[end + 1] <= goal { end += 1 }
      shards.append(first..<end)
      first = end
    }
    return shards
  }
}
