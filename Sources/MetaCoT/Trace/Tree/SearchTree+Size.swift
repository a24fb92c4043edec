extension SearchTree {
  /// About how many bytes a tree takes for the events of a batch, the rows and sizes that views keep
  /// of its nodes included.
  static func bytes(of batch: EventBatch) -> Int {
    bytesPerEvent * batch.events.count + bytesPerNode * batch.nodes.count + batch.text.count
  }

  /// Measured, with the room that arrays leave for what is to come; see the table above `SearchTree`.
  private static let bytesPerEvent = 40
  private static let bytesPerNode = 150
}
