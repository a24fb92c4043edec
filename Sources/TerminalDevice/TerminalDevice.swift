import CTerminalSupport
import Foundation
import TerminalUI

/// The terminal: shows canvases and tells what keys, mouse and signals do.
///
/// It belongs to the main thread. Everything that leaves the program gives the terminal back as it
/// was: `close`, a signal, a crash. While it is open, standard error goes to a temporary file, which
/// `close` (or the crash) prints.
package final class TerminalDevice {
  /// How to open it.
  package struct Options: Sendable {
    /// Whether clicks and the wheel come to the program, rather than selecting text.
    package var mouse = true
    /// ASCII glyphs alone, whatever the locale.
    package var ascii = false
    /// `TERM`, `NO_COLOR`, `LC_ALL` and the like.
    package var environment = ProcessInfo.processInfo.environment

    /// The usual way.
    package init() {}
  }

  /// How many colours it has.
  package var colorDepth: ColorDepth { curses.depth }
  /// Which glyphs it can show.
  package var glyphs: GlyphSet { curses.glyphs }
  /// What the person should be told, such as a terminal type that had to be replaced.
  package var notices: [String] { curses.notices }
  /// The entry of terminfo that it is driven by: not `TERM` where another has more colours.
  package var type: String { curses.type }
  /// The colour of its background, where it says so.
  package var background: RGB? { answers.background }
  /// Whether it shows a frame at once (mode 2026).
  package var hasSynchronizedOutput: Bool { answers.hasSynchronizedOutput }
  /// Whether it answered what it was asked.
  package var hasAnswered: Bool { answers.isComplete }
  /// Columns.
  package var width: Int { curses.size.width }
  /// Rows.
  package var height: Int { curses.size.height }

  /// Whether clicks and the wheel come to the program.
  package var mouse: Bool {
    didSet { if mouse != oldValue, isOpen { write(mouse ? Self.mouseOn : Self.mouseOff) } }
  }

  /// The title of its window; nil leaves what it has.
  package var title: String? {
    didSet { if title != oldValue, isOpen, let title { showTitle(title) } }
  }

  /// How much of something long is done, 0...1, as a bar in the window's frame where the terminal
  /// has one; nil for no bar.
  package var progress: Double? {
    didSet {
      let percent = progress.map(ControlSequence.percent)
      guard traits.showsProgress, isOpen, percent != oldValue.map(ControlSequence.percent) else {
        return
      }
      write(progress.map(ControlSequence.progress) ?? ControlSequence.noProgress)
    }
  }

  private let traits: TerminalTraits
  private var answers = TerminalAnswers()
  private var curses: Curses
  private let keyboard: Int32
  private let screen: Int32
  private let savedError: Int32
  private let capturedError: Int32
  private var decoder = InputDecoder()
  private var queue: [Input] = []
  private var queueStart = 0
  private var shown: Canvas?
  private var isOpen = true
  /// When the keyboard sent something last.
  private var heard = ContinuousClock.now

  /// Tells pasted text from typed keys.
  private static let pasteOn = Array("\u{1B}[?2004h".utf8)
  private static let pasteOff = Array("\u{1B}[?2004l".utf8)
  private static let mouseOn = Array("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h".utf8)
  private static let mouseOff = Array("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l".utf8)
  /// How long an Escape waits to become more.
  private static let escapeDelay = Duration.milliseconds(25)
  /// How long pasted text may stand still before what follows counts as typed again.
  private static let pasteDelay = Duration.seconds(2)

  /// How long the terminal may take to answer.
  private static let answerDelay = Duration.milliseconds(150)

  /// Which glyphs the locale of an environment has.
  package static func glyphs(environment: [String: String]) -> GlyphSet {
    Curses.hasUnicodeLocale(environment) ? .unicode : .ascii
  }

  /// Whether terminfo has an entry of this name. Not while a terminal is taken.
  package static func knowsType(_ type: String) -> Bool { Curses.knows(type) }

  /// Takes the terminal. Keys come from standard input, or where that is a file or a pipe, from the
  /// terminal that the program was started in.
  package init(_ options: Options = Options()) throws(TerminalError) {
    traits = TerminalTraits(environment: options.environment)
    let type = traits.type
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    if type.isEmpty || type == "dumb" { throw .dumb(type.isEmpty ? "(unset)" : type) }
    keyboard = isatty(STDIN_FILENO) == 1 ? dup(STDIN_FILENO) : Foundation.open("/dev/tty", O_RDWR)
    guard keyboard >= 0 else { throw .notATerminal }
    screen = STDOUT_FILENO
    fflush(nil)
    guard ct_install(keyboard) == 0, let output = fdopen(dup(screen), "w"),
      let input = fdopen(dup(keyboard), "r")
    else { throw .notATerminal }
    do {
      curses = try Curses(
        traits, environment: options.environment, ascii: options.ascii, output: output,
        input: input)
    } catch {
      ct_restore_modes()
      ct_uninstall()
      throw error
    }
    mouse = options.mouse
    savedError = dup(STDERR_FILENO)
    capturedError = Self.temporaryFile()
    captureErrors()
    arm()
    _ = curses.adoptSize(of: screen)
    ask()
    begin()
  }

  deinit { close() }

  /// Gives the terminal back and prints what was written to standard error meanwhile. A second call
  /// does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    write(farewell)
    curses.end()
    ct_disarm()
    ct_restore_modes()
    releaseErrors()
    ct_uninstall()
  }

  // MARK: - Showing

  /// Shows a frame. Rows that are as they were are not even handed to curses, which sends only the
  /// cells that differ. Complexity: O(cells).
  package func present(_ canvas: Canvas, theme: Theme) {
    if curses.use(theme) { shown = nil }
    let width = canvas.width
    let previous = shown?.width == width ? shown : nil
    for y in 0..<height {
      let row = y < canvas.height ? y * width..<(y + 1) * width : 0..<0
      if let previous, y < canvas.height, y < previous.height,
        Self.equal(canvas, previous, row)
      {
        continue
      }
      curses.put(canvas.cells[row], y: y)
    }
    let isAtOnce = hasSynchronizedOutput
    if isAtOnce { write(ControlSequence.beginUpdate) }
    curses.show()
    if isAtOnce { write(ControlSequence.endUpdate) }
    shown = canvas
  }

  private static func equal(_ a: Canvas, _ b: Canvas, _ range: Range<Int>) -> Bool {
    a.cells.withUnsafeBufferPointer { a in
      b.cells.withUnsafeBufferPointer { b in range.allSatisfy { a[$0] == b[$0] } }
    }
  }

  /// Makes the next frame paint everything, whatever the terminal shows now.
  package func redraw() {
    curses.forget()
    shown = nil
  }

  /// Sends a text to the terminal's clipboard (OSC 52) in one write. Whether it arrives only the
  /// terminal knows: say “sent to terminal”.
  package func copy(_ text: String) throws(TerminalError) {
    let bytes = text.utf8.count
    guard bytes <= Self.clipboardLimit else {
      throw .tooLong(bytes: bytes, limit: Self.clipboardLimit)
    }
    let encoded = Data(text.utf8).base64EncodedString()
    write(Array("\u{1B}]52;c;\(encoded)\u{7}".utf8))
  }

  /// Bytes that every terminal with OSC 52 takes: 100,000 when encoded.
  package static let clipboardLimit = 74_994

  private func write(_ text: String) { write(Array(text.utf8)) }

  private func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(screen, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  // MARK: - What the terminal is told, and asked

  /// Tells it to send more than keys, and shows title and progress.
  private func begin() {
    write(Self.pasteOn)
    if mouse { write(Self.mouseOn) }
    if traits.followsXterm { write(ControlSequence.saveTitle) }
    if let title { showTitle(title) }
    if traits.showsProgress, let progress { write(ControlSequence.progress(progress)) }
  }

  /// What takes back all that `begin` and the rest may have told it.
  private var farewell: [UInt8] {
    var text = ""
    if hasSynchronizedOutput { text += ControlSequence.endUpdate }
    if traits.showsProgress { text += ControlSequence.noProgress }
    if traits.followsXterm { text += ControlSequence.restoreTitle }
    return Self.mouseOff + Self.pasteOff + Array(text.utf8)
  }

  private func showTitle(_ title: String) {
    if traits.followsXterm { write(ControlSequence.title(title)) }
  }

  /// Asks the terminal about itself, and waits a moment for the answers. Keys that are typed meanwhile
  /// are inputs as at any other time; answers that come later are dropped by the decoder.
  private func ask() {
    guard traits.followsXterm else { return }
    write(TerminalAnswers.questions)
    let deadline = ContinuousClock.now + Self.answerDelay
    while !answers.isComplete, ContinuousClock.now < deadline {
      let ready = poll(deadline - .now)
      // What signals tell is kept until inputs are asked for.
      if ready.pipe { ct_drain() }
      guard ready.keyboard else { continue }
      guard let bytes = readBytes() else { break }
      queue += decoder.decode(answers.take(bytes))
    }
    queue += decoder.decode(answers.takeRest())
    // Another farewell, now that it is known what the terminal can do.
    arm()
  }

  // MARK: - Listening

  /// The next thing that happens; nil when nothing does for so long (`nil` waits for ever, zero
  /// not at all). Before drawing, call it with zero until it returns nil, so that keys are drained
  /// first.
  package func nextInput(timeout: Duration? = nil) -> Input? {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      if queueStart < queue.count {
        queueStart += 1
        return queue[queueStart - 1]
      }
      queue.removeAll(keepingCapacity: true)
      queueStart = 0
      takeSignals()
      if !queue.isEmpty { continue }
      var wait = deadline.map { max(.zero, $0 - .now) }
      let delay = decoder.isPasting ? Self.pasteDelay : Self.escapeDelay
      if decoder.isIncomplete {
        let left = max(.zero, heard + delay - ContinuousClock.now)
        wait = min(wait ?? left, left)
      }
      let ready = poll(wait)
      if ready.keyboard { readKeyboard() }
      if ready.pipe {
        ct_drain()
        continue
      }
      if !ready.keyboard {
        // However often the program has asked meanwhile.
        if decoder.isIncomplete, heard + delay <= .now { queue = decoder.flush() }
        if queue.isEmpty, let deadline, deadline <= .now { return nil }
      }
    }
  }

  private func takeSignals() {
    let happened = ct_take()
    func has(_ bit: Int) -> Bool { happened & UInt32(bit) != 0 }
    if has(CT_TERMINATE) { queue.append(.terminate(signal: SIGTERM)) }
    if has(CT_HANGUP) { queue.append(.terminate(signal: SIGHUP)) }
    if has(CT_INTERRUPT) { queue.append(.terminate(signal: SIGINT)) }
    if has(CT_SUSPEND) { suspend() }
    if has(CT_CONTINUE) {
      // Stopped without being asked: the shell has had the terminal, and its modes.
      write(farewell)
      curses.end()
      resume()
    }
    if has(CT_RESIZE), curses.adoptSize(of: screen) {
      redraw()
      queue.append(.resize(width: width, height: height))
    }
    if has(CT_WAKE) { queue.append(.wake) }
  }

  private func poll(_ wait: Duration?) -> (keyboard: Bool, pipe: Bool) {
    var descriptors = [
      pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0),
      pollfd(fd: ct_wake_fd(), events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = wait.map { duration in
      // Upwards: a wait that ends early would only have to be begun again.
      let (seconds, attoseconds) = duration.components
      return Int32(
        clamping: min(seconds, 1_000_000) * 1000 + (attoseconds + 999_999_999_999_999)
          / 1_000_000_000_000_000)
    }
    let count = Foundation.poll(&descriptors, nfds_t(descriptors.count), milliseconds ?? -1)
    guard count > 0 else { return (false, false) }
    return (descriptors[0].revents != 0, descriptors[1].revents != 0)
  }

  private func readKeyboard() {
    if let bytes = readBytes() {
      queue += decoder.decode(bytes)
    } else {
      // The terminal is gone.
      queue.append(.terminate(signal: SIGHUP))
    }
  }

  /// What the keyboard has sent; nil where there is none any more.
  private func readBytes() -> ArraySlice<UInt8>? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(keyboard, &bytes, bytes.count)
    if count > 0 {
      heard = .now
      return bytes[..<count]
    }
    return count == 0 || (errno != EINTR && errno != EAGAIN) ? nil : []
  }

  // MARK: - Leaving for a while

  /// Stops the program as Ctrl-Z does, with the terminal given back; returns when it is continued.
  /// The next input is then `.resumed`.
  package func suspend() {
    guard isOpen else { return }
    write(farewell)
    curses.end()
    ct_restore_modes()
    ct_disarm()
    releaseErrors()
    ct_stop()
    captureErrors()
    arm()
    resume()
  }

  private func resume() {
    _ = curses.adoptSize(of: screen)
    redraw()
    curses.show()
    begin()
    queue.append(.resumed)
  }

  // MARK: - Standard error, and the worst case

  private func arm() {
    var bytes = farewell
    bytes += curses.string("sgr0") + curses.string("op") + curses.string("cnorm")
    bytes += curses.string("rmcup") + Array("\r".utf8)
    ct_arm(bytes.map { CChar(bitPattern: $0) }, bytes.count, screen, savedError, capturedError)
  }

  private func captureErrors() {
    guard capturedError >= 0, isatty(STDERR_FILENO) == 1 else { return }
    dup2(capturedError, STDERR_FILENO)
  }

  private func releaseErrors() {
    guard capturedError >= 0 else { return }
    dup2(savedError, STDERR_FILENO)
    ct_copy(capturedError, STDERR_FILENO)
    ftruncate(capturedError, 0)
  }

  /// A file without a name, appended to; -1 when there is no place for one.
  private static func temporaryFile() -> Int32 {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var name = Array("\(folder)/espalier.XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return -1 }
    unlink(name)
    _ = fcntl(descriptor, F_SETFL, O_APPEND)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }
}
