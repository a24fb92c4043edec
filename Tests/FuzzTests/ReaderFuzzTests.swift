import EspalierViews
import Foundation
import MetaCoT
import TerminalUI
import Testing

@testable import espalier

/// Every reader of what people and other programs write: an input is read, or refused in a sentence.
/// One at a time, so that a crash has one suspect a reader.
@Suite(.serialized) struct ReaderFuzzTests {
  /// What is wrong with an input that was read.
  private struct Broken: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  /// An error is one sentence that a person can read. False: the input was not read.
  static func refused(_ error: any Error) throws -> Bool {
    let sentence = "\(error)"
    guard !sentence.isEmpty, sentence.utf8.count < 2000 else {
      throw Broken("the error has \(sentence.utf8.count) bytes: \(sentence.prefix(200))")
    }
    return false
  }

  @Test func `Traces are read or refused`() throws {
    let count = try Fuzzing(reader: "traces", corpus: Corpus.traces).run(Self.checkTrace)
    #expect(count.read > 0)
  }

  @Test func `Compressed traces are read or refused`() throws {
    let count = try Fuzzing(reader: "compressed", corpus: Corpus.compressedTraces)
      .run(Self.checkTrace)
    #expect(count.read > 0)
  }

  /// Reads a trace in batches of any size: the tree goes to any moment, all styles write it, and what
  /// is written again is read as the same.
  private static func checkTrace(_ input: [UInt8], _ random: inout SeededRandom) throws -> Bool {
    let reader: TraceReader
    do {
      reader = try TraceReader(bytes: input, name: "fuzz")
    } catch { return try refused(error) }
    var tree = SearchTree(header: reader.header)
    var audit = TraceAudit(header: reader.header)
    do {
      while let batch = try reader.next(maximum: 1 + random.below(40)) {
        tree.append(batch)
        audit.append(batch)
      }
    } catch { _ = try refused(error) }
    _ = (audit.contradictions, audit.remarks, reader.mending, reader.truncation)
    let end = tree.events.count
    guard tree.nodeCount == reader.nodeCount else { throw Broken("nodes were lost") }
    for moment in [random.below(end + 1), 0, random.below(end + 1), end] {
      tree.seek(to: moment)
      for node in 0..<NodeID(min(tree.nodeCount, 50)) {
        for field in tree.fields { _ = tree.value(field, of: node) }
        _ = (tree.step(node), tree.state(node), tree.judgement(of: node), tree.value(.U, of: node))
      }
    }
    let style = LinearizerRegistry.all[random.below(LinearizerRegistry.all.count)]
    let linearizer = style.init(header: tree.header)
    for event in -1..<min(end, 200) {
      guard let fragment = linearizer.text(at: event, in: tree) else { continue }
      for span in fragment.spans where span.range.upperBound > fragment.text.utf8.count {
        throw Broken("a span ends after its text")
      }
    }
    try checkWriting(tree)
    return true
  }

  private static func checkWriting(_ tree: SearchTree) throws {
    let file = Fuzzing.folder.appending(path: "espalier-fuzz-written.jsonl")
    let writer = try TraceWriter(path: file.path, header: tree.header)
    try writer.write(tree.allEvents)
    try writer.close()
    let again = try TraceReader(path: file.path)
    var copy = SearchTree(header: again.header)
    while let batch = try again.next() { copy.append(batch) }
    guard again.mendedLineCount == 0, copy.events.count == tree.events.count,
      copy.nodeCount == tree.nodeCount, copy.outcome?.solved == tree.outcome?.solved
    else { throw Broken("what was written is read as something else") }
    for node in 0..<NodeID(copy.nodeCount)
    where copy.step(node) != tree.step(node) || copy.state(node) != tree.state(node) {
      throw Broken("the texts of node \(node) have changed")
    }
  }

  @Test func `Every format has a seed`() {
    let seeds = Corpus.foreignFiles.map { ForeignFile(name: "seed", bytes: Data($0)) }
    let known = Set(seeds.compactMap { ImporterRegistry.importer(of: $0)?.name })
    let missing = Set(ImporterRegistry.all.map { $0.name }).subtracting(known)
    #expect(missing.subtracting(["stream-of-search", "linearized"]).isEmpty, "\(missing)")
  }

  /// What an importer makes of a file is a trace that is read.
  @Test func `Files of other programs are read or refused`() throws {
    let count = try Fuzzing(reader: "foreign", corpus: Corpus.foreignFiles).run { input, random in
      let file = ForeignFile(name: "fuzz", bytes: Data(input))
      guard let importer = ImporterRegistry.importer(of: file) else { return false }
      let traces: [ImportedTrace]
      do {
        traces = try importer.searches(in: file).prefix(5).map { try $0.trace() }
      } catch { return try Self.refused(error) }
      for trace in traces {
        let reader = try TraceReader(bytes: trace.bytes, name: importer.name)
        var tree = SearchTree(header: reader.header)
        while let batch = try reader.next() { tree.append(batch) }
        tree.seek(to: random.below(tree.events.count + 1))
      }
      return true
    }
    #expect(count.read > 0)
  }

  @Test func `Problem sets are read or refused`() throws {
    let count = try Fuzzing(reader: "sets", corpus: Corpus.sets).run { input, random in
      let set: ProblemSet
      do {
        set = try ProblemSet.read(Data(input), name: "fuzz", skipInvalid: random.below(2) == 0)
      } catch { return try Self.refused(error) }
      for error in set.skipped { _ = try Self.refused(error) }
      for item in set.items.prefix(50) {
        let again = try ProblemRegistry.problem(item.reference)
        guard again.text == item.problem.text else { throw Broken("\(item.problem.text)") }
        _ = (item.jsonLine, item.problem.statement, item.problem.canonicalHash)
      }
      return true
    }
    #expect(count.read > 0)
  }

  @Test func `Texts of problems are read or refused`() throws {
    let count = try Fuzzing(reader: "texts", corpus: Corpus.texts).run { input, _ in
      let text = String(decoding: input, as: UTF8.self)
      for item in ProblemSet.builtIn.items where item.kind != "maze" {
        if case .rejected(let reason) = item.problem.verify(text) {
          _ = try Self.refused(Broken(reason))
        }
      }
      do {
        let problem = try ProblemRegistry.problem(text: text)
        let again = try ProblemRegistry.problem(text: ProblemRegistry.text(of: problem))
        guard again.text == problem.text, type(of: again).kind == type(of: problem).kind else {
          throw Broken("\(problem.text) is read as \(again.text)")
        }
        return true
      } catch let error as ProblemError { return try Self.refused(error) }
    }
    #expect(count.read > 0)
  }

  @Test func `Themes are read or refused`() throws {
    let count = try Fuzzing(reader: "themes", corpus: Corpus.themes).run { input, _ in
      do {
        let text = String(decoding: input, as: UTF8.self)
        _ = try Theme(TOMLFile.decode(ThemeDocument.self, from: text, path: "fuzz"))
        return true
      } catch { return try Self.refused(error) }
    }
    #expect(count.read > 0)
  }

  @Test func `Configurations and keymaps are read or refused`() throws {
    let count = try Fuzzing(reader: "configurations", corpus: Corpus.configurations).run {
      input, _ in
      do {
        let text = String(decoding: input, as: UTF8.self)
        let configuration = try TOMLFile.decode(Configuration.self, from: text, path: "fuzz")
        _ = try Keymap(overrides: configuration.keys ?? [:])
        if let budget = configuration.run?.budget { _ = try Budget(text: budget) }
        if let strategy = configuration.run?.strategy { _ = try StrategyRegistry.choice(strategy) }
        return true
      } catch { return try Self.refused(error) }
    }
    #expect(count.read > 0)
  }
}
