import MetaCoT

/// What is in a data set, in figures, and what was left out when it was made.
package struct DataStatistics: Codable, Sendable, Equatable {
  /// How a figure is spread over records.
  package struct Percentiles: Codable, Sendable, Equatable {
    /// Half of the records have at most this.
    package var median = 0
    /// 95 of 100 records have at most this.
    package var percentile95 = 0
    /// The greatest.
    package var most = 0
    /// The sum over all records.
    package var total = 0
  }

  /// Records of one sort.
  package struct Group: Codable, Sendable, Equatable {
    /// How many there are.
    package var records = 0
    /// Of how many the search found a solution.
    package var solved = 0
    /// Their lengths, as `DataRecord.tokens` counts them.
    package var tokens = Percentiles()
    /// How often they go back.
    package var backtracks = Percentiles()
    /// The steps that they try.
    package var steps = Percentiles()

    /// The share of the records whose search found a solution; 0 of none.
    package var solvedShare: Double { records == 0 ? 0 : Double(solved) / Double(records) }
  }

  /// What was done to make the records of a data set, or of some of its shards.
  package struct BuildStatistics: Codable, Sendable, Equatable {
    /// Problems that were searched, by part.
    package var problems: [String: Int] = [:]
    /// Searches that were run.
    package var searches = 0
    /// Searches that found a solution.
    package var solved = 0
    /// Records that were dropped because they have too many tokens, by mode.
    package var tooLong: [String: Int] = [:]
    /// Records that were dropped because there is one with the same prompt and completion, by mode.
    package var duplicates: [String: Int] = [:]

    mutating func add(_ other: BuildStatistics) {
      problems.merge(other.problems, uniquingKeysWith: +)
      searches += other.searches
      solved += other.solved
      tooLong.merge(other.tooLong, uniquingKeysWith: +)
      duplicates.merge(other.duplicates, uniquingKeysWith: +)
    }
  }

  /// How hard some problems are; of those with few enough states to know.
  package struct DifficultySummary: Codable, Sendable, Equatable {
    /// How many problems were looked at.
    package var problems = 0
    /// How many solution paths they have: half of them at most so many.
    package var medianSolutionPaths = 0
    /// The mean share of their states from which no goal can be reached.
    package var meanDeadEndShare = 0.0

    /// What these difficulties have in common.
    init(_ difficulties: [Difficulty]) {
      guard !difficulties.isEmpty else { return }
      problems = difficulties.count
      medianSolutionPaths = difficulties.map(\.solutionPaths).sorted()[(problems - 1) / 2]
      meanDeadEndShare = difficulties.reduce(0) { $0 + $1.deadEndShare } / Double(problems)
    }
  }

  /// Groups by mode, such as `search`, within what the outer key names.
  package typealias Table = [String: [String: Group]]

  /// By part, such as `train`.
  package var bySplit: Table = [:]
  /// By strategy, all parts together.
  package var byStrategy: Table = [:]
  /// By kind of problem, all parts together.
  package var byKind: Table = [:]
  /// How they were made.
  package var making = BuildStatistics()
  /// Problems that were asked for, but are the same as one before.
  package var duplicateProblems = 0
  /// Problems that were asked for, but lead to a reduct of a problem of another part, by part; nil
  /// where parts are not split by reducts.
  package var givingAway: [String: Int]?
  /// How hard the problems are, by part.
  package var difficulty: [String: DifficultySummary]?
}

/// Counts records into the tables of `DataStatistics`.
struct DataCounter {
  /// What a group has in common.
  private struct Key: Hashable {
    var table: Int
    var name: String
    var mode: DataRecord.Mode
  }

  private var counts: [Key: Counts] = [:]

  mutating func add(_ record: DataRecord, of split: DataSplit) {
    for (table, name) in [split.rawValue, record.strategy, record.kind].enumerated() {
      let key = Key(table: table, name: name, mode: record.mode)
      counts[key, default: Counts()].add(record)
    }
  }

  /// Fills in the tables.
  func write(to statistics: inout DataStatistics) {
    for (key, counts) in counts {
      let path: WritableKeyPath<DataStatistics, DataStatistics.Table> =
        [\.bySplit, \.byStrategy, \.byKind][key.table]
      statistics[keyPath: path][key.name, default: [:]][key.mode.rawValue] = counts.group
    }
  }
}

/// How often each figure occurs in the records of a group.
private struct Counts {
  private var solved = 0
  private var tokens: [Int: Int] = [:]
  private var backtracks: [Int: Int] = [:]
  private var steps: [Int: Int] = [:]

  mutating func add(_ record: DataRecord) {
    solved += record.solved ? 1 : 0
    tokens[record.tokens, default: 0] += 1
    backtracks[record.backtracks, default: 0] += 1
    steps[record.steps, default: 0] += 1
  }

  var group: DataStatistics.Group {
    DataStatistics.Group(
      records: tokens.values.reduce(0, +), solved: solved, tokens: Self.spread(of: tokens),
      backtracks: Self.spread(of: backtracks), steps: Self.spread(of: steps))
  }

  private static func spread(of counts: [Int: Int]) -> DataStatistics.Percentiles {
    let count = counts.values.reduce(0, +)
    var spread = DataStatistics.Percentiles()
    var below = 0
    for (figure, times) in counts.sorted(by: { $0.key < $1.key }) {
      if 2 * below < count { spread.median = figure }
      if 100 * below < 95 * count { spread.percentile95 = figure }
      spread.most = figure
      spread.total += figure * times
      below += times
    }
    return spread
  }
}
