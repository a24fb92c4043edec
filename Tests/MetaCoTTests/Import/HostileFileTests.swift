import Foundation
import Testing

@testable import MetaCoT

/// Small files that ask for much: none of them takes long, much memory or the program.
struct HostileFileTests {
  private func searches(_ text: String) throws -> [ImportedSearch] {
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    return try ImporterRegistry.importer(of: file)?.searches(in: file) ?? []
  }

  @Test(arguments: ["#", "/", "//", "/* ", "-"])
  func `Rules and banners are told from graphs at once`(sign: String) throws {
    for line in [String(repeating: sign, count: 2000), String(repeating: sign + "\n", count: 2000)]
    {
      _ = try? searches(line + "\nhello world")
    }
  }

  @Test func `Aliases of YAML nest no deeper than lists do`() throws {
    var text = "- &a0 []\n"
    for level in 1..<200 {
      let (open, close) = (String(repeating: "[", count: 400), String(repeating: "]", count: 400))
      text += "- &a\(level) \(open)*a\(level - 1)\(close)\n"
    }
    let (documents, leftOut) = ForeignYAML.parse(Data(text.utf8))
    #expect(leftOut.count == 1)
    #expect(documents.count == 1)
  }

  @Test func `Sets of nodes do not multiply without end`() throws {
    let names = (0..<1000).map { "n\($0)" }.joined(separator: " ")
    let statement = "{\(names)} -> {\(names)}\n"
    #expect {
      _ = try searches("digraph {\n" + String(repeating: statement, count: 4) + "}")
    } throws: {
      "\($0)".contains("the graph has more than a million edges")
    }
  }

  @Test func `A node of a log may have very many children`() throws {
    var text = "version: 1.4.0\nevents:\n  - { type: source, id: s }\n"
    for child in 0..<20_000 { text += "  - { type: generating, id: n\(child), pId: s }\n" }
    let tree = try ImportFixture.tree(text, "posthoc")
    #expect(tree.nodeCount == 20_001)
  }

  @Test func `A text that begins with a rule is a text`() throws {
    let text = "---\n<think>\nFirst, 2 + 2 = 4. Wait, let me check: 2 + 2 = 4. So 4.\n</think>\n4"
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    #expect(ImporterRegistry.importer(of: file)?.name == "reasoning")
  }

  @Test func `What is large is read member by member, and means the same`() throws {
    let long = String(repeating: #"\"[{é, "#, count: 40_000)
    let text = """
      {"a" : [ {"b":1.50,"c":[]}, "\(long)" , null,true, -2e3 ] ,
       "a,]b":{"d":"\(long)", "e":{} }, "a":["\(long)",[3 , 4]]}
      """
    let (value, repairs) = try #require(ForeignJSON.parse(Data(text.utf8)))
    let small = text.replacing(long, with: "x")
    let (expected, _) = try #require(ForeignJSON.parse(Data(small.utf8)))
    #expect(repairs.count == 0)
    #expect(value["a"]?[0]?.string == long.replacing("\\\"", with: "\""))
    #expect(value["a"]?[1] == expected["a"]?[1] && value["a,]b"]?["e"] == .object([:]))
    for broken in [
      "[\"\(long)\" 1]", "{\"\(long)\" 1}", "[\"\(long)\"", "[\"\(long)\"]]",
    ] {
      #expect(ForeignJSON.parse(Data(broken.utf8)) == nil)
    }
  }

  @Test func `A figure without end is no figure`() throws {
    let tree = try ImportFixture.tree(
      "node,parent,V,N,length\n1,,0.5,1,2\n2,1,inf,1e999,nan\n3,1,-1e999,7,inf\n", "csv")
    #expect(tree.value(.V, of: 1) == nil && tree.value(.V, of: 2) == nil)
    #expect(tree.metric(0, of: 1) == nil && tree.metric(0, of: 2) == nil)
    #expect(tree.header.values?.range == nil || tree.header.values?.range == 0...1)
  }

  @Test func `What is too large to be read as a whole is refused with the limit`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data("digraph {\n".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: UInt64(ForeignFile.largest) + (1 << 20))
    try file.close()
    #expect(
      throws: FileError(
        file: path,
        "the file is 257 MB; this format is read whole, up to 256 MB")
    ) { try ForeignFile(path: path) }
  }

  @Test func `Figures that are too large for 32 bits stay as they are`() throws {
    let tree = try ImportFixture.tree(
      #"{"text":"a","children":[{"text":"b","value":1e308},{"text":"c","value":-1e300}]}"#,
      "nested-json")
    #expect(tree.value(.V, of: 1) == 1e308 && tree.value(.V, of: 2) == -1e300)
    #expect(tree.header.values?.range == -1e300...1e308)
  }

  @Test func `A number that no program holds costs itself alone`() throws {
    let digits = String(repeating: "9", count: 400)
    let text = #"{"a":[1e400,-\#(digits),2e3,true,false,"1e400"],"e":1e-400}"#
    let (value, repairs) = try #require(ForeignJSON.parse(Data(text.utf8)))
    #expect(repairs.count == 2 && value["a"]?[0] == .null && value["a"]?[1] == .null)
    #expect(value["a"]?[2]?.number == 2000 && value["a"]?[3] == true)
    #expect(value["a"]?[5]?.string == "1e400" && value["e"]?.number == 0)
  }

  /// Each record is looked up, and not sought among all that came before.
  @Test func `A great many records are read in linear time`() throws {
    let states =
      "Exploring Operation: 1+2=3\n"
      + (0..<20_000).map { "Current State: 24:[\($0), 2, 3]\n" }.joined()
    #expect(try ImportFixture.tree(states, "stream-of-search-by-a-model").nodeCount > 10_000)
    let edges = (0..<10_000).map {
      #""\#($0)":{"id":\#($0),"source":\#($0),"target":\#($0 + 1),"data":{"Q":1}}"#
    }
    let nodes = (0...10_000).map { #""\#($0)":{"id":\#($0),"data":{}}"# }
    let chain =
      #"{"logs":[{"nodes":{\#(nodes.joined(separator: ","))},"edges":{\#(edges.joined(separator: ","))}}]}"#
    #expect(try ImportFixture.tree(chain, "llm-reasoners").nodeCount == 10_001)
    let hubs = (1...20_000).map {
      #"{"id":"\#($0)","parent":"\#($0 < 3 ? 0 : $0 % 2 + 1)","V":0.\#($0 % 10)}"#
    }
    let tree = try ImportFixture.tree(
      #"{"id":"0","parent":null}"# + "\n" + hubs.joined(separator: "\n"), "linked-json")
    var ranks = SiblingRanks()
    for node in 0..<NodeID(tree.nodeCount) {
      let rank = ranks.rank(of: node, in: tree)
      if node < 5 { #expect(rank == tree.value(.rank, of: node)) }
    }
    #expect(TraceLint.breaches(in: tree).isEmpty)
  }

  @Test func `What the name of our format is said in is no trace`() throws {
    let text =
      #"[{"role":"user","content":"open espalier-trace"},{"role":"assistant","content":"so"}]"#
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try TraceFile(path: path).format == "chat")
  }
}
