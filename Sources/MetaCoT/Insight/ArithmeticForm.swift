/// What an arithmetic expression says, whatever the order of its operands and however it is bracketed:
/// `8 ÷ 2 + 10` and `10 + (8 ÷ 2)` have the same form, and so have `a − (b − c)` and `a + c − b`.
struct ArithmeticForm: Equatable {
  private indirect enum Term: Equatable {
    case number(String)
    /// What is added, and what is subtracted.
    case sum([Term], [Term])
    /// What is multiplied, and what is divided by.
    case product([Term], [Term])
  }

  /// Terms in an order of their own.
  private let text: String

  /// The form of an expression of whole numbers, `+ − × ÷` and brackets without white space; nil where
  /// it is none.
  init?(_ expression: String) {
    var reader = Reader(rest: Array(expression)[...])
    guard let term = reader.sum(), reader.rest.isEmpty else { return nil }
    text = Self.text(term)
  }

  private static func text(_ term: Term) -> String {
    func list(_ terms: [Term]) -> String { terms.map(text).sorted().joined(separator: " ") }
    switch term {
    case .number(let digits): return digits
    case .sum(let added, let subtracted): return "(+ \(list(added)) - \(list(subtracted)))"
    case .product(let factors, let divisors): return "(* \(list(factors)) / \(list(divisors)))"
    }
  }

  private struct Reader {
    var rest: ArraySlice<Character>
    /// Brackets that are open: no expression that a person writes has many.
    var depth = 0

    mutating func sum() -> Term? {
      guard let first = product() else { return nil }
      var terms: (added: [Term], subtracted: [Term]) = ([], [])
      func take(_ term: Term, isSubtracted: Bool) {
        guard case .sum(let added, let subtracted) = term else {
          if isSubtracted { terms.subtracted.append(term) } else { terms.added.append(term) }
          return
        }
        terms.added += isSubtracted ? subtracted : added
        terms.subtracted += isSubtracted ? added : subtracted
      }
      take(first, isSubtracted: false)
      while let sign = rest.first, sign == "+" || sign == "−" {
        rest.removeFirst()
        guard let next = product() else { return nil }
        take(next, isSubtracted: sign == "−")
      }
      return terms.added.count == 1 && terms.subtracted.isEmpty
        ? terms.added[0] : .sum(terms.added, terms.subtracted)
    }

    private mutating func product() -> Term? {
      guard let first = factor() else { return nil }
      var terms: (factors: [Term], divisors: [Term]) = ([], [])
      func take(_ term: Term, isDivisor: Bool) {
        guard case .product(let factors, let divisors) = term else {
          if isDivisor { terms.divisors.append(term) } else { terms.factors.append(term) }
          return
        }
        terms.factors += isDivisor ? divisors : factors
        terms.divisors += isDivisor ? factors : divisors
      }
      take(first, isDivisor: false)
      while let sign = rest.first, sign == "×" || sign == "÷" {
        rest.removeFirst()
        guard let next = factor() else { return nil }
        take(next, isDivisor: sign == "÷")
      }
      return terms.factors.count == 1 && terms.divisors.isEmpty
        ? terms.factors[0] : .product(terms.factors, terms.divisors)
    }

    private mutating func factor() -> Term? {
      guard rest.first == "(" else {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest[digits.endIndex...]
        return digits.isEmpty ? nil : .number(String(digits))
      }
      guard depth < 100 else { return nil }
      depth += 1
      rest.removeFirst()
      guard let inner = sum(), rest.first == ")" else { return nil }
      rest.removeFirst()
      depth -= 1
      return inner
    }
  }
}
