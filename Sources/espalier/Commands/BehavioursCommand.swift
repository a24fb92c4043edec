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
      thousand words, as the mean over texts with a 95% interval, of all texts and by right and wrong \
      answers where the files say which are right. Behaviours are told by the words of sentences: a \
      rough measure, the same for every text.
      """)

  @Argument(help: "Files with texts of reasoning models.", completion: .file())
  var files: [String]

  @Flag(help: "A JSON object a line for each text, with its counts, in place of the table.")
  var json = false

  func run() throws {
    var measured: [Measured] = []
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for path in files {
      let texts = try ReasoningText.texts(at: path)
      measured += texts
      guard json else { continue }
      for (place, text) in texts.enumerated() {
        let line = try encoder.encode(Counts(file: path, place: place + 1, text))
        StandardOutput.write(data: line + [UInt8(ascii: "\n")])
      }
    }
    if !json { Self.table(of: measured).forEach(StandardOutput.writeLine) }
  }

  private typealias Measured = (text: ReasoningText, isRight: Bool?)

  private static func counts(_ text: ReasoningText) -> [(name: String, count: Int)] {
    ReasoningText.Behaviour.allCases.map { ($0.rawValue, text.count($0)) }
      + [("return to an earlier place", text.returns), ("wrong sum", text.wrongSums)]
  }

  /// The counts of one text, as a line of JSON.
  private struct Counts: Encodable {
    var file: String
    var text: Int
    var words: Int
    var sentences: Int
    var right: Bool?
    var behaviours: [String: Int]

    init(file: String, place: Int, _ measured: Measured) {
      self.file = file
      text = place
      words = measured.text.wordCount
      sentences = measured.text.sentences.count
      right = measured.isRight
      behaviours = Dictionary(
        uniqueKeysWithValues: BehavioursCommand.counts(measured.text).map { ($0.name, $0.count) })
    }
  }

  /// Rows of behaviours, columns of groups.
  private static func table(of texts: [Measured]) -> [String] {
    var groups = [("all", texts)]
    for (name, isRight) in [("right", true), ("wrong", false)] {
      let group = texts.filter { $0.isRight == isRight }
      if !group.isEmpty { groups.append((name, group)) }
    }
    let first = 28
    let width = 18
    func cell(_ text: String) -> String {
      String(repeating: " ", count: max(1, width - text.count)) + text
    }
    func name(_ text: String) -> String {
      text.padding(toLength: first, withPad: " ", startingAt: 0)
    }
    func row(_ title: String, _ value: ([Measured]) -> String) -> String {
      name(title) + groups.map { cell(value($0.1)) }.joined()
    }
    var lines = [name("") + groups.map { cell($0.0) }.joined()]
    lines.append(row("texts") { "\($0.count)" })
    lines.append(row("words") { "\($0.reduce(0) { $0 + $1.text.wordCount })" })
    lines.append("per 1000 words")
    for (index, behaviour) in counts(ReasoningText("")).enumerated() {
      lines.append(
        row("  " + behaviour.name) { group in
          mean(
            group.filter { $0.text.wordCount > 0 }.map {
              1000 * Double(counts($0.text)[index].count) / Double($0.text.wordCount)
            })
        })
    }
    return lines
  }

  /// `2.31 ± 0.40`: the mean, and 1.96 standard errors where there is more than one text.
  private static func mean(_ values: [Double]) -> String {
    guard !values.isEmpty else { return "–" }
    let mean = values.reduce(0, +) / Double(values.count)
    guard values.count > 1 else { return String(format: "%.2f", mean) }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return String(
      format: "%.2f ± %.2f", mean, 1.96 * (variance / Double(values.count)).squareRoot())
  }
}
