/// Entries by their keys: the least key first; among equal keys the one that came last.
///
/// A heap with four children a node, half as deep as a binary one, and before it the few that come
/// first, in order. A search puts in again and again what is next: that stays among these few and
/// never goes through the heap.
struct KeyHeap: Sendable {
  /// A stack of nodes with equal keys, or a node.
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

  /// Those that come first, the very first at the end; empty only where the heap is.
  private var nearest: [Entry] = []
  /// All others, in no order but that of the heap.
  private var heap: [Entry] = []

  /// So many are kept in order at most.
  private static let mostNear = 16

  var count: Int { nearest.count + heap.count }

  /// The least.
  @inline(__always)
  var first: Entry? { nearest.last }

  /// Adds an entry. Complexity: O(log n), O(1) on average.
  @inline(__always)
  mutating func insert(_ entry: Entry) {
    var place = nearest.count
    while place > 0, nearest[place &- 1] < entry { place &-= 1 }
    if place == 0, !heap.isEmpty { return insertFar(entry) }
    if place == nearest.count {
      nearest.append(entry)
    } else {
      nearest.insert(entry, at: place)
    }
    if nearest.count > Self.mostNear { moveAway() }
  }

  /// Takes the least out. Complexity: O(log n), O(1) on average.
  @inline(__always)
  mutating func removeFirst() {
    nearest.removeLast()
    if nearest.isEmpty, !heap.isEmpty { comeNearer() }
  }

  /// The later half of the nearest goes into the heap.
  private mutating func moveAway() {
    let half = nearest.count / 2
    for entry in nearest[..<half] { insertFar(entry) }
    nearest.removeFirst(half)
  }

  /// The first few of the heap become the nearest.
  private mutating func comeNearer() {
    while nearest.count < Self.mostNear / 2, let first = heap.first {
      nearest.append(first)
      removeFirstFar()
    }
    nearest.reverse()
  }

  private mutating func insertFar(_ entry: Entry) {
    heap.append(entry)
    heap.withUnsafeMutableBufferPointer { heap in
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

  private mutating func removeFirstFar() {
    let last = heap.removeLast()
    guard !heap.isEmpty else { return }
    heap.withUnsafeMutableBufferPointer { heap in
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
