/// What a trace claims of its search, so that it can be held to it.
extension SearchTree {
  /// Whether h is meant never to overestimate. A network's is not, of the models that need no file
  /// each says so itself, and of a trace that names none the figures are all there is.
  var meansLowerBounds: Bool {
    guard header.canBeRepeated, let model = header.model?.name else { return true }
    return ModelRegistry.entries.first { $0.name == model }?.isAdmissible ?? false
  }

  /// How much h counts in f; nil where nodes are not explored by g + h.
  var weightOfCostToGo: Double? {
    guard header.exploration == .cost else { return nil }
    return header.strategy.parameters?["w"]?.number ?? 1
  }

  /// The nodes that an `expand` event made.
  func created(by event: Event) -> Range<NodeID> { event.other..<event.other + NodeID(event.count) }

  /// By how much two costs may differ that were each rounded to four decimals.
  static func tolerance(_ cost: Float) -> Float { 5e-4 + cost.magnitude * 1e-6 }
}

extension Float {
  /// As a trace has it.
  var written: String { JSONValue(decimal).description }
}
