import Foundation

/// The first line.
extension TraceReader {
  /// Where the first line ends, after a byte order mark was dropped; nil if it has no end.
  private static func firstLineEnd(_ source: inout ByteSource) throws -> Int? {
    while true {
      if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { source.drop(3) }
      if let end = source.bytes.firstIndex(of: 0x0A) { return end }
      guard source.bytes.count < longestLine else {
        throw FileError(file: source.name, line: 1, "the line is longer than \(longestLine) bytes")
      }
      if try !source.readMore() { return nil }
    }
  }

  static func readHeader(
    _ source: inout ByteSource
  ) throws -> (TraceHeader, fault: JSONFault?) {
    let name = source.name
    let end = try firstLineEnd(&source)
    guard !source.bytes.isEmpty else {
      throw FileError(
        file: name,
        source.isCut
          ? "the compressed file is cut off before its first byte"
          : "the file is empty; a trace begins with a header")
    }
    if let sentence = FileSignature.sentence(for: source.bytes) {
      throw FileError(file: name, sentence)
    }
    let line = Data(source.bytes[..<(end ?? source.bytes.count)])
    let wanted =
      "the first line should be the header: {\"format\":\"\(TraceHeader.formatName)\",\"version\":\(TraceHeader.currentVersion),…}"
    guard String(validating: line, as: UTF8.self) != nil else {
      throw FileError(
        file: name, line: 1,
        end == nil ? "the file is cut off in the header" : "this is not UTF-8; \(wanted)")
    }
    do {
      let fault =
        (try? JSONDecoder.lines.decode(FormatMark.self, from: line)) == nil
        ? JSONFault(in: line) : nil
      let mended = fault.map { Data($0.mended) } ?? line
      let mark = try JSONDecoder.lines.decode(FormatMark.self, from: mended)
      guard mark.format == TraceHeader.formatName else {
        throw FileError(file: name, line: 1, "this is not a trace; \(wanted)")
      }
      guard let version = mark.version, (1...TraceHeader.currentVersion).contains(version) else {
        throw FileError(
          file: name, line: 1,
          mark.version.map { "version \($0) of the format is not known here; 1 and 2 are" }
            ?? "\"version\" is missing; it should be \(TraceHeader.currentVersion)")
      }
      var header = try JSONDecoder.lines.decode(TraceHeader.self, from: mended)
      header.exploration = header.exploration ?? Exploration(header.strategy)
      source.drop(line.count + (end == nil ? 0 : 1))
      return (header, fault)
    } catch let error as FileError {
      throw error
    } catch {
      if end == nil, (try? JSONSerialization.jsonObject(with: line)) == nil {
        throw FileError(file: name, line: 1, "the file is cut off in the header")
      }
      throw FileError(file: name, line: 1, "\(JSONLines.message(error, in: line)); \(wanted)")
    }
  }
}

/// What tells a trace from another JSON Lines file.
private struct FormatMark: Decodable {
  var format: String?
  var version: Int?
}
