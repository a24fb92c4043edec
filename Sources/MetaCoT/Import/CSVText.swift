/// Comma-separated values (RFC 4180): cells in quotes may hold commas, quotes and line feeds. Some programs
/// write semicolons or tabs for the commas.
enum CSVText {
  /// A row, and the line that it begins on.
  struct Row {
    var line: Int
    var cells: [String]
  }

  /// What may stand between cells.
  static let separators: [Unicode.Scalar] = [",", ";", "\t"]

  /// The rows; empty lines are none. Where the last quotation has no end, the line that it begins on.
  /// - Complexity: linear in the text.
  static func read(
    _ text: String, separator: Unicode.Scalar = ","
  ) -> (rows: [Row], openQuotation: Int?) {
    var rows: [Row] = []
    var row = Row(line: 1, cells: [])
    var cell: [UInt8] = []
    var line = 1
    var isQuoted = false
    var quotation = 0
    var isEmpty = true
    let bytes = Array(text.utf8)
    func take() {
      row.cells.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
    }
    func endRow() {
      if !isEmpty {
        take()
        rows.append(row)
      }
      row = Row(line: line, cells: [])
      isEmpty = true
    }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == 0x0A { line += 1 }
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
          cell.append(byte)
          place += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case 0x0A: endRow()
      case 0x0D:
        // An old Macintosh's end of a line, unless a line feed follows.
        guard place >= bytes.count || bytes[place] != 0x0A else { continue }
        line += 1
        endRow()
      case UInt8(ascii: separator):
        isEmpty = false
        take()
      case UInt8(ascii: "\"") where cell.isEmpty:
        isEmpty = false
        isQuoted = true
        quotation = line
      default:
        isEmpty = false
        cell.append(byte)
      }
    }
    endRow()
    return (rows, isQuoted ? quotation : nil)
  }
}
