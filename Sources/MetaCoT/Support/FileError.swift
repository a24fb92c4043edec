import Foundation

/// What is wrong with a file (a trace, a problem set), where, and what would be right.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// The file, as it was named.
  public var file: String
  /// The line, counted from 1; nil if it is about the file as a whole.
  public var line: Int?
  /// One sentence in lower case.
  public var message: String
  /// Whether the file cannot be written, rather than be read or used.
  public private(set) var isAboutWriting = false

  /// An error.
  public init(file: String, line: Int? = nil, _ message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// An error about writing a file: what could not be written, and why.
  public init(file: String, _ message: String, writing reason: String) {
    self.init(file: file, message + ": " + reason)
    isAboutWriting = true
  }

  /// `file:line: what is wrong; what would be right`.
  public var description: String {
    line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}

extension FileError {
  /// An error about writing a file, with what the system says of it.
  package init(file: String, _ message: String, writing error: any Error) {
    self.init(file: file, message, writing: Self.reason(of: error))
  }

  /// The system's own words, where there are some: Foundation's are longer and say less.
  private static func reason(of error: any Error) -> String {
    let cause = (error as? CocoaError)?.underlying ?? error
    return (cause as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
      ?? error.localizedDescription
  }
}
