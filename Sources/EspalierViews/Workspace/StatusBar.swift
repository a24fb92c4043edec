import MetaCoT
import TerminalUI

/// The line at the top: which search this is, whether it runs, and how it stands.
package struct StatusBar: Sendable {
  /// What the tree does not know.
  package struct Facts: Sendable, Equatable {
    /// Whether time runs.
    package var mode = PlayMode.paused
    /// Expansions a second, measured.
    package var rate: Double?
    /// What is left of the budget, in words, such as `9.7k left`.
    package var budgetLeft: String?
    /// Whether the budget is nearly used up.
    package var isBudgetLow = false
    /// Seconds that the search has taken up to the moment.
    package var seconds: Double?
    /// The deepest node at the moment.
    package var depth: Int?
    /// Whether this is one of many searches on the screen: then the problem goes without saying, and
    /// what the best answer costs is said.
    package var isOneOfMany = false

    /// Nothing known.
    package init() {}
  }

  /// A status bar.
  package init() {}

  /// Draws it in one row; where there is little room, the least important goes first.
  package func draw(
    _ tree: SearchTree, facts: Facts, values: ValueCurve, name: String, in rect: Rect,
    of canvas: inout Canvas
  ) {
    StatusItem.draw(
      left: leftItems(tree, facts, name: name), right: rightItems(tree, facts, values), in: rect,
      of: &canvas)
  }

  private func leftItems(_ tree: SearchTree, _ facts: Facts, name: String) -> [StatusItem] {
    let header = tree.header
    let quiet = Style(.dim, on: .bar)
    let text = Style(.text, on: .bar)
    var items: [StatusItem] = []
    if !name.isEmpty {
      // Among many, which one it is comes before how it stands.
      let rank = facts.isOneOfMany ? 1 : 2
      items.append(StatusItem(parts: [(name, Style(.strong, on: .bar, .bold))], rank: rank))
    }
    if !facts.isOneOfMany {
      items.append(StatusItem(parts: [(header.problem.kind, quiet)], rank: 10))
      // A problem of many lines, such as a maze, goes by its name.
      let isLine = !header.problem.text.contains("\n")
      let problem = NumberFormat.clipped(
        isLine ? header.problem.text : header.problem.id ?? "", to: 40)
      if !problem.isEmpty { items.append(StatusItem(parts: [(problem, text)], rank: 4)) }
    }
    let isNamed =
      facts.isOneOfMany ? name.contains(header.strategy.name) : name == header.strategy.name
    if !isNamed {
      let strategy = name.isEmpty ? Style(.strong, on: .bar, .bold) : text
      items.append(
        StatusItem(parts: [(header.strategy.name, strategy)], rank: name.isEmpty ? 2 : 5))
    }
    let parameters = Self.parameters(header.strategy)
    if !parameters.isEmpty {
      items.append(StatusItem(parts: [(parameters, quiet)], rank: 11, gap: 1))
    }
    if let model = header.model { items.append(StatusItem(parts: [(model.name, text)], rank: 6)) }
    return items
  }

  private static func parameters(_ choice: TraceHeader.Choice) -> String {
    let table = StrategyRegistry.entries.first { $0.name == choice.name }?.parameters ?? []
    return (choice.naming(choicesOf: table).parameters ?? [:]).sorted { $0.key < $1.key }.prefix(3)
      .map { "\($0.key)=\($0.value.number.map(NumberFormat.brief) ?? "\($0.value)")" }
      .joined(separator: " ")
  }

  private func rightItems(_ tree: SearchTree, _ facts: Facts, _ values: ValueCurve) -> [StatusItem]
  {
    let quiet = Style(.dim, on: .bar)
    let text = Style(.text, on: .bar)
    var items: [StatusItem] = [modeItem(tree, facts.mode)]
    if let expansions = tree.knownExpansions {
      items.append(
        StatusItem(parts: [(NumberFormat.short(expansions), text), (" exp", quiet)], rank: 3))
    } else {
      items.append(StatusItem(parts: [("snapshot", quiet)], rank: 3))
    }
    if facts.isOneOfMany, let cost = tree.bestGoal?.value {
      items.append(
        StatusItem(parts: [("cost ", quiet), (Scoreboard.words(cost), text)], rank: 2))
    }
    if let tokens = tree.tokens, let calls = tree.modelCalls, tokens > 0 {
      items.append(
        StatusItem(
          parts: [
            (NumberFormat.short(calls), text),
            (calls == 1 ? " call" : " calls", quiet),
          ], rank: 6))
      items.append(
        StatusItem(parts: [(NumberFormat.short(tokens), text), (" tok", quiet)], rank: 4))
    }
    if let seconds = facts.seconds {
      items.append(StatusItem(parts: [(NumberFormat.duration(seconds: seconds), quiet)], rank: 6))
    }
    if let rate = facts.rate {
      items.append(
        StatusItem(parts: [(NumberFormat.short(Int(saturating: rate)) + "/s", quiet)], rank: 7))
    }
    if let depth = facts.depth {
      items.append(StatusItem(parts: [("depth ", quiet), ("\(depth)", text)], rank: 9))
    }
    // Where values are backed up, every node can be gone on from: there is no list of those that wait.
    if tree.extent(of: .N) == nil {
      items.append(
        StatusItem(
          parts: [("frontier ", quiet), (NumberFormat.short(tree.frontierCount), text)], rank: 8))
    }
    if let left = facts.budgetLeft {
      items.append(
        StatusItem(parts: [(left, Style(facts.isBudgetLow ? .warning : .dim, on: .bar))], rank: 7))
    }
    if let best = values.best(at: tree.now) {
      let curve = Bars.row(values.samples(8, upTo: tree.now).map { $0 == $0 ? $0 : 0 })
      items.append(
        StatusItem(
          parts: [
            (curve + " ", Style(.value(best), on: .bar)),
            (values.text(at: tree.now, in: tree) ?? "", Style(.value(best), on: .bar, .bold)),
          ], rank: 5))
    }
    return items
  }

  private func modeItem(_ tree: SearchTree, _ mode: PlayMode) -> StatusItem {
    let (words, ink): (String, Ink) =
      switch mode {
      case .live: ("▶ live", .live)
      case .paused: ("❚❚ paused", .strong)
      case .replaying: ("▶ replay", .live)
      case .replayPaused: ("⏮ replay", .strong)
      case .ended:
        if let outcome = tree.outcome {
          outcome.solved ? ("★ solved", .goal) : ("■ \(outcome.stopped ?? "ended")", .dead)
        } else {
          ("■ ended", .strong)
        }
      }
    return StatusItem(parts: [(words, Style(ink, on: .bar, .bold))], rank: 1)
  }
}
