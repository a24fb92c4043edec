import Foundation
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct CommandTableTests {
  @Test func `Every command is there once with help`() {
    #expect(
      CommandTable.all.map(\.id.rawValue).sorted() == CommandID.allCases.map(\.rawValue).sorted())
    for command in CommandTable.all {
      #expect(!command.title.isEmpty && command.title.count <= 24, "\(command.id)")
      #expect(command.help.count >= 8 && command.help.hasSuffix("."), "\(command.id)")
      #expect(!command.defaultKeys.isEmpty, "\(command.id) has no key")
      #expect(!command.contexts.isEmpty, "\(command.id)")
    }
  }

  @Test(arguments: CommandContext.allCases)
  func `No key gives two commands`(context: CommandContext) {
    var owner: [Key: CommandID] = [:]
    for command in CommandTable.all where command.contexts.contains(context) {
      for key in command.defaultKeys {
        if let other = owner[key], other != command.id {
          Issue.record("\(key) gives both \(other) and \(command.id) in \(context)")
        }
        owner[key] = command.id
        if context == .prompt { #expect(key.text == nil, "\(key) types a character") }
        if context != .prompt { #expect(key.text?.isNumber != true, "\(key) begins a number") }
      }
    }
    #expect(owner["ctrl-c"] == .quit)
  }

  @Test func `Footer places are distinct in each context`() {
    for context in CommandContext.allCases {
      let places = CommandTable.all.filter { $0.contexts.contains(context) && $0.footer > 0 }
        .map(\.footer)
      #expect(Set(places).count == places.count, "\(context): \(places)")
    }
  }

  @Test func `Disabled commands say why and leave the footer`() {
    let step = CommandTable[.stepPhase]
    #expect(step.disabledReason([.trace]) == "this is the last event")
    #expect(step.disabledReason([.trace, .future]) == nil)
    let forbid = CommandTable[.forbid]
    #expect(forbid.disabledReason([.trace, .selection])?.contains("recorded") == true)
    #expect(forbid.disabledReason([.trace, .selection, .live])?.contains("past") == true)
    let hints = Keymap().hints(in: .tree, [.trace, .past])
    #expect(!hints.contains { $0.id == .stepPhase })
    #expect(hints.contains { $0.id == .backPhase && $0.key == "," })
    #expect(hints.first?.id == .pause)
  }

  @Test func `The key reference is the table`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../docs/keys.md").standardizedFileURL
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try KeyReference.markdown().write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.path)")
    }
    #expect(
      try String(contentsOf: file, encoding: .utf8) == KeyReference.markdown(),
      "docs/keys.md is out of date: espalier keys --markdown > docs/keys.md")
  }

  @Test(arguments: CommandContext.allCases)
  func `Help has the commands of its screen, and no others`(context: CommandContext) {
    let screen: Set<CommandContext> =
      Set<CommandContext>.panes.contains(context) ? .panes : [context]
    let wanted = CommandTable.all.filter { !$0.contexts.isDisjoint(with: screen) }.map(\.id)
    #expect(Set(KeyReference.sections(in: context).flatMap(\.rows).map(\.id)) == Set(wanted))
    #expect(KeyReference.sections().flatMap(\.rows).count == CommandTable.all.count)
    #expect(KeyReference.text().contains("^c"))
  }
}
