import Foundation

/// JSON as other programs write it: Python's `NaN` and `Infinity`, and halves of surrogate pairs,
/// which are not JSON, are read as `null` and U+FFFD and counted.
enum ForeignJSON {
  /// The value, and how much of it was mended; nil where it is not JSON at all.
  static func parse(_ bytes: Data) -> (value: JSONValue, repairs: Int)? {
    if let value = try? JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed) {
      return (convert(value), 0)
    }
    let (mended, repairs) = mend([UInt8](bytes))
    guard repairs > 0,
      let value = try? JSONSerialization.jsonObject(
        with: Data(mended), options: .fragmentsAllowed)
    else { return nil }
    return (convert(value), repairs)
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

  /// The text with `null` for `NaN` and the infinities, and U+FFFD for lone surrogates.
  private static func mend(_ bytes: [UInt8]) -> (bytes: [UInt8], repairs: Int) {
    let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var repairs = 0
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
          repairs += 1
          index += 6
        } else {
          result.append(contentsOf: bytes[index..<index + 6])
          index += 6
        }
        continue
      }
      if byte == UInt8(ascii: "\"") { isInText.toggle() }
      if !isInText {
        for word in words where bytes[index...].starts(with: word) {
          result.append(contentsOf: "null".utf8)
          repairs += 1
          index += word.count
          continue scan
        }
      }
      result.append(byte)
      index += 1
    }
    return (result, repairs)
  }

  /// The UTF-16 unit of `\u1234` at a place; nil where there is no such escape.
  private static func escapedUnit(_ bytes: [UInt8], at index: Int) -> UInt16? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt16(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
  }
}
