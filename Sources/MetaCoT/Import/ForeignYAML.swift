import CYAML
import Foundation

/// YAML as values: the documents of a stream, read by libyaml.
///
/// Bounded whatever a file says: nesting to `deepest`, and aliases until what they stand for has
/// `largest` values.
enum ForeignYAML {
  /// The deepest nesting that is read.
  static let deepest = 512
  /// The most values that aliases may repeat.
  static let largest = 1 << 22

  /// Whether a file is meant to be YAML: its first line is a mark of the format, or a key that logs
  /// of searches begin with.
  static func resembles(_ bytes: Data) -> Bool {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    let lines = head.split(whereSeparator: \.isNewline)
    guard let first = lines.first(where: { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) })
    else { return false }
    return first == "---" || first.hasPrefix("--- ") || first.hasPrefix("%YAML")
      || first.contains(firstKey)
      || first.hasPrefix("- {") || first.hasPrefix("- type:")
  }

  /// The documents that are lists or objects. Where the text breaks off the language, what was complete
  /// before stands, and one is counted as left out.
  static func parse(_ bytes: Data) -> (documents: [JSONValue], leftOut: LeftOut) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return ([], LeftOut()) }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBytes { buffer in
      yaml_parser_set_input_string(
        &parser, buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count)
      var builder = Builder()
      while !builder.isComplete {
        var event = yaml_event_t()
        let isRead = yaml_parser_parse(&parser, &event) == 1
        guard isRead, builder.take(event) else {
          let mark = isRead ? event.start_mark : parser.problem_mark
          yaml_event_delete(&event)
          builder.breakOff(line: Int(mark.line) + 1)
          break
        }
        yaml_event_delete(&event)
      }
      return (builder.documents, builder.leftOut)
    }
  }

  /// A list or an object that is being read.
  private struct Container {
    var list: [JSONValue] = []
    var object: [String: JSONValue] = [:]
    var isList: Bool
    var key: String?
    var anchor: String?
    var size = 1
    var depth = 1
  }

  /// Puts values together from the parser's events.
  private struct Builder {
    var documents: [JSONValue] = []
    var leftOut = LeftOut()
    var isComplete = false
    private var open: [Container] = []
    private var anchors: [String: (value: JSONValue, size: Int, depth: Int)] = [:]
    private var repeated = 0

    /// False where it is too much.
    mutating func take(_ event: yaml_event_t) -> Bool {
      switch event.type {
      case YAML_STREAM_END_EVENT: isComplete = true
      case YAML_DOCUMENT_START_EVENT: anchors = [:]
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        let text = String(
          decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        close(isPlain ? ForeignYAML.value(of: text) : .text(text), name(scalar.anchor), text)
      case YAML_SEQUENCE_START_EVENT:
        return begin(Container(isList: true, anchor: name(event.data.sequence_start.anchor)))
      case YAML_MAPPING_START_EVENT:
        return begin(Container(isList: false, anchor: name(event.data.mapping_start.anchor)))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: end()
      case YAML_ALIAS_EVENT:
        guard let alias = name(event.data.alias.anchor), let known = anchors[alias] else {
          close(.null, nil, "")
          break
        }
        repeated += known.size
        guard repeated <= ForeignYAML.largest, open.count + known.depth <= ForeignYAML.deepest
        else { return false }
        close(
          known.value, nil, known.value.plain ?? "", size: known.size, depth: known.depth)
      default: break
      }
      return true
    }

    /// Ends what is open; the element of the outermost list that is being read is not whole, and is
    /// left out.
    mutating func breakOff(line: Int) {
      leftOut.add(line: line)
      isComplete = true
      let kept = (open.firstIndex(where: \.isList) ?? 0) + 1
      open.removeLast(max(0, open.count - kept))
      while !open.isEmpty { end() }
    }

    private mutating func begin(_ container: Container) -> Bool {
      open.append(container)
      return open.count <= ForeignYAML.deepest
    }

    private mutating func end() {
      guard let container = open.popLast() else { return }
      let value = container.isList ? JSONValue.list(container.list) : .object(container.object)
      close(value, container.anchor, "", size: container.size, depth: container.depth)
    }

    private mutating func close(
      _ value: JSONValue, _ anchor: String?, _ text: String, size: Int = 1, depth: Int = 0
    ) {
      if let anchor { anchors[anchor] = (value, size, depth) }
      guard let last = open.indices.last else {
        if value.isList || !value.members.isEmpty { documents.append(value) }
        return
      }
      open[last].size += size
      open[last].depth = max(open[last].depth, depth + 1)
      if open[last].isList {
        open[last].list.append(value)
      } else if let key = open[last].key {
        open[last].object[key] = value
        open[last].key = nil
      } else {
        open[last].key = text
      }
    }

    private func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
      pointer.map { String(cString: $0) }
    }
  }

  nonisolated(unsafe) private static let firstKey =
    #/^["']?(?:version|events|eventList|nodes|search)["']?\s*:(?:\s|$)/#
  nonisolated(unsafe) private static let number =
    #/[-+]?(?:\.[0-9]+|[0-9]+\.?[0-9]*)(?:[eE][-+]?[0-9]+)?/#

  /// A plain scalar by the core schema: null, truth values, numbers, else the text.
  private static func value(of text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf": return JSONValue(Double.infinity)
    case "-.inf", "-.Inf", "-.INF": return JSONValue(-Double.infinity)
    case ".nan", ".NaN", ".NAN": return .null
    default: break
    }
    guard text.utf8.count < 40, let first = text.utf8.first, "+-.0123456789".utf8.contains(first),
      text.wholeMatch(of: number) != nil
    else { return .text(text) }
    let digits = text.hasPrefix("+") ? String(text.dropFirst()) : text
    let isWhole = digits.allSatisfy { $0.isNumber || $0 == "-" }
    return isWhole ? .number(digits) : Double(digits).map { JSONValue($0) } ?? .text(text)
  }
}
