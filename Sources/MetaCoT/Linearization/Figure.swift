/// Figures as the styles write them.
enum Figure {
  /// The shortest decimal form that reads back as the same number: `3`, `0.5`, `inf`.
  static func exact(_ value: Float) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// To at most four decimals, as traces record values, without trailing zeros.
  static func rounded(_ value: Float) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return exact(value) }
    let units = Int(saturating: (Double(value) * 10_000).rounded())
    let whole = (units < 0 ? "-" : "") + "\(units.magnitude / 10_000)"
    var fraction = String(units.magnitude % 10_000 + 10_000).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? whole : whole + "." + fraction
  }

  /// A value or probability as the prose shows it: two decimals, `0.55`; one that these would make 0
  /// as it is.
  static func value(_ value: Float) -> String {
    guard value.isFinite, abs(value) < 1e9, value == 0 || abs(value) >= 0.005 else {
      return exact(value)
    }
    let units = Int(saturating: (Double(value) * 100).rounded())
    let cents = units.magnitude % 100
    return (units < 0 ? "-" : "") + "\(units.magnitude / 100)." + (cents < 10 ? "0" : "")
      + "\(cents)"
  }
}
