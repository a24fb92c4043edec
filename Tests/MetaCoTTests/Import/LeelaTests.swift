import Testing

@testable import MetaCoT

struct LeelaTests {
  private static let lines = """
    info string d2d4  (293 ) N:   12005 (+169) (P: 22.38%) (WL:  0.09480) (Q:  0.09480) (U: 0.01211) (Q+U:  0.10691) (V:  0.0898)
    info string f1b5  (141 ) N:       0 (+ 0) (P: 17.85%) (WL:  -.-----) (Q:  0.01372) (U: 0.31155) (S:  0.32527) (V:  -.----)

    """

  @Test func `A count of no visits is a figure where the file states it`() throws {
    let tree = try ImportFixture.tree(Self.lines, "lc0")
    #expect(tree.value(.N, of: 1) == 12005 && tree.value(.N, of: 2) == 0)
    #expect(tree.value(.N, of: 0) == nil)
  }

  @Test func `The sum of Q and U is one figure, whatever it is called`() throws {
    let tree = try ImportFixture.tree(Self.lines, "lc0")
    let sum = try #require(tree.metrics.firstIndex { $0.key == "S" })
    #expect(tree.metric(sum, of: 1) == 0.10691 && tree.metric(sum, of: 2) == 0.32527)
  }
}
