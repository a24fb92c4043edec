import Foundation
import Testing

/// `espalier scaling`: results of claims against size and training.
@Suite struct ScalingCommandTests {
  /// Results of networks of two sizes after two amounts of training, the second from a run of the first.
  private func folder() throws -> URL {
    let folder = try Program.temporaryFolder()
    func write(_ text: String, _ path: String) throws {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    for (size, width) in [("small", 16), ("base", 32)] {
      for (name, base, tokens) in [
        ("one", "null", 1000), ("two", "\"\(size)/one/checkpoint\"", 3000),
      ] {
        let run = "\(size)/\(name)"
        try write("{\"base\":\(base)}", run + "/run.json")
        try write(
          "{\"event\":\"start\",\"steps\":1}\n{\"event\":\"step\",\"gradientNorm\":1,\"learningRate\":1,"
            + "\"loss\":1,\"seconds\":1,\"step\":1,\"tokens\":\(tokens)}\n",
          run + "/metrics.jsonl")
        try write(
          "{\"model_type\":\"llama\",\"hidden_size\":\(width),\"num_attention_heads\":2,"
            + "\"num_hidden_layers\":1,\"intermediate_size\":\(width),\"vocab_size\":64,"
            + "\"tie_word_embeddings\":true}",
          run + "/checkpoint/config.json")
        let solved = (size == "base" ? 0.4 : 0.2) + (name == "two" ? 0.2 : 0)
        let points =
          "[{\"budget\":32,\"tokens\":9,\"solvedShare\":0,\"interval\":{\"lower\":0,\"upper\":0.1}},"
          + "{\"budget\":64,\"tokens\":40,\"solvedShare\":\(solved),\"interval\":{\"lower\":0.1,\"upper\":0.9}}]"
        try write(
          "{\"table\":{\"rows\":[{\"arm\":{\"name\":\"in context\",\"method\":{\"search\":{}},\"model\":\"\(run)\"},"
            + "\"points\":\(points)},{\"arm\":{\"name\":\"symbolic\",\"method\":{\"strategy\":{\"_0\":\"astar\"}},"
            + "\"model\":\"heuristic\"},\"points\":[{\"budget\":10,\"solvedShare\":1,"
            + "\"interval\":{\"lower\":0.9,\"upper\":1}}]}]}}",
          "results/\(size)-\(name)/arms.json")
      }
    }
    return folder
  }

  private static let results = ["small-one", "small-two", "base-one", "base-two"].map {
    "results/" + $0
  }

  @Test func `Shares, what training took, and a law`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(["scaling"] + Self.results + ["--curve", "c.svg"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("in context") && !run.output.contains("symbolic"))
    let curve = try String(contentsOf: folder.appendingPathComponent("c.svg"), encoding: .utf8)
    #expect(curve.contains("operations of training") && curve.contains("in context"))

    let json = try Program.run(["scaling", "--json"] + Self.results, in: folder)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let cells = try #require(document["cells"] as? [[String: Any]])
    // What a run began with is learned from too.
    #expect(Set(cells.compactMap { $0["tokens"] as? Int }) == [1000, 4000])
    let shares = cells.compactMap { ($0["solvedShare"] as? Double).map { (10 * $0).rounded() } }
    #expect(shares.sorted() == [2, 4, 4, 6])
    let law = try #require(
      ((document["laws"] as? [[String: Any]])?.first?["law"]) as? [String: Any])
    #expect(law["points"] as? Int == 4)
    let training = try #require((law["training"] as? [String: Any])?["value"] as? Double)
    // 0.8 → 0.6 and 0.6 → 0.4 with four times the tokens.
    #expect(abs(training - (log(0.6 / 0.8) + log(0.4 / 0.6)) / 2 / log(4)) < 1e-9)
  }

  @Test func `What is missing is named`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let nowhere = try Program.run(["scaling", "results/huge"], in: folder)
    #expect(nowhere.status == 74 || nowhere.status == 65)
    #expect(nowhere.errors.contains("results/huge/arms.json"))
    try FileManager.default.removeItem(at: folder.appendingPathComponent("small/one/run.json"))
    let moved = try Program.run(["scaling", "results/small-two"], in: folder)
    #expect(moved.status != 0 && moved.errors.contains("small/one/run.json"))
  }
}
