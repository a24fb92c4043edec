import Foundation
import Testing

@testable import espalier

/// All that can be reached from the home screen.
@Suite(.serialized, .enabled(if: Tmux.isAvailable, Tmux.missing))
struct HomeTests {
  private func home(_ tmux: Tmux, _ arguments: String = "") throws {
    _ = try tmux.start("\(Tmux.program("espalier")) \(arguments)", ready: "Enter starts")
  }

  private func leave(_ tmux: Tmux) throws {
    try tmux.keys("C-c")
    #expect(try tmux.leaves() == 130)
  }

  @Test func `A typed problem is searched`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    try home(tmux)
    try tmux.keys("p")
    try tmux.type("4 5 6 10 → 24")
    try tmux.keys("Enter")
    try tmux.wait(for: "starts  4 5 6 10 → 24")
    try tmux.keys("Enter")
    try tmux.wait(for: "─ tree")
    try leave(tmux)
  }

  @Test func `A pasted problem is searched, and other text is none`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    try home(tmux)
    try tmux.tmux(["set-buffer", "q no problem at all"])
    try tmux.tmux(["paste-buffer", "-p", "-t", "t"])
    try tmux.wait(for: "this is no problem")
    try tmux.tmux(["set-buffer", "2 8 10 10 → 24"])
    try tmux.tmux(["paste-buffer", "-p", "-t", "t"])
    try tmux.wait(for: "starts  2 8 10 10 → 24")
    try leave(tmux)
  }

  @Test func `Options are those of the command line`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    try home(tmux)
    try tmux.keys("o")
    try tmux.type("--strategy beam:width=7 --budget 321 --seed 5 --problem '1 2 3 4 → 24'")
    try tmux.keys("Enter")
    try tmux.wait(for: "1 2 3 4 → 24 · beam")
    try tmux.wait(for: "budget 321, seed 5")
    try tmux.keys("o")
    try tmux.type("--budget lots")
    try tmux.keys("Enter")
    try tmux.wait(for: "lots")
    try leave(tmux)
  }

  @Test func `What cannot be had together is marked`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    try home(tmux)
    try tmux.keys("o")
    try tmux.type("--strategy in-context --model heuristic")
    try tmux.keys("Enter")
    try tmux.wait(for: "✗ in-context")
    try tmux.wait(for: "cannot write")
    try tmux.keys("Enter")
    try tmux.wait(without: "Enter starts")
    #expect(try tmux.screen().contains("cannot write"))
    try leave(tmux)
  }

  @Test func `Traces are replayed and compared from a list`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    try tmux.run("cd \(Program.repository.path)/SampleTraces")
    try home(tmux)
    try tmux.keys("r")
    try tmux.wait(for: "24-mcts.jsonl")
    try tmux.keys("Enter")
    try tmux.wait(for: "─ tree")
    try tmux.keys("q")
    try tmux.wait(for: "Enter replays")
    try tmux.keys("c")
    try tmux.wait(for: "to set beside")
    try tmux.keys("j", "Enter")
    try tmux.wait(for: "solved ─ cost")
    try tmux.keys("q")
    try tmux.wait(for: "Enter replays")
    // Any path, with Tab.
    try tmux.keys("r")
    try tmux.type("maze-b")
    try tmux.keys("Tab")
    try tmux.wait(for: "replay: maze-best-first.jsonl")
    try tmux.keys("Enter")
    try tmux.wait(for: "maze-best-first.jsonl   maze-3")
    try leave(tmux)
  }

  @Test func `Files of other programs are listed`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    let folder = tmux.folder.appending(path: "others")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write("<think>\nWe add 3 and 4.\n\nWait, that is 7.\n</think>\n7\n", "thoughts")
    try write("(a,(b,c)d)e;\n((x,y)z)w;\n", "trees")
    try write("nothing that anybody knows", "notes.md")
    try tmux.run("cd \(folder.path)")
    try home(tmux)
    try tmux.keys("r")
    try tmux.wait(for: "trees")
    let screen = try tmux.screen()
    #expect(screen.contains(#/reasoning +imported +thoughts/#))
    #expect(screen.contains(#/newick +imported +trees/#))
    #expect(!screen.contains("notes.md"))
    // Of many searches in a file there is a list.
    try tmux.keys("j")
    try tmux.wait(for: "Enter replays  newick")
    try tmux.keys("Enter")
    try tmux.wait(for: "2 searches")
    try leave(tmux)
  }

  @Test func `Traces that are not listed are counted`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    let folder = tmux.folder.appending(path: "many")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let sample = Program.repository.appending(path: "SampleTraces/24-mcts.jsonl")
    for number in 101...143 {
      try FileManager.default.copyItem(
        at: sample, to: folder.appending(path: "trace-\(number).jsonl"))
    }
    try tmux.run("cd \(folder.path)")
    try home(tmux)
    try tmux.keys("r")
    try tmux.wait(for: "trace · 3 more files not looked at")
    try leave(tmux)
  }

  /// So many are tried as other programs' files; a trace of ours, however large, is not one of those.
  @Test func `Only so many files are tried`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    let folder = tmux.folder.appending(path: "files")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for number in 1...104 {
      try "nothing".write(
        to: folder.appending(path: "file-\(number)"), atomically: true, encoding: .utf8)
    }
    let sample = Program.repository.appending(path: "SampleTraces/24-mcts.jsonl")
    let lines = try String(contentsOf: sample, encoding: .utf8).split(separator: "\n")
    let note = #"{"e":"note","n":0,"text":""# + String(repeating: "x", count: 9 << 20) + #""}"#
    try "\(lines[0])\n\(note)\n".write(
      to: folder.appending(path: "large.jsonl"), atomically: true, encoding: .utf8)
    try tmux.run("cd \(folder.path)")
    try home(tmux)
    try tmux.keys("r")
    try tmux.wait(for: "trace · 4 more files not looked at")
    #expect(try tmux.screen().contains("large.jsonl"))
    try leave(tmux)
  }

  @Test func `Two strategies are compared`() throws {
    let tmux = try Tmux(width: 100, height: 30)
    try home(tmux)
    try tmux.keys("c")
    try tmux.wait(for: "Enter compares")
    try tmux.keys("Enter")
    try tmux.wait(for: "mcts")
    try tmux.wait(for: "astar")
    try leave(tmux)
  }

  @Test func `A training run is shown`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    try home(tmux)
    try tmux.keys("t")
    try tmux.wait(for: "No training run lies in this folder")
    try tmux.keys("t")
    try tmux.type("nowhere")
    try tmux.keys("Enter")
    try tmux.wait(for: "nowhere")
    try tmux.keys("C-n")
    try tmux.wait(for: "Enter starts")
    try leave(tmux)
  }

  @Test func `A configuration that changes is read again`() throws {
    let tmux = try Tmux(width: 100, height: 30)
    let folder = tmux.folder.appending(path: "config/espalier")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "config.toml")
    func write(_ text: String) throws { try Data(text.utf8).write(to: file) }
    try write("theme = \"dark\"\n")
    try home(tmux)
    let dark = try tmux.screen(colors: true)
    try write("theme = \"light\"\n[keys]\nreplay = [\"R\"]\n")
    try tmux.wait(for: "the configuration has been read again")
    try tmux.wait(until: "other colours", colors: true) { $0 != dark }
    try tmux.wait(for: "R replay")
    try write("theme = \"ligth\"\n")
    try tmux.wait(for: "there is no theme")
    try tmux.keys("R")
    try tmux.wait(for: "trace")
    try leave(tmux)
  }
}

/// A line that is typed on the screen, parted as by a shell.
struct CommandWordsTests {
  @Test(arguments: [
    ("a  b", ["a", "b"]), ("--problem '1 2 → 3' x", ["--problem", "1 2 → 3", "x"]),
    ("a\"b c\"d ''", ["ab cd", ""]), ("", []), ("it's open", ["its open"]),
  ])
  func `Words are parted`(line: String, words: [String]) {
    #expect(CommandWords.split(line) == words)
  }
}
