import EspalierViews
import Foundation
import MetaCoT
import TerminalUI

/// A search without a screen: the Meta-CoT line by line as it comes, then the outcome, a fact a
/// line. For pipes, screen readers and terminals that cannot place their cursor.
struct PlainText {
  private var tree: SearchTree
  private let linearizer: any Linearizer
  private var written = 0

  /// Writes the opening.
  init(header: TraceHeader) {
    tree = SearchTree(header: header)
    linearizer = LinearizerRegistry.all[0].init(header: header)
    Self.write(linearizer.opening(of: tree).text)
  }

  /// Writes the text of some more events.
  mutating func write(_ batch: EventBatch) {
    tree.append(batch)
    for event in written..<tree.events.count {
      if let fragment = linearizer.fragment(at: event, in: tree) { Self.write(fragment.text) }
    }
    written = tree.events.count
  }

  /// Writes the outcome, if there is one.
  func close() {
    guard let outcome = tree.outcome else { return }
    Self.write("")
    Self.write("solved: \(outcome.solved ? "yes" : "no")")
    if let answer = outcome.answer { Self.write("answer: \(answer)") }
    func figure(_ count: Int?) -> String { count.map { "\($0)" } ?? "–" }
    if outcome.solved {
      let known = tree.bestGoal.map(\.value).flatMap { $0.isNaN ? nil : $0 }
      Self.write("cost: \((outcome.cost ?? known).map(Scoreboard.words) ?? "–")")
    }
    Self.write("expansions: \(figure(outcome.expansions))")
    Self.write("model calls: \(figure(outcome.modelCalls))")
    if let tokens = outcome.tokens { Self.write("tokens: \(tokens)") }
    Self.write("nodes: \(figure(outcome.nodes))")
    Self.write("stopped: \(outcome.stopped ?? "–")")
  }

  /// Writes how searches stand against each other at their ends, a figure a line. Throws what is wrong
  /// with a trace after what there is before it.
  static func compare(_ origins: [SearchOrigin]) throws {
    var failure: FileError?
    let trees = try origins.map { try tree(of: $0, &failure) }
    let names = origins.count == 2 ? ["left", "right"] : origins.indices.map { "\($0 + 1)" }
    for ((name, origin), tree) in zip(zip(names, origins), trees) {
      write("\(name): \(origin.name), \(tree.header.model?.name ?? "–")")
    }
    let differences = trees.map { Scoreboard.difference(trees[0].header, $0.header) }
    let isOneProblem = differences.allSatisfy { $0 == nil }
    if let difference = differences.compactMap({ $0 }).first { write(difference) }
    for entry in Scoreboard.entries(trees, isOneProblem: isOneProblem) {
      let best = entry.best.sorted().map { names[$0] }
      let verb = best.count == 1 ? "is" : "are"
      let words = best.isEmpty ? "" : " (\(best.joined(separator: ", ")) \(verb) better)"
      write("\(entry.title): \(entry.figures.joined(separator: ", "))\(words)")
    }
    if isOneProblem {
      let steps = trees.map { tree in
        var steps = FirstSteps()
        steps.update(tree)
        return steps
      }
      for entry in Scoreboard.winningStep(trees, steps) {
        write("\(entry.title): \(entry.figures.joined(separator: ", "))")
      }
    }
    for (other, name) in names.enumerated().dropFirst() where differences[other] == nil {
      if trees.count > 2 { write("\(names[0]) and \(name):") }
      tell(
        MergedTree(trees[0], trees[other], names: (names[0], name)), (trees[0], trees[other]))
    }
    if let failure { throw failure }
  }

  /// Writes the Meta-CoTs of two searches as a diff: `=` before what both say, `1` and `2` before what
  /// one of them says.
  static func texts(_ left: SearchOrigin, _ right: SearchOrigin, style: any Linearizer.Type) throws
  {
    var failure: FileError?
    let trees = (try tree(of: left, &failure), try tree(of: right, &failure))
    let linearizers = (style.init(header: trees.0.header), style.init(header: trees.1.header))
    var texts = AlignedTexts(trees.0, trees.1, linearizers: linearizers)
    texts.advance(trees.0, trees.1, linearizers: linearizers)
    func write(_ event: Int?, _ mark: String, _ tree: SearchTree, _ linearizer: any Linearizer) {
      guard let event else { return }
      let text = linearizer.text(at: event, in: tree)?.text ?? ""
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        Self.write("\(mark) \(line)")
      }
    }
    for row in texts.rows {
      write(row.first, row.isEqual ? "=" : "1", trees.0, linearizers.0)
      if !row.isEqual { write(row.second, "2", trees.1, linearizers.1) }
    }
    StandardError.writeLine(texts.summary + (texts.isCut ? "; the texts go on" : ""))
    if let failure { throw failure }
  }

  /// Writes two searches as one tree.
  static func merge(_ left: SearchOrigin, _ right: SearchOrigin, into path: String) throws {
    var failure: FileError?
    let trees = (try tree(of: left, &failure), try tree(of: right, &failure))
    guard Scoreboard.difference(trees.0.header, trees.1.header) == nil else {
      throw Failure("the searches are about different problems: they have no tree in common")
    }
    let names = left.name == right.name ? ("left", "right") : (left.name, right.name)
    let merged = MergedTree(trees.0, trees.1, names: names)
    let writer = try TraceWriter(path: path, header: merged.header)
    try writer.write(merged.events)
    try writer.close()
    if let failure { throw failure }
  }

  /// Differences that are told of.
  private static let mostDifferences = 12

  /// Where the searches part for the first time, and where they differ most.
  private static func tell(_ merged: MergedTree, _ trees: (SearchTree, SearchTree)) {
    let divergences = Divergence.all(trees.0, trees.1)
    if let first = divergences.first {
      let choices = first.choices(trees.0, trees.1, names: merged.names)
      write("divergences: \(divergences.count); the first in turn \(first.turn + 1): \(choices)")
    } else {
      write("divergences: 0")
    }
    let differences = merged.differences(trees.0, trees.1)
    write("differences: \(differences.count)")
    for difference in differences.prefix(mostDifferences) {
      let steps = merged.path(to: difference.node).joined(separator: ", ")
      write("  \(words(difference.kind, merged.names)): \(steps)")
    }
  }

  private static func words(
    _ kind: Difference.Kind, _ names: (first: String, second: String)
  ) -> String {
    func share(_ share: Double) -> String { "\(Int(saturating: (share * 100).rounded()))%" }
    switch kind {
    case .only(let search, let nodes):
      return "only \(search == 1 ? names.first : names.second) has been here, with "
        + NumberFormat.counted(nodes, "node")
    case .valued(let first, let second):
      return "\(names.first) thinks it \(share(first)) good, \(names.second) \(share(second))"
    case .visited(let first, let second):
      return "\(share(first)) of \(names.first)’s visits, \(share(second)) of \(names.second)’s"
    }
  }

  /// The tree of a search at its end, or where ^C stopped it; of a trace, with all that it holds.
  private static func tree(
    of origin: SearchOrigin, _ failure: inout FileError?
  ) throws -> SearchTree {
    switch origin {
    case .live(let configuration, _):
      let search = try Search(configuration)
      var tree = SearchTree(header: search.header)
      _ = search.run(isCancelled: { Interruption.happened }) { tree.append($0) }
      return tree
    case .merged(let merged):
      var tree = SearchTree(header: merged.header)
      tree.append(merged.events)
      return tree
    case .trace(let path):
      let reader = try TraceFile(path: path).tellingReader()
      var tree = SearchTree(header: reader.header)
      let wrong = try reader.tell { tree.append($0) }
      failure = failure ?? wrong
      return tree
    case .fork(let fork, _):
      var tree = SearchTree(header: try Search(fork.configuration).header)
      _ = try fork.run(isCancelled: { Interruption.happened }) { tree.append($0) }
      return tree
    case .kept(let tree, _): return tree
    }
  }

  private static func write(_ text: String) { StandardOutput.writeLine(text) }

  /// Writes a recorded search. Throws what is wrong with it after what there is before.
  static func write(trace path: String) throws {
    let reader = try TraceFile(path: path).tellingReader()
    var text = PlainText(header: reader.header)
    let failure = try reader.tell { text.write($0) }
    text.close()
    if let failure { throw failure }
  }
}
