/// What backups do to a node.
struct NodeStatistics: Sendable, Equatable {
  /// W, the sum of the values backed up, in units of `SearchTree.unit`: adding and subtracting are
  /// exact.
  var sum: Int64 = 0
  /// N.
  var visits: Int32 = 0
  /// Here too, so that a walk to the root touches one cache line a node.
  let parent: NodeID

  @inline(__always)
  mutating func add(_ sum: Int64, _ visits: Int32) {
    self.sum &+= sum
    self.visits &+= visits
  }
}
