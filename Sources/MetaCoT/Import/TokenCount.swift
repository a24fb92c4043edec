/// How many tokens a text has: as its file says, or else about so many.
package struct TokenCount: Sendable, Equatable {
  /// The number of tokens.
  package let count: Int
  /// Whether a file states it; else it is a number of pieces (`pieces`).
  package let isStated: Bool

  /// The number that a file states, or else the pieces of the text.
  init(of text: String, stated: Int?) {
    count = stated ?? Self.pieces(of: text)
    isStated = stated != nil
  }

  /// How often so many things come in a thousand tokens; nil where there are no tokens.
  package func rate(of things: Int) -> Double? {
    count > 0 ? 1000 * Double(things) / Double(count) : nil
  }

  /// What is counted where no file states it, in words.
  package static let estimate =
    "the pieces that byte-pair tokenizers begin with (words, up to three digits, punctuation, white space)"

  // MARK: Pieces

  private enum Kind {
    case letter, digit, newline, space, other

    init(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "a"..."z", "A"..."Z": self = .letter
      case "0"..."9": self = .digit
      case "\n", "\r": self = .newline
      case " ", "\t": self = .space
      case _ where scalar.isASCII: self = .other
      default:
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
          .nonspacingMark, .spacingMark, .enclosingMark:
          self = .letter
        case .decimalNumber, .letterNumber, .otherNumber: self = .digit
        default: self = scalar.properties.isWhitespace ? .space : .other
        }
      }
    }
  }

  /// The pieces that byte-pair tokenizers cut a text into before they join bytes (GPT-4's and those like it):
  /// a run of letters with the blank or sign before it, up to three digits, a run of signs with the blank
  /// before and the ends of lines after it, a run of white space. A tokenizer can cut a piece further, so
  /// that a text has rather more tokens. Complexity: linear in the text.
  static func pieces(of text: String) -> Int {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    func kind(at place: String.Index) -> Kind? {
      place < scalars.endIndex ? Kind(scalars[place]) : nil
    }
    func skip(_ skipped: Kind, most: Int = .max) {
      var count = 0
      while count < most, kind(at: index) == skipped {
        index = scalars.index(after: index)
        count += 1
      }
    }
    var count = 0
    while let first = kind(at: index) {
      count += 1
      let second = kind(at: scalars.index(after: index))
      switch (first, second) {
      case (.letter, _): skip(.letter)
      case (.digit, _): skip(.digit, most: 3)
      case (.space, .letter?), (.other, .letter?):
        index = scalars.index(after: index)
        skip(.letter)
      case (.other, _): skipSigns()
      case (.space, .other?) where scalars[index] == " ": skipSigns()
      case (.space, _), (.newline, _):
        skipWhiteSpace()
      }
    }
    return count

    func skipSigns() {
      index = scalars.index(after: index)
      skip(.other)
      skip(.newline)
    }

    /// To the last end of a line in white space, or else to the blank that goes with what follows.
    func skipWhiteSpace() {
      let start = index
      var (last, behindLine) = (index, index)
      while let next = kind(at: index), next == .space || next == .newline {
        last = index
        index = scalars.index(after: index)
        if next == .newline { behindLine = index }
      }
      if behindLine > start {
        index = behindLine
      } else if index < scalars.endIndex, last > start {
        index = last
      }
    }
  }
}
