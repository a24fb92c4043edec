extension SearchTree {
  /// All words for what became of a node, the most telling first.
  package static let statusWords = [
    "goal", "forbidden", "mistake", "dead end", "exhausted", "pruned", "expanded", "evaluated",
    "waiting",
  ]

  /// What became of a node at the moment, in a word of `statusWords`.
  package func statusWord(of node: NodeID) -> String {
    let status = status(node)
    let place = Self.statusFlags.firstIndex { status.contains($0) } ?? Self.statusFlags.count
    return Self.statusWords[place]
  }

  /// What the words stand for; the last for none of these.
  private static let statusFlags: [Status] = [
    .goal, .forbidden, .mistaken, .deadEnd, .exhausted, .pruned, .expanded, .evaluated,
  ]
}
