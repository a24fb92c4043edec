import Foundation
import MetaCoT
import MetaCoTNeural
import Testing

/// The order in which a trainer reads a data set.
@Suite struct ShuffledRecordsTests {
  private let folder = DataSetFixtures()
  private let data: DataSet

  init() throws { data = try folder.make() }

  @Test func `An epoch has each record once and is shuffled`() throws {
    let records = try data.records(in: .train)
    var order = ShuffledRecords(data, seed: 5)
    let first = try records.map { _ in try order.next() }
    let second = try records.map { _ in try order.next() }
    #expect(first != records && second != first)
    let sorted = records.map(\.example).sorted()
    #expect(first.map(\.example).sorted() == sorted)
    #expect(second.map(\.example).sorted() == sorted)
    #expect(order.position.epoch == 1)
    var other = ShuffledRecords(data, seed: 6)
    #expect(try records.map { _ in try other.next() } != first)
  }

  @Test func `It goes on from a position`() throws {
    let count = try data.records(in: .train).count
    for taken in [0, 1, count / 2, count - 1, count, count + 3] {
      var order = ShuffledRecords(data, seed: 5) { $0.mode == .search }
      for _ in 0..<taken { _ = try order.next() }
      let text = try JSONEncoder().encode(order.position)
      let position = try JSONDecoder().decode(ShuffledRecords.Position.self, from: text)
      var resumed = ShuffledRecords(data, seed: 5, from: position) { $0.mode == .search }
      for _ in 0..<(count / 3) { #expect(try resumed.next() == order.next()) }
      #expect(resumed.position == order.position)
    }
  }

  @Test func `Only what is wanted comes`() throws {
    var order = ShuffledRecords(data, in: .heldOut, seed: 1) { $0.mode == .solve && $0.tokens < 60 }
    for _ in 0..<100 {
      let record = try order.next()
      #expect(record.mode == .solve && record.tokens < 60)
    }
    var nothing = ShuffledRecords(data, seed: 1) { $0.tokens < 3 }
    let error = #expect(throws: FileError.self) { try nothing.next() }
    #expect(error?.message.contains("train") == true)
  }

  @Test func `A position of another data set is refused`() throws {
    let text = Data(#"{"epoch":0,"shard":3,"record":0}"#.utf8)
    let position = try JSONDecoder().decode(ShuffledRecords.Position.self, from: text)
    var order = ShuffledRecords(data, seed: 1, from: position)
    #expect(throws: FileError.self) { try order.next() }
  }

  @Test(arguments: [
    ("{\"kind\":", "not one JSON object"),
    ("", "not one JSON object"),
    ("[1]", "not a JSON object"),
    (line(replacing: "\"mode\":\"solve\"", with: "\"mode\":\"think\""), "\"search\" or \"solve\""),
    (line(replacing: "\"mode\":\"solve\",", with: ""), "\"mode\" is missing"),
    (line(replacing: "\"tokens\":9", with: "\"tokens\":-9"), "\"tokens\" should be a whole number"),
    (line(replacing: "\"tokens\":9", with: "\"tokens\":\"9\""), "\"tokens\" should be a whole"),
    (line(replacing: "\"completion\":\"c\"", with: "\"completion\":7"), "\"completion\" should be"),
    (
      line(replacing: "\"solved\":true", with: "\"solved\":1"), "\"solved\" should be true or false"
    ),
    (line(replacing: "\"prompt\":\"p\"", with: "\"messages\":[]"), "\"messages\" should be"),
  ])
  func `Bad data stops with file and line`(line: String, message: String) throws {
    let path = data.path(of: .train, shard: 2)
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    lines.insert(Substring(line), at: 6)
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
    let error = #expect(throws: FileError.self) { try data.records(in: .train) }
    #expect(error?.file == path)
    #expect(error?.line == 7)
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
  }

  @Test func `A file that is missing is named`() throws {
    let path = data.path(of: .heldOut, shard: 1)
    try FileManager.default.removeItem(atPath: path)
    let error = #expect(throws: FileError.self) { try data.records(in: .heldOut) }
    #expect(error?.file == path)
    #expect(throws: FileError.self) { try DataSet.open("/no/such/folder") }
  }

  /// A record with something wrong in it.
  private static func line(replacing right: String, with wrong: String) -> String {
    let line =
      #"{"kind":"countdown","problem":"1 2 → 3","mode":"solve","strategy":"astar","solved":true,"#
      + #""prompt":"p","completion":"c","backtracks":0,"steps":1,"tokens":9}"#
    return line.replacingOccurrences(of: right, with: wrong)
  }
}

extension DataRecord {
  fileprivate var example: String { prompt + completion + strategy }
}
