import MetaCoT
import TerminalUI

/// How two searches stand against each other at their moments.
public enum Scoreboard {
  /// One figure of both searches.
  public struct Entry {
    /// What it is.
    public var title: String
    /// What it is, where there is little room.
    var shortTitle: String?
    /// That of the first search.
    public var first: String
    /// That of the second.
    public var second: String
    /// Which of the two does better, 0 or 1; nil if neither does.
    public var better: Int?
  }

  /// That two searches are about different problems, in a sentence; nil if they are about one. Then
  /// no figure is better than the other.
  public static func difference(_ a: TraceHeader, _ b: TraceHeader) -> String? {
    let problems = (a.problem, b.problem)
    if problems.0.canonicalText == problems.1.canonicalText { return nil }
    func words(_ problem: TraceHeader.ProblemReference) -> String {
      problem.id ?? problem.text.shortened
    }
    return "the problems are different (\(words(problems.0)); \(words(problems.1))): "
      + "no figure is better than the other"
  }

  /// When each search came to see, expand and prefer the first step of the way to the best answer that
  /// either has: that of its own, where none is better. Nothing before there is an answer.
  package static func winningStep(
    _ a: SearchTree, _ b: SearchTree, _ steps: (FirstSteps, FirstSteps)
  ) -> [Entry] {
    let goals = (a.bestGoal, b.bestGoal)
    let (costA, costB) = (goals.0?.value ?? .infinity, goals.1?.value ?? .infinity)
    let own = (
      goals.0.flatMap { firstStep(to: $0.node, a) }, goals.1.flatMap { firstStep(to: $0.node, b) }
    )
    guard own.0 != nil || own.1 != nil else { return [] }
    let takesFirst = own.0 != nil && (own.1 == nil || costA <= costB)
    let takesSecond = own.1 != nil && (own.0 == nil || costB <= costA)
    let nodes = (
      takesFirst ? own.0 : own.1.flatMap { counterpart(of: $0, in: b, below: a) },
      takesSecond ? own.1 : own.0.flatMap { counterpart(of: $0, in: a, below: b) }
    )
    let moments = (
      nodes.0.flatMap { steps.0[$0, at: a.now] }, nodes.1.flatMap { steps.1[$0, at: b.now] }
    )
    func entry(
      _ what: String, _ short: String, _ moment: (FirstSteps.Moments) -> Int?
    ) -> Entry {
      func words(_ moments: FirstSteps.Moments?) -> String {
        moments.flatMap(moment).map(NumberFormat.grouped) ?? "–"
      }
      return Entry(
        title: "winning step \(what) at event", shortTitle: short, first: words(moments.0),
        second: words(moments.1))
    }
    return [
      entry("seen", "step seen", \.seen), entry("expanded", "expanded", \.expanded),
      entry("preferred", "preferred", \.preferred),
    ]
  }

  private static func firstStep(to node: NodeID, _ tree: SearchTree) -> NodeID? {
    tree.path(to: node).dropFirst().first
  }

  /// The same first step in another search.
  private static func counterpart(
    of node: NodeID, in tree: SearchTree, below other: SearchTree
  ) -> NodeID? {
    func key(_ node: NodeID, _ tree: SearchTree) -> String {
      tree.step(node).isEmpty ? tree.state(node) : tree.step(node)
    }
    let wanted = key(node, tree)
    return other.children(of: 0).first { key($0, other) == wanted }
  }

  /// `seconds` that the searches have taken, where that is known. Only of searches about one problem is
  /// any figure better.
  public static func entries(
    _ a: SearchTree, _ b: SearchTree, isOneProblem: Bool, seconds: (Double?, Double?) = (nil, nil)
  ) -> [Entry] {
    func entry(_ title: String, _ first: Int?, _ second: Int?) -> Entry {
      var entry = Entry(
        title: title, first: first.map(NumberFormat.grouped) ?? "–",
        second: second.map(NumberFormat.grouped) ?? "–")
      if let first, let second, first != second { entry.better = first < second ? 0 : 1 }
      return entry
    }
    let (solvedA, solvedB) = (a.isSolved, b.isSolved)
    func word(_ isSolved: Bool?) -> String { isSolved.map { $0 ? "yes" : "no" } ?? "–" }
    var entries = [Entry(title: "solved", first: word(solvedA), second: word(solvedB))]
    if let solvedA, let solvedB, solvedA != solvedB { entries[0].better = solvedA ? 0 : 1 }
    let (costA, costB) = (a.bestGoal?.value, b.bestGoal?.value)
    var better: Int?
    if let costA, let costB, costA < costB || costB < costA { better = costA < costB ? 0 : 1 }
    entries.append(
      Entry(
        title: "cost", first: costA.map(Self.words) ?? "–", second: costB.map(Self.words) ?? "–",
        better: better))
    // Less is better only between searches that got equally far.
    let comparable = solvedA == solvedB
    for (title, first, second) in [
      ("expansions", a.expansions, b.expansions), ("model calls", a.modelCalls, b.modelCalls),
      ("tokens", a.tokens, b.tokens),
      ("backtracks", a.knownBacktracks, b.knownBacktracks), ("nodes", a.nodeCount, b.nodeCount),
    ] as [(String, Int?, Int?)] where title != "tokens" || (first ?? 0) + (second ?? 0) > 0 {
      var entry = entry(title, first, second)
      if !comparable || title == "backtracks" { entry.better = nil }
      entries.append(entry)
    }
    if seconds.0 != nil || seconds.1 != nil { entries.append(time(seconds, comparable)) }
    if !isOneProblem { for index in entries.indices { entries[index].better = nil } }
    return entries
  }

  /// A cost with all digits that it was written with, unless they are very many.
  public static func words(_ cost: Double) -> String {
    let short = Float(cost)
    let exact = "\(JSONValue(Double(short) == cost ? short.decimal : cost))"
    return cost.isFinite && exact.count <= 12 ? exact : NumberFormat.cost(cost)
  }

  private static func time(_ seconds: (Double?, Double?), _ comparable: Bool) -> Entry {
    func words(_ seconds: Double?) -> String {
      seconds.map { NumberFormat.duration(seconds: $0) } ?? "–"
    }
    var entry = Entry(title: "time", first: words(seconds.0), second: words(seconds.1))
    if comparable, entry.first != entry.second, let a = seconds.0, let b = seconds.1 {
      entry.better = a < b ? 0 : 1
    }
    return entry
  }

  /// Rows it takes: a heading and one a search.
  public static let height = 3

  /// Draws a table: a row a search, a column a figure; the better figure is underlined and bright.
  package static func draw(
    _ a: SearchTree, _ b: SearchTree, isOneProblem: Bool, shared: (both: Int, either: Int),
    names: (String, String), seconds: (Double?, Double?) = (nil, nil),
    firstSteps: (FirstSteps, FirstSteps)? = nil, active: Int, in rect: Rect,
    of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    canvas.fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), "─", Style(.dim))
    let nameWidth = min(
      max(TextWidth.columns(of: names.0), TextWidth.columns(of: names.1)), rect.width / 3)
    var x = rect.x + 2 + nameWidth
    for (row, name) in [names.0, names.1].enumerated() {
      if row == active {
        canvas.draw("›", x: rect.x, y: rect.y + 1 + row, Style(.accent), in: rect)
      }
      canvas.draw(
        NumberFormat.clipped(name, to: nameWidth), x: rect.x + 2, y: rect.y + 1 + row,
        Style(row == active ? .strong : .text), in: rect)
    }
    let share = shared.either == 0 ? 0 : shared.both * 100 / shared.either
    let shares =
      "≈ both visited \(NumberFormat.grouped(shared.both)) of "
      + "\(NumberFormat.grouped(shared.either)) states, \(share)%"
    var entries = entries(a, b, isOneProblem: isOneProblem, seconds: seconds)
    if isOneProblem, let firstSteps { entries += winningStep(a, b, firstSteps) }
    for entry in entries {
      let title = entry.shortTitle ?? entry.title
      let width = max(title.count, entry.first.count, entry.second.count) + 3
      guard x + width < rect.x + rect.width else { break }
      canvas.draw(
        " \(title) ", x: x + width - title.count - 1, y: rect.y, Style(.dim), in: rect)
      for (row, text) in [entry.first, entry.second].enumerated() {
        let best = entry.better == row
        canvas.draw(
          text, x: x + width - text.count, y: rect.y + 1 + row,
          best ? Style(.strong, on: .plain, .underline) : Style(.text), in: rect)
      }
      x += width
    }
    let room = rect.x + rect.width - 1 - x - 3
    let words = [
      shares, "≈ \(share)% of \(NumberFormat.short(shared.either)) states", "≈ \(share)% of states",
    ]
    guard let text = words.first(where: { TextWidth.columns(of: $0) <= room }) else { return }
    canvas.draw(text, x: x + 3, y: rect.y + 1, Style(.shared), in: rect)
  }
}
