extension Countdown {
  /// A hash of the numbers that are left and the target, divided by what they all have in common:
  /// `6 24 96` on the way to 48 is `1 4 16` on the way to 8. Two numbers are no reduct but a fact of
  /// arithmetic, which every problem may teach.
  package func reduct(at state: CountdownState<Number>) -> UInt64? {
    guard state.count > 2 else { return nil }
    let ratios = state.numbers.map(\.ratio) + [Number(target).ratio]
    let whole = Self.wholeNumbers(inProportionTo: ratios)
    let values = whole ?? ratios.flatMap { [$0.numerator, $0.denominator] }
    let hash = values.reduce(fnv1a([])) { hash, value in
      fnv1a((0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }, after: hash)
    }
    return mixed(hash)
  }

  /// The smallest whole numbers that are to each other as some fractions are; nil where they do not
  /// fit into 64 bits.
  private static func wholeNumbers(
    inProportionTo ratios: [(numerator: Int64, denominator: Int64)]
  ) -> [Int64]? {
    var common: Int64 = 1
    for (_, denominator) in ratios {
      let (product, overflow) = (common / greatestCommonDivisor(common, denominator))
        .multipliedReportingOverflow(by: denominator)
      if overflow { return nil }
      common = product
    }
    var values: [Int64] = []
    for (numerator, denominator) in ratios {
      let (product, overflow) = numerator.multipliedReportingOverflow(by: common / denominator)
      if overflow { return nil }
      values.append(product)
    }
    let divisor = max(1, values.reduce(0, greatestCommonDivisor))
    return values.map { $0 / divisor }
  }
}
