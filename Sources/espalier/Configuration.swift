import Foundation
import TOMLKit

/// The user's settings: `$XDG_CONFIG_HOME/espalier/config.toml` (`~/.config` by default). Every key
/// may be absent; what the command line says comes first.
struct Configuration: Decodable {
  /// A built-in theme's name, or the path of a theme file.
  var theme: String?
  /// Whether the mouse is listened to.
  var mouse: Bool?
  /// Whether to draw with ASCII alone.
  var ascii: Bool?
  /// What a search starts with.
  var run: Defaults?
  /// Keys by command id, such as `toggle-fold = ["enter"]`.
  var keys: [String: [String]]?

  /// What a search starts with, written as on the command line.
  struct Defaults: Decodable {
    var strategy: String?
    var model: String?
    var budget: String?
    /// Iterations a second on the screen; 0 is as fast as it goes.
    var speed: Double?
  }

  /// The settings of nobody.
  static let none = Configuration()

  init() {}

  /// Where the file is looked for.
  static var path: String {
    let environment = ProcessInfo.processInfo.environment
    let home =
      environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (environment["HOME"] ?? "") + "/.config"
    return home + "/espalier/config.toml"
  }

  /// Reads the user's file; no file is no settings. Throws one sentence with file and line.
  static func load() throws -> Configuration {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return .none }
    return try TOMLFile.decode(Configuration.self, from: text, path: path)
  }
}

/// Decoding of TOML with errors of one sentence.
enum TOMLFile {
  /// Decodes a document; an unknown key or a wrong type is an error that names file and place.
  static func decode<T: Decodable>(_ type: T.Type, from text: String, path: String) throws -> T {
    do {
      return try TOMLDecoder(strictDecoding: true).decode(type, from: text)
    } catch let error as TOMLParseError {
      throw Failure("\(path):\(error.source.begin.line): \(error.description)")
    } catch let error as UnexpectedKeysError {
      let keys = error.keys.values.map { $0.map(\.stringValue).joined(separator: ".") }.sorted()
      throw Failure("\(path): unknown key \(keys.joined(separator: ", "))")
    } catch DecodingError.typeMismatch(_, let context) {
      throw Failure("\(path): \(name(context.codingPath)) has the wrong type")
    } catch DecodingError.keyNotFound(let key, let context) {
      throw Failure("\(path): \(name(context.codingPath + [key])) is missing")
    } catch DecodingError.dataCorrupted(let context) {
      throw Failure("\(path): \(name(context.codingPath)): \(context.debugDescription)")
    }
  }

  private static func name(_ path: [any CodingKey]) -> String {
    path.map(\.stringValue).joined(separator: ".")
  }
}

/// An error that is one clear sentence.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
