/// Text for files of XML: SVG and XHTML.
package enum XMLText {
  /// Text that says in XML what it says: names and steps may come from files.
  package static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      default: escaped.append(TextWidth.columns(of: scalar) < 0 ? TextWidth.replacement : scalar)
      }
    }
    return String(escaped)
  }
}
