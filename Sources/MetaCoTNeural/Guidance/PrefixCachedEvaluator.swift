import MetaCoT

/// A decoder that has read a problem, and computes states of it as suffixes.
///
/// Used by one thread at a time.
final class PrefixCachedEvaluator: @unchecked Sendable {
  /// The problem that was read; empty before.
  private(set) var problem = ""
  private let decoder: Decoder
  private let tokenizer: Tokenizer
  /// The row of the last token of the problem; -1 before one was read.
  private var prefix = -1
  private lazy var proposer = Proposer(decoder.transformer, tokenizer)

  private var tokens: [Int32] = []
  private var parents: [Int] = []
  private var suffixes: [Suffix] = []
  /// The row of each node of a trie whose logits are wanted, and where they are found.
  private var logitRows: [Int] = []
  private var logits: UnsafePointer<Float>?

  /// A state that is computed.
  private struct Suffix {
    /// How many tokens that takes.
    var size: Int
    /// The token after which its value is read.
    var last: Int
    var trie: StepTrie
    /// Where the trie's logits begin.
    var firstLogits: Int
  }

  init(_ transformer: Transformer, _ tokenizer: Tokenizer) {
    decoder = Decoder(transformer)
    self.tokenizer = tokenizer
  }

  /// What stands before a state.
  static func prompt(of problem: String, _ tokenizer: Tokenizer) -> [Int32] {
    [tokenizer.beginning] + tokenizer.encode(WalkLinearizer.prompt(for: problem, .solve))
  }

  /// Reads a problem, if it is not the one read last. It must fit the network's context.
  func read(_ problem: String) {
    guard problem != self.problem || prefix < 0 else { return }
    decoder.truncate(to: 0)
    prefix = decoder.append(Self.prompt(of: problem, tokenizer), below: -1)
    self.problem = problem
  }

  /// Notes a state to be computed, with its legal steps if priors are wanted.
  func append(state: String, steps: [String]) {
    let first = tokens.count
    let words = tokenizer.encode(WalkLinearizer.line(at: state))
    var row = prefix
    for token in words { row = append(token, below: row) }
    let trie = StepTrie(steps.map { tokenizer.encode(" \(WalkLinearizer.payload(step: $0))\n") })
    var suffix = Suffix(
      size: 0, last: tokens.count - 1, trie: trie, firstLogits: logitRows.count)
    var rows = [row]
    for node in trie.nodes.indices {
      if node > 0 {
        rows.append(append(trie.nodes[node].token, below: rows[trie.nodes[node].parent]))
      }
      if trie.nodes[node].edges.count > 1 { logitRows.append(rows[node] - decoder.count) }
    }
    suffix.size = tokens.count - first
    suffixes.append(suffix)
  }

  /// What the network writes as steps from a state of the problem that was read, so many times, and
  /// the tokens that this takes.
  func proposals(
    at state: String, count: Int, limit: Int, seed: UInt64
  ) -> (texts: [String], tokens: Int) {
    let prompt =
      Self.prompt(of: problem, tokenizer) + tokenizer.encode(WalkLinearizer.line(at: state))
    return proposer.texts(after: prompt, count: count, limit: limit, seed: seed)
  }

  /// Returns the row that the token will have.
  private func append(_ token: Int32, below parent: Int) -> Int {
    tokens.append(token)
    parents.append(parent)
    return decoder.count + tokens.count - 1
  }

  /// Computes the states that were noted. Throws a `ModelError`, and forgets them, if the network has no
  /// room for one of them and its steps.
  func compute() throws(ModelError) {
    let (longest, room) = (longestContext(), decoder.transformer.shape.context)
    guard longest <= room else {
      forgetStates()
      throw ModelError("a state and a step take \(longest) tokens, and it has room for \(room)")
    }
    decoder.append(tokens, parents: parents)
    values = suffixes.map { logistic(decoder.valueLogit($0.last)) }
    let vocabulary = decoder.transformer.shape.vocabulary
    let logits = decoder.logits(logitRows)
    priors = suffixes.map {
      $0.trie.probabilities(logits + $0.firstLogits * vocabulary, vocabulary: vocabulary)
    }
    decoder.truncate(to: prefix + 1)
    sizes = suffixes.map(\.size)
    forgetStates()
  }

  private func forgetStates() {
    tokens.removeAll(keepingCapacity: true)
    parents.removeAll(keepingCapacity: true)
    logitRows.removeAll(keepingCapacity: true)
    suffixes.removeAll(keepingCapacity: true)
  }

  /// How many tokens the longest context has that was noted, the problem included.
  private func longestContext() -> Int {
    var depths: [Int] = []
    depths.reserveCapacity(parents.count)
    for parent in parents {
      let place = parent - decoder.count
      depths.append((place < 0 ? decoder.depth(of: parent) : depths[place]) + 1)
    }
    return depths.max() ?? 0
  }

  private var values: [Float] = []
  private var priors: [[Float]] = []
  private var sizes: [Int] = []

  /// What was found for the state of this number among those that were noted.
  func found(_ place: Int, withPriors: Bool) -> StateEvaluation {
    StateEvaluation(
      value: values[place], priors: withPriors ? priors[place] : nil, tokens: sizes[place])
  }
}
