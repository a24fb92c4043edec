import CTerminalSupport

/// Wakes the loop that waits in `TerminalDevice.nextInput`: by workers that have something new to
/// show. There is one pipe in a process.
package struct WakePipe: Sendable {
  /// The pipe.
  package init() {}

  /// Makes the waiting loop return `.wake`, once for any number of signals that it has not yet seen.
  /// From any thread; never blocks; one atomic operation when a signal is already on its way.
  package func signal() { ct_wake() }
}
