import Testing

@testable import EspalierViews

@Suite struct KeymapTests {
  @Test func `Overrides replace defaults and take keys from others`() throws {
    let keymap = try Keymap(overrides: ["expand-next": ["ctrl-x", "f"], "zoom": []])
    #expect(keymap.command(for: "ctrl-x", in: .tree) == .expandNext)
    #expect(keymap.command(for: "x", in: .tree) == nil)
    #expect(keymap.command(for: "f", in: .text) == .expandNext)
    #expect(keymap.keys(for: .follow).isEmpty)
    #expect(keymap.command(for: "z", in: .tree) == nil)
    #expect(keymap.command(for: "q", in: .tree) == .close)
  }

  @Test func `Two commands may swap keys`() throws {
    let keymap = try Keymap(overrides: ["forbid": ["a"], "allow": ["d"]])
    #expect(keymap.command(for: "a", in: .tree) == .forbid)
    #expect(keymap.command(for: "d", in: .tree) == .allow)
    #expect(keymap.keys(for: .allow) == ["d"])
  }

  @Test func `Quit keeps its key`() throws {
    let keymap = try Keymap(overrides: ["quit": ["Q"]])
    #expect(keymap.command(for: "ctrl-c", in: .home) == .quit)
    #expect(keymap.command(for: "Q", in: .home) == .quit)
  }

  @Test(arguments: [
    (["expnad-next": ["x"]], "did you mean “expand-next”"),
    (["zoom": ["ctrl-i"]], "keys.zoom: “ctrl-i” names no key"),
    (["zoom": ["w"], "forbid": ["w"]], "w is given to both forbid and zoom"),
    (["zoom": ["ctrl-c"]], "always quits"),
    (["prompt-accept": ["x"]], "types a character"),
    (["zoom": ["1"]], "begins a number"),
  ])
  func `Bad overrides say what is wrong`(overrides: [String: [String]], reason: String) {
    let error = #expect(throws: KeymapError.self) { try Keymap(overrides: overrides) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `Long names are quoted shortly`() {
    let name = String(repeating: "x", count: 5000)
    let error = KeymapError.unknownCommand(name, nearest: nil)
    #expect("\(error)".utf8.count < 200)
    #expect {
      _ = try CommandTable.parse(name)
    } throws: {
      "\($0)".utf8.count < 200
    }
  }
}
