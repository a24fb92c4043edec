import Foundation
import Synchronization
import TerminalDevice

/// Whether ^C was pressed. Headless runs look at it between slices of work, so that what was found
/// is still printed and traces end in whole lines.
enum Interruption {
  private static let flag = Atomic<Bool>(false)

  /// Whether the process was interrupted.
  static var happened: Bool { flag.load(ordering: .relaxed) }

  /// From now on ^C sets the flag; a second ^C ends the process at once.
  static func watch() {
    signal(SIGINT) { _ in
      if Interruption.flag.exchange(true, ordering: .relaxed) {
        TerminalProgress.clear()
        _exit(130)
      }
    }
  }
}
