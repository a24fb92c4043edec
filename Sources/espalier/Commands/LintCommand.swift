import ArgumentParser
import EspalierViews
import MetaCoT

/// `espalier lint`: where a search breaks its own laws.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract:
      "Hold searches against their own laws: say which is broken, by which event, at which node.",
    discussion: """
      \(TraceLaw.all.map { "\($0.name): \($0.statement)" }.joined(separator: "\n"))

      A law is looked at where it applies: h is held to be consistent where it is meant as a lower \
      bound, goals to be in order where the strategy is optimal. Traces of other programs are held \
      against the same laws. The exit status is 1 where a law is broken.
      """)

  @Argument(
    help: "Traces, also of other programs; - is standard input.",
    completion: .file(extensions: ["jsonl", "zst"]))
  var traces: [String]

  @OptionGroup var pick: PickOptions

  @Option(help: "table, jsonl or csv.")
  var format = CellTable.Format.table

  func run() throws {
    var found: [(trace: String, breach: TraceLint.Breach)] = []
    var searches = 0
    var failures = 0
    func trying(_ body: () throws -> Void) {
      do { try body() } catch {
        failures += 1
        StandardError.writeLine("\(error)")
      }
    }
    for path in traces {
      trying {
        try pick.forEach(in: path) { file in
          searches += 1
          trying {
            let reader = try file.reader()
            var tree = SearchTree(header: reader.header)
            let failure = try reader.tell { tree.append($0) }
            found += TraceLint.breaches(in: tree).map { (file.path, $0) }
            if let failure { throw failure }
          }
        }
      }
    }
    if !found.isEmpty { StandardOutput.write(data: table(found, of: searches).text(format).utf8) }
    if failures > 0 { throw ExitCode(.input) }
    if !found.isEmpty { throw ExitCode(.no) }
  }

  private func table(
    _ found: [(trace: String, breach: TraceLint.Breach)], of searches: Int
  ) -> CellTable {
    let titles = ["law", "event", "node", "what"]
    let rows = found.map { trace, breach -> [CellTable.Cell] in
      let cells: [CellTable.Cell] = [
        .text(breach.law), .number(breach.event.map { Double($0 + 1) }),
        .number(breach.node.map { Double($0) }), .sentence(breach.message),
      ]
      return searches > 1 ? [.sentence(trace)] + cells : cells
    }
    return CellTable(titles: searches > 1 ? ["trace"] + titles : titles, rows: rows)
  }
}
