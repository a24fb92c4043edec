import Testing

@testable import MetaCoT

/// Regular expressions that people type.
struct PatternTests {
  @Test(arguments: [
    ("ab+c", "xabbbcx", true), ("^a$", "a\nb", false), ("(?i)SUM", "the sum", true),
    ("\\d+ × 4", "12 × 4 = 48", true), ("÷|×", "3 ÷ 4", true), (".", "\u{1F600}", true),
    ("", "", true), ("a", "", false), ("\\bcat\\b", "a cat.", true), ("x", "x\0y", true),
  ])
  func `A pattern finds what it says`(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == isFound)
  }

  @Test(arguments: [
    ("(a", "missing ): (a"), ("a**", "bad repetition operator: **"), ("[", "missing ]: ["),
  ])
  func whatIsWrongIsSaid(pattern: String, words: String) {
    #expect(throws: Pattern.Fault(words: words)) { try Pattern(pattern) }
  }

  @Test(arguments: [
    ("foo", "FOO", true), ("Foo", "foo", false), ("\\Sfoo", "xFOO", true),
    ("\\p{Lu}foo", "AFOO", true), ("\\pLfoo", "AFOO", true), ("\\x{4A}foo", "JFOO", true),
    ("(?P<N>foo)", "FOO", true),
    ("é", "É", true), ("É", "é", false),
  ])
  func `Small letters find capitals`(pattern: String, text: String, isFound: Bool) throws {
    #expect(try Pattern.smartCase(pattern).matches(text) == isFound)
  }

  /// A matcher that goes back over what it tried takes longer than the age of the world for these.
  @Test(arguments: ["(.+)+z$", "(a|aa)+$", "(x+x+)+y", "([a-z]+)*[0-9]!"])
  func `No pattern takes for ever`(pattern: String) throws {
    let pattern = try Pattern(pattern)
    #expect(
      !pattern.matches(
        String(repeating: "a", count: 100_000) + String(repeating: "x", count: 100_000) + "!"))
  }

  @Test func `Bytes that are no text are no fault`() throws {
    let pattern = try Pattern("b")
    let bytes: [UInt8] = [0xFF, 0x62, 0xC3]
    #expect(bytes.withUnsafeBufferPointer { pattern.matches($0) })
    #expect(!([0xFF, 0xFE] as [UInt8]).withUnsafeBufferPointer { pattern.matches($0) })
  }
}
