import MetaCoT

/// What is wrong with the settings of a data set, and what would be right: one clause in lower case.
package struct DataSettingsError: Error, Equatable, CustomStringConvertible {
  /// Such as `shards is 0: give 1 to 99999`.
  package var description: String
}

extension DataSettings {
  /// What writes the texts. Throws a `DataSettingsError` if there is no such style.
  func linearizer() throws -> any Linearizer.Type {
    guard let linearizer = LinearizerRegistry.named(style) else {
      throw DataSettingsError(
        description: "there is no style \"\(style)\": there are "
          + LinearizerRegistry.names.joined(separator: ", "))
    }
    return linearizer
  }

  /// Throws a `DataSettingsError` if no data set can be made with these settings.
  package func check() throws {
    func require(_ condition: Bool, _ message: String) throws {
      if !condition { throw DataSettingsError(description: message) }
    }
    try require(!sources.isEmpty, "there are no problems: name a set, or a kind to generate")
    try require(!strategies.isEmpty, "there is no strategy: name one or more")
    for strategy in strategies {
      try require(
        strategy.weight > 0 && strategy.weight.isFinite,
        "the weight of \(strategy.name) is \(strategy.weight): give a number above 0")
    }
    try require(
      Set(strategies.map(\.name)).count == strategies.count,
      "a strategy is named twice: give it a weight instead")
    try require(
      (1...strategies.count).contains(perProblem),
      "\(perProblem) searches a problem: give 1 to \(strategies.count), the number of strategies")
    try require(
      heldOut >= 0 && test >= 0 && heldOut + test < 1,
      "the shares \(heldOut) held out and \(test) for the test: give numbers from 0 that leave "
        + "something to learn from")
    try require((1...99_999).contains(shards), "\(shards) shards: give 1 to 99999")
    try require(maxTokens.map { $0 > 2 } ?? true, "at most \(maxTokens ?? 0) tokens: give more")
    _ = try linearizer()
    let limits: Budget
    do {
      limits = try Budget(text: budget)
      for strategy in strategies {
        let entry = try StrategyRegistry.entry(strategy.choice.name)
        _ = try ParameterValues(
          entry.parameters, given: strategy.choice.parameters, of: entry.name)
      }
      let entry = try ModelRegistry.entry(model.name)
      _ = try ParameterValues(entry.parameters, given: model.parameters, of: entry.name)
    } catch {
      throw DataSettingsError(description: error.description)
    }
    for strategy in strategies {
      let needsWriter = try StrategyRegistry.entry(strategy.choice.name).needsWritingModel
      try require(
        !needsWriter, "\(strategy.name) needs a model that writes: name another strategy")
    }
    try require(
      limits.seconds == nil,
      "the budget \"\(budget)\" depends on the machine: give expansions or calls")
    try require(
      limits.expansions ?? limits.modelCalls ?? limits.memory != nil,
      "without a budget a search may not end: give expansions or calls")
  }
}
