/// Whether a trace, each line of which is good, agrees with itself: its end with its events, its
/// figures with the ranges that its header declares.
package struct TraceAudit: Sendable {
  /// Something that contradicts something else.
  package struct Contradiction: Sendable, Equatable {
    /// What is contradicted.
    package enum Kind: Sendable {
      /// A range that the header declares.
      case range
      /// What the events tell, by the end.
      case end
    }

    /// What is contradicted.
    package var kind: Kind
    /// The event, counted from 0; nil if it is about the trace as a whole.
    package var event: Int?
    /// The node; nil if it is about none in particular.
    package var node: NodeID?
    /// One clause in lower case.
    package var message: String
  }

  private let header: TraceHeader
  private var events = 0
  private var nodes = 1
  private var expansions = 0
  private var iterations = 0
  private var goals: [NodeID: Float] = [:]
  private var firstGoal: NodeID?
  private var outcome: (event: Int, Outcome)?
  private var values = Extent()
  private var priors = Extent()
  /// By what is wrong: where it was first, what is there, how many more there are.
  private var outside: [String: (event: Int, node: NodeID, message: String, count: Int)] = [:]

  /// An audit of a trace with this header, of which no events have come yet.
  package init(header: TraceHeader) {
    self.header = header
  }

  /// Takes the next events. Complexity: linear.
  package mutating func append(_ batch: EventBatch) {
    var next = 0
    for (index, event) in batch.events.enumerated() {
      let place = events + index
      switch event.kind {
      case .select: iterations += 1
      case .expand:
        expansions += 1
        for (offset, record) in batch.nodes[next..<next + Int(event.count)].enumerated() {
          check(record.V, "V", header.values?.range, place, NodeID(nodes + offset))
          values.note(Double(record.V))
          priors.note(Double(record.P))
        }
        next += Int(event.count)
        nodes += Int(event.count)
      case .evaluate:
        check(event.value, "V", header.values?.range, place, event.node)
        values.note(Double(event.value))
      case .backup:
        check(event.value, "the value backed up", header.values?.range, place, event.node)
        values.note(Double(event.value))
      case .goal:
        firstGoal = firstGoal ?? event.node
        goals[event.node] = min(event.value, goals[event.node] ?? event.value)
      case .end: outcome = batch.outcome.map { (place, $0) }
      default: break
      }
    }
    for figure in batch.figures {
      let place = events + Int(figure.event)
      switch figure.field {
      case .metric(let index):
        guard let metric = header.metrics?.dropFirst(index).first else { continue }
        check(figure.value, metric.key, metric.range, place, figure.node)
      case .Q:
        check(figure.value, "Q", header.values?.range, place, figure.node)
        values.note(figure.value)
      default: break
      }
    }
    events += batch.events.count
  }

  private mutating func check(
    _ value: some BinaryFloatingPoint, _ name: String, _ range: ClosedRange<Double>?, _ event: Int,
    _ node: NodeID
  ) {
    guard let range, value == value else { return }
    // As a 32-bit figure: 0.1 is no less than 0.1.
    let isInside =
      Float(range.lowerBound) <= Float(value) && Float(value) <= Float(range.upperBound)
    guard !isInside else { return }
    if outside[name] == nil {
      outside[name] = (
        event, node,
        "\(name.escapingControls) is \(value), outside "
          + "\(JSONValue(range.lowerBound)) to \(JSONValue(range.upperBound))", 0
      )
    } else {
      outside[name]?.count += 1
    }
  }

  /// What the end says of the search; nil if there is none.
  package var isSolved: Bool? { outcome?.1.solved }

  /// What is not a contradiction, but worth a word, in clauses: values outside 0 to 1 of which the header
  /// says nothing, priors that are no probabilities.
  package var remarks: [String] {
    func outside(_ extent: Extent) -> String? {
      guard !extent.isEmpty, extent.low < 0 || extent.high > 1 else { return nil }
      let ends = [extent.low, extent.high].map { "\(JSONValue(Float($0).decimal))" }
      return extent.low == extent.high ? ends[0] : ends.joined(separator: " to ")
    }
    let ofValues =
      header.values?.range != nil
      ? nil
      : outside(values).map {
        "values are \($0), not 0 to 1: \"values\" in the header can say so"
      }
    let ofPriors = outside(priors).map { "P is \($0): a probability is 0 to 1" }
    return [ofValues, ofPriors].compactMap { $0 }
  }

  /// What contradicts what, in the order of the events.
  package var contradictions: [Contradiction] {
    let figures = outside.values.map { event, node, message, more in
      Contradiction(
        kind: .range, event: event, node: node,
        message: message + (more > 0 ? " (and \(more) more)" : ""))
    }
    return (figures + contradictionsOfTheEnd).sorted {
      ($0.event ?? .max, $0.message) < ($1.event ?? .max, $1.message)
    }
  }

  private var contradictionsOfTheEnd: [Contradiction] {
    guard let (event, outcome) = outcome else { return [] }
    var messages: [String] = []
    if outcome.solved, goals.isEmpty {
      messages.append("the end says that it is solved, but there is no goal event")
    }
    if !outcome.solved, let firstGoal {
      messages.append("the end says that it is not solved, but node \(firstGoal) is a goal")
    }
    if let goal = outcome.goal, !goals.isEmpty, goals[goal] == nil {
      messages.append("the end says that the goal is node \(goal), but no goal event does")
    }
    if let goal = outcome.goal, let cost = outcome.cost, let known = goals[goal], known == known,
      Float(cost) != known
    {
      messages.append(
        "the end says that the goal costs \(JSONValue(cost)), but its goal event says "
          + "\(JSONValue(known.decimal))")
    }
    if let count = outcome.nodes, count != nodes {
      messages.append("the end says that there are \(count) nodes, but there are \(nodes)")
    }
    let most = max(expansions, iterations)
    if let count = outcome.expansions, count > most {
      messages.append(
        "the end says that there were \(count) expansions, but events tell of \(most)")
    }
    return messages.map { Contradiction(kind: .end, event: event, node: outcome.goal, message: $0) }
  }
}
