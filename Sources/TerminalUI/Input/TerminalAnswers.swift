/// What a terminal answers when it is asked about itself, told from keys that are typed meanwhile.
///
/// Every terminal answers the last question, in the order of the questions: once that answer is
/// there, what is not answered yet never will be.
package struct TerminalAnswers: Sendable {
  /// The colour of the background (OSC 11), mode 2026 (DECRQM), primary device attributes.
  package static let questions = "\u{1B}]11;?\u{1B}\\\u{1B}[?2026$p\u{1B}[c"

  /// The colour of the background, if the terminal says it.
  package private(set) var background: RGB?
  /// Whether the terminal can show a frame at once (mode 2026).
  package private(set) var hasSynchronizedOutput = false
  /// Whether the last answer has come.
  package private(set) var isComplete = false
  private var pending: [UInt8] = []

  /// Nothing has been answered.
  package init() {}

  /// The longest answer that is waited for.
  private static let longest = 256

  private enum Step {
    /// So many bytes are an answer.
    case answer(Int)
    /// So many bytes are none.
    case typed(Int)
    case incomplete
  }

  /// Takes bytes and returns those that are no answer. What may be the beginning of one is kept.
  package mutating func take(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    pending += bytes
    var typed: [UInt8] = []
    var rest = pending[...]
    while !rest.isEmpty {
      switch step(rest) {
      case .answer(let count): rest = rest.dropFirst(count)
      case .typed(let count):
        typed += rest.prefix(count)
        rest = rest.dropFirst(count)
      case .incomplete where rest.count > Self.longest:
        typed += rest
        rest = []
      case .incomplete:
        pending = Array(rest)
        return typed
      }
    }
    pending = []
    return typed
  }

  /// What was kept as the possible beginning of an answer.
  package mutating func takeRest() -> [UInt8] {
    defer { pending = [] }
    return pending
  }

  private mutating func step(_ bytes: ArraySlice<UInt8>) -> Step {
    guard bytes.first == 0x1B else { return .typed(1) }
    let body = bytes.dropFirst(2)
    switch bytes.dropFirst().first {
    case nil: return .incomplete
    case UInt8(ascii: "]"): return string(body)
    case UInt8(ascii: "["): return control(body)
    default: return .typed(1)
    }
  }

  /// `11;rgb:ffff/ffff/ffff`, up to BEL or ST.
  private mutating func string(_ body: ArraySlice<UInt8>) -> Step {
    guard let end = body.firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else {
      return .incomplete
    }
    var count = end - body.startIndex + 3
    if body[end] == 0x1B {
      guard let next = body[end...].dropFirst().first else { return .incomplete }
      guard next == UInt8(ascii: "\\") else { return .typed(count - 1) }
      count += 1
    }
    let text = String(decoding: body[..<end], as: UTF8.self)
    guard text.hasPrefix("11;") else { return .typed(count) }
    background = Self.color(text.dropFirst(3))
    return .answer(count)
  }

  /// `?2026;2$y`, and `?…c`.
  private mutating func control(_ body: ArraySlice<UInt8>) -> Step {
    guard let first = body.first else { return .incomplete }
    guard first == UInt8(ascii: "?") else { return .typed(2) }
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return .incomplete
    }
    let count = end - body.startIndex + 3
    let text = String(decoding: body[...end], as: UTF8.self)
    if text.hasSuffix("c") {
      isComplete = true
      return .answer(count)
    }
    guard text.hasPrefix("?2026;"), text.hasSuffix("$y") else { return .typed(count) }
    // 1 is set, 2 reset, 3 set for ever; 0 is unknown, 4 reset for ever.
    hasSynchronizedOutput = ["1", "2", "3"].contains(text.dropFirst(6).dropLast(2))
    return .answer(count)
  }

  /// Reads `rgb:ff/ff/ff`, with one to four digits each, `rgba:…/…/…/…` and `#ffffff`.
  private static func color(_ text: Substring) -> RGB? {
    if text.hasPrefix("#") { return RGB(String(text)) }
    guard text.hasPrefix("rgb:") || text.hasPrefix("rgba:"), let colon = text.firstIndex(of: ":")
    else { return nil }
    let parts = text[text.index(after: colon)...].split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts.prefix(3) {
      guard (1...4).contains(part.utf8.count), part.first != "+",
        let number = UInt32(part, radix: 16)
      else { return nil }
      let most = UInt32(1) << (4 * UInt32(part.utf8.count)) - 1
      value = value << 8 | (number * 255 + most / 2) / most
    }
    return RGB(value)
  }
}
