/// The order in which a search explores: what a text needs to know of a strategy to speak of it, and
/// all that it is told, so that a strategy of any name is spoken of rightly.
public enum Exploration: String, Codable, Sendable, CaseIterable {
  /// The open node with the least g + h first: A*.
  case cost
  /// The open node with the least h first.
  case costToGo = "cost-to-go"
  /// The open node with the best V first: best-first search.
  case value
  /// Always on to the child with the best V, never back: greedy search.
  case descent
  /// Down the tree by what was backed up, and a judgement at the end: Monte Carlo tree search.
  case backups
  /// One level after the other, all of each.
  case breadth
  /// One level after the other, the best few of each.
  case beam
  /// One path to its end, and back where it fails.
  case depth
  /// Independent attempts from the start.
  case attempts
  /// The model decides, in the text that it writes.
  case text

  /// Reads the word.
  public init(from decoder: any Decoder) throws { self = try JSONLines.word(from: decoder) }

  /// What the strategies of common names do, for traces whose headers do not say it.
  init?(_ strategy: TraceHeader.Choice) {
    switch strategy.name {
    case "astar": self = .cost
    case "best-first":
      // Version 1 of the format has a choice by its place.
      let by = strategy.parameters?["by"]
      self = by == .text("cost") || by?.number == 1 ? .costToGo : .value
    case "greedy": self = .descent
    case "mcts", "gumbel": self = .backups
    case "breadth-first": self = .breadth
    case "beam": self = .beam
    case "depth-first", "ida-star": self = .depth
    case "best-of-n": self = .attempts
    case "in-context": self = .text
    default: return nil
    }
  }

  /// Whether the search leaves a node because another is better, not because it is another's turn.
  var prefersNodes: Bool { self != .breadth && self != .beam }
}
