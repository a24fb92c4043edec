import Foundation
import MetaCoT

/// What a headless run prints of one problem: one JSON object on a line of stdout.
struct SearchReport: Encodable {
  /// The problem's id.
  var id: String
  var solved: Bool
  /// What a verifier takes: an expression, a string of moves.
  var answer: String?
  /// The CoT: the texts of the steps.
  var steps: [String]
  var cost: Double?
  var expansions: Int?
  var modelCalls: Int?
  /// Tokens that a language model read or wrote, if there is one.
  var tokens: Int?
  var nodes: Int?
  /// Wall-clock seconds.
  var seconds: Double
  /// Why the search stopped.
  var stopped: String

  init(id: String, outcome: Outcome, seconds: Double) {
    self.id = id
    solved = outcome.solved
    answer = outcome.answer
    steps = outcome.steps ?? []
    cost = outcome.cost
    expansions = outcome.expansions
    modelCalls = outcome.modelCalls
    tokens = outcome.tokens
    nodes = outcome.nodes
    self.seconds = (seconds * 1e6).rounded() / 1e6
    stopped = outcome.stopped ?? "unknown"
  }

  private enum CodingKeys: CodingKey {
    case id, solved, answer, steps, cost, expansions, modelCalls, tokens, nodes, seconds, stopped
  }

  /// What is not known is null, so that every line has the same keys.
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(id, forKey: .id)
    try object.encode(solved, forKey: .solved)
    try object.encode(answer, forKey: .answer)
    try object.encode(steps, forKey: .steps)
    try object.encode(cost, forKey: .cost)
    try object.encode(expansions, forKey: .expansions)
    try object.encode(modelCalls, forKey: .modelCalls)
    try object.encode(tokens, forKey: .tokens)
    try object.encode(nodes, forKey: .nodes)
    try object.encode(seconds, forKey: .seconds)
    try object.encode(stopped, forKey: .stopped)
  }

  /// The object on a line with its line feed, keys in alphabetical order.
  var line: Data {
    get throws { try JSONEncoder.lines.encodedLine(self) }
  }
}
