import MetaCoT
import MetaCoTNeural

/// The problems of an evaluation that a model may have learned, because they are in the training part
/// of its data set in whatever words.
struct LearnedProblems {
  private let folder: String
  private let count: Int
  private let learned: [ProblemSet.Item]

  /// Compares the problems with a data set, by the hashes of their canonical texts. Throws a
  /// `FileError` if the data set cannot be read.
  init(in folder: String, of items: [ProblemSet.Item]) throws {
    self.folder = folder
    count = items.count
    learned = try DataSet.open(folder).problemsLearned(of: ProblemSet(name: "", items: items))
  }

  /// Why the problems cannot be used to measure what was learned; nil if none was learned.
  var refusal: String? {
    guard let first = learned.first else { return nil }
    return "\(folder): \(learned.count) of \(count) problems "
      + "\(learned.count == 1 ? "is" : "are") in the training part of this data set, "
      + "\(first.id) for one; evaluate problems that were not learned from"
  }
}
