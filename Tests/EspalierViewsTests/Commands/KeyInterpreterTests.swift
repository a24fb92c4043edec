import Testing

@testable import EspalierViews

@Suite struct KeyInterpreterTests {
  @Test func `Digits count for the next command`() {
    var interpreter = KeyInterpreter()
    #expect(interpreter.interpret("1", in: .tree) == .pending)
    #expect(interpreter.interpret("2", in: .tree) == .pending)
    #expect(interpreter.count == 12)
    #expect(
      interpreter.interpret("G", in: .tree) == .command(CommandInvocation(.bottom, count: 12)))
    #expect(interpreter.count == nil)
    #expect(interpreter.interpret("G", in: .tree) == .command(CommandInvocation(.bottom)))
  }

  @Test func `Escape drops the number first`() {
    var interpreter = KeyInterpreter()
    _ = interpreter.interpret("5", in: .tree)
    #expect(interpreter.interpret("esc", in: .tree) == .dropped)
    #expect(interpreter.interpret("esc", in: .tree) == .command(CommandInvocation(.leave)))
  }

  @Test func `The prompt takes text`() {
    var interpreter = KeyInterpreter()
    #expect(interpreter.interpret("5", in: .prompt) == .text("5"))
    #expect(interpreter.interpret("q", in: .prompt) == .text("q"))
    #expect(
      interpreter.interpret("enter", in: .prompt) == .command(CommandInvocation(.promptAccept)))
    #expect(interpreter.interpret("f9", in: .prompt) == .unbound("f9"))
  }

  @Test func `Huge numbers do not overflow`() {
    var interpreter = KeyInterpreter()
    for _ in 0..<40 { _ = interpreter.interpret("9", in: .text) }
    #expect(interpreter.count == 1_000_000_000)
  }
}
