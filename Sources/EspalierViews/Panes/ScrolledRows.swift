/// Which rows of something long are shown.
struct ScrolledRows: Sendable, Equatable {
  /// The first row that is shown.
  private(set) var top = 0
  private var room = 1
  private var count = 0

  /// Takes in how many rows there are, and room for how many. Returns those to show.
  mutating func window(count: Int, room: Int) -> Range<Int> {
    (self.count, self.room) = (count, max(1, room))
    top = max(0, min(top, count - self.room))
    return top..<min(count, top + max(0, room))
  }

  /// Moves so that a row is shown.
  mutating func reveal(_ row: Int, room: Int) {
    top = max(row - room + 1, min(top, row))
  }

  /// Goes to the first row.
  mutating func rewind() { top = 0 }

  /// Moves by rows, in what was shown last.
  mutating func scroll(by rows: Int) { top = max(0, min(count - room, top + rows)) }

  /// Does what a command of moving asks; false for one that goes neither up nor down.
  mutating func handle(_ invocation: CommandInvocation) -> Bool {
    guard let move = RowMove(invocation, window: room) else { return false }
    top = move.row(from: top, of: count - room + 1)
    return true
  }
}
