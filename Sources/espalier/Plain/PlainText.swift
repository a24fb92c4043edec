import Foundation
import MetaCoT
import TerminalUI

/// A search without a screen: the Meta-CoT line by line as it comes, then the outcome, a fact a
/// line. For pipes, screen readers and terminals that can not place their cursor.
struct PlainText {
  private var tree: SearchTree
  private let register: any Register
  private var written = 0

  /// Writes the opening.
  init(header: TraceHeader) {
    tree = SearchTree(header: header)
    register = Registers.all[0].init(header: header)
    Swift.print(register.opening(of: tree).text)
  }

  /// Writes the text of some more events.
  mutating func write(_ batch: EventBatch) {
    tree.append(batch)
    for event in written..<tree.events.count {
      if let piece = register.piece(at: event, in: tree) { Swift.print(piece.text) }
    }
    written = tree.events.count
  }

  /// Writes the outcome, if there is one.
  func close() {
    guard let outcome = tree.outcome else { return }
    Swift.print("")
    Swift.print("solved: \(outcome.solved ? "yes" : "no")")
    if let answer = outcome.answer { Swift.print("answer: \(answer)") }
    if let cost = outcome.cost { Swift.print("cost: \(Int(cost))") }
    Swift.print("expansions: \(outcome.expansions)")
    Swift.print("model calls: \(outcome.modelCalls)")
    if let tokens = outcome.tokens { Swift.print("tokens: \(tokens)") }
    Swift.print("nodes: \(outcome.nodes)")
    Swift.print("stopped: \(outcome.stopped)")
  }

  /// Writes how two searches stand against each other at their ends, a figure a line.
  static func compare(_ trees: [SearchTree]) {
    Swift.print("left: \(trees[0].header.strategy.name), \(trees[0].header.model.name)")
    Swift.print("right: \(trees[1].header.strategy.name), \(trees[1].header.model.name)")
    for entry in Scoreboard.entries(trees[0], trees[1]) {
      let better = entry.better.map { $0 == 0 ? " (left is better)" : " (right is better)" } ?? ""
      Swift.print("\(entry.title): \(entry.first), \(entry.second)\(better)")
    }
  }

  /// The tree of a search, run to its end or until ^C.
  static func finished(_ configuration: SearchConfiguration) throws -> SearchTree {
    let search = try Search(configuration)
    var tree = SearchTree(header: search.header)
    Interruption.watch()
    _ = search.run(isCancelled: { Interruption.happened }) { tree.append($0) }
    return tree
  }

  /// The tree of a recorded search.
  static func tree(trace path: String) throws -> SearchTree {
    let reader = try TraceReader(path: path)
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    if let cut = reader.truncation { FileHandle.standardError.write(Data("\(cut)\n".utf8)) }
    return tree
  }

  /// Writes a recorded search. A cut in the trace is remarked on at the end, on stderr.
  static func print(trace path: String) throws {
    let reader = try TraceReader(path: path)
    var text = PlainText(header: reader.header)
    while let batch = try reader.next() { text.write(batch) }
    text.close()
    if let cut = reader.truncation { FileHandle.standardError.write(Data("\(cut)\n".utf8)) }
  }
}
