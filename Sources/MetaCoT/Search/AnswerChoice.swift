/// How a search chooses the answer that it stands by, where several were given and none can be checked
/// before the end.
public enum AnswerChoice: String, Codable, Sendable, CaseIterable {
  /// The answer whose values have the greatest sum (weighted majority: Li et al. 2023,
  /// arXiv 2206.02336).
  case weightedVote = "weighted-vote"
  /// The answer given most often (self-consistency: Wang et al. 2023, arXiv 2203.11171).
  case vote
  /// The answer with the greatest value.
  case value

  /// The answer chosen: among its equals the one with the greatest value, then the first; nil where
  /// none was given. Complexity: linear.
  static func chosen(from answers: [GivenAnswer], by choice: AnswerChoice) -> GivenAnswer? {
    var groups: [String: (weight: Float, best: GivenAnswer)] = [:]
    var order: [String] = []
    for answer in answers {
      let form = answer.text.lowercased()
      guard var group = groups[form] else {
        groups[form] = (choice.weight(of: answer), answer)
        order.append(form)
        continue
      }
      let weight = choice.weight(of: answer)
      group.weight = choice == .value ? max(group.weight, weight) : group.weight + weight
      if answer.value > group.best.value { group.best = answer }
      groups[form] = group
    }
    var chosen: (weight: Float, best: GivenAnswer)?
    for form in order {
      guard let group = groups[form] else { continue }
      if chosen.map({ group.weight > $0.weight }) ?? true { chosen = group }
    }
    return chosen?.best
  }

  private func weight(of answer: GivenAnswer) -> Float { self == .vote ? 1 : answer.value }
}

/// An answer that a search came to.
struct GivenAnswer {
  var node: Int32
  var text: String
  /// What the model says of it, 0...1.
  var value: Float
}
