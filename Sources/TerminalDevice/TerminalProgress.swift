import CTerminalSupport
import Foundation
import TerminalUI

/// The bar of progress in the frame of the window, for programs that write lines to their terminal
/// and have no screen on it.
package enum TerminalProgress {
  /// Shows a part, 0...1, through a descriptor of the terminal. Whatever ends the program takes the
  /// bar away. Nothing is shown while a `TerminalDevice` has the terminal: it has a bar of its own.
  package static func show(_ part: Double, on descriptor: Int32) {
    let end = ControlSequence.noProgress.utf8.map { CChar(bitPattern: $0) }
    guard ct_say_at_end(end, end.count, descriptor) == 0 else { return }
    write(ControlSequence.progress(part), to: descriptor)
  }

  /// Takes the bar away. Safe in a signal handler; does nothing where there is none.
  package static func clear() { ct_say_now() }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = Array(text.utf8).withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
  }
}
