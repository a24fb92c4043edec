/// A heap with four children a node: half as deep as a binary one, and the four lie in one cache
/// line.
struct StackHeap: Sendable {
  /// A stack of nodes with equal keys, or a node: the least key first; among equal keys the one that
  /// came last.
  struct Entry: Comparable {
    var key: UInt64
    /// Counts entries.
    var number: UInt32
    /// Which stack it is, or ~ which node.
    var content: Int32

    @inline(__always)
    static func < (a: Entry, b: Entry) -> Bool {
      a.key != b.key ? a.key < b.key : a.number > b.number
    }
  }

  /// In no order but that of the heap.
  private(set) var entries: [Entry] = []

  var count: Int { entries.count }

  /// The least.
  @inline(__always)
  var first: Entry? { entries.first }

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
  mutating func removeFirst() {
    let last = entries.removeLast()
    guard !entries.isEmpty else { return }
    entries.withUnsafeMutableBufferPointer { heap in
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
    }
  }
}
