import MetaCoT

/// Records of several data sets in one stream: each data set in proportion to what it has.
struct RecordStream {
  /// Where each data set stands.
  typealias Cursor = [ShuffledRecords.Position]

  private let dataSets: [DataSet]
  private let shares: [Double]
  private let seed: UInt64
  private let isWanted: @Sendable (DataRecord) -> Bool
  private var streams: [ShuffledRecords]

  /// The records of the training parts that have one of these modes and, with its ends, fit into
  /// `context` tokens.
  init(_ dataSets: [DataSet], modes: [DataRecord.Mode], context: Int, seed: UInt64) {
    self.dataSets = dataSets
    self.seed = seed
    isWanted = { modes.contains($0.mode) && $0.tokens <= context }
    let counts = dataSets.map { dataSet in
      let groups = dataSet.statistics.bySplit[DataSplit.train.rawValue] ?? [:]
      return Double(modes.reduce(0) { $0 + (groups[$1.rawValue]?.records ?? 0) })
    }
    let total = counts.reduce(0, +)
    shares = counts.map { $0 / max(1, total) }
    streams = []
    cursor = dataSets.map { _ in .init() }
  }

  /// Where it stands.
  var cursor: Cursor {
    get { streams.map(\.position) }
    set {
      let (seed, isWanted) = (seed, isWanted)
      streams = zip(dataSets, newValue).map {
        ShuffledRecords($0, in: .train, seed: seed, from: $1, where: isWanted)
      }
    }
  }

  /// Whether these are places in the data sets.
  func accepts(_ cursor: Cursor) -> Bool {
    cursor.count == dataSets.count
      && zip(dataSets, cursor).allSatisfy { $1.isPlace(in: $0) }
  }

  /// The next record. Throws a `FileError` about the first line that is wrong.
  mutating func next(using random: inout SeededRandom) throws -> DataRecord {
    var place = Double(random.unit())
    var index = 0
    while index + 1 < shares.count, place >= shares[index] {
      place -= shares[index]
      index += 1
    }
    return try streams[index].next()
  }
}
