extension JSONValue {
  /// The member of this name; nil where this is not an object or has none.
  public subscript(_ name: String) -> JSONValue? {
    if case .object(let members) = self { return members[name] }
    return nil
  }

  /// The element at this place; nil where this is not a list or too short.
  public subscript(_ place: Int) -> JSONValue? {
    list.indices.contains(place) ? list[place] : nil
  }

  /// The first member of these names that is there and not `null`.
  public func first(of names: [String]) -> JSONValue? {
    names.lazy.compactMap { self[$0] }.first { $0 != .null }
  }

  /// The text, if it is one.
  public var string: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// The elements; none where this is not a list.
  public var list: [JSONValue] {
    if case .list(let list) = self { return list }
    return []
  }

  /// Whether this is a list.
  public var isList: Bool {
    if case .list = self { return true }
    return false
  }

  /// The members; none where this is not an object.
  public var members: [String: JSONValue] {
    if case .object(let members) = self { return members }
    return [:]
  }

  /// The whole number, if it is one that an `Int` holds.
  public var whole: Int? { number.flatMap { Int(exactly: $0) } }

  /// A text, a number or a truth value as a person would write it; nil for anything else.
  public var plain: String? {
    switch self {
    case .text(let text): text
    case .number(let text): text
    case .bool(let bool): bool ? "true" : "false"
    case .null, .list, .object: nil
    }
  }
}
