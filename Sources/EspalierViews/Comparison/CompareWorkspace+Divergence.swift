import MetaCoT

/// Where searches part.
extension CompareWorkspace {
  /// Goes to the next turn in which the searches part, or the previous one, or that of a number.
  mutating func goToDivergence(forward: Bool, _ number: Int?) -> WorkspaceEffect {
    if let difference { return .message(difference) }
    let all = divergences[second].all(pair.first.tree, pair.second.tree)
    guard !all.isEmpty else { return .message("the searches choose the same nodes all the way") }
    let now = searches[active].tree.now
    func moment(_ divergence: Divergence) -> Int {
      active == 0 ? divergence.first : divergence.second
    }
    let place =
      number.map { min(max($0, 1), all.count) - 1 }
      ?? (forward
        ? all.firstIndex { moment($0) > now } : all.lastIndex { moment($0) < now })
    guard let place else {
      return .message(
        forward ? "the searches do not part again" : "the searches do not part before this")
    }
    let divergence = all[place]
    go(
      to: [
        (divergence.first, divergence.nodes.first), (divergence.second, divergence.nodes.second),
      ])
    return .message(
      "divergence \(place + 1) of \(all.count), turn \(divergence.turn + 1): " + words(divergence))
  }

  private func words(_ divergence: Divergence) -> String {
    divergence.choices(pair.first.tree, pair.second.tree, names: (names[0], names[second]))
  }

  /// Where a fork parts from its original, in a sentence, once, as soon as it does.
  package mutating func takeParting() -> String? {
    guard awaitsParting else { return nil }
    let first = divergences[second].all(pair.first.tree, pair.second.tree).first
    guard let first else { return nil }
    awaitsParting = false
    return "the searches part in turn \(first.turn + 1): \(words(first)); u goes there"
  }

  /// Where the searches part, on the timeline of one of them.
  mutating func partings(of search: Int) -> [Int32] {
    let fork = forkedAt.map { [Int32($0 - 1)] } ?? []
    let other = search == 0 ? second : search
    if differences[other] != nil { return search == 0 ? fork : [] }
    let all = divergences[other].all(searches[0].tree, searches[other].tree)
    return fork + all.map { Int32(search == 0 ? $0.first : $0.second) - 1 }
  }
}
