/// Something that arrived at the terminal or at the loop that watches it.
package enum Input: Sendable, Hashable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was clicked, dragged or its wheel turned.
  case mouse(MouseEvent)
  /// A text was pasted: nothing that a person typed. Line ends are line feeds.
  case paste(String)
  /// The terminal has another size now: paint anew.
  case resize(width: Int, height: Int)
  /// Another thread signalled that there is something new to show.
  case wake
  /// The program was asked to end by this signal: SIGTERM, SIGHUP or SIGINT.
  case terminate(signal: Int32)
  /// The program runs in the foreground again after having been suspended: paint anew.
  case resumed
}

/// What the mouse did, in cells from the top left corner.
package struct MouseEvent: Sendable, Hashable {
  /// What happened.
  package enum Kind: Sendable, Hashable {
    /// A button went down.
    case press
    /// The mouse moved with a button down.
    case drag
    /// A button was let go.
    case release
    /// The wheel turned towards the start, or away from it.
    case wheelUp, wheelDown
    /// The wheel was pushed sideways.
    case wheelLeft, wheelRight
  }

  /// Which button; `left` for the wheel.
  package enum Button: Sendable, Hashable {
    case left, middle, right
  }

  /// What happened.
  package var kind: Kind
  /// Which button.
  package var button: Button
  /// Column, from 0.
  package var x: Int
  /// Row, from 0.
  package var y: Int
  /// Keys held down meanwhile.
  package var modifiers: Key.Modifiers

  /// What the mouse did.
  package init(
    _ kind: Kind, _ button: Button = .left, x: Int, y: Int, modifiers: Key.Modifiers = []
  ) {
    self.kind = kind
    self.button = button
    self.x = x
    self.y = y
    self.modifiers = modifiers
  }
}
