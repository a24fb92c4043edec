import MetaCoT
import TerminalUI

/// A question about a whole search.
package enum Insight: String, CaseIterable, Sendable {
  /// Where did the right step die?
  case answer
  /// What turned out other than it looked?
  case surprises
  /// What led nowhere?
  case waste
  /// What was searched more than once?
  case similar
}

/// What a search was like, as text and as tables.
package struct InsightReport: Sendable {
  private let tree: SearchTree
  /// What became of the answer; nil where none is known.
  private let fate: AnswerFate?
  private let surprises: [Surprise]
  private let subtrees: [Waste]
  private let similar: [SimilarSubtrees]

  /// A report on all that has arrived of a search, and on what became of an answer: without one, of the
  /// best that it found.
  ///
  /// - Parameters:
  ///   - only: the one question that will be asked, if it is one alone.
  ///   - isCancelled: whether nobody waits for it any more. What has not begun then is left out.
  package init(
    _ tree: SearchTree, following path: AnswerPath? = nil, only: Insight? = nil,
    isCancelled: () -> Bool = { false }
  ) {
    func isAsked(_ insight: Insight) -> Bool { (only == nil || only == insight) && !isCancelled() }
    var tree = tree
    tree.seek(to: tree.events.count)
    self.tree = tree
    let path = isAsked(.answer) ? path ?? AnswerPath(ofBestGoalIn: tree) : nil
    fate = path.map { AnswerFate($0, in: tree) }
    surprises = isAsked(.surprises) ? Surprise.all(in: tree) : []
    subtrees = isAsked(.waste) ? Waste.ofSubtrees(in: tree) : []
    similar = isAsked(.similar) ? SimilarSubtrees.all(in: tree) : []
  }

  /// The answer to a question, with an empty line after it where it is for people.
  package func text(of insight: Insight, _ format: CellTable.Format) -> String {
    let table = table(of: insight, about: format == .jsonl)
    guard format == .table else { return table.text(format) }
    let heading = heading(of: insight)
    return heading + "\n" + (table.isEmpty ? "" : table.text(.table)) + "\n"
  }

  /// In a sentence or more.
  func heading(of insight: Insight) -> String {
    switch insight {
    case .answer:
      fate?.paragraph ?? "The search found no answer: name one whose way is to be followed."
    case .surprises:
      surprises.isEmpty
        ? "Nothing turned out other than it looked."
        : NumberFormat.counted(surprises.count, "time")
          + " something turned out other than it looked."
    case .waste: waste
    case .similar: alike
    }
  }

  /// Places to go to.
  func places(of insight: Insight) -> [AnswerFate.Place] {
    switch insight {
    case .answer: fate?.places ?? []
    case .surprises:
      surprises.map { AnswerFate.Place(event: $0.event, node: $0.node, what: $0.sentence) }
    case .waste: []
    case .similar:
      similar.prefix(Self.listed).map { group in
        let node = group.nodes[1]
        return AnswerFate.Place(
          event: tree.eventThatCreated(node) ?? 0, node: node, what: sentence(about: group))
      }
    }
  }

  /// Groups of subtrees that are listed.
  private static let listed = 20

  private func sentence(about group: SimilarSubtrees) -> String {
    let others = group.nodes.dropLast(max(0, group.nodes.count - 5)).map { "#\($0)" }
    let more = group.nodes.count > 5 ? ", …" : ""
    let (noun, likeness) =
      switch group.likeness {
      case .state: ("node", "the same state")
      case .shape: ("subtree", "the same shape")
      }
    return "\(NumberFormat.counted(group.nodes.count, noun)) have \(likeness), "
      + "\(NumberFormat.counted(group.repeated, "node")) searched again: "
      + others.joined(separator: ", ") + more
  }

  private var alike: String {
    func words(_ likeness: SimilarSubtrees.Likeness, _ what: String) -> String {
      let groups = similar.filter { $0.likeness == likeness }
      guard !groups.isEmpty else { return "no \(what) came more than once" }
      let most = groups[0].repeated
      return "\(NumberFormat.counted(groups.count, what)) came more than once, with "
        + "\(NumberFormat.counted(most, "node")) searched again at most"
    }
    let sentence = words(.state, "state") + "; " + words(.shape, "shape") + "."
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  /// What is no place, as lines for people.
  func lines(of insight: Insight) -> [String] {
    guard insight == .waste else { return [] }
    return table(of: .waste, about: false).text(.table).split(separator: "\n").map(String.init)
  }

  private var waste: String {
    let all = subtrees[0]
    func share(_ count: Int, of whole: Int) -> String {
      let percent = whole > 0 ? Double(count) / Double(whole) * 100 : 0
      return "\(Int(saturating: percent.rounded())) %"
    }
    var parts = [
      "\(share(all.duplicates, of: all.nodes)) repeat a state",
      "\(share(all.failed, of: all.nodes)) failed or lie below a node that did",
    ]
    if let astray = all.astray {
      parts.append(
        "\(share(astray, of: all.expanded)) of what was expanded is off the way to the best goal")
    }
    return "Of \(NumberFormat.counted(all.nodes, "node")) " + parts.joined(separator: ", ") + "."
  }

  private func table(of insight: Insight, about isNamed: Bool) -> CellTable {
    var titles: [String]
    var rows: [[CellTable.Cell]]
    func event(_ index: Int) -> CellTable.Cell { .number(Double(index + 1)) }
    switch insight {
    case .answer:
      titles = ["event", "node", "what"]
      rows = places(of: .answer).map {
        [event($0.event), .number(Double($0.node)), .sentence($0.what)]
      }
    case .surprises:
      titles = ["event", "node", "kind", "what"]
      rows = surprises.map {
        [
          event($0.event), .number(Double($0.node)), .text($0.kind.rawValue),
          .sentence($0.sentence),
        ]
      }
    case .waste:
      titles = ["below", "step", "nodes", "duplicates", "failed", "expanded", "astray"]
      rows = ([0] + tree.children(of: 0)).map { node in
        let waste = subtrees[Int(node)]
        return [.number(Double(node)), .text(tree.step(node))]
          + [waste.nodes, waste.duplicates, waste.failed, waste.expanded, waste.astray]
          .map { .number($0.map { Double($0) }) }
      }
    case .similar:
      titles = ["alike", "subtrees", "repeated", "first", "second", "step"]
      rows = similar.map { group in
        [
          .text(group.likeness.rawValue), .number(Double(group.nodes.count)),
          .number(Double(group.repeated)), .number(Double(group.nodes[0])),
          .number(Double(group.nodes[1])), .text(tree.step(group.nodes[0])),
        ]
      }
    }
    if isNamed {
      titles.insert("about", at: 0)
      rows = rows.map { [.text(insight.rawValue)] + $0 }
    }
    return CellTable(titles: titles, rows: rows)
  }
}
