import MetaCoT

/// The nodes that a filter leaves: those that match, and their ancestors. Or those that match alone, to
/// make them stand out.
///
/// What is typed is a question, such as `N > 10 and why = duplicate`, or else a pattern to look for in
/// steps and states. Nodes are looked at a portion at a time; see `Effort`. Meanwhile a question leaves
/// what is known: the first time what has been found, at a later moment what it left before.
package struct NodeFilter: Sendable {
  /// What was typed.
  package let text: String
  /// Whether the ancestors of what matches are left too.
  private let keepsAncestors: Bool
  /// What is found as nodes are looked at.
  private var found: Admitted
  /// What a question left when all nodes had been asked; nil before that.
  private var whole: Admitted?

  private var search: NodeSearch?
  /// How many matches of a pattern have been found.
  private var upTo = 0

  private let query: NodeQuery?
  private var answers = QueryAnswers()
  /// Nodes that have been asked since `began`.
  private var asked = 0
  private var began: Moment?
  /// The moment for which all nodes have been asked.
  private var answered: Moment?

  /// What is left, with all that leads to it.
  private struct Admitted: Sendable {
    private var nodes = NodeSet()
    private let keepsAncestors: Bool

    init(keepingAncestors: Bool) {
      keepsAncestors = keepingAncestors
      if keepsAncestors { nodes.insert(0) }
    }

    func contains(_ node: NodeID) -> Bool { nodes.contains(node) }

    /// - Complexity: O(ancestors that were not there yet).
    mutating func insert(_ match: NodeID, _ tree: SearchTree) {
      guard keepsAncestors else {
        nodes.insert(match)
        return
      }
      var node = match
      while node > 0, nodes.insert(node) { node = tree.parent(node) }
    }
  }

  /// A moment of a tree that may grow.
  private struct Moment: Equatable {
    let now: Int
    let events: Int

    init(of tree: SearchTree) { (now, events) = (tree.now, tree.events.count) }
  }

  /// What is wrong with a text that is neither a question nor a pattern, in a sentence.
  package struct Fault: Error, Equatable {
    /// The sentence.
    package var sentence: String
  }

  /// A filter of the nodes of a tree.
  package init(
    _ text: String, of tree: SearchTree, keepingAncestors: Bool = true
  ) throws(Fault) {
    self.text = text
    keepsAncestors = keepingAncestors
    found = Admitted(keepingAncestors: keepingAncestors)
    guard NodeQuery.isMeant(by: text, metrics: tree.metrics) else {
      query = nil
      search = NodeSearch(text)
      if search == nil { throw Fault(sentence: "“\(text)” is not a regular expression") }
      return
    }
    do {
      query = try NodeQuery(text, metrics: tree.metrics)
    } catch { throw Fault(sentence: error.description) }
    if query?.asksChanges == true {
      throw Fault(sentence: "changes(…) speaks of events: it is for :watch")
    }
  }

  /// Whether the node is shown.
  package func admits(_ node: NodeID) -> Bool {
    if let whole { return whole.contains(node) }
    return found.contains(node)
  }

  /// Whether all nodes that exist at the moment of the tree have been looked at.
  package func isComplete(in tree: SearchTree) -> Bool {
    if let search { return search.isComplete(in: tree) }
    return answered == Moment(of: tree)
  }

  /// How many nodes have been looked at.
  package var looked: Int { search?.searched ?? asked }

  /// Brings the filter to the moment of the tree, with so much effort at most.
  package mutating func update(to tree: SearchTree, effort: Effort = .key) {
    if let query { ask(query, tree, effort) } else { seek(tree, effort) }
  }

  private mutating func seek(_ tree: SearchTree, _ effort: Effort) {
    search?.advance(in: tree, effort: effort)
    guard let search else { return }
    let count = search.count(in: tree)
    if count < upTo {
      found = Admitted(keepingAncestors: keepsAncestors)
      upTo = 0
    }
    for match in search.matches[upTo..<count] { found.insert(match, tree) }
    upTo = count
  }

  private mutating func ask(_ query: NodeQuery, _ tree: SearchTree, _ effort: Effort) {
    let moment = Moment(of: tree)
    if answered == moment { return }
    // The moment may move on while nodes are asked: then all are asked once more.
    if asked == 0 { began = moment } else if began != moment { began = nil }
    var left = effort
    // Taken out for the while, so that it is changed in place.
    var found = Admitted(keepingAncestors: keepsAncestors)
    swap(&found, &self.found)
    answers.ask(query, from: &asked, in: tree, &left) { found.insert($0, tree) }
    guard asked >= tree.nodeCount else {
      self.found = found
      return
    }
    whole = found
    asked = 0
    answered = began == moment ? moment : nil
  }
}
