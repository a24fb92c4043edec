import MetaCoT

/// The part of a data set that a problem belongs to.
///
/// It follows from the problem's `canonicalHash` alone, so a problem is never in two parts, whatever
/// the order of its numbers, and in whichever run it was made.
package enum DataSplit: String, Sendable, Hashable, CaseIterable, Codable {
  /// What is learned from.
  case train
  /// What progress is measured on while something is learned.
  case heldOut = "held-out"
  /// What is touched only at the end.
  case test
}

extension DataSettings {
  /// The part that problems of this `canonicalHash` belong to. The upper 32 bits, as a fraction of
  /// 2^32, lie below the share of `test`, or below that and the share of `heldOut`, or above both.
  package func split(ofHash hash: UInt64) -> DataSplit {
    let place = Double(hash >> 32) * 0x1p-32
    return place < test ? .test : place < test + heldOut ? .heldOut : .train
  }

  /// The shard of its part that problems of this `canonicalHash` stand in: the lower 32 bits modulo
  /// the number of shards.
  package func shard(ofHash hash: UInt64) -> Int {
    Int(hash & 0xFFFF_FFFF) % shards
  }
}
