/// A JSON text as a value, to compare configurations whose type is not known.
package enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  /// As it is written, so that no digit of a seed is lost.
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  package init(from decoder: any Swift.Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let whole = try? value.decode(Int64.self) {
      self = .number(String(whole))
    } else if let whole = try? value.decode(UInt64.self) {
      self = .number(String(whole))
    } else if let number = try? value.decode(Double.self) {
      self = .number(String(number))
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// The values that are neither lists nor objects, by their paths, such as `shape.width`, in
  /// alphabetical order.
  var leaves: [(path: String, value: JSONValue)] {
    switch self {
    case .list(let list):
      Self.joined(list.enumerated().map { (String($0.offset + 1), $0.element) })
    case .object(let object):
      Self.joined(object.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    default: [("", self)]
    }
  }

  private static func joined(
    _ members: [(String, JSONValue)]
  ) -> [(path: String, value: JSONValue)] {
    members.flatMap { name, value in
      value.leaves.map { ($0.path.isEmpty ? name : name + "." + $0.path, $0.value) }
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// A leaf as text.
  package var description: String {
    switch self {
    case .null: "null"
    case .bool(let bool): String(bool)
    case .number(let number): number
    case .text(let text): text
    case .list(let list): "\(list.count) values"
    case .object(let object): "\(object.count) values"
    }
  }
}
