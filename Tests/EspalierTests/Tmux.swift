import Foundation
import Testing

/// A real terminal for the tests: a shell in tmux, on a server of its own.
///
/// Nothing here waits for a length of time: everything waits until something can be read on the
/// screen, and gives up after a time that no machine needs.
final class Tmux {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Whether the programs are there that this needs; if not, why tests are skipped.
  static let isAvailable = find("tmux") != nil && find("bash") != nil
  static let missing: Comment = "tmux or bash is not installed"

  /// A folder of its own, removed at the end; the shell's home.
  let folder: URL
  private let socket: String
  private static let patience = Duration.seconds(30)

  /// Starts a shell in a terminal of this size.
  init(
    width: Int = 100, height: Int = 30, environment: [String: String] = [:],
    unset: [String] = []
  ) throws {
    socket =
      "espalier-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0 ... .max))"
    folder = FileManager.default.temporaryDirectory.appending(path: socket)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var variables = [
      "TERM": "xterm-256color", "HOME": folder.path, "PS1": "$ ", "LC_ALL": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no", "XDG_CONFIG_HOME": "\(folder.path)/config",
      "XDG_STATE_HOME": "\(folder.path)/state", "BASH_SILENCE_DEPRECATION_WARNING": "1",
    ]
    variables.merge(environment) { $1 }
    let words = ["NO_COLOR", "COLORTERM", "COLORFGBG"].filter { environment[$0] == nil } + unset
    let shell =
      ["env"] + words.flatMap { ["-u", $0] }
      + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + ["bash", "--norc"]
    try tmux(
      ["new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-s", "t"] + shell)
    try wait(for: "$")
  }

  deinit {
    _ = try? tmux(["kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  /// Where the program lies that has been built together with these tests.
  static func program(_ name: String) throws -> String {
    let arguments = CommandLine.arguments
    let places =
      [arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] }, arguments[0]]
      .compactMap { $0 } + [Bundle.main.bundlePath]
    for place in places {
      var folder = URL(filePath: place)
      while folder.pathComponents.count > 1 {
        folder.deleteLastPathComponent()
        let program = folder.appending(path: name)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder),
          !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: program.path)
        {
          return program.path
        }
      }
    }
    throw Failure(description: "\(name) is not built: swift build")
  }

  /// Types a command line.
  func run(_ line: String) throws {
    try type(line)
    try keys("Enter")
  }

  /// Sends keys by tmux's names for them: `Enter`, `Up`, `C-d`, `M-x`, or one character.
  func keys(_ keys: String...) throws { try tmux(["send-keys", "-t", "t"] + keys) }

  /// Sends characters as they are, control sequences too.
  func type(_ text: String) throws { try tmux(["send-keys", "-t", "t", "-l", "--", text]) }

  /// A click at a cell, counted from 0.
  func click(x: Int, y: Int) throws {
    try type("\u{1B}[<0;\(x + 1);\(y + 1)M\u{1B}[<0;\(x + 1);\(y + 1)m")
  }

  /// Gives the terminal another size.
  func resize(width: Int, height: Int) throws {
    try tmux(["resize-window", "-t", "t", "-x", "\(width)", "-y", "\(height)"])
  }

  /// What the screen shows; with the sequences for colours if asked for.
  func screen(colors: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p", "-t", "t"] + (colors ? ["-e"] : []))
  }

  /// Waits until the screen shows a text.
  @discardableResult
  func wait(for text: String, colors: Bool = false) throws -> String {
    try wait(until: "“\(text)”", colors: colors) { $0.contains(text) }
  }

  /// Waits until the screen no longer shows a text.
  func wait(without text: String) throws {
    try wait(until: "no “\(text)”") { !$0.contains(text) }
  }

  @discardableResult
  func wait(
    until what: String, colors: Bool = false, _ condition: (String) -> Bool
  ) throws -> String {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      let screen = try screen(colors: colors)
      if condition(screen) { return screen }
      if ContinuousClock.now > deadline {
        throw Failure(description: "waited in vain for \(what); the screen shows:\n\(screen)")
      }
      usleep(20_000)
    }
  }

  /// Waits until a condition holds outside the screen.
  func wait(until what: String, _ condition: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + Self.patience
    while try !condition() {
      if ContinuousClock.now > deadline {
        throw Failure(description: "waited in vain until \(what)")
      }
      usleep(20_000)
    }
  }

  /// The state of the terminal.
  struct State: Equatable {
    var alternate: Bool
    var cursor: Bool
    var mouse: Bool
    /// As a shell has it.
    static let ordinary = State(alternate: false, cursor: true, mouse: false)
  }

  /// The state of the terminal.
  func state() throws -> State {
    let flags = try tmux([
      "display", "-p", "-t", "t",
      "#{alternate_on} #{cursor_flag} #{mouse_any_flag}#{mouse_sgr_flag}#{mouse_button_flag}",
    ]).trimmingCharacters(in: .whitespacesAndNewlines).split(separator: " ")
    return State(
      alternate: flags[0] == "1", cursor: flags[1] == "1",
      mouse: flags[2].contains("1"))
  }

  /// A file in the folder.
  func file(_ name: String) -> String? {
    try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Runs a program so that afterwards `leaves` can tell how it left the terminal. Returns its
  /// process number.
  func start(_ command: String, ready: String) throws -> Int32 {
    try? FileManager.default.removeItem(at: folder.appending(path: "after"))
    try run(
      "clear; echo above; stty -g >$HOME/before; "
        + "sh -c 'echo $$ >$HOME/pid; exec \(command)'; "
        + "echo rc=$? >$HOME/rc; stty -g >$HOME/after.part; mv $HOME/after.part $HOME/after")
    try wait(for: ready)
    return Int32(file("pid")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "") ?? -1
  }

  /// Continues the program after it has been stopped.
  func resume() throws {
    try? FileManager.default.removeItem(at: folder.appending(path: "after"))
    try run(
      "fg; echo rc=$? >$HOME/rc; stty -g >$HOME/after.part; mv $HOME/after.part $HOME/after")
  }

  /// Waits for the program to end and checks that the terminal is as it was; returns the status.
  func leaves(
    above: String = "above", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int {
    try wait(until: "the program ends") { file("after") != nil }
    #expect(file("before") == file("after"), "stty", sourceLocation: sourceLocation)
    // What the program wrote last may not have reached the terminal yet.
    try wait(until: "the terminal is as it was") { try state() == .ordinary }
    let screen = try screen()
    #expect(screen.contains(above), "\(screen)", sourceLocation: sourceLocation)
    return Int(file("rc")?.dropFirst(3).trimmingCharacters(in: .whitespacesAndNewlines) ?? "")
      ?? -1
  }

  /// Runs a tmux command.
  @discardableResult
  func tmux(_ arguments: [String]) throws -> String {
    // Not Foundation's Process: the server that tmux leaves behind would keep its pipes open.
    let output = folder.appending(path: "tmux.out").path
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // Threads of the test runner block signals, and children would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = [Self.find("tmux")!.path, "-L", socket, "-f", "/dev/null"] + arguments
    let variables = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
      .filter { $0.key != "TMUX" }.map { "\($0.key)=\($0.value)" }
    let (argv, envp) = (words.map { strdup($0) } + [nil], variables.map { strdup($0) } + [nil])
    defer { (argv + envp).forEach { free($0) } }
    var process: pid_t = 0
    guard posix_spawn(&process, words[0], &actions, &attributes, argv, envp) == 0 else {
      throw Failure(description: "tmux does not start")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
    guard status == 0 else {
      throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(text)")
    }
    return text
  }

  private static func find(_ program: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":")
    return folders.map { URL(filePath: String($0)).appending(path: program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
