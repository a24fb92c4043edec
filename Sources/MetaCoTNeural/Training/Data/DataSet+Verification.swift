import MetaCoT

/// Proofs that the parts of a data set have no problem in common, by working the hashes out anew.
extension DataSet {
  /// Checks every record: its problem's hash gives the part and the shard that it stands in, and no
  /// other has its prompt and completion. Gives the number of different problems in each part.
  ///
  /// Throws a `FileError` with file and line at the first record that stands where it should not.
  /// Complexity: memory for two hashes a record; some seconds for a million records.
  package func verify() throws -> [DataSplit: Int] {
    var problems: [DataSplit: Int] = [:]
    var homes: [UInt64: DataSplit] = [:]
    var texts: Set<UInt64> = []
    for split in DataSplit.allCases {
      var count = 0
      try forEachHash(in: split) { hash, record, place in
        count += 1
        let (home, shard) = (settings.split(ofHash: hash), settings.shard(ofHash: hash))
        if let other = homes.updateValue(split, forKey: hash), other != split {
          throw place.error("the problem \(record.problem) is in the part \(other.rawValue), too")
        }
        guard home == split, shard == place.shard else {
          throw place.error(
            "the problem \(record.problem) belongs to \(settings.fileName(of: home, shard: shard))")
        }
        guard texts.insert(record.textHash).inserted else {
          throw place.error("there is another record with this prompt and completion")
        }
      }
      let told = (statistics.bySplit[split.rawValue] ?? [:]).values.reduce(0) { $0 + $1.records }
      guard count == told else {
        throw FileError(
          file: Self.descriptionPath(in: folder),
          "the part \(split.rawValue) should have \(told) records, and has \(count): its files "
            + "were changed")
      }
    }
    for split in homes.values { problems[split, default: 0] += 1 }
    if settings.splitBy == .reducts { try verifyReducts() }
    return problems
  }

  private func verifyReducts() throws {
    let guarded = try guardedReducts()
    try forEachProblem(in: .train) { problem, place in
      guard let problem = problem as? any EnumerableProblem, guarded.areReached(from: problem)
      else { return }
      throw place.error(
        "the problem \(problem.text) leads to a state on a solution path of a problem of another "
          + "part")
    }
  }

  /// What the part that is learned from gives away of a problem set.
  package struct Exposure: Sendable {
    /// Problems that are learned from, whatever the order of their numbers.
    package var learned: [ProblemSet.Item] = []
    /// Problems of which a reduct can be reached from one that is learned from: some state on a
    /// solution path, with its target, or what is in proportion to them. Those that are learned from
    /// are among them, where they have reducts.
    package var givenAway: [ProblemSet.Item] = []
    /// Whether any problem of the set has reducts.
    package var hasReducts = false
  }

  /// What of a set was learned from: none of it, if the set can be used to measure what was learned.
  /// Throws a `FileError` at the first record that cannot be read.
  package func exposure(of set: ProblemSet) throws -> Exposure {
    var owners: [UInt64: [Int]] = [:]
    for (number, item) in set.items.enumerated() {
      guard let problem = item.problem as? any EnumerableProblem else { continue }
      // Of a problem with too many states, all that is reached might lie on a solution path.
      for reduct in problem.solvableReducts() ?? problem.reachableReducts {
        owners[reduct, default: []].append(number)
      }
    }
    var learned: Set<UInt64> = []
    var givenAway: Set<Int> = []
    try forEachProblem(in: .train) { problem, _ in
      learned.insert(problem.canonicalHash)
      guard !owners.isEmpty, let problem = problem as? any EnumerableProblem else { return }
      for reduct in problem.reachableReducts { givenAway.formUnion(owners[reduct] ?? []) }
    }
    return Exposure(
      learned: set.items.filter { learned.contains($0.problem.canonicalHash) },
      givenAway: givenAway.sorted().map { set.items[$0] }, hasReducts: !owners.isEmpty)
  }

  /// The problems of a part as a problem set, in the order of the files. Throws a `FileError`.
  package func problems(of split: DataSplit) throws -> ProblemSet {
    var items: [ProblemSet.Item] = []
    var seen: Set<UInt64> = []
    try forEach(in: split) { record, place in
      let identity = fnv1a(record.problem.utf8, after: fnv1a(record.kind.utf8))
      guard seen.insert(identity).inserted else { return }
      let id = "\(split.rawValue)-\(items.count + 1)"
      items.append(ProblemSet.Item(id: id, problem: try Self.problem(of: record, at: place)))
    }
    return ProblemSet(name: "\(folder) (\(split.rawValue))", items: items)
  }

  /// Reads all records of a part with the hashes of their problems.
  private func forEachHash(
    in split: DataSplit, _ body: (UInt64, DataRecord, Place) throws -> Void
  ) throws {
    var hash: UInt64 = 0
    try forEachRecord(in: split) { record, place, newProblem in
      if let newProblem { hash = newProblem.canonicalHash }
      try body(hash, record, place)
    }
  }

  /// Reads the problems of a part; where records of one do not follow each other, it comes again.
  private func forEachProblem(
    in split: DataSplit, _ body: (any Problem, Place) throws -> Void
  ) throws {
    try forEachRecord(in: split) { _, place, newProblem in
      if let newProblem { try body(newProblem, place) }
    }
  }

  /// Reads all records of a part, each with its problem where that is not the one before's: records
  /// of one problem mostly follow each other.
  private func forEachRecord(
    in split: DataSplit, _ body: (DataRecord, Place, (any Problem)?) throws -> Void
  ) throws {
    var last: (kind: String, problem: String)?
    try forEach(in: split) { record, place in
      let isNew = last.map { $0.problem != record.problem || $0.kind != record.kind } ?? true
      last = (record.kind, record.problem)
      try body(record, place, isNew ? try Self.problem(of: record, at: place) : nil)
    }
  }

  private static func problem(of record: DataRecord, at place: Place) throws -> any Problem {
    do {
      return try ProblemRegistry.problem(.init(kind: record.kind, text: record.problem))
    } catch let error as ProblemError {
      throw place.error(error.description)
    }
  }
}
