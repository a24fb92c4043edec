import Foundation
import Testing

/// The program on the screen of a real terminal: what people expect of it on the way in, meanwhile,
/// and on every way out.
@Suite(.serialized, .enabled(if: Tmux.isAvailable, Tmux.missing))
struct ScreenTests {
  private func espalier(_ arguments: String = "") throws -> String {
    try Tmux.program("espalier") + " " + arguments
  }

  /// A search that neither ends soon nor needs a long time to show something.
  private func search(_ options: String = "") throws -> String {
    try espalier("run --problem countdown-5 --strategy mcts --speed 30 \(options)")
  }
  private static let live = "▶ live"
  private static let onScreen = Tmux.State(alternate: true, cursor: false, mouse: true)

  @Test func `Enter alone starts a search`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    _ = try tmux.start(espalier(), ready: "Enter starts")
    #expect(try tmux.state() == Self.onScreen)
    try tmux.keys("Enter")
    try tmux.wait(for: "─ tree")
    try tmux.wait(for: "I need 24 from")
    try tmux.keys("q")
    try tmux.wait(for: "Enter starts")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test(arguments: [("TERM", 143), ("HUP", 129), ("INT", 130), ("SEGV", 139), ("ABRT", 134)])
  func `Every signal gives the terminal back`(name: String, status: Int) throws {
    let tmux = try Tmux()
    let process = try tmux.start(search(), ready: Self.live)
    kill(
      process,
      ["TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT, "SEGV": SIGSEGV, "ABRT": SIGABRT][name]!)
    #expect(try tmux.leaves() == status)
  }

  @Test func `Control-C quits, even while typing`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.keys(":")
    try tmux.type("pau")
    try tmux.wait(for: ":pau")
    try tmux.keys("C-c")
    #expect(try tmux.leaves() == 130)
  }

  @Test(arguments: ["TERM", "KILL"])
  func `A recorded trace survives`(name: String) throws {
    let tmux = try Tmux()
    let process = try tmux.start(
      search("--record \(tmux.folder.path)/trace.jsonl"), ready: Self.live)
    try tmux.wait(until: "events are in the file") {
      (tmux.file("trace.jsonl")?.utf8.count ?? 0) > 2000
    }
    kill(process, name == "KILL" ? SIGKILL : SIGTERM)
    try tmux.wait(until: "the program ends") { tmux.file("after") != nil }
    if name == "KILL" { try tmux.run("stty sane; tput rmcup; clear") }
    _ = try tmux.start(espalier("replay $HOME/trace.jsonl"), ready: "─ tree")
    try tmux.wait(for: "event ")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Suspending and coming back`() throws {
    let tmux = try Tmux(width: 100, height: 30)
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.keys("C-z")
    try tmux.wait(until: "the shell goes on") { tmux.file("after") != nil }
    #expect(try tmux.state() == .ordinary)
    try tmux.resize(width: 90, height: 26)
    try tmux.resume()
    try tmux.wait(for: Self.live)
    #expect(try tmux.state() == Self.onScreen)
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Every size shows something`() throws {
    let tmux = try Tmux(width: 100, height: 30)
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.resize(width: 200, height: 60)
    try tmux.wait(for: "─ state")
    try tmux.resize(width: 60, height: 12)
    try tmux.wait(for: "[tree]")
    try tmux.resize(width: 1, height: 1)
    try tmux.resize(width: 20, height: 5)
    let screen = try tmux.wait(for: "too small")
    #expect(screen.contains("20×5") && screen.contains("needs"))
    try tmux.resize(width: 80, height: 24)
    try tmux.wait(for: "─ meta-cot")
    try tmux.resize(width: 20, height: 5)
    try tmux.wait(for: "too small")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test(arguments: [
    "env TERM=dumb RUN --problem countdown-1", "RUN --problem countdown-1 | cat",
    "env -u TERM RUN --problem countdown-1", "RUN --problem countdown-1 --plain",
  ])
  func `Without a screen there is plain output`(command: String) throws {
    let tmux = try Tmux()
    let program = try espalier("run")
    try tmux.run(command.replacing("RUN", with: program) + " >$HOME/out; echo rc=$?")
    try tmux.wait(for: "rc=0")
    #expect(try tmux.state() == .ordinary)
    let output = try #require(tmux.file("out"))
    #expect(!output.isEmpty && !output.contains("\u{1B}"), "\(output)")
  }

  @Test func `The C locale draws ASCII alone`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    _ = try tmux.start("env LC_ALL=C \(search())", ready: "live")
    try tmux.wait(for: "I need ")
    let screen = try tmux.screen()
    #expect(screen.utf8.allSatisfy { $0 < 0x80 }, "\(screen)")
    #expect(!screen.contains("?  "), "a glyph without an ASCII form:\n\(screen)")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Tab completes what a command takes`() throws {
    let tmux = try Tmux(width: 100, height: 30)
    _ = try tmux.start(search(), ready: Self.live)
    for (typed, completed) in [
      ("theme li", "theme light"), ("drawing ic", "drawing icicle"),
      ("fork --strategy bea", "fork --strategy beam"), ("style sear", "style searchformer"),
      ("compare ast", "compare astar"),
    ] {
      try tmux.type(":" + typed)
      try tmux.keys("Tab")
      try tmux.wait(for: ":" + completed)
      try tmux.keys("Escape")
      try tmux.wait(without: ":" + completed)
    }
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `NO_COLOR is obeyed`() throws {
    let tmux = try Tmux()
    _ = try tmux.start("env NO_COLOR=1 \(search())", ready: Self.live)
    let screen = try tmux.screen(colors: true)
    #expect(!screen.contains(/\[(\d+;)*(3[0-8]|4[0-8]|9\d)/), "\(screen)")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Unknown terminals are said`() throws {
    let tmux = try Tmux()
    _ = try tmux.start("env TERM=xterm-nonesuch \(search())", ready: "taken for xterm-256color")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `A click selects a row`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.wait(for: "├─")
    try tmux.keys("Space")
    try tmux.wait(without: Self.live)
    let screen = try tmux.screen(colors: false).split(
      separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(screen.firstIndex { $0.contains("└─") || $0.contains("├─") })
    let before = try tmux.screen(colors: true)
    try tmux.click(x: 12, y: row + 1)
    try tmux.wait(until: "the selection moves", colors: true) { $0 != before }
    try tmux.keys("M")
    try tmux.wait(for: "mouse off")
    #expect(try !tmux.state().mouse)
    try tmux.keys("M")
    try tmux.wait(for: "mouse on")
    #expect(try tmux.state().mouse)
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `The mouse can be left alone`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(search("--no-mouse"), ready: Self.live)
    #expect(try !tmux.state().mouse)
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `The answer goes to the clipboard`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    try tmux.tmux(["set", "-s", "set-clipboard", "on"])
    _ = try tmux.start(
      espalier("run --problem countdown-1 --strategy astar --speed 0"), ready: "solved")
    try tmux.keys("y")
    try tmux.wait(for: "sent to terminal")
    let copied = try tmux.tmux(["show-buffer"])
    #expect(copied.contains("10") && copied.contains("4"), "\(copied)")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Overlays open and close by the same key`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    _ = try tmux.start(search(), ready: Self.live)
    for key in ["?", "F1"] {
      try tmux.keys(key)
      try tmux.wait(for: "marks and keys")
      try tmux.keys(key)
      try tmux.wait(without: "marks and keys")
    }
    try tmux.keys("?")
    try tmux.wait(for: "marks and keys")
    try tmux.keys("q")
    try tmux.wait(without: "marks and keys")
    try tmux.keys("C-p")
    try tmux.type("forb")
    try tmux.wait(for: "forbid")
    try tmux.keys("Escape")
    try tmux.wait(without: "forb")
    try tmux.keys(":")
    try tmux.type("theme light")
    try tmux.keys("Enter")
    try tmux.wait(for: "theme light")
    try tmux.keys(":")
    try tmux.type("nonsense")
    try tmux.keys("Enter")
    try tmux.wait(for: "no command “nonsense”")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Stepping back and returning to the present`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    _ = try tmux.start(
      espalier("run --problem countdown-1 --strategy astar --speed 0"), ready: "solved")
    let end = try tmux.wait(for: "event ")
    let total = try #require(end.firstMatch(of: /event ([\d,]+) of/)?.1)
    try tmux.keys("^")
    try tmux.wait(for: "event 0 of \(total)")
    try tmux.keys("3", ")")
    try tmux.wait(for: "event 3 of \(total)")
    try tmux.keys("$")
    try tmux.wait(for: "event \(total) of \(total)")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `A trace from standard input leaves the keyboard to people`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    let program = try espalier()
    try tmux.run("\(program) run --headless --problem countdown-1 --record $HOME/t.jsonl >$HOME/o")
    try tmux.wait(until: "the trace is there") { tmux.file("o")?.contains("solved") == true }
    _ = try tmux.start("sh -c \"cat $HOME/t.jsonl | \(program) replay -\"", ready: "─ tree")
    try tmux.keys("?")
    try tmux.wait(for: "marks and keys")
    try tmux.keys("?", "q")
    #expect(try tmux.leaves() == 0)
  }

  /// Of a file of another program that comes through a pipe the searches are listed too.
  @Test func `Many searches through a pipe are listed and opened`() throws {
    let tmux = try Tmux(width: 120, height: 34)
    let questions = ["Why so blue?", "Why so green?", "Why so red?"]
    let lines = questions.map {
      #"{"question":"\#($0)","reasoning_content":"We see that \#($0) Wait, look again."}"# + "\n"
    }
    try Data(lines.joined().utf8).write(to: tmux.folder.appending(path: "r.jsonl"))
    let program = try espalier()
    _ = try tmux.start("sh -c \"cat $HOME/r.jsonl | \(program) replay -\"", ready: "3 searches")
    for question in questions { try tmux.wait(for: question) }
    try tmux.keys("j", "Enter")
    let opened = try tmux.wait(for: "─ tree")
    #expect(opened.contains("standard input#2") && opened.contains("Why so green?"))
    #expect(!questions.filter { $0 != "Why so green?" }.contains(where: opened.contains))
    try tmux.wait(for: "Wait, look again.")
    try tmux.keys("q")
    try tmux.wait(for: "3 searches")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `Pasted text runs no commands`() throws {
    let tmux = try Tmux()
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.tmux(["set-buffer", "a quick question"])
    try tmux.tmux(["paste-buffer", "-p", "-t", "t"])
    try tmux.wait(for: "a pasted text is taken only where text is typed")
    try tmux.keys("/")
    try tmux.tmux(["paste-buffer", "-p", "-t", "t"])
    try tmux.wait(for: "/a quick question")
    try tmux.keys("Escape")
    try tmux.wait(without: "/a quick question")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `A file is replaced only when it is named twice`() throws {
    let tmux = try Tmux()
    let file = tmux.folder.path + "/kept"
    try Data("mine".utf8).write(to: URL(filePath: file))
    _ = try tmux.start(search(), ready: Self.live)
    func save() throws {
      try tmux.keys("C-s")
      try tmux.wait(for: "a file name")
      try tmux.type(file)
      try tmux.keys("Enter")
    }
    try save()
    try tmux.wait(for: "is there already")
    #expect(tmux.file("kept") == "mine")
    try save()
    try tmux.wait(for: "saved to")
    #expect(tmux.file("kept")?.hasPrefix("{\"format\"") == true)
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `A trace opens where it was left, with what was marked in it`() throws {
    let tmux = try Tmux()
    let trace = Program.repository.appendingPathComponent("SampleTraces/24-mcts.jsonl").path
    _ = try tmux.start(espalier("replay \(trace) --at 500"), ready: "event 500 of")
    try tmux.keys("A")
    try tmux.wait(for: "note:")
    try tmux.type("odd")
    try tmux.keys("Enter")
    try tmux.wait(for: "bookmark at event 500")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
    let notes = try FileManager.default.contentsOfDirectory(
      atPath: tmux.folder.path + "/state/espalier/notes")
    #expect(notes.filter { $0 != "lock" }.count == 1)
    _ = try tmux.start(espalier("replay \(trace)"), ready: "opened where it was left")
    try tmux.keys("L")
    try tmux.wait(for: "odd")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `A comparison keeps the search that it was opened from, and gives it back`() throws {
    let tmux = try Tmux(width: 160)
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.keys("c")
    try tmux.wait(for: "a strategy or a trace file")
    try tmux.type("astar")
    try tmux.keys("Enter")
    try tmux.wait(for: "both visited")
    try tmux.keys("H")
    try tmux.wait(for: " · held")
    // One tree of both, and back by the same key.
    try tmux.keys("O")
    try tmux.wait(for: "2: astar")
    try tmux.keys("O")
    try tmux.wait(for: "both visited")
    try tmux.keys("q")
    try tmux.wait(without: "both visited")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `The last search is kept`() throws {
    let tmux = try Tmux()
    let state = tmux.folder.path + "/state/espalier/searches"
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: state) == ["00000001.jsonl.zst"])
    _ = try tmux.start(espalier("replay --last"), ready: "─ tree")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
    // What was replayed, or recorded elsewhere, is not kept again.
    #expect(try FileManager.default.contentsOfDirectory(atPath: state).count == 1)
    for number in 2...30 {
      let name = "/000000" + (number < 10 ? "0" : "") + "\(number).jsonl.zst"
      try FileManager.default.copyItem(atPath: state + "/00000001.jsonl.zst", toPath: state + name)
    }
    let process = try tmux.start(search(), ready: Self.live)
    kill(process, SIGTERM)
    #expect(try tmux.leaves() == 143)
    let names = try FileManager.default.contentsOfDirectory(atPath: state).sorted()
    #expect(names.count == 20 && names.last == "00000031.jsonl.zst", "\(names)")
  }

  @Test func `Keys can be configured`() throws {
    let tmux = try Tmux(width: 160, height: 34)
    let folder = tmux.folder.appending(path: "config/espalier")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "config.toml")
    try "[keys]\nclose = [\"Q\"]\n".write(to: file, atomically: true, encoding: .utf8)
    _ = try tmux.start(search(), ready: Self.live)
    try tmux.keys("q")
    try tmux.wait(for: "does nothing here")
    try tmux.keys("Q")
    #expect(try tmux.leaves() == 0)
    try "[keys]\nclsoe = [\"Q\"]\n".write(to: file, atomically: true, encoding: .utf8)
    try tmux.run("clear; \(search())")
    let screen = try tmux.wait(for: "did you mean “close”")
    #expect(screen.contains("config.toml"))
  }
}
