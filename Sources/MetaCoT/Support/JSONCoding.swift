import Foundation

extension JSONEncoder {
  /// How objects are written on a line each: keys in alphabetical order, and numbers that are none as
  /// `"nan"`, `"inf"` and `"-inf"`.
  package static var lines: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  /// How an object is written that is a file of its own: as on a line, but indented.
  package static var documents: JSONEncoder {
    let encoder = lines
    encoder.outputFormatting.insert(.prettyPrinted)
    return encoder
  }

  /// The object with the line feed after it.
  package func encodedLine(_ value: some Encodable) throws -> Data {
    try encode(value) + [UInt8(ascii: "\n")]
  }
}

extension JSONDecoder {
  /// Reads what `JSONEncoder.lines` and `.documents` write.
  package static var lines: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}
