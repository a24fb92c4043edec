import MetaCoT

/// The records of a part of a data set, in an order that a seed determines: another one each epoch,
/// without end, from any position on.
///
/// In an epoch the shards are taken in random order, and the records of a shard in random order.
/// Which problem stands in which shard is random already (see `DataSettings.shard(ofHash:)`), so
/// records that follow each other have nothing to do with each other, while one shard at a time is
/// in memory.
package struct ShuffledRecords: Sendable {
  /// A place in the order: what a trainer writes into its checkpoint.
  package struct Position: Codable, Sendable, Equatable {
    /// How many times all records were taken.
    package var epoch = 0
    /// How many shards of this epoch were taken.
    package var shard = 0
    /// How many records of this shard were taken, or passed over because they are not wanted.
    package var record = 0

    /// The beginning.
    package init() {}

    /// Whether it is a place in the order of a data set, as far as can be told without reading it.
    func isPlace(in dataSet: DataSet) -> Bool {
      epoch >= 0 && epoch < 1 << 32 && record >= 0 && (0..<dataSet.settings.shards).contains(shard)
    }
  }

  /// Where the search for the next record goes on.
  package private(set) var position: Position
  private let dataSet: DataSet
  private let split: DataSplit
  private let seed: UInt64
  private let isWanted: @Sendable (DataRecord) -> Bool
  private var shards: [Int] = []
  private var shard: DataShard?
  private var order: [Int32] = []
  /// How many epochs ended since a record was found.
  private var emptyEpochs = 0

  /// The records of a part that are wanted, from a position on.
  package init(
    _ dataSet: DataSet, in split: DataSplit = .train, seed: UInt64,
    from position: Position = .init(),
    where isWanted: @escaping @Sendable (DataRecord) -> Bool = { _ in true }
  ) {
    self.dataSet = dataSet
    self.split = split
    self.seed = seed
    self.position = position
    self.isWanted = isWanted
  }

  /// The next record. Throws a `FileError`: at the first line of a shard that is wrong, before any
  /// of its records was given; or if no record of the part is wanted.
  package mutating func next() throws -> DataRecord {
    while true {
      let shard = try currentShard()
      while position.record < shard.count {
        let record = shard[Int(order[position.record])]
        position.record += 1
        if isWanted(record) {
          emptyEpochs = 0
          return record
        }
      }
      self.shard = nil
      position.record = 0
      position.shard += 1
      guard position.shard == shards.count else { continue }
      position.shard = 0
      position.epoch += 1
      shards = []
      emptyEpochs += 1
      // The first may have begun in the middle.
      if emptyEpochs > 1 {
        throw FileError(
          file: dataSet.folder, "no record of the part \(split.rawValue) is of the kind asked for")
      }
    }
  }

  private mutating func currentShard() throws -> DataShard {
    if let shard { return shard }
    guard position.isPlace(in: dataSet) else {
      throw FileError(
        file: dataSet.folder, "the position (shard \(position.shard)) is one of another data set")
    }
    if shards.isEmpty {
      shards = Self.shuffled(dataSet.settings.shards, random(position.epoch)).map { Int($0) }
    }
    let number = shards[position.shard]
    let shard = try DataShard(path: dataSet.path(of: split, shard: number))
    order = Self.shuffled(shard.count, random(position.epoch, number + 1))
    self.shard = shard
    return shard
  }

  private func random(_ words: Int...) -> SeededRandom {
    words.reduce(SeededRandom(seed: seed)) { random, word in
      var random = random
      return SeededRandom(seed: random.next() ^ UInt64(word))
    }
  }

  /// The numbers below `count` in random order (Fisher and Yates).
  private static func shuffled(_ count: Int, _ random: SeededRandom) -> [Int32] {
    var random = random
    var numbers = Array(0..<Int32(count))
    for last in stride(from: count - 1, to: 0, by: -1) {
      numbers.swapAt(last, random.below(last + 1))
    }
    return numbers
  }
}
