import CSQLite
import Foundation

/// Search trees of constraint solvers, as cp-profiler saves them: an SQLite database with a row a node,
/// numbered in the order of the search, and bookmarks, nogoods and infos about some.
enum CPProfiler: TraceImporter {
  static let name = "cp-profiler"
  static let summary = "search trees of constraint solvers, saved by cp-profiler (SQLite)"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.bytes.starts(with: Array("SQLite format 3\0".utf8))
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    [ImportedSearch(id: "1") { try trace(of: file) }]
  }

  private enum Status: Int {
    case solved, failed, branch, skipped
  }

  private static func trace(of file: ForeignFile) throws -> ImportedTrace {
    let database = try Database(file)
    let notes = try [("Bookmarks", "Bookmark"), ("Nogoods", "Nogood"), ("Info", "Info")].flatMap {
      table, column in
      try database.hasTable(table)
        ? try database.rows("SELECT NodeID, \(column) FROM \(table) ORDER BY NodeID") : []
    }
    let texts = Dictionary(grouping: notes, by: { $0[0].number ?? -1 })
    let rows = try database.rows(
      "SELECT NodeID, ParentID, Status, Label FROM Nodes ORDER BY NodeID")
    guard let root = rows.first else { throw file.error("the table Nodes is empty") }
    let start = texts[root[0].number ?? 0]?.compactMap { $0[1].text }.joined(separator: "\n")
    var header = TraceHeader(
      problem: .init(kind: "constraints", text: start ?? ""), strategy: .init("constraint-solver"),
      model: nil, root: .init(state: ""))
    header.exploration = .depth
    var builder = ImportBuilder()
    var nodes: [Int: NodeID] = [root[0].number ?? 0: 0]
    for row in rows.dropFirst() {
      guard let id = row[0].number, let parent = row[1].number.flatMap({ nodes[$0] }) else {
        continue
      }
      let node = builder.expand(parent, [ImportedNode(step: row[3].text ?? "")])
      nodes[id] = node
      builder.add(Event(.select, node))
      switch row[2].number.flatMap(Status.init) {
      case .solved: builder.reachGoal(node)
      case .failed: builder.add(Event(.prune, node, reason: .deadEnd))
      case .skipped: builder.add(Event(.prune, node, reason: .bound))
      case .branch, nil: break
      }
      for text in (texts[id] ?? []).compactMap({ $0[1].text }) where !text.isEmpty {
        builder.add(Event(.note, node), text: text)
      }
    }
    return builder.finish(header)
  }

  /// A field of a row.
  private struct Field {
    var number: Int?
    var text: String?
  }

  /// A database in memory, only read.
  private final class Database {
    private var handle: OpaquePointer?
    private let file: ForeignFile

    init(_ file: ForeignFile) throws {
      self.file = file
      let size = sqlite3_int64(file.bytes.count)
      guard sqlite3_open(":memory:", &handle) == SQLITE_OK,
        let copy = sqlite3_malloc64(UInt64(size))
      else { throw file.error("there is no memory for the database") }
      file.bytes.copyBytes(
        to: copy.assumingMemoryBound(to: UInt8.self), count: file.bytes.count)
      let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
      guard
        sqlite3_deserialize(
          handle, "main", copy.assumingMemoryBound(to: UInt8.self), size, size, flags) == SQLITE_OK
      else { throw fault() }
      guard try hasTable("Nodes") else {
        throw file.error("the database has no table Nodes: it is not of cp-profiler")
      }
    }

    deinit { sqlite3_close(handle) }

    func hasTable(_ name: String) throws -> Bool {
      try !rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = '\(name)'").isEmpty
    }

    func rows(_ query: String) throws -> [[Field]] {
      var statement: OpaquePointer?
      guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else {
        throw fault()
      }
      defer { sqlite3_finalize(statement) }
      var rows: [[Field]] = []
      while true {
        switch sqlite3_step(statement) {
        case SQLITE_ROW:
          rows.append((0..<sqlite3_column_count(statement)).map { field(statement, $0) })
        case SQLITE_DONE: return rows
        default: throw fault()
        }
      }
    }

    private func field(_ statement: OpaquePointer?, _ column: Int32) -> Field {
      guard sqlite3_column_type(statement, column) != SQLITE_NULL else { return Field() }
      let isNumber = sqlite3_column_type(statement, column) == SQLITE_INTEGER
      return Field(
        number: isNumber ? Int(sqlite3_column_int64(statement, column)) : nil,
        text: sqlite3_column_text(statement, column).map { String(cString: $0) })
    }

    private func fault() -> FileError {
      file.error("the database cannot be read: \(String(cString: sqlite3_errmsg(handle)))")
    }
  }
}
