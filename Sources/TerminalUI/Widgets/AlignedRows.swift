/// Rows of a table as lines, their columns aligned.
package enum AlignedRows {
  /// The lines: two blanks between columns, none at the end. Columns of figures are aligned to the right,
  /// others to the left; a row may lack the last ones.
  package static func lines(
    _ rows: [[String]], isFigure: (_ column: Int) -> Bool
  ) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? TextWidth.columns(of: $0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let blank = String(
          repeating: " ", count: widths[column] - TextWidth.columns(of: text))
        return isFigure(column) ? blank + text : text + blank
      }
      let line = cells.joined(separator: "  ")
      return String(
        line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
    }
  }

  /// A table as text, indented: names in the first column, figures in the others.
  package static func table(_ rows: [[String]]) -> String {
    lines(rows) { $0 > 0 }.map { "  \($0)\n" }.joined()
  }
}
