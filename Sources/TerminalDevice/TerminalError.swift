/// Why there is no screen.
package enum TerminalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Standard output, or every place that keys could come from, is not a terminal.
  case notATerminal
  /// A terminal that cannot place its cursor: use plain output.
  case dumb(String)
  /// Neither this type nor `xterm-256color` is in terminfo.
  case unknownTerminal(String)
  /// A text is too long for the terminal's clipboard: bytes, and bytes allowed.
  case tooLong(bytes: Int, limit: Int)

  /// One sentence.
  package var description: String {
    switch self {
    case .notATerminal: "standard output is not a terminal; use --plain or --headless"
    case .dumb(let type): "TERM=\(type) cannot place its cursor; use --plain"
    case .unknownTerminal(let type):
      "terminfo knows neither TERM=\(type) nor xterm-256color; set TERM or TERMINFO"
    case .tooLong(let bytes, let limit):
      "too long for the terminal's clipboard: \(bytes) bytes, and \(limit) go in"
    }
  }
}
