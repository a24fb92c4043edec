import MetaCoT

/// The nodes that a filter leaves: those that match, and their ancestors.
///
/// What is typed is a question, such as `N > 10 and why = duplicate`, or else a pattern to look for in
/// steps and states.
package struct NodeFilter: Sendable {
  /// What was typed.
  package let text: String
  private var test: Test
  private var admitted: Set<NodeID> = [0]
  /// How many matches of a pattern have been admitted.
  private var upTo = 0
  /// The moment for which a question has been answered.
  private var answered: (now: Int, events: Int)?

  private enum Test: Sendable {
    case pattern(NodeSearch)
    case question(NodeQuery, QueryAnswers)
  }

  /// What is wrong with a text that is neither a question nor a pattern, in a sentence.
  package struct Fault: Error, Equatable {
    /// The sentence.
    package var sentence: String
  }

  /// A filter of the nodes of a tree.
  package init(_ text: String, of tree: SearchTree) throws(Fault) {
    self.text = text
    if NodeQuery.isMeant(by: text, metrics: tree.metrics) {
      do {
        let query = try NodeQuery(text, metrics: tree.metrics)
        guard !query.asksChanges else {
          throw Fault(sentence: "changes(…) speaks of events: it is for :watch")
        }
        test = .question(query, QueryAnswers())
      } catch let error as QueryError {
        throw Fault(sentence: error.description)
      } catch let error as Fault { throw error } catch { throw Fault(sentence: "\(error)") }
    } else {
      guard let search = NodeSearch(text) else {
        throw Fault(sentence: "“\(text)” is not a regular expression")
      }
      test = .pattern(search)
    }
  }

  /// Whether the node is shown.
  package func admits(_ node: NodeID) -> Bool { admitted.contains(node) }

  /// Whether all nodes that exist at the moment of the tree have been looked at.
  package func isComplete(in tree: SearchTree) -> Bool {
    if case .pattern(let search) = test { return search.isComplete(in: tree) }
    return true
  }

  /// Brings the filter to the moment of the tree; a pattern is sought with so much effort at most.
  package mutating func update(to tree: SearchTree, effort: Effort = .frame) {
    switch test {
    case .pattern(var search):
      search.advance(in: tree, effort: effort)
      test = .pattern(search)
      let count = search.count(in: tree)
      if count < upTo {
        admitted = [0]
        upTo = 0
      }
      for match in search.matches[upTo..<count] { admit(match, tree) }
      upTo = count
    case .question(let query, var answers):
      if let answered, answered == (tree.now, tree.events.count) { return }
      admitted = [0]
      for node in answers.nodes(query, in: tree) { admit(node, tree) }
      test = .question(query, answers)
      answered = (tree.now, tree.events.count)
    }
  }

  private mutating func admit(_ match: NodeID, _ tree: SearchTree) {
    var node = match
    while node > 0, admitted.insert(node).inserted { node = tree.parent(node) }
  }
}
