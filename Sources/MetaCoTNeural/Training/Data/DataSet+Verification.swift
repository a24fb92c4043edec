import MetaCoT

/// Proofs that the parts of a data set have no problem in common, by working the hashes out anew.
extension DataSet {
  /// Checks every record: its problem's hash gives the part and the shard that it stands in, and no
  /// other has its prompt and completion. Gives the number of different problems in each part.
  ///
  /// Throws a `FileError` with file and line at the first record that stands where it should not.
  /// Complexity: memory for two hashes a record; some seconds for a million records.
  public func verify() throws -> [DataSplit: Int] {
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
    return problems
  }

  /// The problems of a set that are in the part that is learned from, whatever the order of their
  /// numbers: none, if the set can be used to measure what was learned. Throws a `FileError` at the
  /// first record that cannot be read.
  public func problemsLearned(of set: ProblemSet) throws -> [ProblemSet.Item] {
    var learned: Set<UInt64> = []
    try forEachHash(in: .train) { hash, _, _ in learned.insert(hash) }
    return set.items.filter { learned.contains($0.problem.canonicalHash) }
  }

  /// The problems of a part as a problem set, in the order of the files. Throws a `FileError`.
  public func problems(of split: DataSplit) throws -> ProblemSet {
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
    // Records of one problem mostly follow each other.
    var last: (kind: String, problem: String, hash: UInt64)?
    try forEach(in: split) { record, place in
      if let last, last.problem == record.problem, last.kind == record.kind {
        return try body(last.hash, record, place)
      }
      let hash = try Self.problem(of: record, at: place).canonicalHash
      last = (record.kind, record.problem, hash)
      try body(hash, record, place)
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
