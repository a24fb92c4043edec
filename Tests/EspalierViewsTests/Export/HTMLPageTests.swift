import Foundation
import MetaCoT
import Testing

@testable import EspalierViews

struct HTMLPageTests {
  private static let tree = RecordedSearchFixture.mcts()

  private func page(_ title: String = "a <search>") -> String {
    TreeExport(Self.tree, drawing: OutlineDrawing.self, title: title).file(.html)
  }

  @Test func `The page asks for nothing from anywhere`() {
    let page = page()
    #expect(page.contains("default-src 'none'"))
    for word in ["http:", "https:", "src=", "@import", "url(", "fetch(", "<link"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("<title>a &lt;search&gt;</title>"))
  }

  @Test func `The search in it is whole, whatever its texts say`() throws {
    let page = page()
    let start = try #require(page.firstRange(of: "type=\"application/json\">")).upperBound
    let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
    let value = try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8))
    let search = try #require(value as? [String: Any])
    #expect((search["nodes"] as? [Any])?.count == Self.tree.nodeCount)
    #expect((search["events"] as? [Any])?.count == Self.tree.events.count)
    #expect(!(search["text"] as? [Any] ?? []).isEmpty)
    var hostile = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "text", text: "</script><script>alert(1)"), strategy: .init("s"),
        model: nil, root: .init(state: "<!--")))
    hostile.append(EventBatch())
    let text = TreeExport(hostile, drawing: OutlineDrawing.self, title: "t").file(.html)
    #expect(!text.contains("alert(1)</") && text.matches(of: /<script/).count == 2)
  }

  @Test func `What streams into a step comes when it came`() {
    var tree = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "text", text: "p"), strategy: .init("s"), model: nil,
        root: .init(state: "")))
    var batch = EventBatch()
    batch.append(NodeRecord(parent: 0), step: "First", state: "")
    batch.events = [Event(.expand, 0, other: 1, count: 1)]
    batch.append(Event(.text, 1), text: ", second")
    tree.append(batch)
    let page = TreeExport(tree, drawing: OutlineDrawing.self, title: "t").file(.html)
    #expect(tree.step(1) == "First, second")
    let hasFirst = page.contains(#","First","#)
    #expect(hasFirst)
    let hasPiece = page.contains(#"", second"]"#)
    #expect(hasPiece)
  }

  @Test func `Visits are counted by the script where backups make them and none are stated`() throws
  {
    func page(_ child: String) throws -> String {
      let lines = """
        {"format":"espalier-trace","version":2,"problem":{"kind":"p","text":"t"},"strategy":{"name":"s"},"root":{"state":"r"}}
        {"e":"expand","n":0,"c":[{"a":"a"\(child)}]}
        {"e":"backup","n":1,"v":1}
        {"e":"end","solved":false}

        """
      let reader = try TraceReader(bytes: Array(lines.utf8), name: "trace")
      var tree = SearchTree(header: reader.header)
      while let batch = try reader.next() { tree.append(batch) }
      return TreeExport(tree, drawing: OutlineDrawing.self, title: "t").file(.html)
    }
    #expect(try page("").contains("\"isFolded\":true"))
    #expect(try page(",\"N\":12").contains("\"isFolded\":false"))
  }

  /// A Chromium of this machine, if there is one.
  private static let chromium = ["chromium", "chromium-browser", "google-chrome"].lazy
    .flatMap { name in ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + name } }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The document as a browser leaves it, at a moment.
  private func document(at moment: Int?) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "page.html")
    try Data(page().utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.chromium))
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path)/profile",
      "--window-size=1200,2400", "--virtual-time-budget=2000", "--dump-dom",
      "file://\(file.path)" + (moment.map { "#\($0)" } ?? ""),
    ]
    let output = folder.appending(path: "dom")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: output, encoding: .utf8)
  }

  @Test(.enabled(if: chromium != nil, "there is no Chromium on this machine"))
  func `A browser draws any moment`() throws {
    var tree = Self.tree
    for moment in [0, 100, tree.events.count] {
      tree.seek(to: moment)
      let document = try document(at: moment)
      #expect(document.contains("data-moment=\"\(moment)\""))
      #expect(document.contains("\(moment) of \(tree.events.count)"))
      let rows = document.matches(of: /class="row/).count
      #expect(rows == min(tree.nodeCount, rows) && rows >= min(tree.nodeCount, 60))
      if tree.N(0) > 0 { #expect(document.contains("N \(tree.N(0))")) }
    }
    #expect(try document(at: nil).contains("class=\"row goal"))
  }
}
