import Foundation

/// JSON as other programs write it: Python's `NaN` and `Infinity`, numbers that are too large for 64 bits, and
/// halves of surrogate pairs are read as `null` and U+FFFD and counted.
enum ForeignJSON {
  /// The value, and what of it was mended; nil where it is not JSON at all. `line` is the number of its
  /// first line.
  static func parse(_ bytes: Data, line: Int = 1) -> (value: JSONValue, repairs: LeftOut)? {
    if let value = value(of: bytes) { return (value, LeftOut()) }
    let (mended, repairs) = mend([UInt8](bytes), line: line)
    guard repairs.count > 0, let value = value(of: Data(mended)) else { return nil }
    return (value, repairs)
  }

  /// How deep values are read, by Foundation.
  static let deepestRead = 512

  /// The line, from 1, of the first value that is nested deeper than is read; nil where there is none.
  static func lineOfTooDeepValue(in bytes: Data) -> Int? {
    var (line, depth, isInText, isEscaped) = (1, 0, false, false)
    for byte in bytes {
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isInText {
        if byte == UInt8(ascii: "\""), !isEscaped { isInText = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth > deepestRead { return line }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
    }
    return nil
  }

  /// The largest value that Foundation reads at once: it takes sixty times the memory of the text.
  private static let largestAtOnce = 1 << 18
  /// How deep large values are read member by member.
  private static let deepest = 16

  private static func value(of bytes: Data, depth: Int = 0) -> JSONValue? {
    if bytes.count > largestAtOnce, depth < deepest, let large = largeValue(of: bytes, depth) {
      return large
    }
    return (try? JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed)).map(convert)
  }

  /// A list or an object, read member by member; nil where it is none, or not JSON.
  private static func largeValue(of bytes: Data, _ depth: Int) -> JSONValue? {
    var parts = JSONParts(bytes)
    guard let isList = parts.open() else { return nil }
    var list: [JSONValue] = []
    var members: [String: JSONValue] = [:]
    while let part = parts.next(isList: isList) {
      guard let value = value(of: bytes[part.value], depth: depth + 1) else { return nil }
      if isList {
        list.append(value)
      } else if let key = part.key, case .text(let name)? = self.value(of: bytes[key]) {
        members[name] = value
      } else {
        return nil
      }
    }
    guard parts.isWhole else { return nil }
    return isList ? .list(list) : .object(members)
  }

  private static func convert(_ value: Any) -> JSONValue {
    switch value {
    case let text as String: return .text(text)
    case let list as [Any]: return .list(list.map(convert))
    case let object as [String: Any]: return .object(object.mapValues(convert))
    case let number as NSNumber:
      switch number.objCType.pointee {
      case CChar(UInt8(ascii: "c")), CChar(UInt8(ascii: "B")): return .bool(number.boolValue)
      case CChar(UInt8(ascii: "d")), CChar(UInt8(ascii: "f")): return JSONValue(number.doubleValue)
      default: return .number(number.stringValue)
      }
    default: return .null
    }
  }

  /// The text with `null` for `NaN`, the infinities and what is as large, and U+FFFD for lone surrogates.
  private static func mend(
    _ bytes: [UInt8], line first: Int
  ) -> (bytes: [UInt8], repairs: LeftOut) {
    let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var repairs = LeftOut()
    var line = first
    var isInText = false
    var index = 0
    scan: while index < bytes.count {
      let byte = bytes[index]
      if isInText, byte == UInt8(ascii: "\\") {
        guard let unit = escapedUnit(bytes, at: index) else {
          result.append(contentsOf: bytes[index..<min(index + 2, bytes.count)])
          index += 2
          continue
        }
        let isHigh = (0xD800..<0xDC00).contains(unit)
        let next = isHigh ? escapedUnit(bytes, at: index + 6) : nil
        if isHigh, let next, (0xDC00..<0xE000).contains(next) {
          result.append(contentsOf: bytes[index..<index + 12])
          index += 12
        } else if (0xD800..<0xE000).contains(unit) {
          result.append(contentsOf: "\\uFFFD".utf8)
          repairs.add(line: line)
          index += 6
        } else {
          result.append(contentsOf: bytes[index..<index + 6])
          index += 6
        }
        continue
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte == UInt8(ascii: "\"") { isInText.toggle() }
      if !isInText {
        for word in words where bytes[index...].starts(with: word) {
          result.append(contentsOf: "null".utf8)
          repairs.add(line: line)
          index += word.count
          continue scan
        }
        let number = bytes[index...].prefix { isPartOfNumber($0) }
        if !number.isEmpty {
          let isTooLarge = Double(String(decoding: number, as: UTF8.self))?.isInfinite == true
          result.append(contentsOf: isTooLarge ? Array("null".utf8)[...] : number)
          repairs.add(isTooLarge ? 1 : 0, line: line)
          index += number.count
          continue
        }
      }
      result.append(byte)
      index += 1
    }
    return (result, repairs)
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains(byte)
      || byte | 0x20 == UInt8(ascii: "e")
  }

  /// The UTF-16 unit of `\u1234` at a place; nil where there is no such escape.
  private static func escapedUnit(_ bytes: [UInt8], at index: Int) -> UInt16? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt16(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
  }
}

/// The members of a JSON list or object, found by its brackets and commas alone.
private struct JSONParts {
  private let bytes: Data
  private var place: Data.Index
  private var isFirst = true
  /// Whether the list or object was read to its end, and nothing follows it.
  private(set) var isWhole = false

  init(_ bytes: Data) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// Goes past the opening bracket: true is a list, nil neither list nor object.
  mutating func open() -> Bool? {
    skipSpace()
    guard place < bytes.endIndex else { return nil }
    let first = bytes[place]
    guard first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else { return nil }
    place += 1
    return first == UInt8(ascii: "[")
  }

  /// The next member; nil at the end, and where what comes is none.
  mutating func next(isList: Bool) -> (key: Range<Data.Index>?, value: Range<Data.Index>)? {
    skipSpace()
    if skip(isList ? "]" : "}") {
      skipSpace()
      isWhole = place == bytes.endIndex
      return nil
    }
    if !isFirst {
      guard skip(",") else { return nil }
      skipSpace()
    }
    isFirst = false
    var key: Range<Data.Index>?
    if !isList {
      let start = place
      guard place < bytes.endIndex, bytes[place] == UInt8(ascii: "\""), skipValue() else {
        return nil
      }
      key = start..<place
      skipSpace()
      guard skip(":") else { return nil }
      skipSpace()
    }
    let start = place
    guard skipValue(), place > start else { return nil }
    return (key, start..<place)
  }

  private mutating func skipSpace() {
    while place < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  /// Goes past a value. False where it never ends.
  private mutating func skipValue() -> Bool {
    let start = place - bytes.startIndex
    guard let end = bytes.withUnsafeBytes({ Self.endOfValue(in: $0, from: start) }) else {
      return false
    }
    place = bytes.startIndex + end
    return true
  }

  /// The end of a value: of a text its quotation mark, of a list or object where its brackets are closed,
  /// of others the next comma or bracket; nil where there is none.
  private static func endOfValue(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var index = start
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < bytes.count else { return nil }
        if depth == 0 { return index + 1 }
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return index }
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return depth == 0 ? index : nil
  }
}
