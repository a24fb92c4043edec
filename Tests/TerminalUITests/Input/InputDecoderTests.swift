import Testing

@testable import TerminalUI

@Suite struct InputDecoderTests {
  @Test(arguments: [
    ("a", "a"), ("é", "é"), ("\r", "enter"), ("\n", "enter"), ("\t", "tab"),
    ("\u{7F}", "backspace"), ("\u{8}", "backspace"), ("\u{4}", "ctrl-d"), ("\u{0}", "ctrl-space"),
    ("\u{1C}", "ctrl-\\"), ("\u{1B}[A", "up"), ("\u{1B}OA", "up"), ("\u{1B}[1;5C", "ctrl-right"),
    ("\u{1B}[1;3D", "alt-left"), ("\u{1B}[Z", "shift-tab"), ("\u{1B}OP", "f1"),
    ("\u{1B}[11~", "f1"), ("\u{1B}[[A", "f1"), ("\u{1B}[24~", "f12"), ("\u{1B}[5~", "pgup"),
    ("\u{1B}[6;5~", "ctrl-pgdn"), ("\u{1B}[1~", "home"), ("\u{1B}[7~", "home"),
    ("\u{1B}OF", "end"), ("\u{1B}[3~", "del"), ("\u{1B}x", "alt-x"), ("\u{1B}\r", "alt-enter"),
    ("\u{1B}\u{7F}", "alt-backspace"), ("\u{1B}[97;5u", "ctrl-a"), ("\u{1B}[27;5;120~", "ctrl-x"),
    ("\u{1B}[c", "shift-right"), ("\u{1B}[1;2C", "shift-right"), ("\u{1B}[13u", "enter"),
  ])
  func `Keys are decoded`(bytes: String, key: String) throws {
    let expected = [Input.key(try Key(key))]
    var decoder = InputDecoder()
    #expect(decoder.decode(bytes.utf8) == expected)
    #expect(!decoder.isIncomplete)
    // The same when the bytes arrive one by one.
    var slow = InputDecoder()
    #expect(bytes.utf8.flatMap { slow.decode([$0]) } == expected)
  }

  @Test func `Escape alone waits for more`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.isIncomplete)
    #expect(decoder.flush() == [.key("esc")])
    #expect(decoder.flush().isEmpty)
    #expect(decoder.decode([0x1B, 0x1B]) == [.key("esc")])
    #expect(decoder.flush() == [.key("esc")])
    #expect(decoder.decode("\u{1B}[".utf8).isEmpty)
    #expect(decoder.flush() == [.key("alt-[")])
    #expect(decoder.decode("\u{1B}O".utf8).isEmpty)
    #expect(decoder.flush() == [.key("alt-O")])
    #expect(decoder.decode("\u{1B}[1;5".utf8).isEmpty)
    #expect(decoder.flush().isEmpty)
    #expect(decoder.decode("x".utf8) == [.key("x")])
  }

  @Test(arguments: [
    ("\u{1B}[<0;10;5M", MouseEvent(.press, x: 9, y: 4)),
    ("\u{1B}[<0;10;5m", MouseEvent(.release, x: 9, y: 4)),
    ("\u{1B}[<32;10;5M", MouseEvent(.drag, x: 9, y: 4)),
    ("\u{1B}[<2;1;1M", MouseEvent(.press, .right, x: 0, y: 0)),
    ("\u{1B}[<64;300;200M", MouseEvent(.wheelUp, x: 299, y: 199)),
    ("\u{1B}[<65;3;2M", MouseEvent(.wheelDown, x: 2, y: 1)),
    ("\u{1B}[<16;3;2M", MouseEvent(.press, x: 2, y: 1, modifiers: .ctrl)),
    ("\u{1B}[M !!", MouseEvent(.press, x: 0, y: 0)),
    ("\u{1B}[M#!!", MouseEvent(.release, x: 0, y: 0)),
  ])
  func `The mouse is decoded`(bytes: String, event: MouseEvent) {
    var decoder = InputDecoder()
    #expect(decoder.decode(bytes.utf8) == [.mouse(event)])
  }

  @Test func `Pasted text is no keys`() {
    let text = "hello d\r\nworld \u{1B}[A q"
    let bytes = Array("a\u{1B}[200~\(text)\u{1B}[201~b".utf8)
    let expected: [Input] = [.key("a"), .paste("hello d\nworld \u{1B}[A q"), .key("b")]
    var decoder = InputDecoder()
    #expect(decoder.decode(bytes) == expected)
    var slow = InputDecoder()
    #expect(bytes.flatMap { slow.decode([$0]) } == expected)
    #expect(!slow.isIncomplete)
  }

  @Test func `A paste without an end is taken when nothing more comes`() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1B}[200~half\u{1B}[2".utf8).isEmpty)
    #expect(decoder.isPasting && decoder.isIncomplete)
    #expect(decoder.flush() == [.paste("half\u{1B}[2")])
    #expect(!decoder.isPasting)
    #expect(decoder.decode("q".utf8) == [.key("q")])
    var long = InputDecoder()
    #expect(long.decode("\u{1B}[200~".utf8).isEmpty)
    for _ in 0..<600 { #expect(long.decode(repeatElement(UInt8(ascii: "x"), count: 4096)).isEmpty) }
    guard case .paste(let text) = long.decode("\u{1B}[201~".utf8).first else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == 1 << 20)
  }

  @Test func `Answers from the terminal are no keys`() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1B}]11;rgb:0000/0000/0000\u{7}q".utf8) == [.key("q")])
    #expect(decoder.decode("\u{1B}P1+r\u{1B}\\q".utf8) == [.key("q")])
    #expect(decoder.decode("\u{1B}[?1;2cq\u{1B}[200~\u{1B}[I".utf8) == [.key("q")])
    #expect(decoder.decode("\u{1B}[<35;3;2M\u{1B}[<0;0;0M".utf8).isEmpty)
  }

  @Test func `Invalid text is skipped`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0xFF, 0xC3, 0x28, 0x80, 0xE2, 0x82]) == [.key("(")])
    #expect(decoder.isIncomplete)
    #expect(decoder.decode([0xAC]) == [.key("€")])
    #expect(decoder.decode("\u{85}\u{202E}z".utf8) == [.key("z")])
    // A combining mark is typed after its character.
    #expect(decoder.decode("e\u{301}".utf8) == [.key("e"), .key(Key(.character("\u{301}")))])
  }

  @Test func `Sequences from terminfo come first`() {
    var decoder = InputDecoder(extra: [(Array("\u{1B}[@".utf8), "ins"), ([0x0B], "up")])
    #expect(decoder.decode("\u{1B}[@".utf8 + [0x0B]) == [.key("ins"), .key("up")])
  }

  @Test func `Any bytes are taken whatever their pieces`() {
    var seed: UInt64 = 7
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let alphabet = Array("\u{1B}\u{1B}\u{1B}[[O<M;;0159~mAu]P\\\u{7}".utf8) + [0xC3, 0xA9, 0xFF]
    for _ in 0..<2000 {
      let bytes = (0..<next(24)).map { _ in alphabet[next(alphabet.count)] }
      var whole = InputDecoder()
      let expected = whole.decode(bytes) + whole.flush()
      #expect(!whole.isIncomplete)
      var pieces = InputDecoder()
      var got: [Input] = []
      for byte in bytes { got += pieces.decode([byte]) }
      got += pieces.flush()
      #expect(got == expected, "\(bytes)")
    }
  }
}
