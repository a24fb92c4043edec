/// A heap with four children a node: half as deep as a binary one, and the four lie in one cache
/// line.
///
/// Ties are broken by `Entry.<` down to the node, so what comes out first does not depend on how
/// the heap is built.
struct EntryHeap: Sendable {
  typealias Entry = Frontier.Entry

  /// In no order but that of the heap.
  private(set) var entries: [Entry] = []

  init() {}

  /// A heap of these. Complexity: O(n log n).
  init(_ entries: [Entry]) {
    // Sorted is a heap.
    self.entries = entries.sorted()
  }

  var count: Int { entries.count }
  var isEmpty: Bool { entries.isEmpty }

  /// Adds an entry. Complexity: O(log n), O(1) on average.
  @inline(__always)
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    entries.withUnsafeMutableBufferPointer { heap in
      var hole = heap.count - 1
      while hole > 0 {
        let parent = (hole - 1) >> 2
        guard entry < heap[parent] else { break }
        heap[hole] = heap[parent]
        hole = parent
      }
      heap[hole] = entry
    }
  }

  /// Takes the least out. Complexity: O(log n).
  @inline(__always)
  mutating func popMin() -> Entry? {
    guard let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return last }
    return entries.withUnsafeMutableBufferPointer { heap in
      let least = heap[0]
      let count = heap.count
      var hole = 0
      while true {
        let first = 4 &* hole &+ 1
        guard first < count else { break }
        var child = first
        let end = min(first &+ 4, count)
        var other = first &+ 1
        while other < end {
          if heap[other] < heap[child] { child = other }
          other &+= 1
        }
        guard heap[child] < last else { break }
        heap[hole] = heap[child]
        hole = child
      }
      heap[hole] = last
      return least
    }
  }
}
