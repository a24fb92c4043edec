import Foundation
import TestSupport
import Testing

@testable import TerminalUI

/// What the device says to a terminal and what it makes of the answers, byte by byte.
@Suite(.serialized) struct TerminalConversationTests {
  private static let keeps = ControlSequence.saveTitle
  private static let gives = ControlSequence.restoreTitle
  private static let bar = ["WT_SESSION": "1"]

  private func start(_ environment: [String: String] = [:]) throws -> PseudoTerminal {
    try PseudoTerminal(Tmux.program("terminal-probe"), environment: environment)
  }

  @Test func `The terminal is asked, and keys typed meanwhile are not lost`() async throws {
    try await elsewhere {
      let terminal = try start()
      try terminal.wait(for: TerminalAnswers.questions)
      terminal.send("x\u{1B}]11;rgb:fafa/fafa/fafa\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?62c\u{1B}[A")
      try terminal.wait(for: "key up")
      for text in ["background #fafafa", "synchronised", "key x"] {
        #expect(terminal.written.contains(text), "\(text)")
      }
      #expect(terminal.written.contains(ControlSequence.beginUpdate))
      #expect(terminal.written.contains("\u{1B}]2;the probe\u{FFFD}\u{7}"))
      terminal.send("q")
      #expect(try terminal.end() == 0)
      #expect(terminal.written.components(separatedBy: Self.keeps).count == 2)
      #expect(terminal.written.components(separatedBy: Self.gives).count == 2)
    }
  }

  @Test func `A silent terminal is not waited for`() async throws {
    try await elsewhere {
      let terminal = try start()
      try terminal.wait(for: TerminalAnswers.questions)
      terminal.send("x\u{1B}")
      try terminal.wait(for: "key esc")
      #expect(terminal.written.contains("key x"))
      #expect(!terminal.written.contains(ControlSequence.beginUpdate))
      // Answers that come late are no keys.
      terminal.send("\u{1B}]11;rgb:fafa/fafa/fafa\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?62cz")
      try terminal.wait(for: "key z")
      #expect(!terminal.written.contains("background"))
      #expect(terminal.written.components(separatedBy: "key ").count == 4)
      terminal.send("q")
      #expect(try terminal.end() == 0)
    }
  }

  @Test func `Terminals other than xterm are told nothing`() async throws {
    try await elsewhere {
      let terminal = try start(["TERM": "linux", "WT_SESSION": "1"])
      try terminal.wait(for: "ready")
      terminal.send("pq")
      #expect(try terminal.end() == 0)
      for text in [TerminalAnswers.questions, Self.keeps, Self.gives, "\u{1B}]"] {
        #expect(!terminal.written.contains(text), "\(text.debugDescription)")
      }
    }
  }

  /// A run without a screen has a bar too, and a signal takes it away; `^C` lets the run end by itself.
  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `Progress without a screen is gone after a signal`(signal: Int32) async throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let set = folder.appending(path: "set.jsonl").path
    let made = try Program.run(["problems", "generate", "countdown", "--count", "2000"])
    try Data(made.output.utf8).write(to: URL(filePath: set))
    try await elsewhere {
      let terminal = try Self.searching("--problems", set)
      try terminal.wait(for: "\u{1B}]9;4;1;")
      // It stays while lines are printed.
      try terminal.wait(for: "3 of 2000 searched")
      #expect(!terminal.written.contains(ControlSequence.noProgress))
      terminal.forget()
      terminal.kill(signal)
      #expect(try terminal.end() == 128 + signal)
      #expect(terminal.written.contains(ControlSequence.noProgress))
      #expect(Self.barIsGone(from: terminal))
    }
  }

  /// Searches without a screen, in a terminal with a bar of progress.
  private static func searching(
    _ arguments: String..., environment: [String: String] = bar
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      Tmux.program("espalier"),
      ["run", "--headless", "--strategy", "astar", "--model", "heuristic", "--until", "tree"]
        + arguments,
      environment: environment)
  }

  /// Whether what was said of the bar last is that there is none.
  private static func barIsGone(from terminal: PseudoTerminal) -> Bool {
    terminal.written.components(separatedBy: "\u{1B}]9;4;").last?.hasPrefix("0;") == true
  }

  @Test func `A single search says how far it is`() async throws {
    try await elsewhere {
      let terminal = try Self.searching("--problem", "15-puzzle-2", "--budget", "100000000")
      try terminal.wait(for: " expansions, ")
      terminal.kill(SIGINT)
      #expect(try terminal.end() == 128 + SIGINT)
      #expect(terminal.written.contains("\u{1B}]9;4;1;"))
      #expect(terminal.written.contains("\"stopped\":\"interrupted\""))
      #expect(Self.barIsGone(from: terminal))
    }
  }

  @Test func `A terminal that rewrites no line gets none`() async throws {
    try await elsewhere {
      let terminal = try Self.searching(
        "--problem", "15-puzzle-2", "--budget", "1 s", environment: ["TERM": "dumb"])
      #expect(try terminal.end() == 0)
      #expect(terminal.written.contains("\"stopped\":\"seconds\""))
      #expect(!terminal.written.contains("\u{1B}"))
    }
  }

  @Test(arguments: [nil, SIGTERM, SIGHUP, SIGSEGV, SIGUSR1])
  func `Title and progress are gone on every way out`(signal: Int32?) async throws {
    try await elsewhere {
      let terminal = try start(Self.bar)
      try terminal.wait(for: "ready")
      terminal.send("pp")
      try terminal.wait(for: "\u{1B}]9;4;1;84\u{7}")
      terminal.forget()
      if let signal { terminal.kill(signal) } else { terminal.send("q") }
      #expect(try terminal.end() == signal.map { 128 + $0 } ?? 0)
      #expect(terminal.written.contains(Self.gives))
      #expect(terminal.written.contains(ControlSequence.noProgress))
      #expect(!terminal.written.contains("\u{1B}]9;4;1"))
    }
  }
}
