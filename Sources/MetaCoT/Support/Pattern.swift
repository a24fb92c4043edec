import CRE2

/// A regular expression that was typed, to be found in texts. Whatever it is, the time of a match is
/// linear in the text (RE2; Cox 2010).
package final class Pattern: @unchecked Sendable {
  /// The expression.
  package let text: String
  // Nobody changes it, and RE2 lets several threads ask at once.
  private let compiled: OpaquePointer

  /// What is wrong with an expression.
  package struct Fault: Error, Equatable {
    /// A few words in lower case, such as `missing ): (a`.
    package var words: String
  }

  /// Reads an expression in the syntax of RE2.
  package init(_ text: String, ignoringCase: Bool = false) throws(Fault) {
    var fault = [CChar](repeating: 0, count: 200)
    var expression = text
    let compiled = expression.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cre2_compile($0.baseAddress, $0.count, ignoringCase ? 1 : 0, &fault, fault.count)
      }
    }
    guard let compiled else {
      let words = fault.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw Fault(words: String(decoding: words, as: UTF8.self))
    }
    self.text = text
    self.compiled = compiled
  }

  deinit { cre2_free(compiled) }

  /// An expression that ignores case unless a capital was typed as itself, and not as a class such as
  /// `\S` or `\p{Lu}`.
  package static func smartCase(_ text: String) throws(Fault) -> Pattern {
    var hasCapital = false
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\\" {
        let isClass = rest.popFirst().map { "pPx".contains($0) } ?? false
        if isClass { rest = rest.first == "{" ? rest.drop { $0 != "}" } : rest.dropFirst() }
      } else if character == "(", rest.hasPrefix("?") {
        // Flags, or the name of a group.
        rest = rest.drop { !":>)".contains($0) }
      } else if character.isUppercase {
        hasCapital = true
      }
    }
    return try Pattern(text, ignoringCase: !hasCapital)
  }

  /// Whether it is found in some UTF-8.
  /// - Complexity: linear in the text.
  package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.withMemoryRebound(to: CChar.self) {
      cre2_matches(compiled, $0.baseAddress, $0.count) != 0
    }
  }

  /// Whether it is found in a text.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(matches)
  }
}
