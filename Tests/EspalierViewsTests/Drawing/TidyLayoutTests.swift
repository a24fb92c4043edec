import MetaCoT
import Testing

@testable import EspalierViews

@Suite struct TidyLayoutTests {
  /// A tree in preorder with random shape and extents.
  private struct Sample {
    var children: [[Int]] = [[]]
    var levels = [0]
    var extents: [Double] = [1]

    init(_ random: inout SeededRandom, nodes: Int) {
      var path = [0]
      while children.count < nodes {
        path.removeLast(min(path.count - 1, random.below(3)))
        let node = children.count
        children[path[path.count - 1]].append(node)
        children.append([])
        levels.append(path.count)
        extents.append(Double(1 + random.below(9)))
        path.append(node)
      }
    }
  }

  @Test(arguments: 1...40)
  func `Nodes of a level keep their order and their distance`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let sample = Sample(&random, nodes: 2 + random.below(120))
    let layout = TidyLayout(children: sample.children, extents: sample.extents, gap: 2)
    var last: [Int: Int] = [:]
    for node in sample.children.indices {
      if let before = last[sample.levels[node]] {
        let apart = layout.middles[node] - layout.middles[before]
        let least = (sample.extents[node] + sample.extents[before]) / 2 + 2
        #expect(apart >= least - 1e-9, "seed \(seed): \(before) and \(node)")
      }
      last[sample.levels[node]] = node
    }
    let edges = zip(layout.middles, sample.extents).map { $0 - $1 / 2 }
    #expect((edges.min()! as Double).magnitude < 1e-9)
  }

  @Test(arguments: 1...40)
  func `A parent stands amid its children`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let sample = Sample(&random, nodes: 2 + random.below(120))
    let layout = TidyLayout(children: sample.children, extents: sample.extents, gap: 0)
    for (node, children) in sample.children.enumerated() where !children.isEmpty {
      let middle = (layout.middles[children[0]] + layout.middles[children.last!]) / 2
      #expect((layout.middles[node] - middle).magnitude < 1e-9)
    }
  }

  @Test func `Equal subtrees look equal, and a mirrored tree is mirrored`() {
    // Twice the same subtree of seven nodes, with a leaf between them.
    let one = [[1, 4], [2, 3], [], [], [5, 6], [], []]
    var children: [[Int]] = [[1, 8, 9]]
    children += one.map { $0.map { $0 + 1 } }
    children.append([])
    children += one.map { $0.map { $0 + 9 } }
    let layout = TidyLayout(
      children: children, extents: children.map { _ in 1 }, gap: 1)
    for node in 0..<7 {
      let offset = layout.middles[1 + node] - layout.middles[1]
      #expect(offset == layout.middles[9 + node] - layout.middles[9])
    }
    let middle = layout.middles[0]
    #expect(layout.middles[8] == middle)
    #expect(middle - layout.middles[1] == layout.middles[9] - middle)
  }

  @Test func `A chain of a hundred thousand nodes is one column`() {
    let children = (0..<100_000).map { $0 + 1 < 100_000 ? [$0 + 1] : [] }
    let layout = TidyLayout(children: children, extents: children.map { _ in 1 }, gap: 0)
    #expect(Set(layout.middles) == [0.5])
  }
}
