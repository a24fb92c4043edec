/// What an engine knows of its model.
struct ModelTraits {
  var hasPolicy: Bool
  var givesCostsToGo: Bool
  var isDeterministic: Bool
  /// Whether it wants to know how a state was reached.
  var readsPaths: Bool
}

extension ModelTraits {
  init(_ model: any Model) {
    hasPolicy = model.hasPolicy
    givesCostsToGo = model.givesCostsToGo
    isDeterministic = model.isDeterministic
    readsPaths = model is any AsyncModel
  }
}
