import MetaCoT

/// The problems of a data set, each in its part and shard.
struct DataPlan {
  /// A problem and the part it belongs to.
  struct Item {
    var problem: any EnumerableProblem
    var split: DataSplit
  }

  /// The problems by shard, in the order of the sources.
  private(set) var shards: [[Item]]
  /// How many problems were left out because one before has the same kind and text.
  private(set) var duplicates = 0
  /// How many problems of a part were left out because they give away one of a later part.
  private(set) var givingAway: [DataSplit: Int] = [:]

  /// How many problems there are.
  var count: Int { shards.reduce(0) { $0 + $1.count } }

  /// Gathers the problems of the settings' sources. `sets` are those that the sources name, in the
  /// same order. Throws a `ProblemError` if so many different problems cannot be generated, or have too
  /// many states to keep the parts apart, and a `DataSettingsError` if nothing keeps them apart.
  init(_ settings: DataSettings, sets: [ProblemSet]) throws {
    shards = Array(repeating: [], count: settings.shards)
    var items: [Item] = []
    var seen: Set<UInt64> = []
    var seeds = SeededRandom(seed: settings.seed)
    var rest = sets[...]
    for source in settings.sources {
      let seed = seeds.next()
      switch source {
      case .set:
        for item in rest.removeFirst().items {
          add(try item.problem.enumerable, to: &items, settings, &seen)
        }
      case .generated(let kind, let count, let parameters):
        var problems = DistinctProblems(
          try ProblemRegistry.kind(named: kind), seed: seed, parameters: parameters)
        for _ in 0..<count { add(try problems.next(), to: &items, settings, &seen) }
      }
    }
    if settings.splitBy == .reducts { try leaveOutWhatGivesAway(&items) }
    for item in items {
      shards[settings.shard(ofHash: item.problem.canonicalHash)].append(item)
    }
  }

  private mutating func add<P: EnumerableProblem>(
    _ problem: P, to items: inout [Item], _ settings: DataSettings, _ seen: inout Set<UInt64>
  ) {
    guard seen.insert(fnv1a(problem.text.utf8, after: fnv1a(P.kind.utf8))).inserted else {
      duplicates += 1
      return
    }
    items.append(Item(problem: problem, split: settings.split(ofHash: problem.canonicalHash)))
  }

  /// Leaves out held-out problems that give a test problem away, then problems to learn from that
  /// give away what is measured on.
  private mutating func leaveOutWhatGivesAway(_ items: inout [Item]) throws {
    var guarded = GuardedReducts()
    for (measured, others) in [(DataSplit.test, DataSplit.heldOut), (.heldOut, .train)] {
      for item in items where item.split == measured { try guarded.insert(item.problem) }
      let count = items.count
      items.removeAll { $0.split == others && guarded.areReached(from: $0.problem) }
      givingAway[others] = count - items.count
    }
    if guarded.isEmpty, items.contains(where: { $0.split != .train }) {
      throw DataSettingsError(
        description:
          "none of the problems that are measured on has reducts: split them by 'problems'")
    }
  }
}

extension DataSettings.Source {
  /// A problem set as a source.
  package static func set(_ set: ProblemSet) -> Self {
    let digest = set.items.reduce(fnv1a([])) { hash, item in
      fnv1a("\(item.kind)\n\(item.problem.text)\n".utf8, after: hash)
    }
    return .set(name: set.name, count: set.items.count, digest: digest)
  }
}
