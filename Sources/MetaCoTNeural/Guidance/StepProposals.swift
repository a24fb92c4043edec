/// What a network proposed as steps from a state, held against the legal ones.
struct StepProposals {
  /// The prior of each legal step: how often it was proposed, and one proposal more that all legal
  /// steps share. So every legal step can be searched, and where none was proposed all are alike.
  let priors: [Float]
  /// Each other text once, in the order in which they came.
  let illegal: [String]

  /// The texts that were proposed, and those of at least one legal step.
  init(_ texts: [String], legal: [String]) {
    var counts = [Float](repeating: 1 / Float(legal.count), count: legal.count)
    var illegal: [String] = []
    let places = Dictionary(zip(legal, legal.indices)) { first, _ in first }
    for text in texts {
      if let place = places[text] {
        counts[place] += 1
      } else if !illegal.contains(text) {
        illegal.append(text)
      }
    }
    priors = counts.map { $0 / Float(texts.count + 1 - texts.count { places[$0] == nil }) }
    self.illegal = illegal
  }
}
