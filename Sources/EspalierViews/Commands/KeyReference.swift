/// The list of all keys, made from the command table.
package enum KeyReference {
  /// One row of the help: a command and the keys that give it.
  package struct Row: Sendable, Hashable {
    /// Which command.
    package var id: CommandID
    /// Its keys, short, with blanks between.
    package var keys: String
    /// What it is called.
    package var title: String
    /// What it does.
    package var help: String
  }

  /// A heading and its rows, for the help overlay: the commands of the screen that a context is part of,
  /// and first the groups that have some for the context itself. Without a context, all.
  package static func sections(
    _ keymap: Keymap = Keymap(), in context: CommandContext? = nil
  ) -> [(title: String, rows: [Row])] {
    let screen: Set<CommandContext> =
      context.map { Set<CommandContext>.panes.contains($0) ? .panes : [$0] } ?? .everywhere
    let sections = Command.Group.allCases.map { group in
      (
        group: group,
        commands: CommandTable.all.filter {
          $0.group == group && !$0.contexts.isDisjoint(with: screen)
        }
      )
    }.filter { !$0.commands.isEmpty }
    let here = sections.filter { section in
      context.map { here in section.commands.contains { $0.contexts.contains(here) } } ?? true
    }
    let elsewhere = sections.filter { section in
      !here.contains { $0.group == section.group }
    }
    return (here + elsewhere).map { section in
      (
        section.group.rawValue,
        section.commands.map {
          Row(
            id: $0.id, keys: keymap.keys(for: $0.id).map(\.label).joined(separator: " "),
            title: $0.title, help: $0.help)
        }
      )
    }
  }

  /// The reference as Markdown: `docs/keys.md` with the default keys.
  package static func markdown(_ keymap: Keymap = Keymap()) -> String {
    var text = """
      # Keys

      Made from the command table by `espalier keys --markdown`. The name in the first column is
      what the `:` line takes (the beginning of it is enough) and what a configuration binds:

      ```toml
      [keys]
      expand-next = ["x", "alt-x"]
      ```

      A number typed before a key repeats it, or says where to go: `5.` five phases, `12G` row 12,
      `50%` the middle of the trace, `120@` event 120. The keys of time come in pairs, the shifted
      pair taking the larger stride: `,` `.` a phase, `<` `>` an iteration, `(` `)` an event,
      `[` `]` a backtrack, `{` `}` a goal, `^` `$` all the way.

      """
    for group in Command.Group.allCases {
      text +=
        "\n## \(group.rawValue)\n\n| command | keys | where | what it does |\n|---|---|---|---|\n"
      for command in CommandTable.all where command.group == group {
        // In a table a bar ends a cell, also in code.
        let keys = keymap.keys(for: command.id).map { "`\($0)`".replacing("|", with: "\\|") }
          .joined(separator: " ")
        text += "| `\(command.id.rawValue)` | \(keys) | \(place(command.contexts)) | "
        text += command.help
        if let what = command.argument.words { text += " On the `:` line: \(what)." }
        text += " |\n"
      }
    }
    return text
  }

  /// The reference as plain text, for a terminal.
  package static func text(_ keymap: Keymap = Keymap()) -> String {
    let sections = sections(keymap)
    let width = sections.flatMap(\.rows).map(\.keys.count).max() ?? 0
    return sections.map { section in
      section.title + "\n"
        + section.rows.map { row in
          let pad = String(repeating: " ", count: width - row.keys.count)
          return "  \(row.keys)\(pad)  \(row.help)\n"
        }.joined()
    }.joined(separator: "\n")
  }

  private static func place(_ contexts: Set<CommandContext>) -> String {
    if contexts == .everywhere { return "everywhere" }
    if contexts == .views { return "everywhere but where text is typed" }
    let isInAllPanes = contexts.isSuperset(of: .panes)
    let others = isInAllPanes ? contexts.subtracting(.panes) : contexts
    let names = CommandContext.allCases.filter(others.contains).map(\.rawValue)
    return ((isInAllPanes ? ["all panes"] : []) + names).joined(separator: ", ")
  }
}
