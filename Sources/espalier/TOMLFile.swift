import Foundation
import MetaCoT
import TOMLKit

/// Files in TOML, with errors of one sentence.
enum TOMLFile {
  /// Reads a file that is there.
  static func read<T: Decodable>(_ type: T.Type, path: String) throws -> T {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(file: path, "the file cannot be read")
    }
    if let sentence = FileSignature.sentence(for: data) { throw FileError(file: path, sentence) }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw FileError(file: path, "this is not UTF-8: write it in UTF-8")
    }
    return try decode(type, from: text, path: path)
  }

  /// Decodes a document; an unknown key or a wrong type is an error that names file and place.
  static func decode<T: Decodable>(_ type: T.Type, from text: String, path: String) throws -> T {
    func failure(_ message: String, line: Int? = nil) -> FileError {
      FileError(file: path, line: line, message)
    }
    if text.utf8.contains(0) { throw failure("this is not a text: it has a NUL character") }
    if let line = headWithoutName(in: text) {
      throw failure("the name of a table is missing: write such as [run]", line: line)
    }
    if let (line, scalar) = missingValue(in: text) {
      throw failure(
        scalar == "}"
          ? "a value is missing before }" : "a line separator can only stand in a string",
        line: line)
    }
    do {
      return try TOMLDecoder(strictDecoding: true).decode(type, from: text)
    } catch let error as TOMLParseError {
      throw failure(error.description, line: Int(error.source.begin.line))
    } catch let error as UnexpectedKeysError {
      let keys = error.keys.values.map(name).sorted()
      let more = keys.count > 5 ? ", …" : ""
      throw failure("unknown key \(keys.prefix(5).joined(separator: ", "))\(more)")
    } catch DecodingError.typeMismatch(_, let context) {
      throw failure("\(name(context.codingPath)) has the wrong type")
    } catch DecodingError.keyNotFound(let key, let context) {
      // The decoder does not tell the one from the other.
      let isNamed = context.codingPath.last?.stringValue == key.stringValue
      let path = context.codingPath + (isNamed ? [] : [key])
      throw failure("\(name(path)) is missing, or has the wrong type")
    } catch DecodingError.dataCorrupted(let context) {
      throw failure("\(name(context.codingPath)): \(context.debugDescription)")
    }
  }

  /// The line, from 1, of a bracket at the beginning of a line that no name of a table follows. The
  /// parser takes for granted that one does, and ends the program.
  private static func headWithoutName(in text: String) -> Int? {
    // Scalars, as the parser reads them: a mark that combines with a bracket leaves it a bracket.
    let scalars = Array(text.unicodeScalars)
    var line = 1
    var isStart = true
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\n" { line += 1 }
      if "\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar) {
        isStart = true
      } else if scalar == "[", isStart {
        var rest = scalars[(index + 1)...]
        if rest.first == "[" { rest.removeFirst() }
        let next = rest.first { $0 != " " && $0 != "\t" }
        guard let next, isName(next) else { return line }
        isStart = false
      } else if scalar.isASCII, scalar != " ", scalar != "\t" {
        isStart = false
      }
    }
    return nil
  }

  /// What stands where a value should be, and its line, from 1: a brace after the bracket that opens an
  /// array, or after a comma; or a line separator of Unicode outside of strings and comments. In an
  /// array the parser takes for granted that there is a value, and ends the program.
  private static func missingValue(in text: String) -> (line: Int, scalar: Unicode.Scalar)? {
    let scalars = Array(text.unicodeScalars)
    var line = 1
    /// What ends the string or the comment that the place is in.
    var end: [Unicode.Scalar] = []
    var last: Unicode.Scalar = "\n"
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      defer { index += 1 }
      if scalar == "\n" { line += 1 }
      if !end.isEmpty {
        if scalar == "\\", end[0] == "\"" {
          index += 1
        } else if scalars[index...].starts(with: end) {
          index += end.count - 1
          end = []
        } else if scalar == "\n", end.count == 1 {
          end = []
        }
        continue
      }
      switch scalar {
      case "#": end = ["\n"]
      case "\"", "'":
        let isLong = scalars[index...].starts(with: [scalar, scalar, scalar])
        end = Array(repeating: scalar, count: isLong ? 3 : 1)
        index += end.count - 1
        last = scalar
      case " ", "\t", "\r", "\n": break
      case "}" where last == "[" || last == ",": return (line, scalar)
      case "\u{85}", "\u{2028}", "\u{2029}": return (line, scalar)
      default: last = scalar
      }
    }
    return nil
  }

  /// Whether the name of a table can begin so; what closes the bracket at once is another error.
  private static func isName(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "-_\"']".unicodeScalars.contains(scalar)
  }

  private static func name(_ path: [any CodingKey]) -> String {
    path.map(\.stringValue).joined(separator: ".").shortened
  }
}
