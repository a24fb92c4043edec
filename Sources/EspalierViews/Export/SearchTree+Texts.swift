import MetaCoT

/// The texts of a search that several exports need.
extension SearchTree {
  /// The Meta-CoT text up to the moment, as the events that say something and what they say; the opening
  /// is event -1. - Complexity: linear in the events.
  func metaCoT(in style: any Linearizer.Type) -> [(event: Int, text: String)] {
    let linearizer = style.init(header: header)
    var parts = [(event: -1, text: linearizer.opening(of: self).text)]
    for event in 0..<now {
      if let fragment = linearizer.fragment(at: event, in: self) {
        parts.append((event: event, text: fragment.text))
      }
    }
    return parts
  }

  /// What was asked, in words where the kind of problem is known.
  var question: String {
    (try? ProblemRegistry.problem(header.problem))?.statement ?? header.problem.text
  }

  /// The nodes that lie on a way to a goal, by number. - Complexity: linear in the nodes.
  var leadsToGoal: [Bool] {
    var leads = [Bool](repeating: false, count: nodeCount)
    for node in (0..<NodeID(nodeCount)).reversed() {
      if status(node).contains(.goal) { leads[Int(node)] = true }
      if leads[Int(node)], node > 0 { leads[Int(parent(node))] = true }
    }
    return leads
  }
}

/// What rows to train on have in common.
enum TrainingRow {
  /// The most steps that a row has: each row repeats the steps before its last, so that without a bound the rows of
  /// a deep tree would be as large as the square of it.
  static let mostSteps = 1000
}

extension JSONValue {
  /// A chat message, as chat templates take it.
  static func message(_ role: String, _ content: String) -> JSONValue {
    .object(["role": .text(role), "content": .text(content)])
  }
}
