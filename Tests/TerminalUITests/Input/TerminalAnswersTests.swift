import Testing

@testable import TerminalUI

@Suite struct TerminalAnswersTests {
  private static let all = "\u{1B}]11;rgb:ffff/8080/0000\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?62;4;22c"

  private func take(_ text: String, into answers: inout TerminalAnswers) -> String {
    String(decoding: answers.take(text.utf8), as: UTF8.self)
  }

  @Test func `Answers are told from keys`() {
    var answers = TerminalAnswers()
    #expect(take("a" + Self.all + "\u{1B}[Ab", into: &answers) == "a\u{1B}[Ab")
    #expect(answers.background == RGB(0xFF8000))
    #expect(answers.hasSynchronizedOutput)
    #expect(answers.isComplete)
  }

  @Test func `Answers come in pieces`() {
    var answers = TerminalAnswers()
    var typed = ""
    for byte in ("\u{1B}x" + Self.all + "é").utf8 {
      typed += answers.take([byte]).map { String(Unicode.Scalar($0)) }.joined()
    }
    #expect(typed.unicodeScalars.map(\.value) == [0x1B, 0x78, 0xC3, 0xA9])
    #expect(answers.background == RGB(0xFF8000))
    #expect(answers.isComplete)
  }

  @Test(
    arguments: [
      ("rgb:ff/ff/ff", 0xFFFFFF), ("rgb:f/0/8", 0xFF0088), ("rgb:1212/3434/5656", 0x123456),
      ("rgba:ffff/0000/0000/ffff", 0xFF0000), ("#102030", 0x102030), ("rgb:fff/000/7ff", 0xFF007F),
    ] as [(String, UInt32)])
  func `Colours are written in several ways`(text: String, color: UInt32) {
    for end in ["\u{7}", "\u{1B}\\"] {
      var answers = TerminalAnswers()
      #expect(take("\u{1B}]11;\(text)\(end)", into: &answers).isEmpty)
      #expect(answers.background == RGB(color))
      #expect(!answers.isComplete)
    }
  }

  @Test(arguments: ["", "white", "rgb:", "rgb:1/2", "rgb:12345/0/0", "rgb:+1/0/0", "rgb:g/0/0"])
  func `What is no colour is none`(text: String) {
    var answers = TerminalAnswers()
    #expect(take("\u{1B}]11;\(text)\u{7}", into: &answers).isEmpty)
    #expect(answers.background == nil)
  }

  @Test(arguments: [(0, false), (1, true), (2, true), (3, true), (4, false)])
  func `A terminal says whether it has the mode`(state: Int, has: Bool) {
    var answers = TerminalAnswers()
    #expect(take("\u{1B}[?2026;\(state)$y", into: &answers).isEmpty)
    #expect(answers.hasSynchronizedOutput == has)
  }

  @Test(arguments: [
    "\u{1B}", "\u{1B}[", "\u{1B}]11;rgb:", "\u{1B}[?20", "\u{1B}]11;rgb:ff/ff/ff\u{1B}",
  ])
  func `What is never finished is given back`(text: String) {
    var answers = TerminalAnswers()
    #expect(take(text, into: &answers).isEmpty)
    #expect(answers.takeRest() == Array(text.utf8))
    #expect(answers.takeRest().isEmpty)
  }

  @Test(arguments: [
    "\u{1B}\u{1B}[A", "\u{1B}[<0;1;1M", "\u{1B}OP", "\u{1B}]52;c;eA==\u{7}", "\u{1B}[?1;2R",
    "\u{1B}[200~a\u{1B}[201~", "q\u{1B}]0;" + String(repeating: "x", count: 400),
  ])
  func `All else is left alone`(text: String) {
    var answers = TerminalAnswers()
    #expect(
      take(text, into: &answers) + String(decoding: answers.takeRest(), as: UTF8.self) == text)
    #expect(!answers.isComplete)
  }
}
