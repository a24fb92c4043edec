/// Two sequences set beside each other, so that what is the same in both stands in one row.
///
/// What is there once in either sequence is an anchor; between the longest run of anchors that keeps
/// its order the same is done again (Cohen's *patience diff*), first by whole items, then by the places
/// that they speak of. The rest stands alone.
package struct SequenceAlignment: Sendable, Equatable {
  /// What two items are compared by.
  package struct Item: Sendable, Equatable {
    /// A hash of all that it says.
    package var text: UInt64
    /// A hash of what it speaks of.
    package var place: UInt64

    /// An item.
    package init(text: UInt64, place: UInt64) {
      self.text = text
      self.place = place
    }
  }

  /// A row, with the places of its items.
  package enum Row: Sendable, Equatable {
    /// Both say the same.
    case equal(Int, Int)
    /// Both speak of the same, and say something else.
    case changed(Int, Int)
    /// The first alone says it.
    case first(Int)
    /// The second alone says it.
    case second(Int)
  }

  /// The rows, in the order of both sequences.
  package private(set) var rows: [Row] = []
  private let a: [Item]
  private let b: [Item]

  /// Aligns two sequences.
  /// - Complexity: O(n log n) where anchors are many.
  package init(_ first: [Item], _ second: [Item]) {
    (a, b) = (first, second)
    align(a.indices, b.indices, by: \.text)
  }

  private mutating func align(
    _ first: Range<Int>, _ second: Range<Int>, by key: KeyPath<Item, UInt64> & Sendable
  ) {
    var (first, second) = (first, second)
    while let i = first.first, let j = second.first, a[i][keyPath: key] == b[j][keyPath: key] {
      pair(i, j)
      (first, second) = (first.dropFirst(), second.dropFirst())
    }
    var tail: [(Int, Int)] = []
    while let i = first.last, let j = second.last, a[i][keyPath: key] == b[j][keyPath: key] {
      tail.append((i, j))
      (first, second) = (first.dropLast(), second.dropLast())
    }
    let anchors = first.isEmpty || second.isEmpty ? [] : anchors(first, second, by: key)
    if !anchors.isEmpty {
      var (i, j) = (first.lowerBound, second.lowerBound)
      for anchor in anchors {
        align(i..<anchor.0, j..<anchor.1, by: key)
        pair(anchor.0, anchor.1)
        (i, j) = (anchor.0 + 1, anchor.1 + 1)
      }
      align(i..<first.upperBound, j..<second.upperBound, by: key)
    } else if key == \.text, !first.isEmpty, !second.isEmpty {
      align(first, second, by: \.place)
    } else {
      rows += first.map { .first($0) } + second.map { .second($0) }
    }
    for (i, j) in tail.reversed() { pair(i, j) }
  }

  private mutating func pair(_ i: Int, _ j: Int) {
    rows.append(a[i].text == b[j].text ? .equal(i, j) : .changed(i, j))
  }

  /// The longest run, in the order of both, of items that are there once in either.
  private func anchors(
    _ first: Range<Int>, _ second: Range<Int>, by key: KeyPath<Item, UInt64> & Sendable
  ) -> [(Int, Int)] {
    func once(_ items: [Item], _ range: Range<Int>) -> [UInt64: Int] {
      var places: [UInt64: Int] = [:]
      for place in range {
        let known = places[items[place][keyPath: key]] != nil
        places[items[place][keyPath: key]] = known ? -1 : place
      }
      return places.filter { $0.value >= 0 }
    }
    let others = once(b, second)
    let pairs = once(a, first).compactMap { hash, place in others[hash].map { (place, $0) } }
      .sorted { $0.0 < $1.0 }
    // Piles of patience: of each length of a run the one that ends first in the second sequence.
    var piles: [Int] = []
    var before = Array(repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      let pile = piles.partitioningIndex { pairs[$0].1 >= pair.1 }
      if pile > 0 { before[index] = piles[pile - 1] }
      if pile == piles.count { piles.append(index) } else { piles[pile] = index }
    }
    var run: [(Int, Int)] = []
    var index = piles.last ?? -1
    while index >= 0 {
      run.append(pairs[index])
      index = before[index]
    }
    return run.reversed()
  }
}
