/// Turns the bytes that a terminal sends into keys and mouse events.
///
/// It understands what xterm and the terminals that follow it send (with the cursor keys in either
/// mode, modifiers as parameters, SGR and X10 mouse reports, CSI u), and what the Linux console and
/// rxvt send instead; whatever else terminfo tells can be added. A byte is never lost for being at
/// the end of a read: what is incomplete stays until the rest arrives or `flush` is called.
package struct InputDecoder: Sendable {
  private var pending: [UInt8] = []
  private let extra: [(bytes: [UInt8], key: Key)]

  /// A decoder that also knows these sequences.
  package init(extra: [(bytes: [UInt8], key: Key)] = []) {
    self.extra = extra.filter { !$0.bytes.isEmpty }.sorted { $0.bytes.count > $1.bytes.count }
  }

  /// Whether bytes are waiting for the rest of their sequence: an Escape alone is the Escape key
  /// when nothing follows soon.
  package var isIncomplete: Bool { !pending.isEmpty || isPasting }

  /// Whether what arrives is part of a text that is being pasted.
  package var isPasting: Bool { pasted != nil }

  /// What has been pasted so far.
  private var pasted: [UInt8]?
  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  /// Bytes that are kept of a pasted text.
  private static let longestPaste = 1 << 20

  /// Takes bytes and returns what they complete.
  package mutating func decode(_ bytes: some Sequence<UInt8>) -> [Input] {
    pending.append(contentsOf: bytes)
    return drain(atEnd: false)
  }

  /// Takes what belongs to a pasted text, up to its end; gives the text once that is there.
  private mutating func takePaste(atEnd: Bool) -> Input? {
    guard var text = pasted else { return nil }
    pasted = nil
    let end = pending.firstRange(of: Self.pasteEnd)
    // The end may have begun.
    let begun = (0..<Self.pasteEnd.count).last { pending.suffix($0) == Self.pasteEnd.prefix($0) }
    let count = end?.lowerBound ?? (atEnd ? pending.count : pending.count - (begun ?? 0))
    text += pending[..<count].prefix(max(0, Self.longestPaste - text.count))
    pending.removeFirst(end?.upperBound ?? count)
    guard end != nil || atEnd else {
      pasted = text
      return nil
    }
    let lines = String(decoding: text, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return .paste(lines.joined(separator: "\n"))
  }

  /// Gives up waiting: an incomplete sequence is what it looks like.
  package mutating func flush() -> [Input] { drain(atEnd: true) }

  /// The longest sequence that is waited for; what is longer is dropped.
  private static let longest = 4096

  private enum Step {
    /// So many bytes, which may mean something.
    case took(Int, Input?)
    case incomplete
  }

  private mutating func drain(atEnd: Bool) -> [Input] {
    var result: [Input] = []
    if isPasting {
      guard let text = takePaste(atEnd: atEnd) else { return [] }
      result.append(text)
    }
    var start = 0
    loop: while start < pending.count {
      if pending[start...].starts(with: Self.pasteStart) {
        pending.removeFirst(start + Self.pasteStart.count)
        pasted = []
        return result + drain(atEnd: false)
      }
      switch step(pending[start...]) {
      case .took(let count, let input):
        if let input { result.append(input) }
        start += count
      case .incomplete:
        let left = pending.count - start
        if !atEnd && left <= Self.longest { break loop }
        // An Escape, Alt with a key that also begins sequences, or the ruins of a sequence.
        if left == 1, pending[start] == 0x1B {
          result.append(.key(Key(.escape)))
        } else if left == 2, pending[start] == 0x1B, pending[start + 1] < 0x7F {
          result.append(
            .key(Key(.character(Character(Unicode.Scalar(pending[start + 1]))), .alt)))
        }
        start = pending.count
      }
    }
    pending.removeFirst(min(start, pending.count))
    return result
  }

  private func step(_ bytes: ArraySlice<UInt8>) -> Step {
    let first = bytes[bytes.startIndex]
    for (sequence, key) in extra {
      if bytes.starts(with: sequence) { return .took(sequence.count, .key(key)) }
    }
    if first != 0x1B { return character(bytes) }
    guard bytes.count > 1 else { return .incomplete }
    let rest = bytes.dropFirst()
    switch rest[rest.startIndex] {
    case UInt8(ascii: "["): return control(bytes)
    case UInt8(ascii: "O"):
      guard bytes.count > 2 else { return .incomplete }
      return .took(3, Self.final(bytes[bytes.startIndex + 2], []).map(Input.key))
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      return answer(bytes)
    case 0x1B: return .took(1, .key(Key(.escape)))
    default:
      guard case .took(let count, let input) = character(rest) else { return .incomplete }
      guard case .key(var key) = input else { return .took(1 + count, nil) }
      key.modifiers.insert(.alt)
      return .took(1 + count, .key(key))
    }
  }

  /// An answer from the terminal, up to BEL or ST: nothing that a person typed.
  private func answer(_ bytes: ArraySlice<UInt8>) -> Step {
    var previous: UInt8 = 0
    for (count, byte) in bytes.enumerated().dropFirst(2) {
      if byte == 0x07 || (byte == UInt8(ascii: "\\") && previous == 0x1B) {
        return .took(count + 1, nil)
      }
      previous = byte
    }
    return .incomplete
  }

  private func character(_ bytes: ArraySlice<UInt8>) -> Step {
    let first = bytes[bytes.startIndex]
    if first < 0x80 { return .took(1, Self.ascii(first).map(Input.key)) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
    guard length > 0 && first < 0xF5 else { return .took(1, nil) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for (place, byte) in bytes.prefix(length).enumerated().dropFirst() {
      guard byte & 0xC0 == 0x80 else { return .took(place, nil) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard bytes.count >= length else { return .incomplete }
    guard let scalar = Unicode.Scalar(value),
      TextWidth.columns(of: scalar) > 0 || TextWidth.isMark(scalar)
    else { return .took(length, nil) }
    return .took(length, .key(Key(.character(Character(scalar)))))
  }

  private static func ascii(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x0D, 0x0A: Key(.enter)
    case 0x09: Key(.tab)
    case 0x08, 0x7F: Key(.backspace)
    case 0x1B: Key(.escape)
    case 0: Key(.character(" "), .ctrl)
    case 1...26: Key(.character(Character(Unicode.Scalar(byte + 0x60))), .ctrl)
    case 28...31: Key(.character(Character(Unicode.Scalar(byte + 0x40))), .ctrl)
    default: Key(.character(Character(Unicode.Scalar(byte))))
    }
  }

  /// A control sequence: parameters, intermediates, a final byte.
  private func control(_ bytes: ArraySlice<UInt8>) -> Step {
    let body = bytes.dropFirst(2)
    if body.first == UInt8(ascii: "[") {
      // The Linux console's F1 to F5.
      guard let letter = body.dropFirst().first else { return .incomplete }
      guard (0x41...0x45).contains(letter) else { return .took(4, nil) }
      return .took(4, .key(Key(.function(Int(letter) - 0x40))))
    }
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return .incomplete
    }
    let count = end - bytes.startIndex + 1
    let final = body[end]
    // Another Escape breaks the sequence off.
    guard (0x40...0x7E).contains(final) else {
      return .took(count - 1, nil)
    }
    let text = body[..<end]
    if final == UInt8(ascii: "M"), text.isEmpty {
      guard bytes.count >= count + 3 else { return .incomplete }
      let report = bytes[(end + 1)...(end + 3)].map { Int($0) - 32 }
      return .took(count + 3, Self.mouse(report[0], report[1], report[2], released: false))
    }
    let isMouse = text.first == UInt8(ascii: "<")
    let values = (isMouse ? text.dropFirst() : text)
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { field in
        field.prefix { (0x30...0x39).contains($0) }.prefix(9).reduce(0) { $0 * 10 + Int($1) - 48 }
      }
    if isMouse, values.count == 3, final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
      return .took(
        count, Self.mouse(values[0], values[1], values[2], released: final == UInt8(ascii: "m")))
    }
    // Private parameters begin answers from the terminal.
    if let first = text.first, (0x3C...0x3F).contains(first) { return .took(count, nil) }
    let modifiers = values.count > 1 ? Self.modifiers(values[1]) : []
    switch final {
    case UInt8(ascii: "~"):
      if values.first == 27, values.count > 2 {
        return .took(count, Self.codepoint(values[2], modifiers).map(Input.key))
      }
      return .took(count, Self.numbered(values.first ?? 0, modifiers).map(Input.key))
    case UInt8(ascii: "u"):
      return .took(count, Self.codepoint(values.first ?? 0, modifiers).map(Input.key))
    case UInt8(ascii: "a")...UInt8(ascii: "d") where text.isEmpty:
      // rxvt's arrows with Shift.
      return .took(count, Self.final(final - 32, .shift).map(Input.key))
    default: return .took(count, Self.final(final, modifiers).map(Input.key))
    }
  }

  private static func modifiers(_ parameter: Int) -> Key.Modifiers {
    let bits = max(0, parameter - 1)
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & (2 | 8) != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.ctrl) }
    return modifiers
  }

  private static func final(_ byte: UInt8, _ modifiers: Key.Modifiers) -> Key? {
    switch byte {
    case UInt8(ascii: "A"): Key(.up, modifiers)
    case UInt8(ascii: "B"): Key(.down, modifiers)
    case UInt8(ascii: "C"): Key(.right, modifiers)
    case UInt8(ascii: "D"): Key(.left, modifiers)
    case UInt8(ascii: "H"): Key(.home, modifiers)
    case UInt8(ascii: "F"): Key(.end, modifiers)
    case UInt8(ascii: "M"): Key(.enter, modifiers)
    case UInt8(ascii: "P")...UInt8(ascii: "S"): Key(.function(Int(byte) - 0x4F), modifiers)
    case UInt8(ascii: "Z"): Key(.tab, modifiers.union(.shift))
    default: nil
    }
  }

  private static func numbered(_ number: Int, _ modifiers: Key.Modifiers) -> Key? {
    switch number {
    case 1, 7: Key(.home, modifiers)
    case 2: Key(.insert, modifiers)
    case 3: Key(.delete, modifiers)
    case 4, 8: Key(.end, modifiers)
    case 5: Key(.pageUp, modifiers)
    case 6: Key(.pageDown, modifiers)
    case 11...15: Key(.function(number - 10), modifiers)
    case 17...21: Key(.function(number - 11), modifiers)
    case 23...26: Key(.function(number - 12), modifiers)
    case 28, 29: Key(.function(number - 13), modifiers)
    case 31...34: Key(.function(number - 14), modifiers)
    default: nil
    }
  }

  /// A key told by the scalar it would type, as in CSI u.
  private static func codepoint(_ value: Int, _ modifiers: Key.Modifiers) -> Key? {
    guard let scalar = Unicode.Scalar(UInt32(clamping: value)) else { return nil }
    if scalar.value < 0x20 || scalar.value == 0x7F {
      guard let key = ascii(UInt8(scalar.value)) else { return nil }
      return Key(key.code, key.modifiers.union(modifiers))
    }
    guard TextWidth.columns(of: scalar) > 0 || TextWidth.isMark(scalar) else { return nil }
    let character = Character(scalar)
    guard modifiers.contains(.ctrl) else {
      return Key(.character(character), modifiers.subtracting(.shift))
    }
    return Key(
      .character(Character(character.lowercased())), modifiers.subtracting(.shift))
  }

  private static func mouse(_ code: Int, _ x: Int, _ y: Int, released: Bool) -> Input? {
    guard x >= 1, y >= 1, code >= 0 else { return nil }
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.ctrl) }
    func event(_ kind: MouseEvent.Kind, _ button: MouseEvent.Button = .left) -> Input {
      .mouse(MouseEvent(kind, button, x: x - 1, y: y - 1, modifiers: modifiers))
    }
    if code & 64 != 0 {
      let wheels: [MouseEvent.Kind] = [.wheelUp, .wheelDown, .wheelLeft, .wheelRight]
      return released ? nil : event(wheels[code & 3])
    }
    guard code < 64 else { return nil }
    let buttons: [MouseEvent.Button] = [.left, .middle, .right]
    // In X10 reports 3 is "some button let go"; with motion it means that none is down.
    if code & 3 == 3 { return code & 32 != 0 ? nil : event(.release) }
    let button = buttons[code & 3]
    if released { return event(.release, button) }
    return event(code & 32 != 0 ? .drag : .press, button)
  }
}
