import Foundation
import Testing

/// What `espalier doctor` finds.
struct DoctorCommandTests {
  @Test func `A sound machine is said to be so`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.bash("TERM=xterm-256color LC_ALL=C.UTF-8 $E doctor", in: folder)
    #expect(run.status == 0, "\(run.output)")
    for subject in [
      "terminal", "terminfo", "colours", "locale", "clipboard", "configuration", "theme", "state",
      "temporary", "threads", "network", "models",
    ] {
      let facts = run.output.split(separator: "\n").filter { $0.dropFirst(2).hasPrefix(subject) }
      #expect(facts.count == 1, "\(subject): \(run.output)")
    }
    #expect(!run.output.contains("✗"))
  }

  @Test(arguments: [
    ("TERM=dumb $E doctor", "TERM=dumb cannot place its cursor"),
    (
      "mkdir -p c/espalier; echo 'teme = 1' >c/espalier/config.toml; XDG_CONFIG_HOME=$PWD/c $E doctor",
      "unknown key teme"
    ),
    (
      "mkdir -p c/espalier; echo '[keys]\nnonesuch=[\"x\"]' >c/espalier/config.toml; XDG_CONFIG_HOME=$PWD/c $E doctor",
      "nonesuch"
    ),
    (
      "mkdir -p c/espalier; echo 'theme = \"none\"' >c/espalier/config.toml; XDG_CONFIG_HOME=$PWD/c $E doctor",
      "there is no theme and no file"
    ),
    ("echo >file; XDG_STATE_HOME=$PWD/file $E doctor", "is no folder"),
  ])
  func `What is wrong is said, and the status is 1`(line: String, words: String) throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.bash("export TERM=xterm-256color LC_ALL=C.UTF-8; " + line, in: folder)
    #expect(run.status == 1)
    let wrong = run.output.split(separator: "\n").filter { $0.hasPrefix("✗") }
    #expect(wrong.count == 1 && wrong[0].contains(words), "\(run.output)")
  }

  @Test func `Scripts read it`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.bash(
      "TERM=xterm-256color COLORTERM=truecolor TERMINFO_DIRS=/nowhere LC_ALL=C $E doctor --json",
      in: folder)
    let findings = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    #expect(findings.allSatisfy { $0["subject"] is String && $0["fact"] is String })
    let locale = try #require(findings.first { $0["subject"] as? String == "locale" })
    #expect(locale["state"] as? String == "note")
    #expect((locale["advice"] as? String)?.contains("C.UTF-8") == true)
  }
}

/// The same on a screen.
@Suite(.enabled(if: Tmux.isAvailable, Tmux.missing))
struct DoctorScreenTests {
  @Test func `The terminal itself is asked`() throws {
    let tmux = try Tmux(width: 120, height: 40)
    try tmux.tmux(["set", "-g", "window-style", "bg=#fafafa"])
    _ = try tmux.start("\(Tmux.program("espalier")) doctor", ready: "models")
    let screen = try tmux.screen()
    for fact in [
      "✓ terminal      xterm-256color, 120×40", "✓ background    #fafafa: the theme is light",
    ] {
      #expect(screen.contains(fact), "\(screen)")
    }
    #expect(try tmux.leaves() == 0)
  }
}
