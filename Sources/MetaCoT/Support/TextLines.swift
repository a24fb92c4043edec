import Foundation

/// The lines of a text file. A line ends with `\n`, `\r\n` or `\r`: other characters that a text may
/// break at, such as U+2028, stand within a line.
package struct TextLines: Sendable {
  /// The lines, without their ends; one that is not UTF-8 is empty.
  package private(set) var lines: [String] = []
  /// The lines that are not UTF-8, as indices.
  package private(set) var unreadable: [Int] = []

  /// The lines of a file, without a byte order mark. What follows the last line end is a line if it
  /// is not empty.
  package init(_ data: some Sequence<UInt8>) {
    var bytes = Array(data)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    while !bytes.isEmpty {
      let end = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
      append(bytes[..<end])
      bytes = bytes[end...]
      if bytes.starts(with: [0x0D, 0x0A]) { bytes = bytes.dropFirst() }
      bytes = bytes.dropFirst()
    }
  }

  /// The lines of a text.
  package init(_ text: some StringProtocol) { self.init(text.utf8) }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if let line = String(validating: bytes, as: UTF8.self) {
      lines.append(line)
    } else {
      unreadable.append(lines.count)
      lines.append("")
    }
  }
}
