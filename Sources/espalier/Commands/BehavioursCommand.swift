import ArgumentParser
import Foundation
import MetaCoT
import TerminalUI

/// `espalier behaviours`: how reasoning models search in their texts, counted.
struct BehavioursCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "behaviours",
    abstract: "Count what reasoning models do in their texts: check, go back, set subgoals.",
    discussion: """
      Takes <think> texts, plain or in JSON records. One table: how often a behaviour comes in a \
      thousand tokens, as the mean over texts with a 95% interval, of all texts and by right and wrong \
      answers where the files say which are right. Behaviours are told by the words of sentences: a \
      rough measure, the same for every text. Tokens are those that a file states; where it states \
      none they are estimated, and marked with ≈.
      """)

  @Argument(help: "Files with texts of reasoning models.", completion: .file())
  var files: [String]

  @Flag(help: "A JSON object a line for each text, with its counts, in place of the table.")
  var json = false

  func run() throws {
    var groups = [Group(name: "all"), Group(name: "right"), Group(name: "wrong")]
    let encoder = JSONEncoder.lines
    for path in files {
      var place = 0
      let leftOut = try ReasoningText.forEach(in: path) { text, isRight in
        place += 1
        guard json else {
          groups[0].add(text)
          if let isRight { groups[isRight ? 1 : 2].add(text) }
          return
        }
        StandardOutput.write(
          data: try encoder.encodedLine(Counts(file: path, place: place, text, isRight)))
      }
      if let remark = leftOut.remark { StandardError.writeLine("\(path): \(remark)") }
    }
    guard !json else { return }
    let shown = groups.prefix(1) + groups.dropFirst().filter { $0.texts > 0 }
    Self.table(of: Array(shown)).forEach(StandardOutput.writeLine)
  }

  private static func counts(_ text: ReasoningText) -> [(name: String, count: Int)] {
    ReasoningText.Behaviour.allCases.map { ($0.rawValue, text.count($0)) }
      + [("return to an earlier place", text.returns), ("wrong sum", text.wrongSums)]
  }

  /// Texts of one kind, summed up: no text is kept.
  private struct Group {
    let name: String
    private(set) var texts = 0
    /// How many of them have tokens that no file states.
    private(set) var estimated = 0
    private var tokens = 0
    private var measured = 0
    /// Of each behaviour in a thousand tokens: the mean, and the sum of squared distances from it.
    private var rates: [(mean: Double, squares: Double)]

    init(name: String) {
      self.name = name
      rates = BehavioursCommand.counts(ReasoningText("")).map { _ in (0, 0) }
    }

    /// Takes one more text (Welford's update of mean and variance).
    mutating func add(_ text: ReasoningText) {
      texts += 1
      if !text.tokens.isStated { estimated += 1 }
      tokens += text.tokens.count
      guard text.tokens.count > 0 else { return }
      measured += 1
      for (place, behaviour) in BehavioursCommand.counts(text).enumerated() {
        guard let rate = text.tokens.rate(of: behaviour.count) else { continue }
        let distance = rate - rates[place].mean
        rates[place].mean += distance / Double(measured)
        rates[place].squares += distance * (rate - rates[place].mean)
      }
    }

    /// The tokens of all texts, `≈` before them where some are estimated.
    var tokenText: String { (estimated > 0 ? "≈" : "") + "\(tokens)" }

    /// `2.31 ± 0.40`: the mean, and 1.96 standard errors where there is more than one text.
    func rate(_ place: Int) -> String {
      guard measured > 0 else { return "–" }
      let (mean, squares) = rates[place]
      guard measured > 1 else { return String(format: "%.2f", mean) }
      let variance = squares / Double(measured - 1)
      return String(
        format: "%.2f ± %.2f", mean, 1.96 * (variance / Double(measured)).squareRoot())
    }
  }

  /// The counts of one text, as a line of JSON.
  private struct Counts: Encodable {
    var file: String
    var text: Int
    var tokens: Int
    /// Whether the file says how many; else they are estimated.
    var tokensAreStated: Bool
    var sentences: Int
    var right: Bool?
    var behaviours: [String: Int]

    init(file: String, place: Int, _ measured: ReasoningText, _ isRight: Bool?) {
      self.file = file
      text = place
      tokens = measured.tokens.count
      tokensAreStated = measured.tokens.isStated
      sentences = measured.sentences.count
      right = isRight
      behaviours = Dictionary(
        uniqueKeysWithValues: BehavioursCommand.counts(measured).map { ($0.name, $0.count) })
    }
  }

  /// Rows of behaviours, columns of groups.
  private static func table(of groups: [Group]) -> [String] {
    func row(_ title: String, _ value: (Group) -> String) -> [String] {
      [title] + groups.map(value)
    }
    let behaviours = counts(ReasoningText("")).enumerated().map { place, behaviour in
      row("  " + behaviour.name) { $0.rate(place) }
    }
    let rows =
      [
        row("") { $0.name }, row("texts") { "\($0.texts)" }, row("tokens") { $0.tokenText },
        [groups[0].estimated > 0 ? "per 1000 tokens (≈)" : "per 1000 tokens"],
      ] + behaviours
    return AlignedRows.lines(rows) { $0 > 0 } + note(on: groups[0])
  }

  /// What is said below the table of tokens that no file states.
  private static func note(on all: Group) -> [String] {
    guard all.estimated > 0 else { return [] }
    return [
      "",
      "≈ for \(all.estimated) of \(all.texts) texts no count of tokens is stated; counted instead are "
        + TokenCount.estimate,
    ]
  }
}
