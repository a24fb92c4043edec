extension RandomAccessCollection {
  /// The index of the first element that belongs in the second partition, `endIndex` if none does,
  /// where those that do not all come before those that do: a binary search.
  /// - Complexity: O(log n) questions.
  @inlinable
  package func partitioningIndex(
    where belongsInSecondPartition: (Element) throws -> Bool
  ) rethrows -> Index {
    var low = startIndex
    var left = count
    while left > 0 {
      let half = left / 2
      let middle = index(low, offsetBy: half)
      if try belongsInSecondPartition(self[middle]) {
        left = half
      } else {
        low = index(after: middle)
        left -= half + 1
      }
    }
    return low
  }
}
