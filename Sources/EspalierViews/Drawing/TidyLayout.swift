/// Places for the nodes of a layered tree such that parents stand amid their children, subtrees do not
/// overlap, and equal subtrees look equal (Reingold and Tilford 1981, in the linear time of Buchheim,
/// Jünger and Leipert 2002).
///
/// Nodes are numbers in preorder: a parent before its children, siblings in their order. Nothing
/// recurses, so no depth is too great.
/// - Complexity: O(nodes).
struct TidyLayout {
  /// The middle of each node along the layers; the least edge of all nodes is at 0.
  private(set) var middles: [Double]

  private let children: [[Int]]
  private let extents: [Double]
  private var place: [Double]
  private var shiftBelow: [Double]
  private var thread: [Int]
  private var ancestor: [Int]
  private var change: [Double]
  private var shift: [Double]
  private var number: [Int]

  /// Lays nodes out that take `extents` along their layer, and lie at least `gap` apart.
  init(children: [[Int]], extents: [Double], gap: Double) {
    self.children = children
    self.extents = extents.map { $0 + gap }
    let count = children.count
    place = Array(repeating: 0, count: count)
    shiftBelow = place
    change = place
    shift = place
    thread = Array(repeating: -1, count: count)
    ancestor = Array(0..<count)
    number = Array(repeating: 0, count: count)
    middles = []
    guard count > 0 else { return }
    var parents = Array(repeating: -1, count: count)
    for (node, below) in children.enumerated() {
      for (place, child) in below.enumerated() {
        parents[child] = node
        number[child] = place
      }
    }
    placeAll(parents)
    var offsets = Array(repeating: 0.0, count: count)
    var middles = place
    for node in 1..<max(1, count) {
      offsets[node] = offsets[parents[node]] + shiftBelow[parents[node]]
      middles[node] += offsets[node]
    }
    let least = zip(middles, extents).map { $0 - $1 / 2 }.min() ?? 0
    self.middles = middles.map { $0 - least }
  }

  /// Places every subtree beside its left sibling, leaves first.
  private mutating func placeAll(_ parents: [Int]) {
    var defaultAncestor = children.map { $0.first ?? -1 }
    for node in postorder() {
      let parent = parents[node]
      let left = parent >= 0 && number[node] > 0 ? children[parent][number[node] - 1] : nil
      let beside = left.map { place[$0] + distance($0, node) }
      if let first = children[node].first, let last = children[node].last {
        executeShifts(below: node)
        let middle = (place[first] + place[last]) / 2
        place[node] = beside ?? middle
        if beside != nil { shiftBelow[node] = place[node] - middle }
      } else {
        place[node] = beside ?? 0
      }
      if let left, parent >= 0 {
        apportion(node, left: left, parent: parent, &defaultAncestor[parent])
      }
    }
  }

  /// Every node after its children, siblings in their order.
  private func postorder() -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(children.count)
    var open: [(node: Int, next: Int)] = [(0, 0)]
    while let (node, next) = open.last {
      if next < children[node].count {
        open[open.count - 1].next += 1
        open.append((children[node][next], 0))
      } else {
        order.append(node)
        open.removeLast()
      }
    }
    return order
  }

  private func distance(_ a: Int, _ b: Int) -> Double { (extents[a] + extents[b]) / 2 }

  private func leftContour(_ node: Int) -> Int { children[node].first ?? thread[node] }
  private func rightContour(_ node: Int) -> Int { children[node].last ?? thread[node] }

  /// Moves a subtree away from those to its left, and shares the room between the ones in between.
  private mutating func apportion(
    _ node: Int, left: Int, parent: Int, _ defaultAncestor: inout Int
  ) {
    var (innerRight, outerRight) = (node, node)
    var innerLeft = left
    var outerLeft = children[parent][0]
    var (sumInnerRight, sumOuterRight) = (shiftBelow[node], shiftBelow[node])
    var (sumInnerLeft, sumOuterLeft) = (shiftBelow[left], shiftBelow[outerLeft])
    while rightContour(innerLeft) >= 0, leftContour(innerRight) >= 0 {
      innerLeft = rightContour(innerLeft)
      innerRight = leftContour(innerRight)
      outerLeft = leftContour(outerLeft)
      outerRight = rightContour(outerRight)
      ancestor[outerRight] = node
      let move =
        place[innerLeft] + sumInnerLeft - (place[innerRight] + sumInnerRight)
        + distance(innerLeft, innerRight)
      if move > 0 {
        let owner = ancestor[innerLeft]
        let isSibling =
          children[parent].indices.contains(number[owner])
          && children[parent][number[owner]] == owner
        moveSubtree(from: isSibling ? owner : defaultAncestor, node, by: move)
        sumInnerRight += move
        sumOuterRight += move
      }
      sumInnerLeft += shiftBelow[innerLeft]
      sumInnerRight += shiftBelow[innerRight]
      sumOuterLeft += shiftBelow[outerLeft]
      sumOuterRight += shiftBelow[outerRight]
    }
    if rightContour(innerLeft) >= 0, rightContour(outerRight) < 0 {
      thread[outerRight] = rightContour(innerLeft)
      shiftBelow[outerRight] += sumInnerLeft - sumOuterRight
    }
    if leftContour(innerRight) >= 0, leftContour(outerLeft) < 0 {
      thread[outerLeft] = leftContour(innerRight)
      shiftBelow[outerLeft] += sumInnerRight - sumOuterLeft
      defaultAncestor = node
    }
  }

  private mutating func moveSubtree(from left: Int, _ right: Int, by move: Double) {
    let between = Double(number[right] - number[left])
    change[right] -= move / between
    shift[right] += move
    change[left] += move / between
    place[right] += move
    shiftBelow[right] += move
  }

  private mutating func executeShifts(below node: Int) {
    var (moved, changed) = (0.0, 0.0)
    for child in children[node].reversed() {
      place[child] += moved
      shiftBelow[child] += moved
      changed += change[child]
      moved += shift[child] + changed
    }
  }
}
