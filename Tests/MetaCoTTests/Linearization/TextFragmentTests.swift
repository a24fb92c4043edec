import MetaCoT
import Testing

/// What a piece of text says of itself.
@Suite struct TextFragmentTests {
  @Test func `A byte speaks of its span's node`() {
    var fragment = TextFragment(event: 3, node: 7)
    fragment.append("Try ")
    fragment.append("6 × 4 = 24", .step, node: 9)
    fragment.append(".\nIt")
    #expect(fragment.node(at: 0) == 7)
    #expect(fragment.node(at: 4) == 9)
    #expect(fragment.node(at: 14) == 9)
    #expect(fragment.node(at: 15) == 7)
    #expect(fragment.lineCount == 2)
  }
}
