import Testing

@testable import MetaCoTEvaluation

/// The exact sign test, against sums over Pascal's triangle.
struct SignTestTests {
  @Test func `The p-value is the binomial sum`() {
    var row = [1.0]
    for count in 0...60 {
      let all = row.reduce(0, +)
      for greater in 0...count {
        let tail = row[0...min(greater, count - greater)].reduce(0, +)
        let expected = min(1, 2 * tail / all)
        let test = SignTest(greater: greater, less: count - greater)
        #expect(abs(test.pValue - expected) < 1e-12 * max(1, expected))
      }
      row = [1] + zip(row, row.dropFirst()).map(+) + [1]
    }
  }

  /// 9 to 1: 2 · (1 + 10) / 1024.
  @Test func `A known case of McNemar's test`() {
    let first: [Double] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0]
    let second: [Double] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0]
    let test = SignTest(first, second)
    #expect(test.greater == 9 && test.less == 1 && test.equal == 2)
    #expect(abs(test.pValue - 22.0 / 1024) < 1e-12)
  }

  @Test func `Two that are never reached are equal`() {
    let test = SignTest([.infinity, .infinity, 3], [.infinity, 7, 7])
    #expect(test == SignTest(greater: 1, less: 1, equal: 1))
  }

  @Test func `Thousands of pairs neither vanish nor overflow`() {
    #expect(SignTest(greater: 0, less: 0).pValue == 1)
    #expect(SignTest(greater: 50_000, less: 50_000).pValue == 1)
    let even = SignTest(greater: 5_100, less: 4_900).pValue
    #expect(even > 0.04 && even < 0.05)
    #expect(SignTest(greater: 3_000, less: 0).pValue < 1e-300)
  }
}
