/// What is written to a terminal besides cells. Terminals that follow xterm do as it says, or drop it.
package enum ControlSequence {
  /// Keeps the title of the window, until `restoreTitle`.
  package static let saveTitle = "\u{1B}[22;2t"
  /// Gives the window the title that it had.
  package static let restoreTitle = "\u{1B}[23;2t"
  /// What follows is shown at once when `endUpdate` comes (mode 2026).
  package static let beginUpdate = "\u{1B}[?2026h"
  /// Ends what `beginUpdate` began.
  package static let endUpdate = "\u{1B}[?2026l"
  /// Takes the bar of progress away.
  package static let noProgress = "\u{1B}]9;4;0;\u{7}"

  /// Gives the window a title.
  package static func title(_ text: String) -> String {
    let line = TextWidth.sanitized(text).replacing("\n", with: " ")
    return "\u{1B}]2;\(NumberFormat.clipped(line, to: 200))\u{7}"
  }

  /// Shows a part, 0...1, as a bar in the window's frame or on its icon (OSC 9;4).
  package static func progress(_ part: Double) -> String {
    "\u{1B}]9;4;1;\(percent(part))\u{7}"
  }

  /// The whole number that a bar shows of a part.
  package static func percent(_ part: Double) -> Int {
    max(0, min(100, Int(saturating: (part * 100).rounded(.down))))
  }

  /// A text that opens a file when it is clicked (OSC 8). The text must be sanitised.
  package static func link(_ text: String, toFile path: String, host: String) -> String {
    var address = "file://\(host)"
    for byte in path.utf8 {
      let isPlain =
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "/-._~".utf8.contains(byte)
      if isPlain {
        address.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return "\u{1B}]8;;\(address)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }
}
