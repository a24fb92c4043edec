import Testing

@testable import TerminalUI

@Suite struct ControlSequenceTests {
  @Test func `Titles are one line without controls`() {
    #expect(ControlSequence.title("24\n\u{1B}]0;x\u{7}") == "\u{1B}]2;24 \u{FFFD}]0;x\u{FFFD}\u{7}")
  }

  @Test func `Progress is a whole number of percent`() {
    #expect(ControlSequence.progress(0.429) == "\u{1B}]9;4;1;42\u{7}")
    #expect(ControlSequence.progress(-1) == "\u{1B}]9;4;1;0\u{7}")
    #expect(ControlSequence.progress(.infinity) == "\u{1B}]9;4;1;100\u{7}")
    #expect(ControlSequence.progress(.nan) == "\u{1B}]9;4;1;0\u{7}")
  }

  @Test func `Links are URLs`() {
    #expect(
      ControlSequence.link("a b", toFile: "/tmp/a b/é;\u{7}", host: "here")
        == "\u{1B}]8;;file://here/tmp/a%20b/%C3%A9%3B%07\u{1B}\\a b\u{1B}]8;;\u{1B}\\")
  }

  @Test(arguments: [
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], ["xterm-direct"]),
    (["TERM": "xterm-kitty", "COLORTERM": "24bit"], ["xterm-kitty-direct", "xterm-direct"]),
    (["TERM": "tmux-256color", "COLORTERM": "truecolor"], ["tmux-direct", "xterm-direct"]),
    (["TERM": "xterm-direct", "COLORTERM": "truecolor"], []),
    (["TERM": "xterm-256color", "COLORTERM": "yes"], []), (["TERM": "xterm-256color"], []),
    (["TERM": "linux", "COLORTERM": "truecolor"], []),
  ])
  func `Colours of 24 bits are sought where the terminal has them`(
    environment: [String: String], types: [String]
  ) {
    #expect(TerminalTraits(environment: environment).directTypes == types)
  }

  @Test func `Progress goes only to terminals that know it`() {
    func shows(_ environment: [String: String]) -> Bool {
      TerminalTraits(environment: environment.merging(["TERM": "xterm-256color"]) { own, _ in own })
        .showsProgress
    }
    #expect(shows(["WT_SESSION": "1"]))
    #expect(shows(["TERM_PROGRAM": "ghostty"]))
    #expect(!shows(["TERM_PROGRAM": "iTerm.app"]))
    #expect(!shows([:]))
    #expect(!shows(["WT_SESSION": "1", "TERM": "linux"]))
  }
}
