import Foundation
import MetaCoT

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

  /// Writes a recorded search. A cut in the trace is remarked on at the end, on stderr.
  static func print(trace path: String) throws {
    let reader = try TraceReader(path: path)
    var text = PlainText(header: reader.header)
    while let batch = try reader.next() { text.write(batch) }
    text.close()
    if let cut = reader.truncation { FileHandle.standardError.write(Data("\(cut)\n".utf8)) }
  }
}
