import Foundation
import Synchronization
import TerminalDevice
import TerminalUI

/// Standard output: the only way there, but for the screen and for a trace that is recorded to `-`.
///
/// Where it cannot be written the program ends at once, so that nothing is lost with the status of
/// success: with a sentence on standard error and `ExitStatus.output`; or, where nobody reads any
/// more, quietly and by SIGPIPE, as programs in a pipe do. What is recorded elsewhere meanwhile is
/// left as whole as by any other end.
///
/// From any thread; what two threads write at once does not mix.
enum StandardOutput {
  /// What is not yet with the system.
  private static let buffer = Mutex<[UInt8]>([])
  private static let capacity = 1 << 16

  /// Whether it is a terminal.
  static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes words for people, sanitised wherever they go.
  static func write(_ text: String) { append(TextWidth.sanitized(text).utf8) }

  /// Writes a line of words for people, in which the path of a file that was written can be clicked.
  static func writeLine(_ text: String, linking path: String) {
    append((FileLink.text(text, linking: path, isTerminal: isTerminal) + "\n").utf8)
  }

  /// Writes a line of words for people, sanitised wherever it goes.
  static func writeLine(_ text: String = "") { write(text + "\n") }

  /// Writes what other programs read: as it is into a file or a pipe, sanitised on a terminal.
  static func write(data: some Collection<UInt8>) {
    if isTerminal {
      write(String(decoding: data, as: UTF8.self))
    } else {
      append(data)
    }
  }

  /// Columns of the terminal there, at most 120; 80 if it does not say.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(120, Int(size.ws_col))
  }

  /// Hands everything to the system.
  static func flush() { buffer.withLock { handOver(&$0) } }

  private static func append(_ bytes: some Collection<UInt8>) {
    buffer.withLock { buffer in
      buffer.append(contentsOf: bytes)
      if isTerminal || buffer.count >= capacity { handOver(&buffer) }
    }
  }

  private static func handOver(_ buffer: inout [UInt8]) {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard let error = StandardDescriptors.write(buffer, to: STDOUT_FILENO) else { return }
    TerminalProgress.clear()
    if error == EPIPE {
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
    StandardError.writeLine(
      "Error: standard output cannot be written: \(String(cString: strerror(error)))")
    _exit(ExitStatus.output.rawValue)
  }
}

/// Standard error, for people: messages, and a line of progress where it is a terminal. The only way
/// there. What cannot be written is dropped: there is no other place to say so.
enum StandardError {
  /// Whether a line of progress stands there.
  private static let showsProgress = Mutex(false)
  private static let clearedLine = "\r\u{1B}[K"

  /// Whether it is a terminal.
  static let isTerminal = isatty(STDERR_FILENO) == 1

  /// Writes a line, or several, sanitised.
  static func writeLine(_ text: String) {
    showsProgress.withLock { isShown in
      write((isShown ? clearedLine : "") + TextWidth.sanitized(text) + "\n")
      isShown = false
    }
  }

  /// Writes a line in which the path of a file that was written can be clicked.
  static func writeLine(_ text: String, linking path: String) {
    showsProgress.withLock { isShown in
      let line = FileLink.text(text, linking: path, isTerminal: isTerminal)
      write((isShown ? clearedLine : "") + line + "\n")
      isShown = false
    }
  }

  /// Says where something was written, to people alone: programs know where they sent it.
  static func tell(written path: String) {
    guard isTerminal, path != "-" else { return }
    writeLine("written to \(path)", linking: path)
  }

  /// Rewrites the line of progress, and the bar of those terminals that have one: `part` of the whole,
  /// 0...1, is done. Nothing is shown where no line can be rewritten.
  static func showProgress(_ text: String, part: Double? = nil) {
    guard canRewrite else { return }
    showsProgress.withLock { isShown in
      write(clearedLine + TextWidth.sanitized(text))
      isShown = true
      if let part, traits.showsProgress { TerminalProgress.show(part, on: STDERR_FILENO) }
    }
  }

  /// Whether a line can be rewritten there.
  static let canRewrite = isTerminal && !traits.isDumb

  private static let traits = TerminalTraits(
    environment: ProcessInfo.processInfo.environment)

  /// Makes room for a line of standard output on the same terminal. The bar stays: more is to come.
  static func hideProgress() { showsProgress.withLock { hide(&$0) } }

  /// Takes the line of progress and the bar away.
  static func endProgress() {
    showsProgress.withLock { isShown in
      hide(&isShown)
      TerminalProgress.clear()
    }
  }

  private static func hide(_ isShown: inout Bool) {
    if isShown { write(clearedLine) }
    isShown = false
  }

  private static func write(_ text: String) {
    _ = StandardDescriptors.write(Array(text.utf8), to: STDERR_FILENO)
  }
}

/// Paths of files that were written, in words for people, as links on terminals that follow xterm.
enum FileLink {
  private static let isUnderstood = TerminalTraits(
    environment: ProcessInfo.processInfo.environment
  ).followsXterm

  /// A text, sanitised, in which a path is a link.
  static func text(_ text: String, linking path: String, isTerminal: Bool) -> String {
    let shown = TextWidth.sanitized(text)
    guard isTerminal, isUnderstood, path != "-",
      let place = shown.range(of: TextWidth.sanitized(path))
    else { return shown }
    let link = ControlSequence.link(
      String(shown[place]), toFile: URL(fileURLWithPath: path).path,
      host: ProcessInfo.processInfo.hostName)
    return shown.replacingCharacters(in: place, with: link)
  }
}

/// The descriptors 0, 1 and 2.
enum StandardDescriptors {
  /// Makes sure that all three are open, so that no file that is opened later takes the place of one
  /// that was closed: reading from or writing to such a one then fails, as it should.
  static func open() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = Foundation.open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Hands bytes to the system; gives the `errno` if it does not take them all.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
