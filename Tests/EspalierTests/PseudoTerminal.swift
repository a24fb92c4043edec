import Foundation
import Testing

/// A terminal that the test itself is: it sees every byte that a program writes, and answers what it
/// likes.
final class PseudoTerminal {
  private let master: Int32
  private let process: pid_t
  /// All that the program has written.
  private(set) var written = ""
  private var bytes: [UInt8] = []
  private static let patience = Duration.seconds(30)

  /// Starts a program in a terminal of 100×30.
  init(_ program: String, _ arguments: [String] = [], environment: [String: String]) throws {
    let name: String
    (master, name) = try Self.open()
    var size = winsize(ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | 0x80))
    let own = ["COLORTERM", "NO_COLOR", "COLORFGBG", "TERM_PROGRAM", "WT_SESSION", "VTE_VERSION"]
    let variables = ProcessInfo.processInfo.environment.filter { !own.contains($0.key) }
      .merging(["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]) {
        $1
      }.merging(environment) { $1 }
    let words = [program] + arguments
    let argv = words.map { strdup($0) } + [nil]
    let envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var process: pid_t = 0
    guard posix_spawn(&process, program, &actions, &attributes, argv, envp) == 0 else {
      throw Tmux.Failure(description: "\(program) does not start")
    }
    self.process = process
  }

  /// A new pseudo terminal: the descriptor of this end, and the name of the other.
  private static func open() throws -> (master: Int32, name: String) {
    #if os(Linux)
      // The functions for it are missing from the module: these are what they do.
      let (unlock, number) = (UInt(0x4004_5431), UInt(0x8004_5430))
      let master = Foundation.open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var isLocked: Int32 = 0
      var place: Int32 = 0
      guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, number, &place) == 0
      else { throw Tmux.Failure(description: "no pseudo terminal") }
      return (master, "/dev/pts/\(place)")
    #else
      let master = posix_openpt(O_RDWR | O_NOCTTY)
      guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master)
      else { throw Tmux.Failure(description: "no pseudo terminal") }
      return (master, String(cString: name))
    #endif
  }

  deinit {
    Foundation.kill(process, SIGKILL)
    close(master)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// Sends bytes, as keys and answers come.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Foundation.write(master, $0.baseAddress, $0.count) }
  }

  /// Sends a signal to the program.
  func kill(_ signal: Int32) { Foundation.kill(process, signal) }

  /// Reads until the program has written a text.
  func wait(for text: String) throws {
    let deadline = ContinuousClock.now + Self.patience
    while !written.contains(text) {
      guard ContinuousClock.now < deadline, read() else {
        throw Tmux.Failure(
          description:
            "waited in vain for \(text.debugDescription) in \(written.debugDescription)")
      }
    }
  }

  /// Forgets what has been written.
  func forget() {
    bytes = []
    written = ""
  }

  /// Reads until the program has ended; returns its status, 128 and more for a signal.
  func end() throws -> Int32 {
    let deadline = ContinuousClock.now + Self.patience
    while read() {
      guard ContinuousClock.now < deadline else {
        throw Tmux.Failure(description: "the program does not end: \(written.debugDescription)")
      }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// Takes what comes within a tenth of a second; false once nothing more will.
  private func read() -> Bool {
    var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 100) > 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(master, &chunk, chunk.count)
    // The other end is closed.
    guard count > 0 else { return false }
    bytes += chunk[..<count]
    written = String(decoding: bytes, as: UTF8.self)
    return true
  }
}
