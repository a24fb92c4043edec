import Testing

@testable import EspalierViews

@Suite struct CommandLineTests {
  @Test(arguments: [
    ("quit", CommandInvocation(.quit)),
    ("  zo ", CommandInvocation(.zoom)),
    ("120", CommandInvocation(.seekEvent, count: 120)),
    ("50%", CommandInvocation(.seekPercent, count: 50, argument: "50")),
    ("seek-p 7", CommandInvocation(.seekPercent, count: 7, argument: "7")),
    ("step-phase 5", CommandInvocation(.stepPhase, count: 5)),
    ("save  my trace.jsonl ", CommandInvocation(.save, argument: "my trace.jsonl")),
    ("save", CommandInvocation(.save)),
    ("search", CommandInvocation(.search)),
  ])
  func `It reads`(line: String, invocation: CommandInvocation) throws {
    #expect(try CommandTable.parse(line) == invocation)
  }

  @Test(arguments: [
    ("", "nothing typed"), ("zom", "did you mean “zoom”"), ("seek", "could be seek-start"),
    ("seek-percent", "needs a number"), ("seek-percent abc", "needs a number"),
    ("zoom now", "takes only"), ("-1", "no command"),
    ("prompt-accept", "no command"),
  ])
  func `It refuses`(line: String, reason: String) {
    let error = #expect(throws: CommandLineError.self) { try CommandTable.parse(line) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `Names are completed`() {
    #expect(
      CommandTable.completions("copy") == [
        "copy-answer", "copy-path", "copy-node", "copy-span", "copy-expression", "copy-text",
        "copy-sample",
      ])
    #expect(CommandTable.completions("prompt").isEmpty)
  }

  @Test func `What a command takes is completed`() {
    let completions = { (typed: String) in
      CommandTable.completions(typed) { ["\($0)-of-\($1.rawValue)"] }
    }
    #expect(completions("theme da") == ["theme da-of-theme"])
    #expect(completions("them  da") == ["them  da-of-theme"])
    #expect(completions("nothing da").isEmpty)
    #expect(completions("prompt-accept da").isEmpty)
  }

  @Test func `The palette finds by letters in order`() {
    #expect(CommandTable.matching("nbt", in: .tree).first?.id == .nextBacktrack)
    #expect(CommandTable.matching("fold", in: .tree).first?.id == .toggleFold)
    #expect(CommandTable.matching("", in: .tree).count == Keymap().commands(in: .tree).count)
    #expect(CommandTable.matching("zzzz", in: .tree).isEmpty)
    #expect(CommandTable.matching("clipboard answer", in: .tree).map(\.id) == [.copyAnswer])
    #expect(!CommandTable.matching("", in: .home).contains { $0.id == .forbid })
  }
}
