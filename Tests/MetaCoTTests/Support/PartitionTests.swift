import MetaCoT
import Testing

struct PartitionTests {
  @Test func `The index is that of the first in the second partition`() {
    for count in 0..<20 {
      let numbers = Array(0..<count)
      for bound in 0...count {
        #expect(numbers.partitioningIndex { $0 >= bound } == bound)
        // A slice keeps its indices.
        let slice = numbers.dropFirst(count / 3)
        #expect(slice.partitioningIndex { $0 >= bound } == max(bound, slice.startIndex))
      }
    }
  }
}
