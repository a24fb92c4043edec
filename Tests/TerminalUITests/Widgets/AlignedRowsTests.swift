import Testing

@testable import TerminalUI

struct AlignedRowsTests {
  @Test func `Figures stand to the right, and wide signs count twice`() {
    let rows = [["", "solved", "p"], ["漢字", "7", "<0.001"], ["a", "12"]]
    #expect(
      AlignedRows.lines(rows) { $0 > 0 } == [
        "      solved       p", "漢字       7  <0.001", "a         12",
      ])
    #expect(
      AlignedRows.lines(rows) { _ in false } == [
        "      solved  p", "漢字  7       <0.001", "a     12",
      ])
    #expect(AlignedRows.lines([]) { _ in false } == [])
  }
}
