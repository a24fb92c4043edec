import Foundation
import Testing

@Suite struct ModulePictureTests {
  static let picture = try! ModulePicture()

  @Test func `Modules and folders use what is below them`() {
    let picture = Self.picture
    for graph in [picture.modules, picture.imports, picture.folders] {
      #expect(graph.rooms.count > 5)
      if let circle = graph.circleText() { Issue.record("there is a circle:\n\(circle)") }
    }
  }

  @Test func `Package and sources agree on what is imported`() {
    let picture = Self.picture
    for module in picture.modules.rooms where !module.hasPrefix("C") {
      #expect(picture.modules.used(by: module) == picture.imports.used(by: module), "\(module)")
    }
  }

  @Test func `Views and toolkit know no tensors`() {
    let picture = Self.picture
    func all(below module: String) -> Set<String> {
      picture.modules.used(by: module).reduce(into: []) {
        $0.insert($1)
        $0.formUnion(all(below: $1))
      }
    }
    #expect(all(below: "TerminalUI") == ["SaturatingIntegers"])
    #expect(all(below: "EspalierViews").isDisjoint(with: ["MetaCoTNeural", "COpenBLAS"]))
    #expect(all(below: "espalier").contains("COpenBLAS"))
  }

  @Test func `The picture is up to date`() throws {
    let picture = Self.picture
    try #require(picture.modules.circle() == nil && picture.folders.circle() == nil)
    let new = picture.markdown
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try new.write(to: ModulePicture.document, atomically: true, encoding: .utf8)
      Issue.record("recorded docs/modules.md")
      return
    }
    let old = try String(contentsOf: ModulePicture.document, encoding: .utf8)
    #expect(old == new)
  }

  @Test func `Names are read from code alone`() {
    let source = SwiftSource(
      #"""
      import Foundation
      /// A Comment, and /* another */.
      public struct Outer<T: Bound> {
        enum Inner { case one(Payload) }
        static let text = "Quoted \(Shown("Deep \(Deeper.self)").name) Hidden"
        class func make() -> Made { #"Raw"# }
      }
      extension Elsewhere { protocol Part {} }
      """#)
    #expect(source.declared == ["Outer"])
    #expect(source.nested == ["Inner", "Part"])
    #expect(source.imports == ["Foundation"])
    #expect(source.words.isSuperset(of: ["Bound", "Payload", "Shown", "Deeper", "Made"]))
    #expect(
      source.words.isDisjoint(with: ["Comment", "another", "Quoted", "Deep", "Hidden", "Raw"]))
  }

  @Test func `A circle is found and told`() {
    var graph = DependencyGraph(["a", "b", "c"])
    graph.add("a", uses: "b", by: "B")
    graph.add("b", uses: "c", by: "C")
    #expect(graph.circle() == nil)
    #expect(graph.floors() == [["c"], ["b"], ["a"]])
    graph.add("c", uses: "a", by: "A in c.swift")
    #expect(graph.circleText() == "a uses b: B\nb uses c: C\nc uses a: A in c.swift")
  }
}
