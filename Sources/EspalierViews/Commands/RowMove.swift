/// A move through rows, as keys ask for it: the same in every list and text.
enum RowMove: Sendable, Equatable {
  /// So many rows down, or up.
  case by(Int)
  /// To a row, counted from 0.
  case to(Int)
  /// To the last row.
  case toLast

  /// What a command asks for, in a window of so many rows; nil for a command that does not move.
  init?(_ invocation: CommandInvocation, window: Int) {
    let times = max(1, min(100_000, invocation.count ?? 1))
    let page = max(1, min(10_000, window) - 1)
    switch invocation.id {
    case .up: self = .by(-times)
    case .down: self = .by(times)
    case .halfPageUp: self = .by(-times * max(1, page / 2))
    case .halfPageDown: self = .by(times * max(1, page / 2))
    case .pageUp: self = .by(-times * page)
    case .pageDown, .readOn: self = .by(times * page)
    case .top: self = .to(0)
    case .bottom: self = invocation.count.map { .to(max(0, min(1_000_000, $0) - 1)) } ?? .toLast
    default: return nil
    }
  }

  /// Where it leads from a row, of so many.
  func row(from row: Int, of count: Int) -> Int {
    let target =
      switch self {
      case .by(let rows): row + rows
      case .to(let row): row
      case .toLast: count - 1
      }
    return max(0, min(target, count - 1))
  }
}
