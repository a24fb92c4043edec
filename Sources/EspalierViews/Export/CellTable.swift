import MetaCoT
import TerminalUI

/// A table as a command prints it: for people, or for other programs.
package struct CellTable {
  /// The names of the columns.
  private let titles: [String]
  private let rows: [[Cell]]

  /// How a table is written.
  package enum Format: String, CaseIterable, Sendable {
    /// Aligned columns, for people.
    case table
    /// A JSON object a line; what a row does not have is left out.
    case jsonl
    /// Comma-separated values (RFC 4180).
    case csv
  }

  /// A cell.
  package enum Cell {
    /// A number, or none.
    case number(Double?)
    /// A number, and how people read it.
    case figure(Double?, String)
    /// A text; for people it is cut after forty columns.
    case text(String)
    /// A text that people read to its end.
    case sentence(String)

    var plain: String {
      switch self {
      case .number(let value), .figure(let value, _): value.map(CellTable.figure) ?? ""
      case .text(let text), .sentence(let text): text
      }
    }

    var isNumber: Bool {
      switch self {
      case .number, .figure: true
      case .text, .sentence: false
      }
    }

    /// In a column for people.
    var aligned: String {
      switch self {
      case .figure(_, let text): text
      case .sentence(let text): TextWidth.sanitized(text).replacing("\n", with: " ")
      case .number, .text:
        NumberFormat.clipped(TextWidth.sanitized(plain).replacing("\n", with: " "), to: 40)
      }
    }
  }

  /// A table whose rows have a cell for every title.
  package init(titles: [String], rows: [[Cell]]) {
    self.titles = titles
    self.rows = rows
  }

  /// Whether it has no rows.
  var isEmpty: Bool { rows.isEmpty }

  /// The table as text.
  package func text(_ format: Format) -> String {
    switch format {
    case .table: aligned
    case .jsonl: rows.map { "\(Self.object(zip(titles, $0)))\n" }.joined()
    case .csv: ([titles] + rows.map { $0.map(\.plain) }).map(Self.line).joined()
    }
  }

  /// A figure with all the digits it has; figures of 32 bits have fewer.
  static func figure(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1e15 { return "\(Int(saturating: value))" }
    let short = Float(value)
    return Double(short) == value ? "\(short)" : "\(value)"
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  static func quoted(_ text: String) -> String {
    let text = TextWidth.sanitized(text)
    guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func object(_ members: some Sequence<(String, Cell)>) -> String {
    let parts = members.compactMap { title, cell -> String? in
      switch cell {
      case .number(let value), .figure(let value, _):
        value.flatMap { $0.isFinite ? "\(json(title)):\(figure($0))" : nil }
      case .text(let text), .sentence(let text): "\(json(title)):\(json(text))"
      }
    }
    return "{\(parts.joined(separator: ","))}"
  }

  /// A JSON string; what a terminal would obey is escaped.
  private static func json(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped.escapingControls)\""
  }

  /// Columns as wide as what is in them, numbers to the right; without those that are empty.
  private var aligned: String {
    let texts = rows.map { $0.map(\.aligned) }
    let shown = titles.indices.filter { column in texts.contains { !$0[column].isEmpty } }
    return AlignedRows.lines(([titles] + texts).map { cells in shown.map { cells[$0] } }) {
      rows.first?[shown[$0]].isNumber ?? false
    }.map { $0 + "\n" }.joined()
  }
}
