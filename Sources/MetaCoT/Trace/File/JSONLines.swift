import Foundation

/// Decoding the rare lines that are not events.
enum JSONLines {
  /// What is wrong with a line that is not JSON, in one clause.
  static func notJSON(_ line: some Collection<UInt8>) -> String {
    JSONFault(in: line)?.sentence ?? "this is not one JSON object"
  }

  /// What an error says of decoding a line, in one clause.
  static func message(_ error: any Error, in line: some Collection<UInt8>) -> String {
    guard let error = error as? DecodingError else { return notJSON(line) }
    return switch error {
    case .keyNotFound(let key, let context):
      "\"\(path(context.codingPath + [key]))\" is missing"
    case .typeMismatch(let type, let context):
      context.codingPath.isEmpty
        ? "this is not a JSON object"
        : "\"\(path(context.codingPath))\" should be \(word(for: type))"
    case .valueNotFound(let type, let context):
      "\"\(path(context.codingPath))\" should be \(word(for: type))"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? notJSON(line)
        : "\"\(path(context.codingPath))\" "
          + ((context.underlyingError as? Expectation)?.description
            ?? (context.debugDescription.contains("ClosedRange")
              ? "should be [least, greatest]"
              : "cannot be read: it is out of range or of another type"))
    @unknown default: notJSON(line)
    }
  }

  /// Reads one of a few words.
  static func word<Word: RawRepresentable<String> & CaseIterable>(
    from decoder: any Decoder
  ) throws -> Word {
    let text = try decoder.singleValueContainer().decode(String.self)
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    throw DecodingError.dataCorrupted(
      .init(
        codingPath: decoder.codingPath, debugDescription: text,
        underlyingError: Expectation(description: "should be one of \(words)")))
  }

  /// What would be right.
  private struct Expectation: Error {
    var description: String
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }

  private static func word(for type: Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is String.Type: "a string"
    case is Int.Type, is UInt64.Type, is NodeID.Type: "a whole number"
    case is Float.Type, is Double.Type: "a number"
    case is [Any].Type: "an array"
    default: "an object"
    }
  }
}
