extension JSONValue {
  /// The value as a JSON text on one line, members in alphabetical order; what a terminal would obey is
  /// escaped.
  package var jsonText: String {
    switch self {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .number(let number): number
    case .text(let text): Self.quoted(text)
    case .list(let list): "[\(list.map(\.jsonText).joined(separator: ","))]"
    case .object(let members):
      "{\(members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.jsonText)" }.joined(separator: ","))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return "\"\(escaped.escapingControls)\""
  }
}
