import MetaCoT
import TerminalUI

/// How searches stand against each other at their moments.
package enum Scoreboard {
  /// One figure of all searches.
  package struct Entry {
    /// What it is.
    package var title: String
    /// What it is, where there is little room.
    var shortTitle: String?
    /// That of each search.
    package var figures: [String]
    /// The searches that do best; empty if none does better than another.
    package var best: Set<Int> = []
  }

  /// That two searches are about different problems, in a sentence; nil if they are about one. Then
  /// no figure is better than the other.
  package static func difference(_ a: TraceHeader, _ b: TraceHeader) -> String? {
    let problems = (a.problem, b.problem)
    if problems.0.canonicalText == problems.1.canonicalText { return nil }
    func words(_ problem: TraceHeader.ProblemReference) -> String {
      problem.id ?? problem.text.shortened
    }
    return "the problems are different (\(words(problems.0)); \(words(problems.1))): "
      + "no figure is better than the other"
  }

  /// When each search came to see, expand and prefer the first step of the way to the best answer that
  /// any has: that of its own, where none is better. Nothing before there is an answer.
  package static func winningStep(_ trees: [SearchTree], _ steps: [FirstSteps]) -> [Entry] {
    let own = trees.indices.map { search in
      trees[search].bestGoal.flatMap {
        firstStep(to: $0.node, from: steps[search].junction, trees[search])
      }
    }
    let costs = trees.map { $0.bestGoal?.value ?? .infinity }
    guard
      let best = trees.indices.filter({ own[$0] != nil }).min(by: { costs[$0] < costs[$1] }),
      let step = own[best]
    else { return [] }
    let moments = trees.indices.map { search in
      let node =
        own[search] != nil && costs[search] <= costs[best]
        ? own[search]
        : counterpart(of: step, in: trees[best], below: steps[search].junction, trees[search])
      return node.flatMap { steps[search][$0, at: trees[search].now] }
    }
    func entry(
      _ what: String, _ short: String, _ moment: (FirstSteps.Moments) -> Int?
    ) -> Entry {
      Entry(
        title: "winning step \(what) at event", shortTitle: short,
        figures: moments.map { $0.flatMap(moment).map(NumberFormat.grouped) ?? "–" })
    }
    return [
      entry("seen", "step seen", \.seen), entry("expanded", "expanded", \.expanded),
      entry("preferred", "preferred", \.preferred),
    ]
  }

  private static func firstStep(
    to node: NodeID, from junction: NodeID, _ tree: SearchTree
  ) -> NodeID? {
    tree.path(to: node).drop { $0 != junction }.dropFirst().first
  }

  /// The same first step in another search.
  private static func counterpart(
    of node: NodeID, in tree: SearchTree, below junction: NodeID, _ other: SearchTree
  ) -> NodeID? {
    func key(_ node: NodeID, _ tree: SearchTree) -> String {
      tree.step(node).isEmpty ? tree.state(node) : tree.step(node)
    }
    let wanted = key(node, tree)
    return other.children(of: junction).first { key($0, other) == wanted }
  }

  /// `seconds` that the searches have taken, where that is known. Only of searches about one problem is
  /// any figure better.
  package static func entries(
    _ trees: [SearchTree], isOneProblem: Bool, seconds: [Double?] = []
  ) -> [Entry] {
    let solved = trees.map(\.isSolved)
    let all = Set(trees.indices)
    // Less is better only between searches that got equally far.
    let furthest =
      solved.contains(true)
      ? all.filter { solved[$0] == true } : Set(solved).count == 1 ? all : []
    func entry(
      _ title: String, _ figures: [Double?], among comparable: Set<Int>,
      words: (Double) -> String = { NumberFormat.grouped(Int(saturating: $0)) }
    ) -> Entry {
      Entry(
        title: title, figures: figures.map { $0.map(words) ?? "–" },
        best: isOneProblem ? least(figures, among: comparable) : [])
    }
    func counts(_ count: (SearchTree) -> Int?) -> [Double?] {
      trees.map { count($0).map { Double($0) } }
    }
    var entries = [
      entry("solved", solved.map { $0.map { $0 ? 0 : 1 } }, among: all) { $0 == 0 ? "yes" : "no" },
      entry("cost", trees.map { $0.bestGoal?.value }, among: all, words: words),
      entry("expansions", counts { $0.knownExpansions }, among: furthest),
      entry("model calls", counts { $0.modelCalls }, among: furthest),
    ]
    let tokens = counts { $0.tokens }
    if tokens.contains(where: { $0 ?? 0 > 0 }) {
      entries.append(entry("tokens", tokens, among: furthest))
    }
    entries.append(entry("backtracks", counts { $0.knownBacktracks }, among: []))
    entries.append(entry("nodes", counts { $0.nodeCount }, among: furthest))
    if seconds.contains(where: { $0 != nil }) {
      var time = entry("time", seconds, among: furthest) { NumberFormat.duration(seconds: $0) }
      if Set(time.figures).count == 1 { time.best = [] }
      entries.append(time)
    }
    return entries
  }

  /// Which of the figures are the least, if they are not all equal.
  private static func least(_ figures: [Double?], among comparable: Set<Int>) -> Set<Int> {
    let known = comparable.compactMap { index in figures[index].map { (index, $0) } }
    guard let least = known.map(\.1).min(), known.contains(where: { least < $0.1 }) else {
      return []
    }
    return Set(known.filter { $0.1 == least }.map(\.0))
  }

  /// A cost with all digits that it was written with, unless they are very many.
  package static func words(_ cost: Double) -> String {
    let short = Float(cost)
    let exact = "\(JSONValue(Double(short) == cost ? short.decimal : cost))"
    return cost.isFinite && exact.count <= 12 ? exact : NumberFormat.cost(cost)
  }

  /// Rows it takes: a heading and one a search.
  static func height(of searches: Int) -> Int { searches + 1 }

  /// Draws a table: a row a search, a column a figure; the best figures are underlined and bright.
  package static func draw(
    _ trees: [SearchTree], isOneProblem: Bool, shared: (all: Int, any: Int), names: [String],
    seconds: [Double?] = [], firstSteps: [FirstSteps]? = nil, active: Int, in rect: Rect,
    of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    canvas.fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), "─", Style(.dim))
    let nameWidth = min(names.map { TextWidth.columns(of: $0) }.max() ?? 0, rect.width / 3)
    var x = rect.x + 2 + nameWidth
    for (row, name) in names.enumerated() {
      if row == active {
        canvas.draw("›", x: rect.x, y: rect.y + 1 + row, Style(.accent), in: rect)
      }
      canvas.draw(
        NumberFormat.clipped(name, to: nameWidth), x: rect.x + 2, y: rect.y + 1 + row,
        Style(row == active ? .strong : .text), in: rect)
    }
    let share = shared.any == 0 ? 0 : shared.all * 100 / shared.any
    let shares =
      "≈ \(trees.count == 2 ? "both" : "all") visited \(NumberFormat.grouped(shared.all)) of "
      + "\(NumberFormat.grouped(shared.any)) states, \(share)%"
    var entries = entries(trees, isOneProblem: isOneProblem, seconds: seconds)
    if isOneProblem, let firstSteps { entries += winningStep(trees, firstSteps) }
    for entry in entries {
      let title = entry.shortTitle ?? entry.title
      let width = entry.figures.map(\.count).reduce(title.count, max) + 3
      guard x + width < rect.x + rect.width else { break }
      canvas.draw(
        " \(title) ", x: x + width - title.count - 1, y: rect.y, Style(.dim), in: rect)
      for (row, text) in entry.figures.enumerated() {
        let best = entry.best.contains(row)
        canvas.draw(
          text, x: x + width - text.count, y: rect.y + 1 + row,
          best ? Style(.strong, on: .plain, .underline) : Style(.text), in: rect)
      }
      x += width
    }
    let room = rect.x + rect.width - 1 - x - 3
    let words = [
      shares, "≈ \(share)% of \(NumberFormat.short(shared.any)) states", "≈ \(share)% of states",
    ]
    guard let text = words.first(where: { TextWidth.columns(of: $0) <= room }) else { return }
    canvas.draw(text, x: x + 3, y: rect.y + 1, Style(.shared), in: rect)
  }
}
