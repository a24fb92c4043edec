/// A JSON text as a value: parameters whose types belong to somebody else's program, and
/// configurations that are compared without knowing their types.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number as it is written, so that no digit of a seed is lost.
  case number(String)
  /// A string.
  case text(String)
  /// An array.
  case list([JSONValue])
  /// An object.
  case object([String: JSONValue])

  /// A number; what JSON has no number for is written as `null`, `"inf"` or `"-inf"`.
  public init(_ number: Double) {
    if number.isNaN {
      self = .null
    } else if number.isInfinite {
      self = .text(number < 0 ? "-inf" : "inf")
    } else if number == number.rounded(), number.magnitude < 1e15 {
      self = .number(String(Int(saturating: number)))
    } else {
      self = .number(String(number))
    }
  }

  /// The number, if it is one.
  public var number: Double? {
    switch self {
    case .number(let text): Double(text)
    case .text("inf"): .infinity
    case .text("-inf"): -.infinity
    default: nil
    }
  }

  /// The values that are neither lists nor objects, by their paths, such as `shape.width`, in
  /// alphabetical order.
  package var leaves: [(path: String, value: JSONValue)] {
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

extension JSONValue: Codable {
  /// Reads any JSON text.
  public init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Key.self) {
      self = .object(
        try members.allKeys.reduce(into: [:]) { object, key in
          object[key.stringValue] = try members.decode(JSONValue.self, forKey: key)
        })
      return
    }
    if var elements = try? decoder.unkeyedContainer() {
      var list: [JSONValue] = []
      while !elements.isAtEnd { list.append(try elements.decode(JSONValue.self)) }
      self = .list(list)
      return
    }
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let whole = try? value.decode(Int64.self) {
      self = .number(String(whole))
    } else if let whole = try? value.decode(UInt64.self) {
      self = .number(String(whole))
    } else {
      self = JSONValue(try value.decode(Double.self))
    }
  }

  /// Writes it as it was read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .number(let text):
      if let whole = Int64(text) {
        try container.encode(whole)
      } else if let whole = UInt64(text) {
        try container.encode(whole)
      } else {
        try container.encode(Double(text))
      }
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSONValue: CustomStringConvertible {
  /// A leaf as text.
  public var description: String {
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

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(String(value)) }
  /// A number.
  public init(floatLiteral value: Double) { self.init(value) }
  /// A string.
  public init(stringLiteral value: String) { self = .text(value) }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}
