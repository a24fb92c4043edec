extension TraceHeader.Choice {
  /// The same, with choices by name where version 1 of the trace format has their numbers.
  package func naming(choicesOf table: [Parameter]) -> Self {
    var choice = self
    for parameter in table {
      guard let value = parameters?[parameter.name].flatMap(parameter.value(json:)) else {
        continue
      }
      choice.parameters?[parameter.name] = parameter.json(of: value)
    }
    return choice
  }
}
