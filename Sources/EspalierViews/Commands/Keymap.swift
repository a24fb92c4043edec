import MetaCoT
import TerminalUI

/// Which key gives which command: the table's defaults, with the configuration's changes.
package struct Keymap: Sendable {
  private var commands: [CommandContext: [Key: CommandID]] = [:]
  private var keys: [CommandID: [Key]] = [:]

  /// The table's default keys.
  package init() {
    for command in CommandTable.all {
      keys[command.id] = command.defaultKeys
      for context in command.contexts {
        for key in command.defaultKeys { commands[context, default: [:]][key] = command.id }
      }
    }
  }

  /// The defaults with changes: command names and the keys that shall give them, instead of the
  /// default ones. A key that is given to a command is taken from whatever had it by default; no
  /// keys at all leave a command to the palette and the `:` line. Ctrl-C always quits.
  package init(overrides: [String: [String]]) throws(KeymapError) {
    self.init()
    var claimed: [CommandContext: [Key: CommandID]] = [:]
    for (name, texts) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let id = CommandID(rawValue: name) else {
        throw .unknownCommand(name, nearest: CommandTable.nearest(to: name)?.rawValue)
      }
      var new: [Key] = []
      for text in texts {
        do {
          new.append(try Key(text))
        } catch { throw .badKey(error, command: id) }
      }
      if id == .quit { new.append("ctrl-c") }
      for key in keys[id] ?? [] {
        for context in CommandTable[id].contexts where commands[context]?[key] == id {
          commands[context]?[key] = nil
        }
      }
      keys[id] = new
      for context in CommandTable[id].contexts {
        for key in new {
          if key == "ctrl-c", id != .quit { throw .reserved(key, command: id) }
          if context == .prompt, key.text != nil {
            // A command that applies everywhere gives way to typing; one for typing cannot.
            if CommandTable[id].contexts != [.prompt] { continue }
            throw .types(key, command: id)
          }
          if context != .prompt, let digit = key.text, digit.isASCII, digit.isNumber {
            throw .counts(key, command: id)
          }
          if let other = claimed[context]?[key], other != id {
            throw .collision(key, context, other, id)
          }
          claimed[context, default: [:]][key] = id
          if let other = commands[context]?[key], other != id {
            keys[other]?.removeAll { $0 == key }
          }
          commands[context, default: [:]][key] = id
        }
      }
    }
  }

  /// The command that a key gives. Complexity: O(1).
  package func command(for key: Key, in context: CommandContext) -> CommandID? {
    commands[context]?[key]
  }

  /// The keys of a command, the first of which is shown in the footer.
  package func keys(for id: CommandID) -> [Key] { keys[id] ?? [] }

  /// The commands that apply in a context, in the order of the table.
  package func commands(in context: CommandContext) -> [Command] {
    CommandTable.all.filter { $0.contexts.contains(context) }
  }

  /// A key and what it does, for the footer.
  package struct Hint: Sendable, Hashable {
    /// Which command.
    package var id: CommandID
    /// The key, short.
    package var key: String
    /// What it does, in a few words.
    package var title: String
  }

  /// What the footer shows: the most useful first, nothing that can do nothing at present.
  package func hints(in context: CommandContext, _ facts: Set<CommandFact>) -> [Hint] {
    commands(in: context).filter { $0.footer > 0 && $0.disabledReason(facts) == nil }
      .sorted { $0.footer < $1.footer }
      .compactMap { command in
        keys(for: command.id).first.map {
          Hint(id: command.id, key: $0.label, title: command.title)
        }
      }
  }
}

/// What is wrong with the configured keys.
package enum KeymapError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no such command.
  case unknownCommand(String, nearest: String?)
  /// A text names no key.
  case badKey(KeyError, command: CommandID)
  /// Two commands shall have one key in one place.
  case collision(Key, CommandContext, CommandID, CommandID)
  /// The key is kept for quitting.
  case reserved(Key, command: CommandID)
  /// The key types a character where the command applies.
  case types(Key, command: CommandID)
  /// Digits are numbers typed before a command.
  case counts(Key, command: CommandID)

  /// One sentence.
  package var description: String {
    switch self {
    case .unknownCommand(let name, let nearest):
      "keys: there is no command “\(name.shortened)”"
        + (nearest.map { "; did you mean “\($0)”?" } ?? "; see espalier keys")
    case .badKey(let error, let command): "keys.\(command.rawValue): \(error)"
    case .collision(let key, let context, let first, let second):
      "keys: \(key) is given to both \(first.rawValue) and \(second.rawValue) in the "
        + "\(context.rawValue) context; give it to one"
    case .reserved(let key, let command):
      "keys.\(command.rawValue): \(key) always quits; choose another key"
    case .types(let key, let command):
      "keys.\(command.rawValue): \(key) types a character there; choose a key with ctrl or alt"
    case .counts(let key, let command):
      "keys.\(command.rawValue): \(key) begins a number before a command; choose another key"
    }
  }
}
