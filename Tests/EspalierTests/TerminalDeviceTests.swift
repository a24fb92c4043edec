import Foundation
import Testing

/// The terminal device in a real terminal, by a small program that shows what it hears.
@Suite(.serialized, .enabled(if: Tmux.isAvailable, Tmux.missing))
struct TerminalDeviceTests {
  private func probe() throws -> String { try Tmux.program("terminal-probe") }

  @Test func `Quitting restores the terminal`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    #expect(try tmux.state() == Tmux.State(alternate: true, cursor: false, mouse: true))
    try tmux.keys("e", "q")
    #expect(try tmux.leaves() == 0)
    #expect(try tmux.screen().contains("a line of standard error"))
  }

  @Test(arguments: [("TERM", 143), ("HUP", 129), ("INT", 130)])
  func `Signals that ask to end restore the terminal`(name: String, status: Int) throws {
    let tmux = try Tmux()
    let process = try tmux.start(probe(), ready: "ready")
    kill(process, ["TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT][name]!)
    #expect(try tmux.leaves() == status)
  }

  @Test(arguments: [("SEGV", 139), ("ABRT", 134), ("QUIT", 131)])
  func `Signals of crashes restore the terminal`(name: String, status: Int) throws {
    let tmux = try Tmux()
    let process = try tmux.start(probe(), ready: "ready")
    kill(process, ["SEGV": SIGSEGV, "ABRT": SIGABRT, "QUIT": SIGQUIT][name]!)
    #expect(try tmux.leaves() == status)
  }

  @Test func `Every signal that ends the program restores the terminal`() throws {
    var numbers = [
      SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGPIPE, SIGSYS, SIGTRAP,
      SIGBUS, SIGFPE, SIGILL,
    ]
    // What only Linux has: SIGSTKFLT, SIGIO, SIGPWR, and two for real time.
    #if os(Linux)
      numbers += [16, 29, 30, 34, 64]
    #endif
    let tmux = try Tmux()
    for number in numbers {
      let process = try tmux.start(probe(), ready: "ready")
      kill(process, number)
      #expect(try tmux.leaves() == 128 + Int(number), "signal \(number)")
    }
  }

  @Test func `Pasted text arrives as text`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.tmux(["set-buffer", "quick q\nand more"])
    try tmux.tmux(["paste-buffer", "-p", "-t", "t"])
    try tmux.wait(for: "paste “quick q")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `A trap restores the terminal and says why`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.keys("!")
    let status = try tmux.leaves()
    #expect(status == 128 + Int(SIGILL) || status == 128 + Int(SIGTRAP))
    #expect(try tmux.screen().contains("Index out of range"))
  }

  @Test func `Exit from anywhere restores the terminal`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.keys("e", "E")
    #expect(try tmux.leaves() == 3)
    #expect(try tmux.screen().contains("a line of standard error"))
  }

  @Test func `It can be started in the background`() throws {
    let tmux = try Tmux()
    try tmux.run("stty -g >$HOME/before; clear; echo above; \(probe()) &")
    try tmux.wait(for: "$")
    try tmux.wait(until: "the program is stopped") {
      try tmux.run("jobs")
      return try tmux.screen().contains("Stopped")
    }
    try tmux.resume()
    try tmux.wait(for: "ready")
    try tmux.keys("x")
    try tmux.wait(for: "key x")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Suspending gives the terminal to the shell`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.keys("C-z")
    try tmux.wait(for: "Stopped")
    #expect(try tmux.state() == .ordinary)
    try tmux.wait(until: "the modes are the shell's") { tmux.file("after") != nil }
    #expect(tmux.file("before") == tmux.file("after"))
    try tmux.resize(width: 70, height: 20)
    try tmux.resume()
    try tmux.wait(for: "resumed")
    try tmux.wait(for: "probe 70x20")
    #expect(try tmux.state() == Tmux.State(alternate: true, cursor: false, mouse: true))
    try tmux.keys("x")
    try tmux.wait(for: "key x")
    try tmux.keys("C-z")
    try tmux.wait(for: "Stopped")
    try tmux.wait(until: "the modes are the shell's") { tmux.file("after") != nil }
    try tmux.resume()
    try tmux.wait(for: "key x")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `It can be stopped from outside`() throws {
    let tmux = try Tmux()
    let process = try tmux.start(probe(), ready: "ready")
    kill(process, SIGSTOP)
    try tmux.wait(until: "the shell goes on") { tmux.file("after") != nil }
    try tmux.resume()
    try tmux.wait(for: "resumed")
    try tmux.keys("x")
    try tmux.wait(for: "key x")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Losing the terminal ends the program`() throws {
    let tmux = try Tmux()
    let process = try tmux.start(probe(), ready: "ready")
    try tmux.tmux(["kill-session", "-t", "t"])
    try tmux.wait(until: "the process is gone") { kill(process, 0) != 0 }
  }

  @Test func `A new size is drawn at once`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    for (width, height) in [(60, 12), (20, 5), (1, 1), (200, 60)] {
      try tmux.resize(width: width, height: height)
      if width >= 20 { try tmux.wait(for: "probe \(width)x\(height)") }
    }
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test(arguments: [
    "env TERM=dumb PROBE", "env -u TERM PROBE", "PROBE | cat", "env TERM=dumb PROBE </dev/null",
  ])
  func `Where there is no screen it is plain`(command: String) throws {
    let tmux = try Tmux()
    try tmux.run(command.replacing("PROBE", with: probe()))
    try tmux.wait(for: "plain: ")
    #expect(try tmux.state() == .ordinary)
  }

  @Test func `Unknown terminals are taken for xterm`() throws {
    let tmux = try Tmux()
    _ = try tmux.start("env TERM=xterm-nonesuch \(probe())", ready: "taken for xterm-256color")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test(arguments: [
    ("LC_ALL=C", "ascii"), ("LC_ALL=C.UTF-8", "unicode"), ("LC_ALL=xx_XX.UTF-8", "unicode"),
    ("-u LC_ALL -u LANG -u LC_CTYPE X=x", "unicode"), ("LC_ALL= LC_CTYPE= LANG=C", "ascii"),
  ])
  func `Locales choose the glyphs`(environment: String, glyphs: String) throws {
    let tmux = try Tmux()
    _ = try tmux.start("env \(environment) \(probe())", ready: "ready")
    let screen = try tmux.screen()
    #expect(screen.contains(" \(glyphs)"))
    let drawn = glyphs == "ascii" ? "+-> * x < _-# / e ? ?  @ end" : "┌─▸ ★ ✗ ↶ ▁▄█ ÷ é 日本 ⣿ end"
    #expect(screen.contains(drawn), "\(screen)")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  /// Types that not every terminfo has: 16 colours, and colours of 24 bits.
  private static let types = """
    probe-16|sixteen colours, colors#16, pairs#0x100, ccc@, initc@,
    \tsetaf=\\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,
    \tsetab=\\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm, use=xterm-256color,
    probe-direct|colours of 24 bits, RGB, colors#0x1000000, pairs#0x7fff, ccc@, initc@,
    \tsetaf=\\E[38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm,
    \tsetab=\\E[48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm, use=xterm-256color,

    """

  @Test(arguments: [
    ("TERM=xterm-256color", "indexed", "38;5;"), ("TERM=probe-direct", "direct", "38;2;63;217;174"),
    ("TERM=probe-16", "sixteen", "[92m"), ("TERM=xterm", "eight", "[32m"),
    ("TERM=probe-256color COLORTERM=truecolor", "direct", "38;2;63;217;174"),
    ("TERM=vt100", "mono", ""), ("NO_COLOR=1", "mono", ""), ("NO_COLOR=", "indexed", "38;5;"),
  ])
  func `Terminals have the colours that they say they have`(
    environment: String, depth: String, sequence: String
  ) throws {
    let tmux = try Tmux()
    try Self.types.write(
      to: tmux.folder.appending(path: "types"), atomically: true, encoding: .utf8)
    try tmux.run("tic -x -o $HOME/terminfo $HOME/types; export TERMINFO_DIRS=$HOME/terminfo:")
    _ = try tmux.start("env \(environment) \(probe())", ready: "ready")
    #expect(try tmux.screen().contains(" \(depth) "))
    let colored = try tmux.screen(colors: true)
    if sequence.isEmpty {
      #expect(!colored.contains(/\[(\d+;)*(3[0-8]|4[0-8]|9\d)/), "\(colored)")
      #expect(colored.contains("\u{1B}[1;7m"), "\(colored)")
    } else {
      #expect(colored.contains(sequence), "\(colored)")
    }
    try tmux.keys("q")
    // A vt100 has no second screen: what was there before is gone.
    #expect(try tmux.leaves(above: environment == "TERM=vt100" ? "$" : "above") == 0)
  }

  @Test func `Keys and mouse arrive`() throws {
    let tmux = try Tmux(height: 40)
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.keys("a", "Up", "C-d", "M-x", "PageDown", "BTab", "F1", "Escape")
    try tmux.wait(for: "key esc")
    try tmux.type("é")
    try tmux.type("\u{1B}[<0;10;5M\u{1B}[<32;11;5M\u{1B}[<0;11;5m\u{1B}[<65;3;2M")
    let screen = try tmux.wait(for: "mouse wheelDown left 2,1")
    for text in [
      "key a", "key up", "key ctrl-d", "key alt-x", "key pgdn", "key shift-tab", "key f1",
      "key é", "mouse press left 9,4", "mouse drag left 10,4", "mouse release left 10,4",
    ] { #expect(screen.contains(text), "\(text)") }
    try tmux.keys("M")
    try tmux.wait(until: "the mouse is off") { try !tmux.state().mouse }
    try tmux.keys("M")
    try tmux.wait(until: "the mouse is on") { try tmux.state().mouse }
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Keys come from the terminal when input is a file`() throws {
    let tmux = try Tmux()
    _ = try tmux.start("\(probe()) </dev/null", ready: "ready")
    try tmux.keys("x")
    try tmux.wait(for: "key x")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Other threads wake the loop`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.keys("w")
    try tmux.wait(for: "wake")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Text goes to the clipboard`() throws {
    let tmux = try Tmux()
    try tmux.tmux(["set", "-s", "set-clipboard", "on"])
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.keys("y")
    try tmux.wait(for: "sent to terminal")
    #expect(try tmux.tmux(["show-buffer"]) == "copied: 6 × 4 = 24")
    try tmux.keys("Y")
    try tmux.wait(for: "too long for the terminal's clipboard: 100000 bytes")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `The background is asked for`() throws {
    let tmux = try Tmux()
    try tmux.tmux(["set", "-g", "window-style", "bg=#fafafa"])
    _ = try tmux.start(probe(), ready: "background #fafafa")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `The window has a title meanwhile`() throws {
    let tmux = try Tmux()
    func title() throws -> String { try tmux.tmux(["display", "-p", "-t", "t", "#{pane_title}"]) }
    try tmux.run("printf '\\033]2;mine\\007'")
    try tmux.wait(until: "the title is mine") { try title().contains("mine") }
    _ = try tmux.start(probe(), ready: "ready")
    try tmux.wait(until: "the title is the probe's") { try title().contains("the probe") }
    try tmux.keys("C-z")
    try tmux.wait(for: "Stopped")
    #expect(try title().contains("mine"))
    try tmux.resume()
    try tmux.wait(for: "resumed")
    #expect(try title().contains("the probe"))
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
    #expect(try title().contains("mine"))
  }

  @Test func `A new theme repaints`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(probe(), ready: "ready")
    let dark = try tmux.screen(colors: true)
    try tmux.keys("T")
    try tmux.wait(until: "other colours", colors: true) { $0 != dark }
    try tmux.keys("T")
    try tmux.wait(until: "the first colours", colors: true) { $0 == dark }
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }
}
