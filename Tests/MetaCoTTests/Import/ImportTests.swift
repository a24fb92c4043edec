import Foundation
import Testing

@testable import MetaCoT

struct ImportTests {
  @Test func `A nested tree`() throws {
    let tree = try ImportFixture.tree(
      """
      {"question":"Why?","root":{"state":"Why?","visits":4,"value":0.5,"children":[
       {"state":"Why?\\nBecause.","visits":3,"value":0.6,"extra":7,"children":[]},
       {"state":"Why?\\nSo\\nwhat?","visits":1,"value":0.1,"is_correct":true,"children":[]}]}}
      """, "nested-json")
    #expect(tree.header.order == .unknown && tree.header.problem.text == "Why?")
    #expect(tree.N(0) == 4 && tree.N(1) == 3 && tree.V(1) == 0.6)
    #expect(tree.step(2) == "So\nwhat?" && tree.state(2) == "Why?\nSo\nwhat?")
    #expect(tree.metric(0, of: 1) == 7 && tree.metric(0, of: 2) == nil)
    #expect(tree.outcome?.goal == 2)
  }

  @Test func `Linked records in order`() throws {
    let tree = try ImportFixture.tree(
      """
      {"uuid":"a","parentUuid":null,"message":{"role":"user","content":"Do it."}}
      {"uuid":"b","parentUuid":"a","message":{"role":"assistant","content":[{"type":"text","text":"I try."}]}}
      {"uuid":"c","parentUuid":"a","message":{"role":"assistant","content":"Another way."}}
      """, "linked-json")
    #expect(tree.records.count == 3 && tree.parent(1) == 0 && tree.parent(2) == 0)
    #expect(tree.step(1) == "I try." && tree.step(2) == "Another way.")
    #expect(tree.header.order == nil)
  }

  @Test func `Parents in a circle and missing ones are bounded`() throws {
    let tree = try ImportFixture.tree(
      """
      [{"id":1,"parent":2,"step":"one"},{"id":2,"parent":1,"step":"two"},
       {"id":3,"parent":9,"step":"three"},{"id":4,"parent":3,"step":"four"}]
      """, "linked-json")
    let steps = (1..<NodeID(tree.records.count)).map { tree.step($0) }
    #expect(Set(steps) == ["one", "two", "three", "four"] && steps.count == 4)
  }

  @Test func `Values keep their range`() throws {
    let tree = try ImportFixture.tree(
      #"{"value":-100,"text":"a","children":[{"text":"b","value":16777217},{"text":"c"}]}"#,
      "nested-json")
    #expect(tree.header.values?.range == -100...16_777_217)
    #expect(tree.value(.V, of: 1) == 16_777_217)
    #expect(tree.value(.V, of: 2) == nil)
  }

  @Test func `What is not JSON is counted, and the rest is read`() throws {
    let text = """
      {"id":1,"score":NaN,"step":"a"}
      {"id":2,"parent":1,"score":1,"step":"half \\ud83d"}
      {"id":3,"parent":2,"sco
      """
    let file = ForeignFile(name: "file", bytes: Data(text.utf8))
    #expect(file.records.count == 2 && file.leftOut.count == 3)
    #expect(file.leftOut.places == ["line 1", "line 2", "line 3"])
    let tree = try ImportFixture.tree(text, "linked-json")
    #expect(tree.V(0) == nil && tree.V(1) == 1 && tree.step(1) == "half \u{FFFD}")
  }

  @Test func `Chat messages become turns`() throws {
    let tree = try ImportFixture.tree(
      """
      [{"role":"system","content":"Be brief."},{"role":"user","content":"2+2?"},
       {"role":"assistant","content":"I ask.","tool_calls":[{"function":{"name":"sum","arguments":"2,2"}}]},
       {"role":"tool","content":"4"},{"role":"assistant","content":"It is 4."}]
      """, "chat")
    #expect(tree.header.problem.text == "2+2?")
    #expect(tree.step(1) == "I ask.\nsum(2,2)" && tree.state(1) == "4")
    #expect(tree.step(2) == "It is 4." && tree.parent(2) == 1)
  }

  @Test func `Digests are those of the standard`() {
    #expect(
      SHA256.hex(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex(of: String(repeating: "a", count: 1000)).hasPrefix("41edece42d63e8d9bf515a9b"))
  }

  @Test func `What linearize writes is read back`() throws {
    let tree = try SearchFixture.all[0].tree()
    for style in ["stream-of-search", "searchformer", "walk"] {
      let back = try ImportFixture.tree(wholeText(of: tree, style) + "\n", "linearized")
      #expect(back.outcome?.solved == tree.outcome?.solved, "\(style)")
    }
  }

  @Test func `Slips of a model are marked`() throws {
    let tree = try ImportFixture.tree(
      """
      Current State #0: 24:[4, 6, 2]. Operations so far : [].
      Action     : Exploring operation 4*6=25.
      Resulting numbers: [2, 25].
      Generated Node #0,0: 24:[2, 25] Operation: 4*6=25
      Action     : Exploring operation 4*6=24.
      Resulting numbers: [2, 24].
      Generated Node #0,1: 24:[2, 24] Operation: 4*6=24
      Moving to Node #0,7
      Current State #0,1: 24:[2, 24]. Operations so far : ['4*6=24'].
      Action     : Exploring operation 24*2=24.
      Resulting numbers: [24].
      24,24 equal: Goal Reached
      """, "stream-of-search-by-a-model")
    let mistakes = tree.events.filter { $0.kind == .mistake }
    #expect(mistakes.map(\.reason) == [.wrong, .unreached, .wrong, .rejected])
    #expect(tree.outcome?.solved == false)
  }

  /// Each wrong sum in a list of steps so far is marked, wherever it stands; one that is marked already on the
  /// way to the node is not counted again.
  @Test func `Wrong sums among the operations so far are marked`() throws {
    let tree = try ImportFixture.tree(
      """
      Current State #0: 24:[4, 6, 2, 3]. Operations so far : [].
      Action     : Exploring operation 4*6=25.
      Resulting numbers: [2, 3, 25].
      Generated Node #0,0: 24:[2, 3, 25] Operation: 4*6=25
      Moving to Node #0,0
      Current State #0,0: 24:[2, 3, 25]. Operations so far : ['4*6=25', '2+3=6', '6-1=5', '2 * 2 = 5'].
      Operations so far: ['2+3=6', '3*3=8'].
      Current State #0,9: 24:[7, 7]. Operations so far : ['1+1=3', '7 - 1 = 5
      Current State #0,0: 24:[2, 3, 25]. Operations so far : ['2+3=6', '10/4=2'].
      """, "stream-of-search-by-a-model")
    let mistakes = tree.mistakes.map { tree.events[Int($0)] }
    #expect(
      mistakes.map(\.reason)
        == [.wrong, .wrong, .wrong, .wrong, .unreached, .wrong, .wrong, .wrong])
    #expect(mistakes.map(\.node) == [1, 1, 1, 1, 2, 2, 2, 1])
    #expect(tree.nodeCount == 3)
  }

  @Test func `A file of many searches is picked from`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "trees.jsonl").path
    let line = #"{"text":"a","children":[{"text":"b"}]}"#
    try Data((line + "\n" + line + "\n").utf8).write(to: URL(filePath: path))
    let first = try TraceFile(path: path)
    #expect(first.ids == ["1", "2"] && first.id == "1" && first.format == "nested-json")
    #expect(try TraceFile(path: path + "#2").id == "2")
    #expect(throws: FileError.self) { try TraceFile(path: path + "#3") }
    #expect(try TraceFile.all(at: path).map(\.path) == ["\(path)#1", "\(path)#2"])
  }

  /// However a file is damaged, it is read, refused with a sentence, or not recognized.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `Damaged files crash nothing`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let seeds = [
      #"[{"idx":1,"steps":[{"x":"1 2","ys":[""],"new_ys":["1 + 2 = 3 (left: 3)\n"],"values":[3],"select_new_ys":["1 + 2 = 3 (left: 3)\n"]}],"ys":["1 + 2 = 3 (left: 3)\n"],"infos":[{"r":1}]}]"#,
      #"[[{"total_step":0,"env_step":1,"actions":["a","b"],"info":{"r_word":0.1},"count":{"sure":1}}]]"#,
      #"{"logs":[{"nodes":{"0":{"id":0,"data":{"s":"x"},"selected_edge":0},"1":{"id":1,"data":{}}},"edges":{"0":{"id":0,"source":0,"target":1,"data":{"Q":1}}}}]}"#,
      #"{"nodes":[{"id":-1,"parent_id":null},{"id":0,"parent_id":-1,"score":0.5}],"metadata":{"treequest_version":"1"}}"#,
      #"{"question":"q","reasoning_steps":{"text":"t","mc_value":1,"children":[{"text":"u","mc_value":0}]}}"#,
      #"[{"action":"create","state":{"x":0},"heuristic":2,"cost_from_start":0},{"action":"close","state":{"x":0}},{"action":"create","state":{"x":1},"heuristic":1,"cost_from_start":1}]"#,
      "info string a2a3 (20) N: 5 (+1) (P: 10.0%) (Q: 0.1) (V: -0.2)\n",
      #"{"prompt":"p","solution":"First, 1 + 1 = 2. Wait, 1 + 1 = 3."}"#,
      #"[{"id":1,"parent":2},{"id":2,"parent":1}]"#,
    ]
    for text in seeds {
      for _ in 0..<20 {
        var bytes = Array(text.utf8)
        for _ in 0...random.below(4) where !bytes.isEmpty {
          let place = random.below(bytes.count)
          switch random.below(4) {
          case 0: bytes[place] = UInt8(random.below(256))
          case 1: bytes.remove(at: place)
          case 2: bytes.insert(contentsOf: bytes[place...].prefix(random.below(12)), at: place)
          default: bytes.removeLast(random.below(bytes.count))
          }
        }
        let file = ForeignFile(name: "file", bytes: Data(bytes))
        guard let importer = ImporterRegistry.importer(of: file) else { continue }
        for search in (try? importer.searches(in: file)) ?? [] {
          guard let trace = try? search.trace() else { continue }
          let reader = try TraceReader(bytes: trace.bytes, name: importer.name)
          var tree = SearchTree(header: reader.header)
          while let batch = try reader.next() { tree.append(batch) }
        }
      }
    }
  }

  @Test func `Visits that are not whole are a figure of their own`() throws {
    let tree = try ImportFixture.tree(
      #"{"text":"a","visits":2.5,"children":[{"text":"b","visits":2}]}"#, "nested-json")
    #expect(tree.N(0) == 0 && tree.metric(0, of: 0) == 2.5 && tree.metric(0, of: 1) == 2)
  }

  @Test func `Records may have their ids as keys`() throws {
    let tree = try ImportFixture.tree(
      #"{"nodes":{"10":{"parent":"2","step":"z"},"2":{"parent":"1","step":"y"},"1":{"parent":null}}}"#,
      "linked-json")
    #expect(tree.step(1) == "y" && tree.step(2) == "z" && tree.parent(2) == 1)
  }

  @Test func `A log without a verdict has none`() throws {
    let log =
      #"[{"idx":1,"steps":[{"x":"1 2 3 4","ys":[""],"new_ys":["1 + 2 = 3 (left: 3 3 4)\n"],"values":[1],"select_new_ys":[]}]}]"#
    #expect(try ImportFixture.tree(log, "tree-of-thoughts").outcome == nil)
    let texts = ["", "So 4."].map {
      #"{"question":"q","reasoning_content":"\#($0)","is_correct":true}"#
    }
    for right in try ImportFixture.searches(texts.joined(separator: "\n")).searches {
      #expect(try ImportFixture.tree(of: right).outcome?.solved == true)
    }
  }
}
