/// Tables of nodes in CSV, as `espalier export --format csv` writes them, with any columns of figures:
/// `node` and `parent` make the tree, `step`, `state` and `status` are texts. The order of a search is not
/// in a table.
enum NodeTables: TraceImporter {
  static let name = "csv"
  static let summary = "tables of nodes in CSV, as export writes them"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.records.isEmpty && columns(of: file) != nil
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    guard let (columns, separator) = columns(of: file) else { return [] }
    let table = CSVText.read(file.text, separator: separator)
    if let line = table.openQuotation {
      throw FileError(file: file.name, line: line, "a quotation mark is not closed")
    }
    let rows = table.rows.dropFirst()
    for (place, row) in rows.enumerated() where row.cells.count != columns.count {
      throw FileError(
        file: file.name, line: row.line,
        "row \(place + 1) has \(row.cells.count) cells, the title row has \(columns.count)")
    }
    let cells = rows.map(\.cells)
    return [
      ImportedSearch(id: "1") { trace(of: cells, columns, hasDecimalCommas: separator != ",") }
    ]
  }

  private static func columns(
    of file: ForeignFile
  ) -> (titles: [String], separator: Unicode.Scalar)? {
    let head = String(decoding: file.bytes.prefix(1 << 14), as: UTF8.self)
    return CSVText.separators.lazy.compactMap { separator in
      guard let titles = CSVText.read(head, separator: separator).rows.first?.cells,
        Set(titles).isSuperset(of: ["node", "parent"])
      else { return nil }
      return (titles, separator)
    }.first
  }

  /// Programs that put `;` between cells write a half as `0,5`.
  private static func trace(
    of rows: [[String]], _ columns: [String], hasDecimalCommas: Bool
  ) -> ImportedTrace {
    func figure(_ cell: String) -> Double? {
      if cell.contains(where: { $0 == "x" || $0 == "X" }) { return nil }
      guard hasDecimalCommas, cell.contains(",") else { return Double(cell) }
      // Points between thousands.
      return Double(cell.replacing(".", with: "").replacing(",", with: "."))
    }
    let derived = columns.contains("h") ? NodeFields.derived : NodeFields.derived.subtracting(["f"])
    let values = rows.map { row in
      JSONValue.object(
        Dictionary(
          zip(columns, row).compactMap { title, cell -> (String, JSONValue)? in
            guard !cell.isEmpty, !derived.contains(title), title != "parent" else { return nil }
            let isText = ["step", "state", "status"].contains(title)
            return (title, isText ? .text(cell) : figure(cell).map { JSONValue($0) } ?? .text(cell))
          }, uniquingKeysWith: { $1 }))
    }
    let fields = NodeFields(of: values)
    let node = columns.firstIndex(of: "node") ?? 0
    let parent = columns.firstIndex(of: "parent") ?? 0
    let tree = LinkedTree(
      zip(rows, values).map { row, value in
        LinkedTree.Record(
          id: row[node], parent: row[parent].isEmpty ? nil : row[parent],
          node: fields.node(value, below: nil), isGoal: NodeFields.isGoal(value))
      })
    return tree.trace(
      kind: "table", fields, values: values.map(NodeFields.value), order: .unknown)
  }
}
