import Testing

@testable import EspalierViews

@Suite struct KeymapTests {
  @Test func overridesReplaceDefaultsAndTakeKeysFromOthers() throws {
    let keymap = try Keymap(overrides: ["expand-next": ["ctrl-x", "f"], "zoom": []])
    #expect(keymap.command(for: "ctrl-x", in: .tree) == .expandNext)
    #expect(keymap.command(for: "x", in: .tree) == nil)
    #expect(keymap.command(for: "f", in: .text) == .expandNext)
    #expect(keymap.keys(for: .follow).isEmpty)
    #expect(keymap.command(for: "z", in: .tree) == nil)
    #expect(keymap.command(for: "q", in: .tree) == .close)
  }

  @Test func twoCommandsMaySwapKeys() throws {
    let keymap = try Keymap(overrides: ["forbid": ["a"], "allow": ["d"]])
    #expect(keymap.command(for: "a", in: .tree) == .forbid)
    #expect(keymap.command(for: "d", in: .tree) == .allow)
    #expect(keymap.keys(for: .allow) == ["d"])
  }

  @Test func quitKeepsItsKey() throws {
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
  func badOverridesSayWhatIsWrong(overrides: [String: [String]], reason: String) {
    let error = #expect(throws: KeymapError.self) { try Keymap(overrides: overrides) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func longNamesAreQuotedShortly() {
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
