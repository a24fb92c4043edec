import TerminalUI

/// Turns keys into commands, collecting the digits of a number typed before one: `12G`, `50%`.
package struct KeyInterpreter: Sendable {
  /// What a key came to.
  package enum Outcome: Sendable, Hashable {
    /// A command, with the number typed before it.
    case command(CommandInvocation)
    /// A character of the text being typed.
    case text(Character)
    /// A digit of a number; the command is still to come.
    case pending
    /// A half-typed number was dropped.
    case dropped
    /// The key does nothing here.
    case unbound(Key)
  }

  /// The keys.
  package var keymap: Keymap
  /// The number typed so far, for the status line.
  package private(set) var count: Int?

  /// An interpreter of these keys.
  package init(_ keymap: Keymap = Keymap()) { self.keymap = keymap }

  /// Takes a key.
  package mutating func interpret(_ key: Key, in context: CommandContext) -> Outcome {
    if context == .prompt {
      count = nil
      if let id = keymap.command(for: key, in: context) { return .command(CommandInvocation(id)) }
      if let text = key.text { return .text(text) }
      return .unbound(key)
    }
    if let digit = key.text, digit.isASCII, let value = digit.wholeNumberValue {
      count = min(1_000_000_000, (count ?? 0) * 10 + value)
      return .pending
    }
    let typed = count
    count = nil
    if typed != nil, key.code == .escape { return .dropped }
    guard let id = keymap.command(for: key, in: context) else { return .unbound(key) }
    return .command(CommandInvocation(id, count: typed))
  }
}
