/// Numbers as the screen writes them: short, aligned, and the same everywhere.
package enum NumberFormat {
  /// A whole number with separators: `1,204`.
  package static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `1 step`, `1,204 steps`; `1.2k steps`, if the number is to be short.
  package static func counted(
    _ count: Int, _ noun: String, as number: (Int) -> String = grouped
  ) -> String {
    "\(number(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A whole number in at most five columns: `312`, `1.9k`, `45k`, `1.2M`.
  package static func short(_ value: Int) -> String {
    let magnitude = Double(value.magnitude)
    let sign = value < 0 ? "-" : ""
    switch magnitude {
    case ..<1000: return String(value)
    case ..<9950: return sign + fixed(magnitude / 1000, decimals: 1) + "k"
    case ..<999_500: return sign + fixed(magnitude / 1000, decimals: 0) + "k"
    case ..<9_950_000: return sign + fixed(magnitude / 1_000_000, decimals: 1) + "M"
    default: return sign + fixed(magnitude / 1_000_000, decimals: 0) + "M"
    }
  }

  /// A number with so many decimals; `∞` and `–` for what is not a number.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value == value else { return "–" }
    guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    // Beyond that a fraction has no digits left that mean anything.
    guard (value * Double(scale)).magnitude < 0x1p63 else { return significant(value, digits: 7) }
    let scaled = Int(saturating: (value * Double(scale)).rounded())
    let whole = String(scaled.magnitude / scale.magnitude)
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + whole }
    let fraction = String(scaled.magnitude % scale.magnitude)
    return sign + whole + "." + String(repeating: "0", count: decimals - fraction.count)
      + fraction
  }

  /// A share in hundredths: `12.5%`.
  package static func percent(_ share: Double) -> String { fixed(100 * share, decimals: 1) + "%" }

  /// A value or a probability: two decimals.
  package static func value(_ value: Float) -> String { fixed(Double(value), decimals: 2) }

  /// A cost: whole if it is whole, else two decimals; what is smaller or larger in few digits.
  package static func cost(_ value: some BinaryFloatingPoint) -> String { figure(Double(value)) }

  /// A figure that may be of any size: whole with all its digits if it is whole, else two decimals;
  /// what would lose its first digits by that in three significant ones.
  package static func figure(_ value: Double) -> String {
    guard value.isFinite else { return fixed(value, decimals: 2) }
    if value.magnitude >= 1e12 || value != 0 && value.magnitude < 0.01 { return significant(value) }
    let isWhole = value.rounded() == value
    let digits = fixed(value.magnitude, decimals: isWhole ? 0 : 2).split(separator: ".")
    let whole = (value < 0 ? "-" : "") + grouped(digits.first.flatMap { Int($0) } ?? 0)
    return isWhole ? whole : whole + "." + digits.dropFirst().joined()
  }

  /// A number without needless zeros, such as `1.4`.
  package static func brief(_ value: Double) -> String { trimmed(fixed(value, decimals: 3)) }

  /// A number of any size in so many significant digits, without needless zeros: `3e-4`, `0.031`,
  /// `2.31`, `45.2k`, `1.5M`.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else {
      return value == 0 ? "0" : fixed(value, decimals: 0)
    }
    if value < 0 { return "-" + significant(-value, digits: digits) }
    var exponent = 0
    var first = value
    while first >= 10 { (first, exponent) = (first / 10, exponent + 1) }
    while first < 1 { (first, exponent) = (first * 10, exponent - 1) }
    // What rounds to ten has one digit more before the point.
    if fixed(first, decimals: digits - 1).hasPrefix("10") { (first, exponent) = (1, exponent + 1) }
    let suffixes = ["", "k", "M", "G", "T"]
    guard exponent >= -3, exponent < 3 * suffixes.count else {
      return trimmed(fixed(first, decimals: digits - 1)) + "e\(exponent)"
    }
    let group = max(0, exponent / 3)
    var scaled = value
    for _ in 0..<group { scaled /= 1000 }
    let decimals = max(0, digits - 1 - (exponent - 3 * group))
    return trimmed(fixed(scaled, decimals: decimals)) + suffixes[group]
  }

  /// Without zeros at the end of a fraction.
  private static func trimmed(_ number: String) -> String {
    guard number.contains(".") else { return number }
    var number = number
    while number.hasSuffix("0") { number.removeLast() }
    if number.hasSuffix(".") { number.removeLast() }
    return number
  }

  /// A duration: `0.8 s`, `42 s`, `3:05`, `2:03:05`.
  package static func duration(seconds: Double) -> String {
    guard seconds.magnitude < 1e12 else { return fixed(seconds, decimals: 0) + " s" }
    if seconds < 10 { return fixed(seconds, decimals: 1) + " s" }
    let whole = Int(saturating: seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    func padded(_ part: Int) -> String { (part < 10 ? "0" : "") + "\(part)" }
    let (minutes, rest) = (whole / 60, padded(whole % 60))
    return minutes < 60
      ? "\(minutes):" + rest : "\(minutes / 60):" + padded(minutes % 60) + ":" + rest
  }

  /// Text cut to so many columns; what was cut off is marked by `…`.
  package static func clipped(_ text: String, to columns: Int) -> String {
    if text.utf8.count <= columns { return text }
    guard columns > 0 else { return "" }
    if TextWidth.columns(of: text) <= columns { return text }
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let width = max(TextWidth.columns(of: scalar), TextWidth.columns(of: scalar) < 0 ? 1 : 0)
      if used + width > columns - 1 { break }
      result.append(scalar)
      used += width
    }
    result.append("…")
    return String(result)
  }

  /// Text cut in its middle to so many columns, for names that their ends tell apart as often as their
  /// beginnings.
  package static func clippedInside(_ text: String, to columns: Int) -> String {
    if TextWidth.columns(of: text) <= columns { return text }
    // Cut in reverse, the mark comes last: it is put where the cut is.
    let end = clipped(String(text.reversed()), to: columns / 2).dropLast().reversed()
    return clipped(text, to: columns - TextWidth.columns(of: String(end))) + String(end)
  }
}

/// Values as glyphs: bars of eighths, and small curves.
package enum Bars {
  private static let eighths: [Unicode.Scalar] = [
    "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█",
  ]

  /// The bar of a value in 0...1: `▁` to `█`.
  package static func glyph(_ value: Float) -> Unicode.Scalar {
    guard value == value else { return " " }
    return eighths[max(0, min(7, Int(saturating: max(0, min(1, value)) * 8)))]
  }

  /// A row of bars, one a value.
  package static func row(_ values: [Float]) -> String {
    var text = String.UnicodeScalarView()
    for value in values { text.append(glyph(value)) }
    return String(text)
  }

  /// A filled curve of braille dots, two values a character, four levels each.
  package static func braille(_ values: [Float]) -> String {
    let left: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
    let right: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]
    func level(_ index: Int) -> Int {
      guard index < values.count, values[index] == values[index] else { return 0 }
      return max(1, min(4, Int(saturating: max(0, min(1, values[index])) * 4) + 1))
    }
    var text = String.UnicodeScalarView()
    var index = 0
    while index < values.count {
      text.append(Unicode.Scalar(0x2800 + left[level(index)] + right[level(index + 1)]) ?? " ")
      index += 2
    }
    return String(text)
  }
}
