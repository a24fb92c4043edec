import Foundation
import MetaCoT

/// Where `--record` puts traces: one search in the file that was named, several in a folder, a file
/// each.
///
/// In a folder the name of a file is the problem's id, with what is not a letter, digit, `-`, `_` or `.`
/// of ASCII written as in a URL, `%2F`: so no two ids share a name, and it can be turned back. An id
/// that is too long for a file, empty, or there twice has a `~` and a number after what there is room
/// for; the trace itself says the whole id.
struct TraceDestination: Sendable {
  /// The file of each search, in order; nil if nothing is recorded.
  let files: [String]?

  /// Bytes of a name without its extension, so that there is room for more behind it while the file
  /// is written: systems take 255.
  private static let longest = 200

  /// Makes the folder of the traces of these problems. Throws one sentence if that cannot be.
  init(_ path: String?, ids: [String]) throws {
    guard let path else {
      files = nil
      return
    }
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard ids.count > 1 || path.hasSuffix("/") || isThere && isFolder.boolValue else {
      files = [path]
      if path != "-" { try Self.makeFolder(URL(filePath: path).deletingLastPathComponent().path) }
      return
    }
    guard path != "-" else {
      throw Failure("\(ids.count) traces cannot all go to standard output: name a folder")
    }
    guard !isThere || isFolder.boolValue else {
      throw Failure("\(path): \(ids.count) traces need a folder, and this is a file")
    }
    try Self.makeFolder(path)
    files = Self.names(of: ids).map { path + "/" + $0 + ".jsonl" }
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        file: path, "the folder of the trace cannot be made", writing: error)
    }
  }

  /// A name for each id, no two the same.
  static func names(of ids: [String]) -> [String] {
    var names = Names()
    return ids.map { names.name(of: $0) }
  }

  /// Names of files, no two the same.
  struct Names {
    private var taken: Set<String> = []

    /// The name for an id.
    mutating func name(of id: String) -> String {
      let escaped = TraceDestination.escaped(id)
      if !escaped.isEmpty, escaped.utf8.count <= longest, taken.insert(escaped).inserted {
        return escaped
      }
      var stem = ""
      for character in id {
        let next = TraceDestination.escaped(String(character))
        guard stem.utf8.count + next.utf8.count <= longest else { break }
        stem += next
      }
      var number = 1
      while !taken.insert("\(stem)~\(number)").inserted { number += 1 }
      return "\(stem)~\(number)"
    }
  }

  private static func escaped(_ id: String) -> String {
    var name = ""
    for byte in id.utf8 {
      switch byte {
      // A dot in front would hide the file, or name a folder.
      case UInt8(ascii: ".") where name.isEmpty: name += "%2E"
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return name
  }
}
