import Testing

@testable import TerminalUI

@Suite struct KeyTests {
  @Test(arguments: [
    ("g", Key(.character("g"))), ("G", Key(.character("G"))),
    ("ctrl-d", Key(.character("d"), .ctrl)), ("CTRL-D", Key(.character("d"), .ctrl)),
    ("pgdn", Key(.pageDown)), ("shift-tab", Key(.tab, .shift)), ("f12", Key(.function(12))),
    ("space", Key(.character(" "))), ("alt-left", Key(.left, .alt)), ("-", Key(.character("-"))),
    ("alt--", Key(.character("-"), .alt)), ("ctrl-alt-x", Key(.character("x"), [.ctrl, .alt])),
    ("é", Key(.character("é"))), ("ctrl-space", Key(.character(" "), .ctrl)),
  ])
  func readsTextForm(text: String, key: Key) throws {
    #expect(try Key(text) == key)
    #expect(try Key(key.description) == key)
  }

  @Test func `Every named key reads back`() throws {
    let codes: [Key.Code] =
      Key.names.map(\.1) + (1...24).map { .function($0) }
      + (0x21..<0x7F).map { .character(Character(Unicode.Scalar($0))) }
    for code in codes {
      for modifiers in [[], .alt] as [Key.Modifiers] {
        let key = Key(code, modifiers)
        #expect(try Key(key.description) == key)
      }
    }
  }

  @Test(arguments: [
    ("", "write one character"), (" ", "space"), ("hyper-x", "not a modifier"),
    ("ctrl-m", "write enter"), ("ctrl-[", "write esc"), ("ctrl-1", "ctrl goes with letters"),
    ("shift-a", "write the character it types"), ("f25", "f1 to f24"),
    ("gg", "write one character"),
    ("\u{1B}", "write"), ("ctrl-", "write"),
  ])
  func `What no terminal sends is refused`(text: String, reason: String) {
    let error = #expect(throws: KeyError.self) { try Key(text) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
