/// Which sources of problems are drawn from how often: most often those whose answers are right about
/// every other time. Where all answers to a problem are right, or none, they teach nothing of one
/// another (goals of intermediate difficulty: Florensa et al., 2018, arXiv 1705.06366).
struct Curriculum: Codable, Equatable {
  /// Per source, the share of its answers that were right of late; half of them before any was given.
  private(set) var solved: [Double]
  /// How much of what was known an answer leaves: 0.5 after about 35 answers.
  private static let memory = 0.98
  /// What a source is drawn with whose answers are all right or all wrong: it may have become
  /// harder or easier.
  private static let least = 0.1

  /// For so many sources.
  init(sources: Int) { solved = Array(repeating: 0.5, count: sources) }

  /// What each source is drawn in proportion to, besides the problems that it has: 4 p (1 − p), but
  /// not less than a tenth.
  var weights: [Double] { solved.map { max(Self.least, 4 * $0 * (1 - $0)) } }

  /// Takes note of an answer to a problem of a source.
  mutating func learn(from source: Int, isSolved: Bool) {
    solved[source] = Self.memory * solved[source] + (1 - Self.memory) * (isSolved ? 1 : 0)
  }
}
