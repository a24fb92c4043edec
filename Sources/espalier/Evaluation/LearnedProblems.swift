import MetaCoT
import MetaCoTNeural
import TerminalUI

/// What a model may know of the problems of an evaluation, because of the training part of its data
/// set: whole problems in whatever words, and reducts.
struct LearnedProblems {
  /// The folder of the data set.
  let folder: String
  /// How many problems were compared.
  let count: Int
  private let exposure: DataSet.Exposure

  /// Compares the problems with a data set, by the hashes of their canonical texts and of their
  /// reducts. Throws a `FileError` if the data set cannot be read.
  init(in folder: String, of items: [ProblemSet.Item]) throws {
    self.folder = folder
    count = items.count
    exposure = try DataSet.open(folder).exposure(of: ProblemSet(name: "", items: items))
  }

  /// How many problems have a state on a solution path that problems of the training part lead to.
  var givenAway: Int { exposure.givenAway.count }

  /// Why the problems cannot be used to measure what was learned; nil if none was learned.
  var refusal: String? {
    guard let first = exposure.learned.first else { return nil }
    return "\(folder): \(exposure.learned.count) of \(count) problems "
      + "\(exposure.learned.count == 1 ? "is" : "are") in the training part of this data set, "
      + "\(first.id) for one; evaluate problems that were not learned from"
  }

  /// What was proved, as part of a heading: `all proved unseen in data, with 3 of 500 given away by a
  /// reduct`.
  var summary: String {
    guard exposure.hasReducts else {
      return "all proved unseen in \(folder); none of them has reducts"
    }
    let share =
      givenAway == 0
      ? "" : ", \(NumberFormat.fixed(100 * Double(givenAway) / Double(count), decimals: 1))%"
    return "all proved unseen in \(folder), \(givenAway) of them with a reduct seen there\(share)"
  }
}
